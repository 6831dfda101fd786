#include "coding/tense.h"

#include <algorithm>

namespace entente::coding {

namespace {

bool is_any(const std::string& s, std::initializer_list<const char*> list) {
    return std::any_of(list.begin(), list.end(), [&](const char* w) { return s == w; });
}

Tense simple_tense(const Word& w) {
    const std::string_view form = w.feat("VerbForm"), mood = w.feat("Mood"), tense = w.feat("Tense");
    if (form == "Inf") return Tense::kInfinitive;
    if (form == "Ger") return Tense::kPresentParticiple;
    if (form == "Part") return tense == "Past" ? Tense::kPastParticiple : Tense::kPresentParticiple;
    if (mood == "Cnd") return Tense::kConditional;
    if (mood == "Sub") return Tense::kSubjunctive;
    if (tense == "Fut") return Tense::kFuture;
    if (tense == "Imp") return Tense::kImperfect;
    if (tense == "Past") return Tense::kPast;
    if (tense == "Pres") return Tense::kPresent;
    return w.upos == "VERB" || w.upos == "AUX" ? Tense::kPresent : Tense::kNone;
}

// The compound tense that a perfect auxiliary in tense `aux` makes.
Tense perfect(Tense aux) {
    switch (aux) {
        case Tense::kImperfect: return Tense::kPluperfect;
        case Tense::kPast: return Tense::kPluperfect;
        case Tense::kFuture: return Tense::kFuture;
        case Tense::kConditional: return Tense::kConditionalPast;
        case Tense::kInfinitive: return Tense::kPast;         // « après avoir signé »
        case Tense::kPresentParticiple: return Tense::kPast;  // « ayant signé »
        default: return Tense::kPast;
    }
}

// « ira », « recevront »: only verbs in -rer have a past in -ra (« rencontra »), whatever the reader says.
bool future_form(const std::string& form, const std::string& lemma) {
    if (form.size() > 4 && form.ends_with("ront")) return true;
    return form.size() > 2 && form.ends_with("ra") && (lemma.ends_with("r") || lemma.ends_with("re")) &&
           !lemma.ends_with("rer");
}

Tense french_tense(const Tree& t, TokenIndex v) {
    TokenIndex perfect_aux = kNoToken, passive_aux = kNoToken, cop = kNoToken;
    bool reflexive = false;
    for (TokenIndex k : t.kids(v)) {
        const Word& w = t.word(k);
        if (w.is("cop")) cop = k;
        if (w.is("expl")) reflexive = reflexive || is_any(t.form(k), {"se", "s'"});
        if (!w.is("aux")) continue;
        if (w.deprel == "aux:pass" && t.lemma(k) != "avoir")
            passive_aux = k;
        else if (is_any(t.lemma(k), {"avoir", "etre"}))
            perfect_aux = k;
    }
    if (perfect_aux == kNoToken && passive_aux != kNoToken && reflexive) std::swap(perfect_aux, passive_aux);
    if (perfect_aux != kNoToken) return perfect(simple_tense(t.word(perfect_aux)));
    if (passive_aux != kNoToken) return simple_tense(t.word(passive_aux));
    if (cop != kNoToken) return simple_tense(t.word(cop));
    return future_form(t.form(v), t.lemma(v)) ? Tense::kFuture : simple_tense(t.word(v));
}

Tense english_tense(const Tree& t, TokenIndex v) {
    Tense out = Tense::kNone;
    bool have = false, be = false;
    Tense be_tense = Tense::kNone, have_tense = Tense::kNone;
    for (TokenIndex k : t.kids(v)) {
        const Word& w = t.word(k);
        if (!w.is("aux") && !w.is("cop")) continue;
        const std::string& l = t.lemma(k);
        const std::string& f = t.form(k);
        if (is_any(l, {"will", "shall"}) || is_any(f, {"'ll", "wo"}))
            out = Tense::kFuture;
        else if (l == "would" || is_any(f, {"would", "'d"}))
            out = Tense::kConditional;
        else if (is_any(l, {"may", "might", "could", "should", "can", "must"}))
            out = Tense::kModal;
        else if (l == "have")
            have = true, have_tense = simple_tense(w);
        else if (l == "be")
            be = true, be_tense = have ? be_tense : simple_tense(w);
        else if (l == "do")
            out = simple_tense(w);
    }
    if (out == Tense::kConditional && have) return Tense::kConditionalPast;
    if (out != Tense::kNone) return out;
    if (have) return have_tense == Tense::kPast ? Tense::kPluperfect : Tense::kPast;
    if (be) {
        const bool ing = t.word(v).feat("VerbForm") == "Ger" ||
                         (t.word(v).feat("VerbForm") == "Part" && t.word(v).feat("Tense") == "Pres");
        if (be_tense == Tense::kPresent) return ing ? Tense::kProgressive : Tense::kPresent;
        return be_tense;
    }
    return simple_tense(t.word(v));
}

}  // namespace

Tense tense_of(const Tree& tree, TokenIndex verb, const std::string& language) {
    Tense out = language == "en" ? english_tense(tree, verb) : french_tense(tree, verb);
    const Word& w = tree.word(verb);
    // « a rencontré X et signé Y »: a bare participle in coordination takes the first verb's auxiliary.
    if (out == Tense::kPastParticiple && w.is("conj") && w.head != kNoToken && tree.verbal(w.head))
        out = language == "en" ? english_tense(tree, w.head) : french_tense(tree, w.head);
    if (out == Tense::kInfinitive && w.is("conj") && w.head != kNoToken && tree.verbal(w.head))
        out = language == "en" ? english_tense(tree, w.head) : french_tense(tree, w.head);
    return out;
}

}  // namespace entente::coding
