#include "coding/tree.h"

#include <algorithm>

#include "base/text.h"

namespace entente::coding {

namespace {

constexpr int kMaxClimb = 12;  // governors followed for a subject; real sentences need 2–4

// Whether a preposition, perhaps of several words, is `wanted` or begins with it; a long word may stand inside
// ("a l' encontre de" says "encontre").
bool says(const std::string& preposition, const std::string& wanted) {
    if (preposition == wanted || preposition.rfind(wanted + " ", 0) == 0) return true;
    return wanted.size() > 5 && (" " + preposition + " ").find(" " + wanted + " ") != std::string::npos;
}

bool relative_pronoun(const Word& w, std::string_view form) {
    if (w.upos != "PRON" && w.upos != "SCONJ" && w.upos != "DET") return false;
    return w.feat("PronType") == "Rel" || form == "qui" || form == "que" || form == "qu'" || form == "dont" ||
           form == "which" || form == "who" || form == "that" || form == "whom" || form == "lequel" ||
           form == "laquelle" || form == "lesquels" || form == "lesquelles";
}

}  // namespace

Tree::Tree(const Sentence& sentence, const VerbLemma& verb_lemma) : sentence_(&sentence), kids_(sentence.words.size()) {
    lemmas_.reserve(kids_.size());
    forms_.reserve(kids_.size());
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
        const Word& w = sentence.words[i];
        if (w.head >= 0 && static_cast<std::size_t>(w.head) < kids_.size())
            kids_[static_cast<std::size_t>(w.head)].push_back(static_cast<TokenIndex>(i));
        lemmas_.push_back(base::fold(w.lemma));
        forms_.push_back(base::fold(w.form));
        if (verb_lemma && (w.upos == "VERB" || w.upos == "AUX"))
            lemmas_.back() = verb_lemma(forms_.back(), lemmas_.back());
    }
}

TokenIndex Tree::child(TokenIndex i, std::string_view rel) const {
    for (TokenIndex k : kids(i))
        if (word(k).is(rel)) return k;
    return kNoToken;
}

bool Tree::has_dependent(TokenIndex i, std::string_view w) const {
    for (TokenIndex k : kids(i)) {
        if (lemma(k) == w || form(k) == w) return true;
        const bool reflexive = form(k) == "se" || form(k) == "s'";
        if (reflexive && (w == "se" || w == "s'")) return true;
        if (word(k).is("obl") && preposition(k) == w) return true;
    }
    // "made up of X": readers hang the particle now on the verb, now on X
    return verbal(i) && i + 1 < size() && word(i + 1).upos == "ADP" && word(i + 1).is("case") && form(i + 1) == w;
}

bool Tree::below(TokenIndex inner, TokenIndex outer) const {
    for (TokenIndex at = inner, n = 0; at != kNoToken && n <= size(); at = head(at), ++n)
        if (at == outer) return true;
    return false;
}

std::string Tree::preposition(TokenIndex h) const {
    std::string out;
    for (TokenIndex k : kids(h)) {
        if (!word(k).is("case") || k > h) continue;
        if (!out.empty()) out += ' ';
        out += lemma(k) == "de" || lemma(k) == "a" ? lemma(k) : form(k);
        for (TokenIndex f : kids(k))
            if (word(f).is("fixed")) out += " " + form(f);
    }
    if (out == "d'") return "de";
    return out;
}

std::vector<TokenIndex> Tree::coordination(TokenIndex i) const {
    std::vector<TokenIndex> out{i};
    for (std::size_t at = 0; at < out.size(); ++at)  // parsers chain « A, B et C » now from A, now from B
        for (TokenIndex k : kids(out[at]))
            if (word(k).is("conj")) out.push_back(k);
    std::sort(out.begin() + 1, out.end());
    return out;
}

bool Tree::verbal(TokenIndex i) const { return word(i).upos == "VERB" || word(i).upos == "AUX"; }

TokenIndex Tree::finite(TokenIndex i) const {
    TokenIndex modal = kNoToken;
    for (TokenIndex k : kids(i)) {
        if (!word(k).is("aux") && !word(k).is("cop")) continue;
        if (word(k).feat("VerbForm") == "Fin" || modal == kNoToken) modal = k;
        if (word(k).feat("VerbForm") == "Fin") break;
    }
    return modal != kNoToken ? modal : i;
}

bool Tree::passive(TokenIndex i) const {
    for (TokenIndex k : kids(i)) {
        const std::string& rel = word(k).deprel;
        if (rel == "nsubj:pass" || rel == "csubj:pass" || rel == "obl:agent") return true;
        if (rel == "aux:pass" && lemma(k) != "avoir") return true;
        // « s'est rendu » is no passive although parsers sometimes say expl:pass
    }
    const Word& w = word(i);
    if (w.feat("VerbForm") != "Part" || w.feat("Tense") != "Past" || w.is("acl:relcl")) return false;
    return w.is("acl") ||
           (w.is("advcl") && child(i, "aux") == kNoToken && child(i, "nsubj") == kNoToken);  // « Réunis à Abuja, … »
}

bool Tree::negated(TokenIndex i) const {
    for (TokenIndex k : kids(i)) {
        const std::string& f = form(k);
        if ((word(k).is("advmod") || word(k).is("det") || word(k).is("cc")) &&
            (f == "pas" || f == "not" || f == "n't" || f == "never" || f == "jamais" || f == "aucun" || f == "aucune" ||
             f == "no" || f == "ni" || f == "nullement"))
            return true;
        if (word(k).is("aux") && negated(k)) return true;
        if (verbal(i) && (word(k).is("nsubj") || word(k).is("obj")))  // « aucun accord n'a été signé »
            for (TokenIndex d : kids(k))
                if (word(d).is("det") && (form(d) == "aucun" || form(d) == "aucune" || form(d) == "no")) return true;
    }
    return false;
}

// The noun that a relative pronoun stands for: what the relative clause hangs on.
TokenIndex Tree::relative(TokenIndex pronoun, TokenIndex verb) const {
    if (!relative_pronoun(word(pronoun), form(pronoun))) return kNoToken;
    for (TokenIndex at = verb, n = 0; at != kNoToken && n < kMaxClimb; at = head(at), ++n)
        if (word(at).is("acl")) return head(at);
    return kNoToken;
}

std::vector<TokenIndex> Tree::agent(TokenIndex i) const {
    for (TokenIndex k : kids(i)) {
        if (!word(k).is("obl")) continue;
        const std::string p = preposition(k);
        if (word(k).is("obl:agent") || p == "par" || p == "by") return coordination(k);
    }
    return {};
}

std::vector<TokenIndex> Tree::surface_subject(TokenIndex start) const {
    TokenIndex i = start;
    for (int n = 0; n < kMaxClimb && i != kNoToken; ++n) {
        for (TokenIndex k : kids(i)) {
            if (!word(k).is("nsubj") && !word(k).is("csubj")) continue;
            const TokenIndex antecedent = relative(k, i);
            return coordination(antecedent != kNoToken ? antecedent : k);
        }
        const Word& w = word(i);
        const TokenIndex h = head(i);
        if (h == kNoToken) break;
        if (w.is("acl") && !w.is("acl:relcl")) {
            if (w.feat("VerbForm") != "Inf") return coordination(h);
            return {};  // an infinitive under a noun: its doer is the noun's own party, asked for elsewhere
        }
        if (w.is("acl:relcl")) return {};
        if (!w.is("xcomp") && !w.is("conj") && !w.is("advcl") && !w.is("ccomp") && !w.is("parataxis") && !w.is("obl"))
            break;
        if ((w.is("ccomp") || w.is("parataxis")) && w.feat("VerbForm") != "Inf") break;
        if (w.is("advcl") && word(finite(i)).feat("VerbForm") == "Fin") break;
        if (w.is("xcomp") && !verbal(i) && !passive(i)) break;
        i = h;
    }
    return {};
}

std::vector<TokenIndex> Tree::subject(TokenIndex i) const {
    if (passive(i)) return agent(i);
    return surface_subject(i);
}

std::vector<TokenIndex> Tree::object(TokenIndex i) const {
    if (passive(i)) {
        if (word(i).is("acl") && !word(i).is("acl:relcl") && child(i, "nsubj") == kNoToken)
            return coordination(head(i));
        return surface_subject(i);
    }
    for (TokenIndex k : kids(i)) {
        if (!word(k).is("obj") || word(k).upos == "VERB") continue;
        if (lemma(k) == "soi" || lemma(k) == "se" || form(k) == "se" || form(k) == "s'") continue;
        const TokenIndex antecedent = relative(k, i);
        return coordination(antecedent != kNoToken ? antecedent : k);
    }
    // « imposer de lourdes sanctions »: readers take the article for a preposition and hang the object low
    for (TokenIndex k : kids(i))
        if (word(k).deprel == "obl:arg" && word(k).upos == "NOUN" && k > i && preposition(k).empty())
            return coordination(k);
    // « a rencontré et félicité X »: the object of the first verb is shared by a bare conjunct, and the other way round
    if (word(i).is("conj") && head(i) != kNoToken && verbal(head(i))) {
        for (TokenIndex k : kids(head(i)))
            if (word(k).is("obj") && k > i) return coordination(k);
    }
    for (TokenIndex k : kids(i))
        if (word(k).is("conj") && verbal(k) && child(i, "obj") == kNoToken)
            if (const TokenIndex o = child(k, "obj"); o != kNoToken && child(k, "nsubj") == kNoToken)
                return coordination(o);
    return {};
}

std::vector<TokenIndex> Tree::phrases(TokenIndex i, const std::vector<std::string>& prepositions) const {
    std::vector<TokenIndex> out;
    for (TokenIndex k : kids(i)) {
        const Word& w = word(k);
        if (!w.is("obl") && !w.is("nmod") && !w.is("iobj") && !w.is("xcomp") && !w.is("advmod") && !w.is("acl"))
            continue;
        std::string p = preposition(k);
        if (p.empty() && w.is("advmod")) p = form(k);
        const std::size_t space =
            verbal(i) && i + 1 < size() && word(i + 1).is("case") ? p.find(' ') : std::string::npos;
        const std::string rest = space == std::string::npos ? p : p.substr(space + 1);  // "made up of": "of"
        for (const std::string& wanted : prepositions) {
            if (!says(p, wanted) && !says(rest, wanted)) continue;
            for (TokenIndex c : coordination(k)) out.push_back(c);
            break;
        }
    }
    return out;
}

}  // namespace entente::coding
