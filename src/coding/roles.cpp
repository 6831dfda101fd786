#include "coding/roles.h"

#include <algorithm>

#include "base/text.h"

namespace entente::coding {

namespace {

constexpr int kMaxDepth = 3;  // « la délégation des ministres de l'AES »: vessel → office → group

bool pronominal(const Word& w) { return w.upos == "PRON" && w.feat("PronType") != "Rel"; }

bool fixed_slot(const std::string& s) {
    return s == "subj" || s == "obj" || s == "iobj" || s == "adj" || s == "poss" || s == "compound" || s == "here" ||
           s == "any" || s == "xcomp" || s == "ccomp" || s == "acl";
}

}  // namespace

bool locative(const std::string& p) {
    static const char* kWhere[] = {"a", "en", "dans", "in", "to", "at", "into", "chez", "vers", "sur", "towards"};
    const std::string first = p.substr(0, p.find(' '));
    return std::any_of(std::begin(kWhere), std::end(kWhere), [&](const char* w) { return first == w; });
}

void add_party(std::vector<Party>& parties, const Party& party) {
    for (Party& p : parties) {
        const bool roles_differ = !p.role.empty() && !party.role.empty() && p.role != party.role;
        const bool people_differ = !p.person.empty() && !party.person.empty() && p.person != party.person;
        if (p.id != party.id || roles_differ || people_differ) continue;
        if (p.office.empty() && p.role.empty() && !party.office.empty()) {  // the fuller mention says more of the same
            const std::string person = p.person;
            p = party;
            if (p.person.empty()) p.person = person;
        }
        return;
    }
    parties.push_back(party);
}

Roles::Roles(const Tree& tree, std::vector<const Name*> names, const Codebook& book, const world::World& world,
             std::string language)
    : tree_(tree), names_(std::move(names)), book_(book), world_(world), language_(std::move(language)) {}

Party Roles::party_of(const Name& n) {
    Party p;
    p.id = ActorId(n.id);
    p.country = n.country;
    p.office = n.office;
    p.person = n.person;
    p.role = n.role;
    p.text = n.text;
    p.span = n.span;
    p.why = n.why;
    return p;
}

void Roles::add_names(std::vector<Party>& out, TokenIndex head, bool place_too) const {
    for (const Name* n : names_) {
        if (n->first > head || n->last < head) continue;
        if (n->kind == NameKind::kPlace) {
            if (!place_too || n->country.empty()) continue;
            Party p = party_of(*n);
            p.id = ActorId(n->country);
            p.why = n->why + "; the place stands for its country";
            add_party(out, p);
        } else {
            add_party(out, party_of(*n));
        }
    }
}

// Whether a noun names people who are a party of their own (« des camionneurs »), no organ of a state.
bool Roles::crowd(TokenIndex head) const {
    return tree_.word(head).upos == "NOUN" && holds(book_.crowds, language_, tree_.lemma(head));
}

// « des camionneurs boliviens » → text:camionneurs boliviens, of Bolivia: the noun with the words that touch it.
Party Roles::crowd_party(TokenIndex head, const std::vector<Party>& named) const {
    TokenIndex first = head, last = head;
    const auto touches = [&](TokenIndex k) {
        const Word& w = tree_.word(k);
        return (w.is("amod") || w.is("compound") || w.is("flat") || (w.is("nmod") && tree_.preposition(k).empty())) &&
               (k + 1 == first || k == last + 1);
    };
    for (bool grown = true; grown;) {
        grown = false;
        for (TokenIndex k : tree_.kids(head)) {
            if (!touches(k)) continue;
            (k < head ? first : last) = k;
            grown = true;
        }
    }
    Party p;
    p.span = Span{tree_.word(first).span.start, tree_.word(last).span.end};
    for (TokenIndex t = first; t <= last; ++t) p.text += (t == first ? "" : " ") + tree_.word(t).form;
    p.id = ActorId("text:" + base::fold(p.text));
    if (named.size() == 1) p.country = named[0].country.empty() ? named[0].id.str() : named[0].country;
    p.why = "people who are a party of their own";
    return p;
}

Party Roles::unnamed(TokenIndex head) const {
    Party p = crowd_party(head, {});
    p.why = "named by no actor of the world";
    return p;
}

std::vector<Party> Roles::parties_at(TokenIndex head, bool place_too, int depth) const {
    std::vector<Party> out;
    add_names(out, head, place_too);
    if (!out.empty() && depth < kMaxDepth) {
        // « les chefs d'État de la Confédération et de la Russie »: what is coordinated inside the name
        for (const Name* n : names_) {
            if (n->first > head || n->last < head || n->kind == NameKind::kPlace) continue;
            for (TokenIndex t = n->first; t <= n->last; ++t)
                for (TokenIndex k : tree_.kids(t))
                    if (tree_.word(k).is("conj") && (k < n->first || k > n->last))
                        for (const Party& p : parties_at(k, place_too, depth + 1)) add_party(out, p);
        }
    }
    if (!out.empty() || depth >= kMaxDepth || tree_.word(head).upos == "VERB") return out;
    const bool vessel = holds(book_.vessels, language_, tree_.lemma(head));
    for (TokenIndex k : tree_.kids(head)) {
        const Word& w = tree_.word(k);
        const std::string p = tree_.preposition(k);
        const bool of = p == "de" || p == "of" || p == "par" || p == "by" || p == "from" || w.is("nmod:poss") ||
                        (p.empty() && (w.is("nmod") || w.is("appos") || w.is("flat") || w.is("compound")));
        if (!w.is("amod") && !(of && (w.is("nmod") || w.is("appos") || w.is("flat") || w.is("compound")))) continue;
        for (TokenIndex c : tree_.coordination(k))
            for (const Party& found : counted(head, c) ? std::vector<Party>{crowd_party(c, named_at(c))}
                                                       : parties_at(c, vessel && place_too, depth + 1))
                add_party(out, found);
    }
    if (!crowd(head)) return out;
    for (const Party& p : out)  // « les combattants du JNIM » are the JNIM
        if (!world_.is_state(p.id)) return out;
    return {crowd_party(head, out)};
}

// « des milliers de Géorgiens »: people who are counted are no government.
bool Roles::counted(TokenIndex head, TokenIndex of) const {
    return holds(book_.quantities, language_, tree_.lemma(head)) &&
           std::any_of(names_.begin(), names_.end(),
                       [&](const Name* n) { return n->first <= of && of <= n->last && n->form == NameForm::kDemonym; });
}

std::vector<Party> Roles::named_at(TokenIndex head) const {
    std::vector<Party> out;
    add_names(out, head, false);
    return out;
}

Filled Roles::fill(const std::vector<TokenIndex>& heads, bool place_too) const {
    Filled out;
    out.heads = heads;
    for (TokenIndex h : heads) {
        const std::vector<Party> found = parties_at(h, place_too);
        for (const Party& p : found) add_party(out.parties, p);
        if (found.empty() && pronominal(tree_.word(h))) out.pronoun = true;
    }
    return out;
}

// Who carries out a noun: the subject of its light verb, or of the verb that it is the object of.
Filled Roles::noun_subject(TokenIndex predicate, TokenIndex support) const {
    if (tree_.child(predicate, "cop") != kNoToken && tree_.child(predicate, "nsubj") != kNoToken)
        return fill(tree_.subject(predicate), false);
    if (support == kNoToken) return {};
    const std::vector<TokenIndex> subject = tree_.subject(support);
    if (std::find(subject.begin(), subject.end(), predicate) != subject.end()) return {};
    for (TokenIndex s : subject)
        if (tree_.below(predicate, s)) return {};
    return fill(subject, false);
}

std::vector<TokenIndex> Roles::heads(const std::string& slot, TokenIndex p, TokenIndex support) const {
    const bool verb = tree_.verbal(p);
    if (slot == "subj")
        return verb ? tree_.subject(p) : support != kNoToken ? tree_.subject(support) : std::vector<TokenIndex>{};
    if (slot == "obj") return verb ? tree_.object(p) : std::vector<TokenIndex>{};
    if (slot == "here") return {p};
    std::vector<TokenIndex> out;
    const auto take = [&](const char* rel) {
        for (TokenIndex k : tree_.kids(p))
            if (tree_.word(k).is(rel) && tree_.word(k).upos != "DET")
                for (TokenIndex c : tree_.coordination(k)) out.push_back(c);
    };
    if (slot == "iobj")
        take("iobj");
    else if (slot == "adj")
        take("amod");
    else if (slot == "poss")
        take("nmod:poss");
    else if (slot == "compound") {
        for (TokenIndex k : tree_.kids(p)) {
            const Word& w = tree_.word(k);
            if (w.is("compound") || w.is("flat") || ((w.is("nmod") || w.is("appos")) && tree_.preposition(k).empty()))
                for (TokenIndex c : tree_.coordination(k)) out.push_back(c);
        }
    } else if (slot == "xcomp")
        take("xcomp");
    else if (slot == "ccomp")
        take("ccomp");
    else if (slot == "acl")
        take("acl");
    else {
        out = tree_.phrases(p, {slot});
        if (out.empty() && !verb && support != kNoToken) out = tree_.phrases(support, {slot});
        if (out.empty() && verb) {  // « signer un accord avec X »: the phrase hangs on the object
            for (TokenIndex k : tree_.kids(p))
                if (tree_.word(k).is("obj"))
                    for (TokenIndex h : tree_.phrases(k, {slot})) out.push_back(h);
        }
    }
    return out;
}

Filled Roles::slot(const std::string& slot, TokenIndex p, TokenIndex support, bool place_too) const {
    if (slot == "subj" && !tree_.verbal(p)) return noun_subject(p, support);
    if (slot == "poss") {
        Filled out = fill(heads(slot, p, support), false);
        if (!out.empty()) return out;
        for (TokenIndex k : tree_.kids(p))
            if (tree_.word(k).feat("Poss") == "Yes" && (tree_.word(k).is("det") || tree_.word(k).is("nmod")))
                out.pronoun = true;
        return out;
    }
    if (slot == "any") {
        Filled out;
        for (const Name* n : names_)
            if (n->head != kNoToken && tree_.below(n->head, p) && n->kind != NameKind::kPlace)
                add_party(out.parties, party_of(*n));
        return out;
    }
    return fill(heads(slot, p, support), place_too || (!fixed_slot(slot) && locative(slot)));
}

Filled Roles::first_of(const std::vector<std::string>& slots, TokenIndex p, TokenIndex support, bool place_too) const {
    Filled none;
    for (const std::string& s : slots) {
        Filled f = slot(s, p, support, place_too);
        if (!f.empty()) return f;
        none.pronoun = none.pronoun || f.pronoun;
    }
    return none;
}

Filled Roles::all_of(const std::vector<std::string>& slots, TokenIndex p, TokenIndex support) const {
    Filled out;
    for (const std::string& s : slots) {
        Filled f = slot(s, p, support);
        for (const Party& party : f.parties) add_party(out.parties, party);
        out.pronoun = out.pronoun || f.pronoun;
    }
    return out;
}

}  // namespace entente::coding
