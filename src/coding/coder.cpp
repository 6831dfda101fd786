// Coding in three passes over an article. (1) Each sentence: every word that heads a wording is tried, most specific
// wording first; its slots give the parties, its grammar and governors the status, its surroundings date and place.
// (2) Across sentences: an event noun without parties of its own (« cette rencontre », "the talks") takes them from the
// nearest earlier act of its type; a pronoun takes the topic; a missing recipient may come from the nearest sentence
// when exactly one fits, and is marked inferred. (3) What still lacks a party that its concept needs is no report.
#include "coding/coding.h"
#include "coding/confidence.h"

#include <algorithm>
#include <map>
#include <set>

#include "coding/claims.h"
#include "coding/codebook.h"
#include "coding/roles.h"
#include "coding/sentence_coder.h"
#include "coding/status.h"

namespace entente::coding {

namespace {

constexpr std::size_t kStory = 40;    // sentences over which talks stay the story of an article
constexpr std::size_t kLookBack = 6;  // sentences in which an act or topic is still in mind

struct Topic {
    std::size_t sentence = 0;
    std::vector<Party> parties;
};

std::vector<Party> as_inferred(std::vector<Party> parties) {
    for (Party& p : parties) p.inferred = true, p.span.reset();
    return parties;
}

// The passes over a whole article.
class ArticleCoder {
 public:
    ArticleCoder(const Article& article, const std::vector<Sentence>& sentences, const Mentions& mentions,
                 const Codebook& book, const world::World& world, const Limits& limits, Voices voices,
                 std::vector<std::string>* trace = nullptr)
        : article_(article),
          sentences_(sentences),
          mentions_(mentions),
          book_(book),
          world_(world),
          limits_(limits),
          voices_(voices),
          trace_(trace) {}

    std::vector<Report> run() {
        for (const Sentence& s : sentences_) {
            if (s.words.empty()) continue;
            const bool own_story = s.field.rfind("related", 0) == 0;  // a related headline is another story
            SentenceFindings found = code_sentence(article_, s, mentions_, book_, world_, limits_, trace_, voices_);
            for (Draft& d : found.drafts) {
                if (!own_story) look_back(d);
                if (!own_story && d.proposal) answer(d, found.topic);
                arrange(d);
                if (!acceptable(d)) {
                    if (trace_)
                        trace_->push_back(d.report.trigger_text + ": " + d.wording->id + ": lacks a party or a status" +
                                          parties_said(d.report));
                    continue;
                }
                done_.push_back(std::move(d));
            }
            if (own_story) continue;
            if (!found.topic.empty()) topic_ = {s.index, found.topic};
            Paragraphs& p = paragraphs_[{s.field, s.paragraph}];
            p.contexts.insert(p.contexts.end(), found.contexts.begin(), found.contexts.end());
            if (p.frame.empty()) p.frame = found.frame;
        }
        infer_recipients();
        spread_paragraphs();
        return finish();
    }

 private:
    static std::string parties_said(const Report& r) {
        std::string out = "; actors:";
        for (const Party& p : r.actors) out += " " + p.id.str();
        out += "; recipients:";
        for (const Party& p : r.recipients) out += " " + p.id.str();
        return out;
    }

    // Parties of pronouns and of event nouns that look back.
    void look_back(Draft& d) {
        Report& r = d.report;
        const Concept& c = *d.wording->concept_;
        const bool waits = r.actors.empty() || (c.symmetric && r.actors.size() < 2);
        if (waits && d.pronoun_actor && r.sentence <= topic_.sentence + 2 && !topic_.parties.empty())
            for (const Party& p : without(as_inferred(topic_.parties), r.recipients)) add_party(r.actors, p);
        const bool lacks = c.symmetric ? r.actors.size() + r.recipients.size() < 2 : r.actors.empty();
        if (c.act == ActClass::kMeeting && lacks && d.definite)
            take_from(d, [&](const Draft& e) { return e.report.type == r.type; }, true);
        if ((d.topic || (c.infer_all && r.actors.empty())) && lacks) {
            take_from(d, [](const Draft& e) { return e.report.type == "CONSULT"; }, false);
        }
        if (c.mode == "visit" && d.definite) swap_host(d);
        if (c.act == ActClass::kMeeting && c.symmetric) same_visit(d);
        if (!d.status_known) take_status(d);
    }

    // « Le Caire a rejeté cette idée »: refused is whoever put it forward, the subject of this sentence or of the last.
    void answer(Draft& d, const std::vector<Party>& topic) const {
        Report& r = d.report;
        if (!r.recipients.empty()) return;
        std::vector<Party> others = without(topic, r.actors);
        if (others.empty() && r.sentence == topic_.sentence + 1) others = without(topic_.parties, r.actors);
        r.recipients = as_inferred(others);
    }

    // « l'escale nippone » of a visit to Japan told before: the adjective names the host, not the traveller.
    void swap_host(Draft& d) const {
        Report& r = d.report;
        for (auto it = done_.rbegin(); it != done_.rend(); ++it) {
            const Report& e = it->report;
            if (e.mode != "visit" || e.in.rfind("related", 0) == 0 || r.actors.size() != 1) continue;
            if (!has_party(e.recipients, r.actors[0]) || has_party(e.actors, r.actors[0])) continue;
            r.recipients = r.actors;
            r.actors = as_inferred(e.actors);
            return;
        }
    }

    // « la première session des consultations AES-Russie » after « les ministres de l'AES se rendront à Moscou »: the
    // same act, so the same host.
    void same_visit(Draft& d) const {
        Report& r = d.report;
        if (!r.recipients.empty() || !r.mode.empty()) return;
        for (auto it = done_.rbegin(); it != done_.rend(); ++it) {
            const Report& e = it->report;
            if (e.mode != "visit" || e.in.rfind("related", 0) == 0 ||
                e.actors.size() + e.recipients.size() != r.actors.size())
                continue;
            if (!without(e.actors, r.actors).empty() || !without(e.recipients, r.actors).empty()) continue;
            std::vector<Party> hosts;
            for (const Party& p : r.actors)
                if (has_party(e.recipients, p)) hosts.push_back(p);
            r.actors = without(r.actors, e.recipients);
            r.recipients = hosts;
            r.mode = e.mode;
            return;
        }
    }

    template <class Test>
    void take_from(Draft& d, Test fits, bool same_act) {
        for (auto it = done_.rbegin(); it != done_.rend(); ++it) {
            const Draft& e = *it;
            if (e.report.in.rfind("related", 0) == 0 || !fits(e)) continue;
            if (e.by_head_alone() && e.report.actors.size() + e.report.recipients.size() < 2)
                continue;  // found by the event head with one side only: nothing to look back to
            if (d.report.sentence > e.report.sentence + (same_act ? kLookBack : kStory)) return;
            const std::vector<Party> own = d.report.actors;
            if (!own.empty() && !std::any_of(own.begin(), own.end(), [&](const Party& p) {
                    return has_party(e.report.actors, p) || has_party(e.report.recipients, p);
                }))
                continue;
            if (same_act) {
                for (const Party& p : as_inferred(without(e.report.actors, d.report.recipients)))
                    add_party(d.report.actors, p);
                if (d.report.recipients.empty())
                    d.report.recipients = as_inferred(without(e.report.recipients, d.report.actors));
                if (d.report.mode.empty()) d.report.mode = e.report.mode;
            } else {
                for (const auto* side : {&e.report.actors, &e.report.recipients})
                    for (const Party& p : as_inferred(*side)) add_party(d.report.actors, p);
                if (!d.report.outcome_of) d.report.outcome_of = EventRef{e.report.trigger_text, EventId{}};
            }
            return;
        }
    }

    void take_status(Draft& d) {
        Report& r = d.report;
        for (auto it = done_.rbegin(); it != done_.rend(); ++it) {
            const Report& e = it->report;
            if (e.type != r.type || e.in.rfind("related", 0) == 0) continue;
            const bool shared = std::any_of(r.actors.begin(), r.actors.end(), [&](const Party& p) {
                return has_party(e.actors, p) || has_party(e.recipients, p);
            });
            if (!shared) continue;
            r.status = e.status;
            r.why.status = "as told before: " + e.why.status;
            d.status_known = true;
            return;
        }
        default_status(d);
    }

    // A bare noun without anything told before: its date decides, else the class of the act.
    void default_status(Draft& d) const {
        Report& r = d.report;
        const std::optional<Date> published = parse_date(article_.published);
        if (r.when && published && r.when->range.start) {
            r.status = *r.when->range.start > *published ? EventStatus::kAnnounced : EventStatus::kOccurred;
            r.why.status = "by its date";
            d.status_known = true;
            return;
        }
        switch (d.wording->concept_->act) {
            case ActClass::kActivity: r.status = EventStatus::kOngoing; break;
            case ActClass::kMeeting: d.dropped = !sentences_[r.sentence].headline && r.in != "title"; [[fallthrough]];
            default: r.status = EventStatus::kOccurred;
        }
        r.why.status = "a bare noun of a finished act";
    }

    // Who hosts whom: a meeting in the country of one side makes that side the host.
    void arrange(Draft& d) const {
        Report& r = d.report;
        const Concept& c = *d.wording->concept_;
        if (c.symmetric)
            for (const Party& p : r.recipients) add_party(r.actors, p);
        if (c.symmetric && c.type != "CONSULT") r.recipients.clear();
        if (c.type != "CONSULT") return;
        if (c.symmetric && !r.recipients.empty()) {
            // keep hosts taken from the act it looks back to
            r.actors = without(r.actors, r.recipients);
            if (r.actors.empty()) std::swap(r.actors, r.recipients);
        }
        if (!c.symmetric || !r.recipients.empty() || !r.place || r.place->country.empty() || r.actors.size() < 2)
            return;
        std::vector<Party> hosts, guests;
        for (const Party& p : r.actors)
            (p.country == r.place->country || p.id.str() == r.place->country ? hosts : guests).push_back(p);
        if (hosts.size() == 1 && !guests.empty() && r.mode != "multilateral" && r.mode != "phone") {
            r.actors = guests;
            r.recipients = hosts;
            r.mode = "visit";
        } else if (hosts.empty() && r.mode.empty()) {
            const bool states =
                std::all_of(r.actors.begin(), r.actors.end(), [&](const Party& p) { return !p.country.empty(); });
            if (states) r.mode = "third-party";
        }
    }

    bool acceptable(const Draft& d) const {
        const Concept& c = *d.wording->concept_;
        const Report& r = d.report;
        if (d.dropped) return false;
        if (c.symmetric && membership(r)) return false;
        if (c.symmetric)
            return r.actors.size() + r.recipients.size() >= 2 || (c.type == "CONSULT" && group_meets(r)) ||
                   (c.may_infer && r.actors.size() == 1);
        if (c.needs_actor && r.actors.empty()) return false;
        if (c.needs_recipient && r.recipients.empty()) return c.may_infer;
        if (c.type == "PROTEST" && (r.place || r.when)) return true;
        return !r.actors.empty() || !r.recipients.empty();
    }

    // « le V4 réunit la Hongrie, la Pologne, … »: a group and all its members say who belongs to it, not who met.
    bool membership(const Report& r) const {
        if (r.actors.size() < 3 || r.when) return false;
        for (const Party& group : r.actors) {
            const std::vector<ActorId> members = world_.members(group.id, parse_date(r.published));
            if (members.empty()) continue;
            if (std::all_of(r.actors.begin(), r.actors.end(), [&](const Party& p) {
                    return p.id == group.id || std::find(members.begin(), members.end(), p.id) != members.end();
                }))
                return true;
        }
        return false;
    }

    // « sommet de la CEDEAO »: a group alone can meet.
    bool group_meets(const Report& r) const {
        if (r.actors.size() != 1) return false;
        const Actor* a = world_.find(r.actors[0].id);
        return a && (a->kind == "alliance" || a->kind == "organisation");
    }

    void infer_recipients() {
        for (Draft& d : done_) {
            Report& r = d.report;
            const Concept& c = *d.wording->concept_;
            if (!c.may_infer || !r.recipients.empty() || r.in.rfind("related", 0) == 0) continue;
            if (c.symmetric && r.actors.size() != 1) continue;
            const Draft* best = nullptr;
            std::size_t best_distance = kLookBack;
            for (const Draft& e : done_) {
                if (&e == &d || e.report.in.rfind("related", 0) == 0) continue;
                const std::size_t a = e.report.sentence, b = r.sentence;
                const std::size_t far = a > b ? (a - b) * 2 : b - a;
                if (far < best_distance && others(e.report, r.actors).size() == 1) best = &e, best_distance = far;
            }
            if (!best) continue;
            if (c.symmetric)
                r.actors.push_back(as_inferred(others(best->report, r.actors))[0]);
            else
                r.recipients = as_inferred(others(best->report, r.actors));
        }
    }

    // Contexts are told by the paragraph (PLOVER), the frame of a meeting too.
    void spread_paragraphs() {
        for (Draft& d : done_) {
            const auto it = paragraphs_.find({d.report.in, sentences_[d.report.sentence].paragraph});
            if (it == paragraphs_.end()) continue;
            for (const std::string& c : it->second.contexts)
                if (std::find(d.report.contexts.begin(), d.report.contexts.end(), c) == d.report.contexts.end())
                    d.report.contexts.push_back(c);
            if (d.wording->concept_->act == ActClass::kMeeting && d.report.frame.empty())
                d.report.frame = it->second.frame;
        }
    }

    static std::vector<Party> others(const Report& e, const std::vector<Party>& actors) {
        std::vector<Party> all;
        if (std::none_of(actors.begin(), actors.end(),
                         [&](const Party& p) { return has_party(e.actors, p) || has_party(e.recipients, p); }))
            return {};
        for (const auto* side : {&e.actors, &e.recipients})
            for (const Party& p : *side) add_party(all, p);
        return without(all, actors);
    }

    std::vector<Report> finish() {
        std::vector<Report> out;
        std::set<std::string> seen;
        std::stable_sort(done_.begin(), done_.end(), [](const Draft& a, const Draft& b) {
            return std::pair(a.report.sentence, a.report.trigger.start) <
                   std::pair(b.report.sentence, b.report.trigger.start);
        });
        for (Draft& d : done_) {
            Report& r = d.report;
            const Concept& c = *d.wording->concept_;
            if (c.needs_recipient && r.recipients.empty() && !c.symmetric) continue;
            if (c.symmetric && r.actors.size() + r.recipients.size() < 2 && !(c.type == "CONSULT" && group_meets(r)))
                continue;
            r.why.signals = signals_of(d, sentences_[r.sentence], voices_ == Voices::kBoth);
            r.confidence = confidence(d, book_.confidence);
            if (voices_ == Voices::kBoth && r.confidence < book_.confidence.least) {
                if (trace_) trace_->push_back(r.trigger_text + ": " + d.wording->id + ": not likely enough");
                continue;
            }
            std::string field = r.in;
            field.erase(std::remove_if(field.begin(), field.end(), [](char ch) { return ch == '[' || ch == ']'; }),
                        field.end());
            std::string id = r.article.str() + "." + field + "." + std::to_string(r.trigger.start);
            for (int n = 2; !seen.insert(id).second; ++n)
                id = r.article.str() + "." + field + "." + std::to_string(r.trigger.start) + "." + std::to_string(n);
            r.id = ReportId(id);
            out.push_back(std::move(r));
        }
        return out;
    }

    const Article& article_;
    const std::vector<Sentence>& sentences_;
    const Mentions& mentions_;
    const Codebook& book_;
    const world::World& world_;
    const Limits& limits_;
    Voices voices_;
    std::vector<std::string>* trace_;
    std::vector<Draft> done_;
    Topic topic_;
    struct Paragraphs {
        std::vector<std::string> contexts;
        std::string frame;
    };
    std::map<std::pair<std::string, std::size_t>, Paragraphs> paragraphs_;
};

class CodebookCoder final : public Coder {
 public:
    CodebookCoder(std::shared_ptr<const Codebook> book, std::shared_ptr<const world::World> world, Voices voices)
        : book_(std::move(book)), world_(std::move(world)), voices_(voices) {}

    std::vector<Report> code(const Article& article, const std::vector<Sentence>& sentences, const Mentions& mentions,
                             const Limits& limits) const override {
        if (article.kind == "listing") return {};
        return ArticleCoder(article, sentences, mentions, *book_, *world_, limits, voices_).run();
    }
    std::vector<Claim> claims(const Article& article, const std::vector<Sentence>& sentences,
                              const Mentions& mentions) const override {
        if (article.kind == "listing") return {};
        return find_claims(article, sentences, mentions, *book_, *world_);
    }
    std::vector<std::string> explain(const Article& article, const std::vector<Sentence>& sentences,
                                     const Mentions& mentions, const Limits& limits) const override {
        std::vector<std::string> trace;
        ArticleCoder(article, sentences, mentions, *book_, *world_, limits, voices_, &trace).run();
        return trace;
    }
    const std::string& version() const override { return book_->version; }

 private:
    std::shared_ptr<const Codebook> book_;
    std::shared_ptr<const world::World> world_;
    Voices voices_;
};

}  // namespace

Result<std::shared_ptr<const Coder>> Coder::open(const std::vector<world::DataFile>& codebook,
                                                 std::shared_ptr<const world::World> world, Voices voices) {
    TRY(std::shared_ptr<const Codebook> book, load_codebook(codebook));
    return std::shared_ptr<const Coder>(std::make_shared<CodebookCoder>(book, std::move(world), voices));
}

}  // namespace entente::coding
