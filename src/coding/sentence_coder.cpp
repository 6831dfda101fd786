#include "coding/sentence_coder.h"

#include <algorithm>

#include "base/text.h"
#include "coding/acts.h"
#include "coding/attach.h"
#include "coding/roles.h"
#include "coding/status.h"
#include "coding/tree.h"

namespace entente::coding {

bool has_party(const std::vector<Party>& list, const Party& p) {
    return std::any_of(list.begin(), list.end(), [&](const Party& q) { return q.id == p.id; });
}

std::vector<Party> without(const std::vector<Party>& list, const std::vector<Party>& out) {
    std::vector<Party> kept;
    for (const Party& p : list)
        if (!has_party(out, p)) kept.push_back(p);
    return kept;
}

namespace {

bool matches_class(const Word& w, WordClass c) {
    switch (c) {
        case WordClass::kVerb: return w.upos == "VERB" || w.upos == "AUX";
        case WordClass::kNoun: return w.upos == "NOUN" || w.upos == "PROPN";
        case WordClass::kAdjective: return w.upos == "ADJ" || w.upos == "VERB";
    }
    return false;
}

// One sentence of the article with all that is asked of it.
class SentenceCoder {
 public:
    SentenceCoder(const Article& article, const Sentence& sentence, const Mentions& mentions, const Codebook& book,
                  const world::World& world, const Limits& limits, Voices voices,
                  std::vector<std::string>* trace = nullptr)
        : article_(article),
          sentence_(sentence),
          book_(book),
          world_(world),
          limits_(limits),
          voices_(sentence.acts_read ? voices : Voices::kCodebook),
          trace_(trace),
          tree_(sentence, [&](const std::string& form,
                              const std::string& lemma) { return book.verb_lemma(article.language, form, lemma); }),
          roles_(tree_, names_of(mentions, sentence.index), book, world, article.language),
          around_{tree_,
                  book,
                  article.language,
                  roles_.names(),
                  times_of(mentions, sentence.index),
                  {},
                  article.field(sentence.field)} {}

    std::vector<Draft> run() {
        std::vector<Draft> drafts = voices_ == Voices::kHead ? std::vector<Draft>{} : worded();
        merge_nested(drafts);
        if (voices_ != Voices::kCodebook) hear_head(drafts);
        for (const Draft& d : drafts) around_.predicates.push_back(d.predicate);
        for (Draft& d : drafts) complete(d);
        return drafts;
    }

    // What the codebook's wordings find.
    std::vector<Draft> worded() {
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
        return drafts;
    }

    // The head confirms, completes or silences what the wordings found, and adds what they did not.
    void hear_head(std::vector<Draft>& drafts) const {
        for (Draft& d : drafts) {
            const Act* act = act_of(d, sentence_.acts, tree_);
            if (act && act->word == d.predicate && act->type != d.wording->concept_->type &&
                act->score * act->type_score >= book_.joining.type) {
                miss(d.predicate, *d.wording, "the event head is sure of " + act->type);
                if (Draft other = draft_of(*act, book_, roles_, tree_); other.wording) d = std::move(other);
                continue;
            }
            if (act) join(d, *act, book_, roles_, tree_);
            d.dropped = !d.topic && (act ? act->score : 0) < book_.joining.veto;
            if (d.dropped) miss(d.predicate, *d.wording, "the event head sees no act here");
        }
        std::erase_if(drafts, [](const Draft& d) { return d.dropped; });
        for (const Act* act : unheard(drafts, sentence_.acts, tree_, book_.joining)) {
            if (drafts.size() >= limits_.reports_per_sentence) return;
            Draft d = draft_of(*act, book_, roles_, tree_);
            if (d.wording) drafts.push_back(std::move(d));
        }
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
        if (std::any_of(around_.times.begin(), around_.times.end(),
                        [&](const TimeExpression* t) { return t->first <= i && i <= t->last; }))
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
            if (!std::all_of(w->with.begin(), w->with.end(),
                             [&](const std::string& x) { return tree_.has_dependent(i, x); }))
                continue;
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
        if (!w.recipient_kinds.empty() && std::none_of(recipient.parties.begin(), recipient.parties.end(),
                                                       [&](const Party& p) { return of_kind(p, w.recipient_kinds); }))
            return miss(i, w, "the recipient is not of the kind that it asks for");
        if (!w.recipient_kinds
                 .empty()) {  // « le retrait du Mali de la Cédéao »: of two « de », the kind tells who leaves whom
            std::erase_if(recipient.parties, [&](const Party& p) { return !of_kind(p, w.recipient_kinds); });
            actor.parties = without(actor.parties, recipient.parties);
        }
        if (!w.actor_roles.empty() && std::none_of(actor.parties.begin(), actor.parties.end(), [&](const Party& p) {
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
        d.proposal = w.concept_->type == "REJECT" && tells_proposal(i);
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

    // « ont rejeté cette idée », "an idea that Egypt has rejected".
    bool tells_proposal(TokenIndex i) const {
        const std::vector<TokenIndex> objects = tree_.object(i);
        return std::any_of(objects.begin(), objects.end(),
                           [&](TokenIndex o) { return holds(book_.proposals, article_.language, tree_.lemma(o)); });
    }

    bool definite(TokenIndex i) const {
        for (TokenIndex k : tree_.kids(i)) {
            const Word& w = tree_.word(k);
            if (w.is("det") && (w.feat("Definite") == "Def" || w.feat("PronType") == "Dem" || w.feat("Poss") == "Yes"))
                return true;
            const std::string& f = tree_.form(k);
            if (w.is("det") && (f == "le" || f == "la" || f == "les" || f == "l'" || f == "cette" || f == "ce" ||
                                f == "ces" || f == "cet" || f == "the" || f == "this" || f == "these"))
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
                if (&a == &b || a.dropped || b.dropped || a.wording->concept_->type != b.wording->concept_->type)
                    continue;
                const bool meeting = a.wording->concept_->act == ActClass::kMeeting;
                const bool nested = tree_.head(b.predicate) == a.predicate || b.support == a.predicate ||
                                    (meeting && a.support != kNoToken && tree_.head(b.predicate) == a.support) ||
                                    (tree_.below(b.predicate, a.predicate) && b.report.actors.empty());
                if (!nested || tree_.word(b.predicate).is("conj") || tree_.word(a.predicate).is("conj") ||
                    tree_.word(b.predicate).is("acl:relcl") || occasion_of(b))
                    continue;
                const auto weight = [](const Draft& d) {
                    return 2 * (d.report.actors.size() + d.report.recipients.size()) +
                           (d.wording->concept_->mode.empty() ? 0 : 1);
                };
                Draft& keep = weight(b) > weight(a) ? b : a;
                Draft& lose = &keep == &a ? b : a;
                for (const Party& p : lose.report.actors)
                    if (!has_party(keep.report.recipients, p) && keep.wording->concept_->symmetric)
                        add_party(keep.report.actors, p);
                if (!keep.status_known && lose.status_known) {
                    keep.report.status = lose.report.status;
                    keep.status_known = true;
                    keep.report.why.status = lose.report.why.status;
                }
                lose.dropped = true;
            }
        drafts.erase(std::remove_if(drafts.begin(), drafts.end(), [](const Draft& d) { return d.dropped; }),
                     drafts.end());
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
        r.mode = d.by_head_alone() ? d.act->mode : c.mode;
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
        const bool ahead = r.status == EventStatus::kAnnounced || r.status == EventStatus::kExpected ||
                           r.status == EventStatus::kPostponed;
        TimeBounds bounds;
        if (ahead && d.status_known) bounds.after = parse_date(article_.published);
        if (told_as_past(d)) bounds.until = parse_date(article_.published);
        r.when = attach_time(around_, d.predicate, d.support, bounds);
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

    // Whether the verb that carries the act tells it as past, whatever the dates beside it.
    bool told_as_past(const Draft& d) const {
        if (d.report.status != EventStatus::kOccurred && d.report.status != EventStatus::kHistorical) return false;
        const TokenIndex verb = tree_.verbal(d.predicate) ? d.predicate : d.support;
        if (verb == kNoToken) return false;
        const Tense tense = tense_of(tree_, verb, article_.language);
        return tense == Tense::kPast || tense == Tense::kPluperfect || tense == Tense::kPastParticiple;
    }

    // « Début avril, ils s'étaient rendus à Moscou »: what is told as background does not lie ahead.
    void look_behind(Report& r) const {
        const std::optional<Date> published = parse_date(article_.published);
        if (r.status != EventStatus::kHistorical || !published || !r.when || !r.when->range.start ||
            *r.when->range.start <= *published)
            return;
        r.when->range.start = add_months(*r.when->range.start, -12);
        if (r.when->range.end) r.when->range.end = add_months(*r.when->range.end, -12);
    }

    // « le déplacement de Tokyo »: the host is named by its capital.
    std::optional<ReportPlace> host_place(const Report& r) const {
        if (r.mode != "visit") return std::nullopt;
        for (const Party& p : r.recipients)
            for (const Name* n : around_.names)
                if (p.span && n->span == *p.span && (!n->place_id.empty() || n->kind == NameKind::kPlace))
                    return place_of(*n);
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
    Voices voices_;
    std::vector<std::string>* trace_;
    Tree tree_;
    Roles roles_;
    Surroundings around_;
};

}  // namespace

SentenceFindings code_sentence(const Article& article, const Sentence& sentence, const Mentions& mentions,
                               const Codebook& book, const world::World& world, const Limits& limits,
                               std::vector<std::string>* trace, Voices voices) {
    SentenceCoder coder(article, sentence, mentions, book, world, limits, voices, trace);
    SentenceFindings out;
    out.drafts = coder.run();
    out.topic = coder.topic();
    coder.surroundings(out.contexts, out.frame);
    return out;
}

}  // namespace entente::coding
