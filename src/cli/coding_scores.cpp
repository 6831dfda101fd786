#include "cli/coding_scores.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "cli/grounding_cases.h"

namespace entente::cli {

using nlohmann::json;

namespace {

constexpr std::string_view kBreak = "\n\n";

bool has_title(const json& text) {
    const std::string title = case_text(text, "title");
    return !title.empty() && case_text(text, "text").rfind(title + std::string(kBreak), 0) == 0;
}

// A pronoun or possessive that stands for a party: resolved to a party without a place of its own.
bool stands_for(const std::string& words) {
    static const std::set<std::string> kPronouns = {
        "il",       "elle",     "ils",   "elles", "lui", "leur",  "leurs", "son",  "sa",   "ses",
        "celui-ci", "celle-ci", "nous",  "qui",   "he",  "she",   "it",    "they", "them", "him",
        "her",      "his",      "their", "its",   "who", "which", "we",    "us",   "both"};
    return kPronouns.count(base::fold(words)) != 0;
}

bool same_party(const Party& p, const Report& r, const GoldReport::Named& gold, const Match& match) {
    if (p.inferred && !match.inference) return false;
    if (p.span && r.in == gold.spot.field && p.span->overlaps(gold.spot.span)) return true;
    if (stands_for(gold.words)) return p.inferred || !p.span;
    if (gold.ids.count(p.id.str()) != 0 || (!p.country.empty() && gold.ids.count(p.country) != 0)) return true;
    const std::string a = base::fold(p.text), b = base::fold(gold.words);
    return !a.empty() && !b.empty() && (a.find(b) != std::string::npos || b.find(a) != std::string::npos);
}

bool meets(const std::vector<Party>& parties, const Report& r, const std::vector<GoldReport::Named>& gold,
           const Match& match) {
    return gold.empty() || std::any_of(gold.begin(), gold.end(), [&](const GoldReport::Named& g) {
               return std::any_of(parties.begin(), parties.end(),
                                  [&](const Party& p) { return same_party(p, r, g, match); });
           });
}

std::set<std::string> actors_at(const Spot& spot, const Mentions& mentions) {
    std::set<std::string> out;
    for (const Name& n : mentions.names) {
        if (n.field != spot.field || !n.span.overlaps(spot.span) || n.kind == NameKind::kPlace) continue;
        out.insert(n.id);
        if (!n.country.empty()) out.insert(n.country);
    }
    return out;
}

}  // namespace

Article coded_article(const json& one) {
    Article a = case_article(one);
    std::string rest = std::exchange(a.text, {});
    a.paragraphs.clear();
    if (has_title(one))
        rest.erase(0, a.title.size() + kBreak.size());
    else
        a.title.clear();
    for (std::size_t at = 0; at <= rest.size();) {
        const std::size_t end = std::min(rest.find(kBreak, at), rest.size());
        const auto start = static_cast<ByteOffset>(a.text.size());
        a.text += rest.substr(at, end - at);
        a.paragraphs.push_back({ParagraphKind::kParagraph, {start, static_cast<ByteOffset>(a.text.size())}});
        at = end + kBreak.size();
        if (at <= rest.size()) a.text += "\n";
    }
    return a;
}

Spot spot_of(const json& one, const std::string& literal) {
    std::string name = literal;
    int n = 1;
    if (literal.size() > 2 && literal[literal.size() - 2] == '#' &&
        std::isdigit(static_cast<unsigned char>(literal.back())) != 0) {
        name = literal.substr(0, literal.size() - 2);
        n = literal.back() - '0';
    }
    const std::string text = case_text(one, "text");
    std::size_t at = std::string::npos;
    for (std::size_t from = 0; n > 0; --n, from = at + 1) {
        at = text.find(name, from);
        if (at == std::string::npos) return {};
    }
    const std::size_t title = has_title(one) ? case_text(one, "title").size() : 0;
    if (title != 0 && at < title)
        return {"title", {static_cast<ByteOffset>(at), static_cast<ByteOffset>(at + name.size())}};
    std::size_t breaks = title != 0 ? title + kBreak.size() : 0;  // bytes that the article's text has not
    for (std::size_t b = text.find(kBreak, breaks); b < at; b = text.find(kBreak, b + kBreak.size())) ++breaks;
    return {"text", {static_cast<ByteOffset>(at - breaks), static_cast<ByteOffset>(at - breaks + name.size())}};
}

std::vector<GoldReport> gold_reports(const json& one, const Mentions& mentions) {
    std::vector<GoldReport> out;
    if (!one.contains("events") || !one["events"].is_array()) return out;
    for (const json& e : one["events"]) {
        GoldReport g;
        g.type = case_text(e, "type");
        g.mode = case_text(e, "mode");
        g.status = case_text(e, "status");
        g.trigger = spot_of(one, case_text(e, "trigger"));
        for (auto [key, side] : {std::pair("actors", &g.actors), std::pair("recipients", &g.recipients)})
            for (const std::string& words : case_list(e, key)) {
                const Spot spot = spot_of(one, words);
                side->push_back({spot, words.substr(0, words.rfind('#')), actors_at(spot, mentions)});
            }
        out.push_back(std::move(g));
    }
    return out;
}

bool same_report(const Report& r, const GoldReport& g, const Match& match) {
    if (r.type != g.type || r.in != g.trigger.field || !r.span.overlaps(g.trigger.span)) return false;
    std::vector<Party> all = r.actors;
    all.insert(all.end(), r.recipients.begin(), r.recipients.end());
    return meets(all, r, g.actors, match) && meets(all, r, g.recipients, match);
}

CodingTally& CodingTally::operator+=(const CodingTally& o) {
    gold += o.gold, found += o.found, said += o.said, right += o.right;
    status_asked += o.status_asked, status_right += o.status_right, mode_right += o.mode_right;
    empty_sentences += o.empty_sentences, false_reports += o.false_reports;
    return *this;
}

void add_text(const CodedAnswer& answer, const Match& match, CodingTally& whole,
              std::map<std::string, CodingTally>& by_type, std::map<std::string, CodingTally>& by_status) {
    const std::vector<Report>& reports = answer.reports;
    const std::vector<GoldReport> gold = gold_reports(*answer.text, answer.mentions);
    for (const GoldReport& g : gold) {
        const Report* best = nullptr;
        for (const Report& r : reports)
            if (same_report(r, g, match) &&
                (!best || (to_string(r.status) == g.status && to_string(best->status) != g.status)))
                best = &r;
        for (CodingTally* t : {&whole, &by_type[g.type], &by_status[g.status]}) {
            ++t->gold;
            if (!best) continue;
            ++t->found;
            ++t->status_asked;
            t->status_right += to_string(best->status) == g.status;
            t->mode_right += best->mode == g.mode;
        }
    }
    for (const Report& r : reports) {
        const bool right =
            std::any_of(gold.begin(), gold.end(), [&](const GoldReport& g) { return same_report(r, g, match); });
        for (CodingTally* t : {&whole, &by_type[r.type], &by_status[to_string(r.status)]}) {
            ++t->said;
            t->right += right;
        }
    }
    for (const Sentence& s : answer.sentences) {
        const bool told = std::any_of(gold.begin(), gold.end(), [&](const GoldReport& g) {
            return g.trigger.field == s.field && g.trigger.span.overlaps(s.span);
        });
        if (told) continue;
        ++whole.empty_sentences;
        whole.false_reports += static_cast<int>(
            std::count_if(reports.begin(), reports.end(), [&](const Report& r) { return r.sentence == s.index; }));
    }
}

}  // namespace entente::cli
