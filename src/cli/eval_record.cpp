// entente eval record: events, ladders and verdicts against marked chains of articles, from our own reports and from
// the gold's, so that what the coder misses and what the record joins wrongly stand apart.
#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "cli/coding_scores.h"
#include "cli/eval_record.h"
#include "cli/grounding_cases.h"
#include "cli/record_scores.h"
#include "pipeline/analyse.h"
#include "record/views/commitments.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct RecordOptions {
    std::string dir, by = "all", half = "both";
    bool verbose = false;
    OutputOptions output;
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
};

struct Chain {
    const json* gold = nullptr;
    bool odd = false;
    std::vector<Article> articles;
    std::vector<pipeline::Analysis> analyses;
};

struct GoldMention {
    std::size_t article = 0;
    Spot spot;
    std::string event, type;
};

std::vector<Party> parties_of(const json& event, const char* key) {
    std::vector<Party> out;
    for (const std::string& id : case_list(event, key)) {
        Party p;
        p.id = ActorId(id);
        p.country = id.size() == 3 ? id : "";
        out.push_back(std::move(p));
    }
    return out;
}

std::vector<GoldMention> gold_mentions(const Chain& c) {
    std::vector<GoldMention> out;
    for (const json& e : (*c.gold)["events"])
        for (const json& r : e["reports"])
            for (std::size_t i = 0; i < c.articles.size(); ++i) {
                const json& a = (*c.gold)["articles"][i];
                if (case_text(a, "id") != case_text(r, "article")) continue;
                out.push_back({i, spot_of(a, case_text(r, "trigger")), case_text(e, "id"), case_text(e, "type")});
            }
    return out;
}

const Sentence* sentence_at(const pipeline::Analysis& a, const Spot& spot) {
    for (const Sentence& s : a.sentences)
        if (s.field == spot.field && s.span.overlaps(spot.span)) return &s;
    return nullptr;
}

// The time that stands nearest to the words in their sentence.
std::optional<ReportTime> time_near(const pipeline::Analysis& a, const Sentence& s, const Spot& spot) {
    const TimeExpression* best = nullptr;
    const auto away = [&](const TimeExpression& t) {
        return t.span.start > spot.span.start ? t.span.start - spot.span.start : spot.span.start - t.span.start;
    };
    for (const TimeExpression& t : a.mentions.times)
        if (t.field == s.field && s.span.overlaps(t.span) && t.type != "duration" && t.type != "set" &&
            t.range().known() && (!best || away(t) < away(*best)))
            best = &t;
    if (!best) return std::nullopt;
    return ReportTime{best->range(), best->precision, {}};
}

// The gold's own reports: parties, type and mode of the event, status of the report, day as its sentence gives it.
std::vector<record::ReportEntry> gold_entries(const Chain& c, const std::vector<GoldMention>& mentions) {
    std::vector<record::ReportEntry> out;
    std::size_t n = 0;
    for (const json& e : (*c.gold)["events"])
        for (const json& g : e["reports"]) {
            const GoldMention& m = mentions[n];
            const Article& article = c.articles[m.article];
            const pipeline::Analysis& analysis = c.analyses[m.article];
            Report r;
            r.id = ReportId(article.id.str() + "." + m.spot.field + "." + std::to_string(m.spot.span.start) + "." +
                            std::to_string(n++));
            r.article = article.id;
            r.in = m.spot.field;
            r.published = article.published;
            r.source = article.source;
            r.language = article.language;
            r.type = m.type;
            r.mode = case_text(e, "mode");
            r.actors = parties_of(e, "actors");
            r.recipients = parties_of(e, "recipients");
            r.status = parse_status(case_text(g, "status")).value_or(EventStatus::kOccurred);
            if (const Sentence* s = sentence_at(analysis, m.spot)) {
                r.when = time_near(analysis, *s, m.spot);
                r.quote = std::string(s->span.of(article.field(m.spot.field)));
                r.sentence = static_cast<std::size_t>(s - analysis.sentences.data());
            }
            out.push_back(record::make_entry(article, r));
        }
    return out;
}

std::vector<record::ReportEntry> own_entries(const Chain& c) {
    std::vector<record::ReportEntry> out;
    for (std::size_t i = 0; i < c.articles.size(); ++i)
        for (const Report& r : c.analyses[i].reports) out.push_back(record::make_entry(c.articles[i], r));
    return out;
}

// How well our report tells what the gold's words tell: 0 not at all.
int match(const Report& r, const GoldMention& m, const Chain& c) {
    if (r.article != c.articles[m.article].id || r.in != m.spot.field) return 0;
    const bool words = r.trigger.overlaps(m.spot.span), type = r.type == m.type;
    if (!r.span.overlaps(m.spot.span) && !words) return 0;
    return (words && type ? 3 : 0) + (!words && type ? 2 : 0) + (words && !type ? 1 : 0);
}

// Each of our reports stands for one of the gold's at most: the best matches first.
std::vector<ChainItem> items_of(const Chain& c, const std::vector<GoldMention>& gold,
                                const std::vector<record::ReportEntry>& ours,
                                const std::map<ReportId, EventId>& event_of, bool same) {
    std::vector<int> taken(ours.size(), -1), found(gold.size(), -1);
    for (int level = 3; level >= 1; --level)
        for (std::size_t g = 0; g < gold.size(); ++g)
            for (std::size_t o = 0; o < ours.size() && found[g] < 0; ++o) {
                const bool fits = same ? o == g : match(ours[o].report, gold[g], c) == level;
                if (taken[o] >= 0 || !fits) continue;
                taken[o] = static_cast<int>(g);
                found[g] = static_cast<int>(o);
            }
    const auto event = [&](std::size_t o) {
        const auto it = event_of.find(ours[o].report.id);
        return it == event_of.end() ? std::optional<std::string>() : std::optional(it->second.str());
    };
    std::vector<ChainItem> out;
    for (std::size_t g = 0; g < gold.size(); ++g)
        out.push_back({gold[g].event, found[g] < 0 ? std::nullopt : event(static_cast<std::size_t>(found[g]))});
    for (std::size_t o = 0; o < ours.size(); ++o)
        if (taken[o] < 0) out.push_back({std::nullopt, event(o)});
    return out;
}

struct Judged {
    std::vector<Event> events;
    std::map<EventId, record::Commitment> commitments;
};

void count_events(const Chain& c, const std::vector<ChainItem>& items, const Judged& j, ChainTally& t,
                  std::ostream* say) {
    const std::map<std::string, std::string> counterpart = counterparts(items);
    std::map<std::string, const Event*> by_id;
    for (const Event& e : j.events) by_id[e.id.str()] = &e;
    for (const json& e : (*c.gold)["events"]) {
        ++t.events;
        const auto it = counterpart.find(case_text(e, "id"));
        const Event* ours = it == counterpart.end() ? nullptr : by_id[it->second];
        const bool right = ours && case_text(e, "status") == to_string(ours->status);
        t.status_right += right;
        if (!right && say)
            *say << case_text(*c.gold, "id") << " " << case_text(e, "id") << " " << case_text(e, "type") << " "
                 << case_text(e, "status") << " got " << (ours ? to_string(ours->status) : "nothing") << "\n";
    }
    t.commitments_said += j.commitments.size();
    for (const json& m : (*c.gold)["commitments"]) {
        ++t.commitments;
        const auto it = counterpart.find(case_text(m, "event"));
        const auto ours = it == counterpart.end() ? j.commitments.end() : j.commitments.find(EventId(it->second));
        if (ours == j.commitments.end()) {
            if (say) *say << case_text(*c.gold, "id") << " " << case_text(m, "event") << " commitment missed\n";
            continue;
        }
        ++t.commitments_found;
        const bool right = case_text(m, "verdict") == to_string(ours->second.verdict);
        t.verdict_right += right;
        if (!right && say)
            *say << case_text(*c.gold, "id") << " " << case_text(m, "event") << " verdict " << case_text(m, "verdict")
                 << " got " << to_string(ours->second.verdict) << " made " << ours->second.made << "\n";
    }
}

void show_groups(const Chain& c, const std::vector<ChainItem>& items, const std::vector<GoldMention>& gold,
                 std::ostream& say) {
    std::map<std::string, std::set<std::string>> ours;
    for (const ChainItem& i : items)
        if (i.gold && i.ours) ours[*i.gold].insert(*i.ours);
    std::map<std::string, std::set<std::string>> theirs;
    for (const ChainItem& i : items)
        if (i.gold && i.ours) theirs[*i.ours].insert(*i.gold);
    for (const auto& [event, parts] : ours) {
        if (parts.size() < 2) continue;
        say << case_text(*c.gold, "id") << " SPLIT " << event << ":";
        for (std::size_t i = 0; i < gold.size(); ++i)
            if (gold[i].event == event && items[i].ours)
                say << " [" << gold[i].spot.span.of(c.articles[gold[i].article].field(gold[i].spot.field)) << " "
                    << *items[i].ours << "]";
        say << "\n";
    }
    for (const auto& [event, parts] : theirs) {
        if (parts.size() < 2) continue;
        say << case_text(*c.gold, "id") << " JOINED " << event << ":";
        for (const std::string& p : parts) say << " " << p;
        say << "\n";
    }
}

ChainTally judge(const Chain& c, bool by_gold, const world::World& world, std::ostream* say) {
    ChainTally t;
    t.chains = 1;
    const std::vector<GoldMention> gold = gold_mentions(c);
    const std::vector<record::ReportEntry> entries = by_gold ? gold_entries(c, gold) : own_entries(c);
    const Date as_of = parse_date(case_text(*c.gold, "as_of")).value_or(Date{9999, 12, 31});
    Judged j;
    j.events = record::events_of(entries, world, as_of);
    std::map<ReportId, EventId> event_of;
    for (const Event& e : j.events)
        for (const ReportId& r : e.reports) event_of[r] = e.id;
    std::vector<Report> reports;
    for (const record::ReportEntry& e : entries) {
        reports.push_back(e.report);
        reports.back().event = event_of[e.report.id];
    }
    for (record::Commitment& m : record::commitments_of(j.events, reports, world, as_of)) {
        const EventId event = m.event;
        j.commitments.emplace(event, std::move(m));
    }
    const std::vector<ChainItem> items = items_of(c, gold, entries, event_of, by_gold);
    count_items(items, t);
    count_events(c, items, j, t, say);
    if (say) show_groups(c, items, gold, *say);
    return t;
}

Result<std::vector<Chain>> read_chains(const std::vector<std::pair<json, bool>>& gold,
                                       const pipeline::Analyser& analyser, const std::string& half) {
    std::vector<Chain> out;
    for (const auto& [chain, odd] : gold) {
        if (half != "both" && odd != (half == "odd")) continue;
        Chain c{&chain, odd, {}, {}};
        std::vector<const Article*> pointers;
        for (const json& a : chain["articles"]) {
            c.articles.push_back(coded_article(a));
            c.articles.back().id = ArticleId(case_text(chain, "id") + "." + case_text(a, "id"));
            c.articles.back().source = case_text(a, "source");
        }
        for (const Article& a : c.articles) pointers.push_back(&a);
        TRY(c.analyses, analyser.run(pointers, Limits{}));
        out.push_back(std::move(c));
    }
    return out;
}

void add_row(Listing& list, const std::string& from, const std::string& half, const std::string& part,
             const ChainTally& t) {
    const auto share = [](std::size_t a, std::size_t b) {
        return b ? static_cast<double>(a) / static_cast<double>(b) : 0.0;
    };
    const double found = share(t.commitments_found, t.commitments),
                 said = share(t.commitments_found, t.commitments_said);
    exporter::Json o = {{"from", from},
                        {"half", half},
                        {"part", part},
                        {"chains", t.chains},
                        {"reports", t.gold_reports},
                        {"reports_found", share(t.matched, t.gold_reports)},
                        {"b3_precision", t.b3_precision()},
                        {"b3_recall", t.b3_recall()},
                        {"b3_f1", t.b3()},
                        {"pairwise_f1", t.pairwise()},
                        {"events", t.events},
                        {"status_right", share(t.status_right, t.events)},
                        {"commitments", t.commitments},
                        {"commitments_found", found},
                        {"commitments_precision", said},
                        {"verdict_right", share(t.verdict_right, t.commitments_found)}};
    list.add({from, half, part, std::to_string(t.chains), std::to_string(t.gold_reports),
              shown_share(share(t.matched, t.gold_reports)), shown_share(t.b3_precision()), shown_share(t.b3_recall()),
              shown_share(t.b3()), shown_share(t.pairwise()), std::to_string(t.events),
              shown_share(share(t.status_right, t.events)), std::to_string(t.commitments), shown_share(found),
              shown_share(said), shown_share(share(t.verdict_right, t.commitments_found))},
             std::move(o));
}

int measure(Invocation& inv, const RecordOptions& o, const fs::path& dir) {
    const auto gold = cases_in(dir);
    if (!gold.ok()) return report_error(inv, gold.error());
    auto resources = open_resources(o.size);
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto analyser = pipeline::Analyser::open(**resources);
    if (!analyser.ok()) return report_error(inv, analyser.error());
    const auto chains = read_chains(gold.value(), *analyser.value(), o.half);
    if (!chains.ok()) return report_error(inv, chains.error());
    Listing list(inv, o.output,
                 {"from", "half", "part", "chains", "reports", "found", "B³P", "B³R", "B³F1", "pairF1", "events",
                  "status", "commitments", "c-found", "c-said", "verdict"});
    for (const char* from : {"gold", "text"}) {
        if (o.by != "all" && o.by != from) continue;
        for (const char* half : {"even", "odd"}) {
            std::map<std::string, ChainTally> parts;
            for (const Chain& c : chains.value()) {
                if (c.odd != (half == std::string("odd"))) continue;
                const std::string id = case_text(*c.gold, "id");
                std::ostream* say = o.verbose && !c.odd ? &inv.err : nullptr;
                const ChainTally t = judge(c, from == std::string("gold"), analyser.value()->world(), say);
                parts["all"] += t;
                parts[id.substr(0, id.find('-'))] += t;
            }
            for (const auto& [part, t] : parts) add_row(list, from, half, part, t);
        }
    }
    return list.finish();
}

}  // namespace

int eval_record(Invocation& inv) {
    CLI::App app(
        inv.say(
            "Measures events, their final status and verdicts of commitments on chains of articles of our own, from "
            "the "
            "gold's reports (parties, type, status given) and from the texts. A report that the coder misses has "
            "recall 0, an extra one precision 0. Chains are counted from 0 in each file: the even half is for "
            "building, the odd one for measuring only.",
            "Mesure les événements, leur statut final et les verdicts d'engagements sur des chaînes d'articles à nous, "
            "depuis les rapports annotés et depuis les textes."),
        "eval record");
    RecordOptions o;
    app.add_option("--data", o.dir, inv.say("folder of chains (.jsonl)", "dossier de chaînes (.jsonl)"));
    app.add_option("--by", o.by, inv.say("reports of: gold, text, all", "rapports de : gold, text, all"))
        ->check(CLI::IsMember({"all", "gold", "text"}));
    app.add_option("--half", o.half, inv.say("half to measure", "moitié à mesurer"))
        ->check(CLI::IsMember({"both", "even", "odd"}));
    app.add_flag("-v,--verbose", o.verbose,
                 inv.say("list what is wrong in the even half", "liste les fautes de la moitié paire"));
    add_reader_option(app, o.size, inv);
    add_output_options(app, o.output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    const auto root = project_root("");
    const fs::path dir = !o.dir.empty() ? fs::path(o.dir)
                         : root.ok()    ? root.value() / "tests" / "cases" / "chains"
                                        : fs::path();
    std::error_code ec;
    if (!fs::is_directory(dir, ec)) {
        inv.err << inv.say("skipped: no folder of chains (.jsonl): ", "passé : pas de dossier de chaînes (.jsonl) : ")
                << dir.string() << "\n";
        return kDone;
    }
    return measure(inv, o, dir);
}

}  // namespace entente::cli
