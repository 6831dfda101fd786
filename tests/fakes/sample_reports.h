// Hand-made reports and articles for the record's tests.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "record/identity.h"

namespace entente::record {

struct Sample {
    std::string article, published, type, mode, actors, recipients, when, status;  // parties "AES,RUS"; when "a/b"
    std::string in = "text";
    std::string speaker = {};
    int ordinal = 0;
};

inline std::vector<Party> sample_parties(const std::string& list) {
    std::vector<Party> out;
    for (const std::string_view id : base::split(list, ','))
        if (!id.empty()) {
            Party p;
            p.id = ActorId(std::string(id));
            out.push_back(p);
        }
    return out;
}

inline std::optional<ReportTime> sample_when(const std::string& when) {
    if (when.empty()) return std::nullopt;
    const std::size_t slash = when.find('/');
    const auto start = parse_date(when.substr(0, slash));
    const auto end = slash == std::string::npos ? start : parse_date(when.substr(slash + 1));
    return ReportTime{{start, end}, "day", std::nullopt};
}

// `number` tells reports of one article apart.
inline Report sample_report(const Sample& s, int number) {
    Report r;
    r.id = ReportId(base::content_id({s.article, s.in, std::to_string(number)}));
    r.article = ArticleId(s.article);
    r.in = s.in;
    r.published = s.published;
    r.language = "fr";
    r.type = s.type;
    r.mode = s.mode;
    r.actors = sample_parties(s.actors);
    r.recipients = sample_parties(s.recipients);
    r.when = sample_when(s.when);
    r.status = *parse_status(s.status);
    r.quote = s.article + " " + std::to_string(number);
    r.sentence = static_cast<std::size_t>(number);
    if (!s.speaker.empty()) r.speaker = sample_parties(s.speaker)[0];
    if (s.ordinal) r.series = SeriesRef{"consultations", s.ordinal};
    return r;
}

inline ReportEntry sample_entry(const Sample& s, int number) {
    return {sample_report(s, number), s.published, "text of " + s.article, s.article, ""};
}

inline std::vector<ReportEntry> sample_entries(const std::vector<Sample>& samples) {
    std::vector<ReportEntry> out;
    for (const Sample& s : samples) out.push_back(sample_entry(s, static_cast<int>(out.size())));
    return out;
}

}  // namespace entente::record
