#include "record/review/decision.h"

#include <algorithm>
#include <array>

namespace entente::record {

namespace {

constexpr std::array<const char*, 5> kKinds = {"confirm", "correct", "merge", "split", "reject"};

std::optional<DateRange> range_of(const std::string& text) {
    const std::size_t slash = text.find('/');
    const std::optional<Date> start = parse_date(text.substr(0, slash));
    const std::optional<Date> end = slash == std::string::npos ? start : parse_date(text.substr(slash + 1));
    if (!start || !end || *end < *start) return std::nullopt;
    return DateRange{start, end};
}

std::string text_of(const std::optional<ReportTime>& when) {
    if (!when || !when->range.known()) return "";
    const std::string start = when->range.start ? to_string(*when->range.start) : "..";
    const std::string end = when->range.end ? to_string(*when->range.end) : "..";
    return start == end ? start : start + "/" + end;
}

void correct(Event& e, const Decision& d) {
    std::string before;
    if (d.field == "status") {
        before = to_string(e.status);
        e.status = parse_status(d.value).value_or(e.status);
        if (e.status != EventStatus::kAnnounced && e.status != EventStatus::kExpected) e.silent_since.reset();
    } else if (d.field == "type") {
        before = std::exchange(e.type, d.value);
    } else if (d.field == "mode") {
        before = std::exchange(e.mode, d.value);
    } else if (d.field == "when") {
        before = text_of(e.when);
        e.when = ReportTime{range_of(d.value).value_or(DateRange{}), "day", {}};
    } else if (d.field == "place") {
        before = e.place ? e.place->name : "";
        e.place = ReportPlace{"", d.value, "", {}, {}, {}};
    }
    if (!before.empty() && before != d.value && !e.reports.empty())
        e.conflicts.push_back({d.field, before, e.reports.front()});
}

}  // namespace

const char* to_string(DecisionKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<DecisionKind> parse_decision_kind(std::string_view word) {
    const auto it = std::find(kKinds.begin(), kKinds.end(), word);
    if (it == kKinds.end()) return std::nullopt;
    return static_cast<DecisionKind>(it - kKinds.begin());
}

Status check(const Decision& d) {
    const auto wrong = [](const std::string& what) { return fail(ErrorCode::kInvalid, "review: " + what); };
    if (d.by.empty()) return wrong("a decision is signed: --by NAME");
    if (d.reports.empty()) return wrong("no report is meant");
    const bool two = d.kind == DecisionKind::kMerge || d.kind == DecisionKind::kSplit;
    if (two && d.others.empty())
        return wrong(d.kind == DecisionKind::kMerge ? "a merge names two events"
                                                    : "a split leaves reports on both sides");
    if (d.kind == DecisionKind::kMerge && std::any_of(d.reports.begin(), d.reports.end(), [&](const ReportId& id) {
            return std::find(d.others.begin(), d.others.end(), id) != d.others.end();
        }))
        return wrong("they are one event already");
    if (d.kind != DecisionKind::kCorrect) return Done{};
    if (d.value.empty()) return wrong("a correction needs a value");
    if (d.field == "status" && !parse_status(d.value)) return wrong("\"" + d.value + "\" is no status");
    if (d.field == "when" && !range_of(d.value)) return wrong("\"" + d.value + "\" is no day and no stretch of days");
    for (const char* field : {"status", "type", "mode", "when", "place"})
        if (d.field == field) return Done{};
    return wrong("field \"" + d.field + "\": status, type, mode, when or place can be corrected");
}

void apply_corrections(Event& event, const std::vector<Decision>& decisions, Date as_of) {
    for (const Decision& d : decisions) {
        if (d.kind == DecisionKind::kReject) continue;
        const std::optional<Date> day = parse_date(d.at);
        if (day && *day > as_of) continue;
        const bool meant = std::any_of(event.reports.begin(), event.reports.end(), [&](const ReportId& id) {
            return std::find(d.reports.begin(), d.reports.end(), id) != d.reports.end();
        });
        if (!meant) continue;
        if (d.kind == DecisionKind::kCorrect) correct(event, d);
        event.reviews.push_back({d.number, to_string(d.kind), d.field, d.value, d.by, d.at, d.note});
    }
}

}  // namespace entente::record
