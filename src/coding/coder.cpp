// Coding in three passes over an article. (1) Each sentence: every word that heads a wording is tried, most specific
// wording first; its slots give the parties, its grammar and governors the status, its surroundings date and place.
// (2) Across sentences: an event noun without parties of its own (« cette rencontre », "the talks") takes them from the
// nearest earlier act of its type; a pronoun takes the topic; a missing recipient may come from the nearest sentence
// when exactly one fits, and is marked inferred. (3) What still lacks a party that its concept needs is no report.
#include "coding/coding.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "coding/attach.h"
#include "coding/claims.h"
#include "coding/codebook.h"
#include "coding/roles.h"
#include "coding/status.h"
#include "coding/tree.h"

namespace entente::coding {

namespace {

constexpr std::size_t kStory = 40;    // sentences over which talks stay the story of an article
constexpr std::size_t kLookBack = 6;  // sentences in which an act or topic is still in mind

struct Draft {
    Report report;
    const Wording* wording = nullptr;
    TokenIndex predicate = kNoToken;
    TokenIndex support = kNoToken;
    bool status_known = true;
    bool pronoun_actor = false, pronoun_recipient = false;
    bool definite = false;  // « cette », « les », "the": looks back to something told
    bool topic = false;
    bool dropped = false;
};

struct Topic {
    std::size_t sentence = 0;
    std::vector<Party> parties;
};

bool matches_class(const Word& w, WordClass c) {
    switch (c) {
        case WordClass::kVerb: return w.upos == "VERB" || w.upos == "AUX";
        case WordClass::kNoun: return w.upos == "NOUN" || w.upos == "PROPN";
        case WordClass::kAdjective: return w.upos == "ADJ" || w.upos == "VERB";
    }
    return false;
}

bool has_party(const std::vector<Party>& list, const Party& p) {
    return std::any_of(list.begin(), list.end(), [&](const Party& q) { return q.id == p.id; });
}

std::vector<Party> without(const std::vector<Party>& list, const std::vector<Party>& out) {
    std::vector<Party> kept;
    for (const Party& p : list)
        if (!has_party(out, p)) kept.push_back(p);
    return kept;
}

std::vector<Party> as_inferred(std::vector<Party> parties) {
    for (Party& p : parties) p.inferred = true, p.span.reset();
    return parties;
}

// One sentence of the article with all that is asked of it.
class SentenceCoder {
   public:
    SentenceCoder(const Article& article, const Sentence& sentence, const Mentions& mentions, const Codebook& book,
                  const world::World& world, const Limits& limits, std::vector<std::string>* trace = nullptr)
        : article_(article), sentence_(sentence), book_(book), world_(world), limits_(limits), trace_(trace),
          tree_(sentence, [&](const std::string& form, const std::string& lemma) { return book.verb_lemma(article.language, form, lemma); }),
          roles_(tree_, names_of(mentions, sentence.index), book, world, article.language),
          around_{tree_, book, article.language, roles_.names(), times_of(mentions, sentence.index), {}, article.field(sentence.field)} {}

    std::vector<Draft> run() {
        std::vector<Draft> drafts;
        const auto heads = book_.by_head.find(article_.language);
        if (heads == book_.by_head.end()) return drafts;
        for (TokenIndex i = 0; i < tree_.size() && drafts.size() < limits_.reports_per_sentence; ++i) {
            if (tree_.word(i).upos == "DET" || tree_.word(i).upos == "ADP" || inside_name(i)) continue;
            for (const std::string* key : {&tree_.lemma(i), &tree_.form(i)}) {
                const auto it = heads->second.find(*key);
                if (it == heads->second.end()) continue;
                if (std::optional<Draft> d = try_word(i, it->second)) drafts.push_back(std::move(*d));
                break;
            }
        }
        merge_nested(drafts);
        for (const Draft& d : drafts) around_.predicates.push_back(d.predicate);
        for (Draft& d : drafts) complete(d);
        return drafts;
    }

    // Contexts and frame document that the sentence speaks of, whether an act stands in it or not.
    void surroundings(std::vector<std::string>& contexts, std::string& frame) const {
        add_contexts(around_, contexts);
        if (frame.empty()) frame = find_frame(around_);
    }

    // The parties that the sentence is about: the subject of its root.
    std::vector<Party> topic() const {
        const TokenIndex root = sentence_.root();
        if (root == kNoToken) return {};
        std::vector<Party> out;
        for (TokenIndex s : tree_.passive(root) ? tree_.object(root) : tree_.subject(root))
            for (const Party& p : roles_.parties_at(s, false)) add_party(out, p);
        return out;
    }

   private:
    static std::vector<const Name*> names_of(const Mentions& m, std::size_t sentence) {
        std::vector<const Name*> out;
        for (const Name& n : m.names)
            if (n.sentence == sentence && n.first != kNoToken) out.push_back(&n);
        return out;
    }
    static std::vector<const TimeExpression*> times_of(const Mentions& m, std::size_t sentence) {
        std::vector<const TimeExpression*> out;
        for (const TimeExpression& t : m.times)
            if (t.sentence == sentence) out.push_back(&t);
        return out;
    }

    // A word inside a longer name or a date is no predicate ("Conseil de l'Entente", "4 March").
    bool inside_name(TokenIndex i) const {
        if (std::any_of(around_.times.begin(), around_.times.end(), [&](const TimeExpression* t) { return t->first <= i && i <= t->last; }))
            return true;
        return std::any_of(around_.names.begin(), around_.names.end(), [&](const Name* n) {
            return n->first <= i && i <= n->last && (n->last > n->first || n->kind == NameKind::kPlace) &&
                   n->form != NameForm::kOffice && n->form != NameForm::kReference;
        });
    }

    bool condition_holds(const Condition& c, TokenIndex i, TokenIndex support) const {
        if (c.slot == "prep" || c.slot == "voice") {
            const std::string said = c.slot == "prep" ? tree_.preposition(i) : tree_.passive(i) ? "passive" : "active";
            return (std::find(c.lemmas.begin(), c.lemmas.end(), said) != c.lemmas.end()) != c.negative;
        }
        bool found = false;
        for (TokenIndex h : roles_.heads(c.slot, i, support))
            for (const std::string& l : c.lemmas) found = found || tree_.lemma(h) == l || tree_.form(h) == l;
        return found != c.negative;
    }

    // Says why a wording did not speak; only when somebody asks (codebook try).
    std::nullopt_t miss(TokenIndex i, const Wording& w, const std::string& why) const {
        if (trace_) trace_->push_back(tree_.word(i).form + ": " + w.id + " (" + w.file + "): " + why);
        return std::nullopt;
    }

    std::optional<Draft> try_word(TokenIndex i, const std::vector<const Wording*>& list) {
        std::optional<TokenIndex> support;
        for (const Wording* w : list) {
            if (!matches_class(tree_.word(i), w->word_class)) continue;
            if (!std::all_of(w->with.begin(), w->with.end(), [&](const std::string& x) { return tree_.has_dependent(i, x); })) continue;
            if (!support) support = tree_.verbal(i) ? kNoToken : support_of(tree_, book_, article_.language, i);
            if (!std::all_of(w->conditions.begin(), w->conditions.end(),
                             [&](const Condition& c) { return condition_holds(c, i, *support); })) {
                miss(i, *w, "a condition (if, unless) does not hold");
                continue;
            }
            if (w->veto) return miss(i, *w, "veto");
            std::optional<Draft> d = draft(i, *support, *w);
            if (d) return d;
        }
        return std::nullopt;
    }

    bool of_kind(const Party& p, const std::vector<std::string>& kinds) const {
        const Actor* a = world_.find(p.id);
        return a && std::find(kinds.begin(), kinds.end(), a->kind) != kinds.end();
    }

    std::optional<Draft> draft(TokenIndex i, TokenIndex support, const Wording& w) {
        Draft d;
        d.wording = &w;
        d.predicate = i;
        d.support = support;
        Filled actor = roles_.first_of(w.actor, i, support);
        Filled recipient = roles_.first_of(w.recipient, i, support, w.concept_->mode == "visit");
        const Filled parties = roles_.all_of(w.parties, i, support);
        if (!w.recipient_kinds.empty() &&
            std::none_of(recipient.parties.begin(), recipient.parties.end(), [&](const Party& p) { return of_kind(p, w.recipient_kinds); }))
            return miss(i, w, "the recipient is not of the kind that it asks for");
        if (!w.recipient_kinds.empty()) {  // « le retrait du Mali de la Cédéao »: of two « de », the kind tells who leaves whom
            std::erase_if(recipient.parties, [&](const Party& p) { return !of_kind(p, w.recipient_kinds); });
            actor.parties = without(actor.parties, recipient.parties);
        }
        if (!w.actor_roles.empty() &&
            std::none_of(actor.parties.begin(), actor.parties.end(), [&](const Party& p) {
                return std::find(w.actor_roles.begin(), w.actor_roles.end(), p.role) != w.actor_roles.end();
            }))
            return miss(i, w, "the actor has not the role that it asks for");
        const Judgement j = judge(tree_, book_, {sentence_.headline, article_.language}, i, w.concept_->act);
        if (j.drop) return miss(i, w, "no report of its own: " + j.why);
        d.topic = j.topic;
        d.report.actors = actor.parties;
        for (const Party& p : parties.parties) add_party(d.report.actors, p);
        if (w.concept_->mode == "multilateral") add_summit_group(d.report.actors, i);
        d.report.recipients = without(recipient.parties, d.report.actors);
        d.pronoun_actor = actor.pronoun || parties.pronoun;
        d.pronoun_recipient = recipient.pronoun;
        d.definite = definite(i);
        set_status(d, j, w);
        comes_from(d);
        return d;
    }

    // « un sommet arabe »: the adjective says which group meets.
    void add_summit_group(std::vector<Party>& actors, TokenIndex i) const {
        const auto groups = book_.summits.find(article_.language);
        if (groups == book_.summits.end()) return;
        for (TokenIndex k : tree_.kids(i)) {
            const auto it = groups->second.find(tree_.form(k));
            if (it == groups->second.end()) continue;
            Party p;
            p.id = ActorId(it->second);
            p.text = tree_.word(k).form;
            p.span = tree_.word(k).span;
            p.why = "the adjective of a summit names its group";
            add_party(actors, p);
        }
    }

    // « un accord devrait sortir de ces conversations »: expected from a meeting that stands beside it.
    void comes_from(Draft& d) const {
        const std::string& type = d.wording->concept_->type;
        const bool ahead = d.report.status == EventStatus::kExpected || d.report.status == EventStatus::kAnnounced;
        if ((type != "SUPPORT" && type != "AGREE" && type != "COOPERATE") || !ahead || d.support == kNoToken) return;
        std::vector<TokenIndex> beside = tree_.kids(d.support);
        if (const TokenIndex x = tree_.child(d.support, "xcomp"); x != kNoToken)  // « devrait sortir de … »
            beside.insert(beside.end(), tree_.kids(x).begin(), tree_.kids(x).end());
        for (TokenIndex k : beside) {
            if (k == d.predicate || !tree_.word(k).is("obl") || !meeting_word(k)) continue;
            d.topic = true;
            d.report.outcome_of = EventRef{tree_.word(k).form, EventId{}};
        }
        for (TokenIndex s : tree_.subject(d.support))  // « les consultations devraient déboucher sur un accord »
            if (s != d.predicate && meeting_word(s)) {
                d.topic = true;
                d.report.outcome_of = EventRef{tree_.word(s).form, EventId{}};
            }
    }

    bool meeting_word(TokenIndex i) const {
        const auto heads = book_.by_head.find(article_.language);
        if (heads == book_.by_head.end()) return false;
        const auto it = heads->second.find(tree_.lemma(i));
        return it != heads->second.end() && std::any_of(it->second.begin(), it->second.end(), [](const Wording* w) {
                   return w->word_class == WordClass::kNoun && w->concept_ && w->concept_->act == ActClass::kMeeting;
               });
    }

    bool definite(TokenIndex i) const {
        for (TokenIndex k : tree_.kids(i)) {
            const Word& w = tree_.word(k);
            if (w.is("det") && (w.feat("Definite") == "Def" || w.feat("PronType") == "Dem" || w.feat("Poss") == "Yes")) return true;
            const std::string& f = tree_.form(k);
            if (w.is("det") && (f == "le" || f == "la" || f == "les" || f == "l'" || f == "cette" || f == "ce" || f == "ces" ||
                                f == "cet" || f == "the" || f == "this" || f == "these"))
                return true;
        }
        return false;
    }

    void set_status(Draft& d, const Judgement& j, const Wording& w) {
        d.status_known = j.status.has_value();
        d.report.status = j.status.value_or(EventStatus::kOccurred);
        d.report.positive = j.positive;
        d.report.why.status = j.why;
        if (w.status && (!j.status || *j.status == EventStatus::kOccurred || *j.status == EventStatus::kOngoing)) {
            d.report.status = *w.status;
            d.status_known = true;
            d.report.why.status += (j.why.empty() ? "" : "; ") + std::string("set by the wording");
        }
        for (TokenIndex s : j.speakers)
            for (const Party& p : roles_.parties_at(s, false))
                if (!d.report.speaker) d.report.speaker = p;
    }

    // Of two acts of one type where one word hangs on the other, the fuller stays: « effectuer une visite … session de
    // consultations » is one act.
    void merge_nested(std::vector<Draft>& drafts) const {
        for (Draft& a : drafts)
            for (Draft& b : drafts) {
                if (&a == &b || a.dropped || b.dropped || a.wording->concept_->type != b.wording->concept_->type) continue;
                const bool meeting = a.wording->concept_->act == ActClass::kMeeting;
                const bool nested = tree_.head(b.predicate) == a.predicate || b.support == a.predicate ||
                                    (meeting && a.support != kNoToken && tree_.head(b.predicate) == a.support) ||
                                    (tree_.below(b.predicate, a.predicate) && b.report.actors.empty());
                if (!nested || tree_.word(b.predicate).is("conj") || tree_.word(a.predicate).is("conj") || tree_.word(b.predicate).is("acl:relcl") || occasion_of(b)) continue;
                const auto weight = [](const Draft& d) {
                    return 2 * (d.report.actors.size() + d.report.recipients.size()) + (d.wording->concept_->mode.empty() ? 0 : 1);
                };
                Draft& keep = weight(b) > weight(a) ? b : a;
                Draft& lose = &keep == &a ? b : a;
                for (const Party& p : lose.report.actors)
                    if (!has_party(keep.report.recipients, p) && keep.wording->concept_->symmetric) add_party(keep.report.actors, p);
                if (!keep.status_known && lose.status_known) {
                    keep.report.status = lose.report.status;
                    keep.status_known = true;
                    keep.report.why.status = lose.report.why.status;
                }
                lose.dropped = true;
            }
        drafts.erase(std::remove_if(drafts.begin(), drafts.end(), [](const Draft& d) { return d.dropped; }), drafts.end());
    }

    bool occasion_of(const Draft& d) const {
        const std::string p = tree_.preposition(d.predicate);
        return p.rfind("en marge", 0) == 0 || p.rfind("on the sidelines", 0) == 0;
    }

    // Everything but parties and status.
    void complete(Draft& d) {
        Report& r = d.report;
        const Concept& c = *d.wording->concept_;
        r.type = c.type;
        r.mode = c.mode;
        r.concept_id = c.id;
        r.contexts = c.contexts;
        r.article = article_.id;
        r.in = sentence_.field;
        r.url = article_.url;
        r.source = article_.source;
        r.published = article_.published;
        r.language = article_.language;
        r.sentence = sentence_.index;
        r.span = sentence_.span;
        r.quote = std::string(sentence_.span.of(around_.text));
        r.trigger = tree_.word(d.predicate).span;
        r.trigger_text = std::string(r.trigger.of(around_.text));
        const bool ahead = r.status == EventStatus::kAnnounced || r.status == EventStatus::kExpected || r.status == EventStatus::kPostponed;
        r.when = attach_time(around_, d.predicate, d.support, ahead && d.status_known ? parse_date(article_.published) : std::nullopt);
        look_behind(r);
        r.place = attach_place(around_, d.predicate, d.support);
        if (!r.place && c.act == ActClass::kMeeting) r.place = host_place(r);
        if (c.act == ActClass::kMeeting) r.series = find_series(around_, d.predicate, d.support);
        r.frame = find_frame(around_);
        r.occasion = find_occasion(around_, d.predicate, d.support);
        r.numbers = find_numbers(around_, d.predicate, d.support);
        add_contexts(around_, r.contexts);
        own_role(d);
        r.why.wording = d.wording->id + " → " + c.id + (c.rule.empty() ? "" : " (" + c.rule + ")");
        r.why.codebook = book_.version;
        Judgement j;
        j.status = r.status;
        j.why = r.why.status;
        if (r.when && d.status_known) {
            correct_by_date(j, r.when->range, parse_date(article_.published));
            r.status = *j.status;
            r.why.status = j.why;
        }
    }

    // « Début avril, ils s'étaient rendus à Moscou »: what is told as background does not lie ahead.
    void look_behind(Report& r) const {
        const std::optional<Date> published = parse_date(article_.published);
        if (r.status != EventStatus::kHistorical || !published || !r.when || !r.when->range.start || *r.when->range.start <= *published) return;
        r.when->range.start = add_months(*r.when->range.start, -12);
        if (r.when->range.end) r.when->range.end = add_months(*r.when->range.end, -12);
    }

    // « le déplacement de Tokyo »: the host is named by its capital.
    std::optional<ReportPlace> host_place(const Report& r) const {
        if (r.mode != "visit") return std::nullopt;
        for (const Party& p : r.recipients)
            for (const Name* n : around_.names)
                if (p.span && n->span == *p.span && (!n->place_id.empty() || n->kind == NameKind::kPlace)) return place_of(*n);
        return std::nullopt;
    }

    // « retire ses policiers »: what is moved says which body acts.
    void own_role(Draft& d) const {
        const std::string& type = d.report.type;
        if (type != "RETREAT" && type != "MOBILIZE") return;
        for (TokenIndex h : roles_.heads(tree_.verbal(d.predicate) ? "obj" : "de", d.predicate, d.support)) {
            const std::string role = book_.role_of(article_.language, tree_.lemma(h));
            if (role.empty()) continue;
            for (Party& p : d.report.actors)
                if (p.role.empty() || p.role == "government") p.role = role;
        }
    }

    const Article& article_;
    const Sentence& sentence_;
    const Codebook& book_;
    const world::World& world_;
    const Limits& limits_;
    std::vector<std::string>* trace_;
    Tree tree_;
    Roles roles_;
    Surroundings around_;
};

// The passes over a whole article.
class ArticleCoder {
   public:
    ArticleCoder(const Article& article, const std::vector<Sentence>& sentences, const Mentions& mentions, const Codebook& book,
                 const world::World& world, const Limits& limits, std::vector<std::string>* trace = nullptr)
        : article_(article), sentences_(sentences), mentions_(mentions), book_(book), world_(world), limits_(limits), trace_(trace) {}

    std::vector<Report> run() {
        for (const Sentence& s : sentences_) {
            if (s.words.empty()) continue;
            const bool own_story = s.field.rfind("related", 0) == 0;  // a related headline is another story
            SentenceCoder coder(article_, s, mentions_, book_, world_, limits_, trace_);
            std::vector<Draft> drafts = coder.run();
            for (Draft& d : drafts) {
                if (!own_story) look_back(d);
                arrange(d);
                if (!acceptable(d)) {
                    if (trace_) trace_->push_back(d.report.trigger_text + ": " + d.wording->id + ": lacks a party or a status" + parties_said(d.report));
                    continue;
                }
                done_.push_back(std::move(d));
            }
            if (own_story) continue;
            const std::vector<Party> topic = coder.topic();
            if (!topic.empty()) topic_ = {s.index, topic};
            Paragraphs& p = paragraphs_[{s.field, s.paragraph}];
            coder.surroundings(p.contexts, p.frame);
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
        if (c.act == ActClass::kMeeting && lacks && d.definite) take_from(d, [&](const Draft& e) { return e.report.type == r.type; }, true);
        if ((d.topic || (c.infer_all && r.actors.empty())) && lacks) {
            take_from(d, [](const Draft& e) { return e.report.type == "CONSULT"; }, false);
        }
        if (c.mode == "visit" && d.definite) swap_host(d);
        if (c.act == ActClass::kMeeting && c.symmetric) same_visit(d);
        if (!d.status_known) take_status(d);
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

    // « la première session des consultations AES-Russie » after « les ministres de l'AES se rendront à Moscou »: the same
    // act, so the same host.
    void same_visit(Draft& d) const {
        Report& r = d.report;
        if (!r.recipients.empty() || !r.mode.empty()) return;
        for (auto it = done_.rbegin(); it != done_.rend(); ++it) {
            const Report& e = it->report;
            if (e.mode != "visit" || e.in.rfind("related", 0) == 0 || e.actors.size() + e.recipients.size() != r.actors.size()) continue;
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
            if (d.report.sentence > e.report.sentence + (same_act ? kLookBack : kStory)) return;
            const std::vector<Party> own = d.report.actors;
            if (!own.empty() && !std::any_of(own.begin(), own.end(), [&](const Party& p) {
                    return has_party(e.report.actors, p) || has_party(e.report.recipients, p);
                }))
                continue;
            if (same_act) {
                for (const Party& p : as_inferred(without(e.report.actors, d.report.recipients))) add_party(d.report.actors, p);
                if (d.report.recipients.empty()) d.report.recipients = as_inferred(without(e.report.recipients, d.report.actors));
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
        if (!c.symmetric || !r.recipients.empty() || !r.place || r.place->country.empty() || r.actors.size() < 2) return;
        std::vector<Party> hosts, guests;
        for (const Party& p : r.actors) (p.country == r.place->country || p.id.str() == r.place->country ? hosts : guests).push_back(p);
        if (hosts.size() == 1 && !guests.empty() && r.mode != "multilateral" && r.mode != "phone") {
            r.actors = guests;
            r.recipients = hosts;
            r.mode = "visit";
        } else if (hosts.empty() && r.mode.empty()) {
            const bool states = std::all_of(r.actors.begin(), r.actors.end(), [&](const Party& p) { return !p.country.empty(); });
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
            if (c.symmetric) r.actors.push_back(as_inferred(others(best->report, r.actors))[0]);
            else r.recipients = as_inferred(others(best->report, r.actors));
        }
    }

    // Contexts are told by the paragraph (PLOVER), the frame of a meeting too.
    void spread_paragraphs() {
        for (Draft& d : done_) {
            const auto it = paragraphs_.find({d.report.in, sentences_[d.report.sentence].paragraph});
            if (it == paragraphs_.end()) continue;
            for (const std::string& c : it->second.contexts)
                if (std::find(d.report.contexts.begin(), d.report.contexts.end(), c) == d.report.contexts.end()) d.report.contexts.push_back(c);
            if (d.wording->concept_->act == ActClass::kMeeting && d.report.frame.empty()) d.report.frame = it->second.frame;
        }
    }

    static std::vector<Party> others(const Report& e, const std::vector<Party>& actors) {
        std::vector<Party> all;
        if (std::none_of(actors.begin(), actors.end(), [&](const Party& p) { return has_party(e.actors, p) || has_party(e.recipients, p); }))
            return {};
        for (const auto* side : {&e.actors, &e.recipients})
            for (const Party& p : *side) add_party(all, p);
        return without(all, actors);
    }

    std::vector<Report> finish() {
        std::vector<Report> out;
        std::set<std::string> seen;
        std::stable_sort(done_.begin(), done_.end(), [](const Draft& a, const Draft& b) {
            return std::pair(a.report.sentence, a.report.trigger.start) < std::pair(b.report.sentence, b.report.trigger.start);
        });
        for (Draft& d : done_) {
            Report& r = d.report;
            const Concept& c = *d.wording->concept_;
            if (c.needs_recipient && r.recipients.empty() && !c.symmetric) continue;
            if (c.symmetric && r.actors.size() + r.recipients.size() < 2 && !(c.type == "CONSULT" && group_meets(r))) continue;
            std::string field = r.in;
            field.erase(std::remove_if(field.begin(), field.end(), [](char ch) { return ch == '[' || ch == ']'; }), field.end());
            std::string id = r.article.str() + "." + field + "." + std::to_string(r.trigger.start);
            for (int n = 2; !seen.insert(id).second; ++n)
                id = r.article.str() + "." + field + "." + std::to_string(r.trigger.start) + "." + std::to_string(n);
            r.id = ReportId(id);
            r.confidence = confidence(d);
            out.push_back(std::move(r));
        }
        return out;
    }

    static double confidence(const Draft& d) {
        double p = 0.9;
        for (const auto* side : {&d.report.actors, &d.report.recipients})
            for (const Party& party : *side) {
                if (party.inferred) p -= 0.1;
                if (party.id.str().rfind("text:", 0) == 0) p -= 0.1;
            }
        if (!d.status_known) p -= 0.15;
        if (d.report.in.rfind("related", 0) == 0) p *= 0.6;
        return std::max(0.1, p);
    }

    const Article& article_;
    const std::vector<Sentence>& sentences_;
    const Mentions& mentions_;
    const Codebook& book_;
    const world::World& world_;
    const Limits& limits_;
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
    CodebookCoder(std::shared_ptr<const Codebook> book, std::shared_ptr<const world::World> world)
        : book_(std::move(book)), world_(std::move(world)) {}

    std::vector<Report> code(const Article& article, const std::vector<Sentence>& sentences, const Mentions& mentions,
                             const Limits& limits) const override {
        if (article.kind == "listing") return {};
        return ArticleCoder(article, sentences, mentions, *book_, *world_, limits).run();
    }
    std::vector<Claim> claims(const Article& article, const std::vector<Sentence>& sentences, const Mentions& mentions) const override {
        return find_claims(article, sentences, mentions, *book_, *world_);
    }
    std::vector<std::string> explain(const Article& article, const std::vector<Sentence>& sentences, const Mentions& mentions,
                                     const Limits& limits) const override {
        std::vector<std::string> trace;
        ArticleCoder(article, sentences, mentions, *book_, *world_, limits, &trace).run();
        return trace;
    }
    const std::string& version() const override { return book_->version; }

   private:
    std::shared_ptr<const Codebook> book_;
    std::shared_ptr<const world::World> world_;
};

}  // namespace

Result<std::shared_ptr<const Coder>> Coder::open(const std::vector<world::DataFile>& codebook, std::shared_ptr<const world::World> world) {
    TRY(std::shared_ptr<const Codebook> book, load_codebook(codebook));
    return std::shared_ptr<const Coder>(std::make_shared<CodebookCoder>(book, std::move(world)));
}

}  // namespace entente::coding
