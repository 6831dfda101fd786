// Status is read off two things. First the predicate's own grammar: its finite verb (auxiliaries, modal, copula) gives
// a tense, and tense with the class of the act gives a first status: « effectueront » → announced, « a signé » →
// occurred. Then the chain of words that govern it, from inside out: « a annoncé la visite », « espère signer », «
// refuse de recevoir », « la visite a été reportée ». Each governing word has an attitude (data/codebook/attitudes/)
// that may fix the status, name a speaker, or say that this is no report of its own. The chain ends at a clause with a
// tense of its own. A noun takes the tense of the verb that carries it; a noun that no verb carries says nothing by
// itself.
#include "coding/status.h"

#include <algorithm>

namespace entente::coding {

namespace {

constexpr int kMaxChain = 8;

bool is_any(const std::string& s, std::initializer_list<const char*> list) {
    return std::any_of(list.begin(), list.end(), [&](const char* w) { return s == w; });
}

// How a word hangs on its governor, as far as attitudes care.
enum class Link { kComplement, kSubject, kModifier, kRelative, kAdverbial, kBeside, kNone };

Link link_of(const Tree& t, TokenIndex i) {
    const Word& w = t.word(i);
    if (w.head == kNoToken) return Link::kNone;
    if (w.is("acl:relcl")) return Link::kRelative;
    if (w.is("nsubj") || w.is("csubj")) return Link::kSubject;
    if (w.is("xcomp") || w.is("ccomp") || w.is("obj") || w.is("iobj")) return Link::kComplement;
    if (w.is("obl") || w.is("nmod") || w.is("acl") || w.is("appos")) return Link::kModifier;
    if (w.is("advcl")) return Link::kAdverbial;
    if (w.is("conj")) return Link::kBeside;
    if (w.is("parataxis") || w.is("dislocated") || w.is("discourse")) return Link::kComplement;
    return Link::kModifier;
}

class Judge {
 public:
    Judge(const Tree& t, const Codebook& b, const Circumstance& c, ActClass act) : t_(t), book_(b), c_(c), act_(act) {}

    Judgement run(TokenIndex p) {
        TokenIndex at = p;
        if (!t_.verbal(p))
            at = carry_noun(p);
        else
            verb_status(p);
        if (t_.negated(p)) deny("negation");
        if (at != kNoToken && !out_.drop) climb(at);
        speakers_beside(p);
        return std::move(out_);
    }

 private:
    std::optional<Attitude> attitude(TokenIndex i) const {
        return book_.attitude(c_.language, t_.lemma(i), [&](const std::string& w) { return t_.has_dependent(i, w); });
    }

    void set(EventStatus s, const std::string& why) {
        out_.status = s;
        if (!out_.why.empty()) out_.why += "; ";
        out_.why += why;
    }
    void deny(const std::string& why) {
        out_.positive = false;
        set(EventStatus::kDenied, why);
    }
    std::string quoted(TokenIndex i) const { return "« " + t_.word(i).form + " »"; }

    // First status of a finite verb `v` that carries the act.
    void verb_status(TokenIndex v) {
        const Tense tense = tense_of(t_, v, c_.language);
        const std::string w = quoted(t_.finite(v));
        const bool saying = act_ == ActClass::kSpeech || act_ == ActClass::kPerformative;
        switch (tense) {
            case Tense::kPast: return set(EventStatus::kOccurred, "past tense " + w);
            case Tense::kPluperfect: return set(EventStatus::kHistorical, "pluperfect " + w);
            case Tense::kImperfect: return set(EventStatus::kOccurred, "imperfect " + w);
            case Tense::kFuture: return set(EventStatus::kAnnounced, "future " + w);
            case Tense::kProgressive: return set(EventStatus::kOngoing, "progressive " + w);
            case Tense::kModal: return set(EventStatus::kExpected, "modal " + w);
            case Tense::kConditional:
                conditional_ = true;
                return set(c_.language == "fr" ? EventStatus::kRumoured : EventStatus::kHypothetical,
                           "conditional " + w);
            case Tense::kConditionalPast:
                return set(c_.language == "fr" ? EventStatus::kRumoured : EventStatus::kHypothetical,
                           "past conditional " + w);
            case Tense::kPastParticiple: return set(EventStatus::kOccurred, "past participle " + w);
            case Tense::kPresent:
                if (c_.headline && act_ != ActClass::kActivity)
                    return set(EventStatus::kOccurred, "headline present " + w);
                return saying ? set(EventStatus::kOccurred, "performed in the present " + w)
                              : set(EventStatus::kOngoing, "present " + w);
            case Tense::kInfinitive:
                if (c_.headline && c_.language == "en" && t_.head(v) == kNoToken)
                    return set(EventStatus::kAnnounced, "headline infinitive " + w);
                bare_ = true;
                return;
            case Tense::kPresentParticiple:
            case Tense::kSubjunctive: bare_ = true; return;
            case Tense::kNone: return;
        }
    }

    // Finds the verb that carries a noun; sets the first status from it. Gives the word from which to climb on.
    TokenIndex carry_noun(TokenIndex noun) {
        if (t_.child(noun, "cop") != kNoToken || t_.child(noun, "aux") != kNoToken) {
            // « il s'agit de », "this is the first session" name an act and do not say whether it has happened
            if (act_ == ActClass::kMeeting && tense_of(t_, noun, c_.language) == Tense::kPresent) return kNoToken;
            verb_status(noun);
            return noun;
        }
        TokenIndex at = noun;
        for (int n = 0; n < kMaxChain; ++n) {
            const Link link = link_of(t_, at);
            const TokenIndex h = t_.head(at);
            if (link == Link::kNone) {
                if (c_.headline) out_.why = "headline noun";
                return kNoToken;
            }
            if (link == Link::kBeside && !t_.verbal(h)) {
                at = h;
                continue;
            }
            if (noun_circumstance(at)) return kNoToken;
            const std::optional<Attitude> a = attitude(h);
            if (t_.verbal(h) || t_.child(h, "cop") != kNoToken) return carried_by(at, h, link, a);
            if (a) {
                apply(*a, h, at);
                bare_ = false;
                return out_.drop || out_.status ? kNoToken : h;
            }
            at = h;
        }
        return kNoToken;
    }

    // « lors de la visite », « au terme de cette rencontre », « avant le sommet »: words that say when.
    bool noun_circumstance(TokenIndex at) {
        std::string said = t_.preposition(at);
        std::optional<bool> ahead = book_.circumstance(c_.language, said);
        const TokenIndex h = t_.head(at);
        if (!ahead && h != kNoToken && t_.word(at).is("nmod")) {
            said = t_.form(h);
            ahead = book_.circumstance(c_.language, said);
        }
        if (!ahead) return false;
        const TokenIndex verb = main_verb(at);
        const Tense tense = verb == kNoToken ? Tense::kNone : tense_of(t_, verb, c_.language);
        if (*ahead)
            set(EventStatus::kAnnounced, "« " + said + " »");
        else if (tense == Tense::kFuture || tense == Tense::kConditional || tense == Tense::kModal)
            set(EventStatus::kAnnounced, "« " + said + " » beside a future verb");
        else
            set(EventStatus::kOccurred, "« " + said + " »");
        return true;
    }

    TokenIndex main_verb(TokenIndex at) const {
        for (int n = 0; n < kMaxChain && at != kNoToken; ++n, at = t_.head(at))
            if (t_.verbal(at) || t_.child(at, "cop") != kNoToken) return at;
        return kNoToken;
    }

    TokenIndex carried_by(TokenIndex noun, TokenIndex verb, Link link, std::optional<Attitude> a) {
        out_.support = verb;
        if (a && (*a == Attitude::kDo || *a == Attitude::kHappen || *a == Attitude::kStart ||
                  *a == Attitude::kContinue || *a == Attitude::kEnd || *a == Attitude::kHost)) {
            verb_status(verb);
            if (*a == Attitude::kContinue && out_.status == EventStatus::kOccurred && !c_.headline)
                out_.status = EventStatus::kOngoing;
            if (t_.negated(verb)) deny("negation of " + quoted(verb));
            return verb;
        }
        if (a == Attitude::kAccuse && link == Link::kSubject) a.reset();
        if (a == Attitude::kTopic && link == Link::kSubject)
            a = Attitude::kDo, verb_status(verb);
        else if (a && link == Link::kModifier && (*a == Attitude::kAsk || *a == Attitude::kRefuse))
            a.reset();
        if (a && !out_.status) {
            apply(*a, verb, noun);
            return out_.drop ? kNoToken : verb;
        }
        if (out_.status) return verb;
        const Tense tense = tense_of(t_, verb, c_.language);
        if (tense == Tense::kInfinitive && link == Link::kComplement) {  // the object of an infinitive shares its fate
            bare_ = true;
            return verb;
        }
        if (tense == Tense::kFuture)
            set(EventStatus::kAnnounced, "beside a future verb " + quoted(t_.finite(verb)));
        else if (link == Link::kSubject && (tense == Tense::kPast || tense == Tense::kPluperfect))
            set(EventStatus::kOccurred, "subject of a past verb " + quoted(verb));
        return kNoToken;
    }

    // Follows the governing words outward from a verb.
    void climb(TokenIndex from) {
        TokenIndex at = from;
        for (int n = 0; n < kMaxChain; ++n) {
            const Link link = link_of(t_, at);
            const TokenIndex h = t_.head(at);
            if (link == Link::kNone) break;
            const std::optional<Attitude> a = attitude(h);
            if (link ==
                Link::kBeside) {  // coordination: what governs the first governs this one, unless it is finite alone
                at = h;
                if (t_.child(from, "nsubj") != kNoToken && !bare_) break;
                continue;
            }
            if (link == Link::kAdverbial) {
                adverbial(at);
                break;
            }
            if (link == Link::kRelative) break;
            if (link == Link::kModifier && t_.verbal(at) && a == std::nullopt && !t_.word(at).is("acl")) break;
            if (!a) {
                if (bare_ && !t_.word(at).is("acl")) {
                    if (t_.word(at).feat("VerbForm") == "Part")
                        verb_status(h), bare_ = false;
                    else if (link == Link::kComplement)
                        out_.drop = true, out_.why = "infinitive under " + quoted(h);
                }
                if (t_.word(at).is("acl") && bare_ && t_.word(at).feat("VerbForm") == "Inf") {
                    out_.drop = true;
                    out_.why = "infinitive under the noun " + quoted(h);
                }
                break;
            }
            apply(*a, h, at);
            if (out_.drop) return;
            bare_ = false;
            at = h;
        }
        if (bare_ && !out_.status && !out_.drop) out_.drop = true, out_.why = "no finite verb";
    }

    void adverbial(TokenIndex at) {
        std::string mark;
        for (TokenIndex k : t_.kids(at))
            if ((t_.word(k).is("mark") || t_.word(k).is("case") || t_.word(k).is("advmod")) && k < at) {
                mark = t_.form(k);
                break;
            }
        if (is_any(mark, {"si", "s'", "if", "unless", "lest"}))
            return set(EventStatus::kHypothetical, "« " + mark + " »");
        if (is_any(mark, {"pour", "afin", "to", "in", "so"}) && bare_) {
            const Tense main = tense_of(t_, t_.head(at), c_.language);
            if (act_ == ActClass::kPerformative && main == Tense::kFuture) {  // « se rendra à Moscou pour signer »
                bare_ = false;
                return set(EventStatus::kAnnounced, "purpose of what is announced");
            }
            out_.drop = true;
            out_.why = "purpose";
            return;
        }
        if (is_any(mark, {"avant", "before"}) && bare_)
            return set(EventStatus::kAnnounced, "« " + mark + " »"), void(bare_ = false);
        if (is_any(mark, {"apres", "after"}))
            return set(EventStatus::kOccurred, "« " + mark + " »"), void(bare_ = false);
        if (is_any(mark, {"sans", "without"})) return deny("« " + mark + " »"), void(bare_ = false);
        if (!bare_) return;
        const TokenIndex h = t_.head(at);  // a participle shares the main verb's time
        if (t_.word(at).feat("VerbForm") != "Inf") verb_status(h), bare_ = false;
    }

    void apply(Attitude a, TokenIndex governor, TokenIndex below) {
        const Tense tense = tense_of(t_, governor, c_.language);
        const std::string w = quoted(governor);
        const bool ahead = bare_ || !out_.status || conditional_;
        switch (a) {
            case Attitude::kAsk:
            case Attitude::kRefuse:
            case Attitude::kThreaten:
            case Attitude::kPurpose:
            case Attitude::kAccuse:
                out_.drop = true;
                out_.why = "governed by " + w;
                return;
            case Attitude::kSay:
                speak(governor);
                if (conditional_)
                    set(EventStatus::kAnnounced, "future in the past under " + w), conditional_ = false;
                else if (out_.status == EventStatus::kHistorical)
                    set(EventStatus::kOccurred, "reported by " + w);
                else if (!out_.status && !t_.verbal(below))
                    return;
                return;
            case Attitude::kAnnounce:
                speak(governor);
                if (!t_.verbal(governor)) return ahead ? set(EventStatus::kAnnounced, "the noun " + w) : void();
                if (out_.status && !ahead) return;
                if (!t_.verbal(below) && act_ == ActClass::kPerformative)
                    return set(EventStatus::kOccurred, "performed by " + w);
                if (t_.negated(governor)) return;
                return set(EventStatus::kAnnounced, "announced by " + w);
            case Attitude::kDecide: return decide(governor, ahead, w);
            case Attitude::kPrepare: return set(EventStatus::kAnnounced, "prepared: " + w);
            case Attitude::kExpect:
                if (ahead || !t_.verbal(below)) set(EventStatus::kExpected, "expected: " + w);
                return;
            case Attitude::kRumour: return set(EventStatus::kRumoured, "hearsay: " + w);
            case Attitude::kDeny: speak(governor); return deny("denied by " + w);
            case Attitude::kPostpone: return set(EventStatus::kPostponed, "put off: " + w);
            case Attitude::kCancel: return set(EventStatus::kCancelled, "called off: " + w);
            case Attitude::kModal: return modal(tense, w);
            case Attitude::kTopic:
                if (tense == Tense::kPast) {
                    out_.drop = true;
                    out_.why = "only talked about: " + w;
                    return;
                }
                out_.topic = true;
                return set(EventStatus::kExpected, "the subject of talks: " + w);
            case Attitude::kComment:
                if (!out_.status) set(EventStatus::kOccurred, "taken as fact by " + w);
                return;
            default:
                if (ahead) verb_status(governor);
                if (t_.negated(governor)) deny("negation of " + w);
                return;
        }
    }

    // A decision that itself performs the act is the act (manual 4).
    void decide(TokenIndex governor, bool ahead, const std::string& w) {
        speak(governor);
        if (out_.status && !ahead) return;
        if (t_.negated(governor)) return deny("decided against: " + w);
        if (act_ == ActClass::kPerformative) return set(EventStatus::kOccurred, "performed by deciding: " + w);
        set(EventStatus::kAnnounced, "decided: " + w);
    }

    void modal(Tense tense, const std::string& w) {
        if (out_.status == EventStatus::kCancelled || out_.status == EventStatus::kPostponed) return;
        if (tense == Tense::kPast) return set(EventStatus::kOccurred, "past modal " + w);
        if (tense == Tense::kPresent) return set(EventStatus::kAnnounced, "is to: " + w);
        if (tense == Tense::kImperfect) return set(EventStatus::kAnnounced, "was to: " + w);
        set(EventStatus::kExpected, "modal " + w);
    }

    void speak(TokenIndex governor) {
        if (!out_.speakers.empty() || !t_.verbal(governor)) return;
        out_.speakers = t_.subject(governor);
    }

    // « …, a indiqué le ministre »; « selon le ministère »; "according to".
    void speakers_beside(TokenIndex p) {
        if (!out_.speakers.empty()) return;
        TokenIndex at = p;
        for (int n = 0; n < kMaxChain && at != kNoToken; ++n, at = t_.head(at)) {
            for (TokenIndex k : t_.kids(at)) {
                if (t_.word(k).is("parataxis") && attitude(k) == Attitude::kSay) {
                    out_.speakers = t_.subject(k);
                    if (conditional_) set(EventStatus::kAnnounced, "future in the past beside " + quoted(k));
                    return;
                }
                const std::string prep = t_.preposition(k);
                if (is_any(prep, {"selon", "d' apres", "according to"})) {
                    out_.speakers = {k};
                    return;
                }
            }
        }
    }

    const Tree& t_;
    const Codebook& book_;
    const Circumstance& c_;
    ActClass act_;
    Judgement out_;
    bool bare_ = false;  // no tense of its own: the governor decides
    bool conditional_ = false;
};

}  // namespace

Judgement judge(const Tree& tree, const Codebook& book, const Circumstance& circumstance, TokenIndex predicate,
                ActClass act) {
    return Judge(tree, book, circumstance, act).run(predicate);
}

TokenIndex support_of(const Tree& tree, const Codebook& book, const std::string& language, TokenIndex noun) {
    const Circumstance c{false, language};
    return Judge(tree, book, c, ActClass::kDeed).run(noun).support;
}

void correct_by_date(Judgement& j, const DateRange& when, std::optional<Date> published) {
    if (!published || !j.status) return;
    const bool done = *j.status == EventStatus::kOccurred || *j.status == EventStatus::kOngoing;
    if (done && when.start && *when.start > *published) {
        j.status = EventStatus::kAnnounced;
        j.why += "; its date lies ahead of publication";
    } else if (*j.status == EventStatus::kOccurred && when.end &&
               days_from_epoch(*published) - days_from_epoch(*when.end) > 31) {
        j.status = EventStatus::kHistorical;
        j.why += "; more than a month before publication";
    }
}

}  // namespace entente::coding
