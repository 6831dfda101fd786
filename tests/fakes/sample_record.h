// A small press for the stores' tests: articles with their reports and claims, and how to look at a whole store.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "fakes/sample_reports.h"
#include "record/json.h"
#include "record/store.h"

namespace entente::record {

struct SampleArticle {
    Article article;
    std::vector<Report> reports;
    std::vector<Claim> claims;
};

inline SampleArticle sample_article(const std::string& id, const std::string& published, std::vector<Sample> samples) {
    SampleArticle out;
    out.article.id = ArticleId(id);
    out.article.title = "Title of " + id;
    out.article.published = published;
    out.article.language = "fr";
    out.article.text = "Text of " + id + ".";
    out.article.paragraphs = {{ParagraphKind::kParagraph, {0, static_cast<ByteOffset>(out.article.text.size())}}};
    out.article.text_key = "key of " + id;
    int n = 0;
    for (Sample& s : samples) {
        s.article = id;
        s.published = published;
        out.reports.push_back(sample_report(s, n++));
    }
    Claim c;
    c.id = id + ".c";
    c.subject = "AES";
    c.relation = "has_member";
    c.object = "MLI";
    c.at = published;
    c.quote = "l’AES, qui regroupe …";
    out.claims.push_back(c);
    return out;
}

// The press of identity_test's busy record, and an agreement that is expected from the talks.
inline std::vector<SampleArticle> sample_press() {
    std::vector<SampleArticle> out{
        sample_article("a1", "2025-03-20",
                       {{"", "", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"},
                        {"", "", "CONSULT", "", "AES,RUS", "", "", "announced"},
                        {"", "", "SUPPORT", "", "AES,RUS", "", "", "expected"}}),
        sample_article("a2", "2025-04-01",
                       {{"", "", "CONSULT", "visit", "BFA,MLI,NER", "RUS", "2025-04-03/2025-04-04", "announced"}}),
        sample_article("a3", "2025-04-04",
                       {{"", "", "CONSULT", "", "RUS,BFA,MLI,NER", "", "2025-04-03", "occurred"},
                        {"", "", "SUPPORT", "", "RUS,AES", "", "", "denied"}}),
        sample_article("a4", "2025-05-20", {{"", "", "CONSULT", "", "AES,RUS", "", "2025-06-10", "announced"}}),
        sample_article("a5", "2025-06-12",
                       {{"", "", "CONSULT", "", "AES,RUS", "", "2025-06-10", "occurred"},
                        {"", "", "CONSULT", "", "AES,RUS", "", "", "occurred"}}),
        sample_article("b1", "2025-02-10", {{"", "", "CONSULT", "multilateral", "LAS", "", "2025-02-27", "announced"}}),
        sample_article("b2", "2025-02-18", {{"", "", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "postponed"}}),
        sample_article("b3", "2025-03-05",
                       {{"", "", "CONSULT", "multilateral", "LAS,EGY", "", "2025-03-04", "occurred"}}),
        sample_article("c1", "2024-01-29",
                       {{"", "", "SANCTION", "withdraw", "BFA,MLI,NER", "ECOWAS", "2024-01-28", "occurred"},
                        {"", "", "SANCTION", "withdraw", "AES", "ECOWAS", "2025-01-29", "announced"}}),
        sample_article("c2", "2025-01-30",
                       {{"", "", "SANCTION", "withdraw", "BFA,MLI,NER", "ECOWAS", "2025-01-29", "occurred"}}),
        sample_article("d1", "2025-04-07", {{"", "", "SANCTION", "withdraw", "AES", "DZA", "2025-04-06", "occurred"}}),
        sample_article("d2", "2025-04-08",
                       {{"", "", "SANCTION", "withdraw", "DZA", "MLI,NER", "2025-04-07", "occurred"}}),
        sample_article("e1", "2025-04-28",
                       {{"", "", "CONSULT", "", "MLI,RUS", "", "", "announced"},
                        {"", "", "CONSULT", "", "MLI,RUS", "", "2025-05-15", "announced"}}),
        sample_article("f1", "2025-03-01", {}),
    };
    out[0].reports[2].outcome_of = EventRef{"the talks", {}};
    return out;
}

// Everything that a reader sees of a store on a day, as text; revisions apart.
inline std::string seen(const Store& store, Query query) {
    std::ostringstream out;
    const auto events = store.events(query);
    if (!events.ok()) return "events: " + events.error().message;
    for (const Event& e : *events) {
        out << e.id << " " << e.type << " " << to_string(e.status) << " " << e.title_fr << " s" << e.articles << "/"
            << e.independent;
        for (const Party& p : e.actors) out << " " << p.id;
        for (const Party& p : e.recipients) out << " >" << p.id;
        for (const Rung& r : e.ladder)
            out << "\n  " << to_string(r.status) << " " << r.published << " " << r.report << " " << r.party;
        for (const Conflict& c : e.conflicts) out << "\n  conflict " << c.field << " " << c.value;
        if (e.outcome_of) out << "\n  of " << e.outcome_of->text << " " << e.outcome_of->event;
        for (const EventId& id : e.outcomes) out << "\n  gives " << id;
        out << "\n";
    }
    const auto reports = store.reports(query);
    if (!reports.ok()) return "reports: " + reports.error().message;
    for (const Report& r : *reports) out << dump(to_json(r)) << "\n";
    const auto articles = store.articles(query);
    if (!articles.ok()) return "articles: " + articles.error().message;
    for (const StoredArticle& a : *articles) out << dump(to_json(a.article)) << "\n";
    const auto claims = store.claims(query);
    if (!claims.ok()) return "claims: " + claims.error().message;
    for (const Claim& c : *claims) out << dump(to_json(c)) << "\n";
    return out.str();
}

}  // namespace entente::record
