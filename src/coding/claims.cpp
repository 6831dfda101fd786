#include "coding/claims.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "coding/roles.h"
#include "coding/tree.h"

namespace entente::coding {

namespace {

bool group_kind(const world::World& world, const ActorId& id) {
    const Actor* a = world.find(id);
    return a && (a->kind == "alliance" || a->kind == "organisation" || a->kind == "force");
}

class ClaimFinder {
 public:
    ClaimFinder(const Article& a, const Mentions& m, const Codebook& b, const world::World& w)
        : article_(a), mentions_(m), book_(b), world_(w), day_(parse_date(a.published)) {}

    void sentence(const Sentence& s) {
        sentence_ = &s;
        const Tree tree(s, [&](const std::string& form, const std::string& lemma) {
            return book_.verb_lemma(article_.language, form, lemma);
        });
        std::vector<const Name*> names;
        for (const Name& n : mentions_.names)
            if (n.sentence == s.index && n.first != kNoToken) names.push_back(&n);
        const Roles roles(tree, names, book_, world_, article_.language);
        members(tree, roles);
        chair(tree, roles);
        for (const Name* n : names) {
            office(*n);
            kind(tree, *n);
        }
        same_as(names);
    }

    std::vector<Claim> take() { return std::move(claims_); }

 private:
    const std::vector<std::string>& words(const std::string& key) const {
        static const std::vector<std::string> none;
        const auto l = book_.claims.find(article_.language);
        if (l == book_.claims.end()) return none;
        const auto it = l->second.find(key);
        return it == l->second.end() ? none : it->second;
    }
    bool among(const std::string& key, const std::string& word) const {
        const auto& list = words(key);
        return std::find(list.begin(), list.end(), word) != list.end();
    }

    void add(const std::string& subject, const std::string& relation, const std::string& object,
             std::optional<bool> agrees) {
        if (subject.empty() || object.empty() || !seen_.insert({subject, relation, object}).second) return;
        Claim c;
        c.article = article_.id;
        c.in = sentence_->field;
        c.subject = subject;
        c.relation = relation;
        c.object = object;
        c.at = article_.published.substr(0, 10);
        c.span = sentence_->span;
        c.quote = std::string(sentence_->span.of(article_.field(sentence_->field)));
        c.agrees_with_world = agrees;
        c.id = "k" + base::content_id({article_.id.str(), subject, relation, object});
        claims_.push_back(std::move(c));
    }

    // Whether it is a member that day; of the United Nations too, through which no state acts (World::is_member).
    bool belongs(const ActorId& member, const ActorId& group) const {
        const std::vector<ActorId> all = world_.members(group, day_);
        return std::find(all.begin(), all.end(), member) != all.end();
    }

    // « l'AES, qui regroupe le Burkina Faso, le Mali et le Niger »; "the bloc, made up of …"
    void members(const Tree& t, const Roles& roles) {
        for (TokenIndex i = 0; i < t.size(); ++i) {
            if (among("member_nouns", t.lemma(i))) listed_members(i);
            if (!t.verbal(i) || !says_members(t, i)) continue;
            std::vector<TokenIndex> groups = t.subject(i), parts = t.object(i);
            if (t.passive(i)) {  // « composée du Mali, … »
                groups = t.object(i);
                parts = t.phrases(i, {"de", "of", "by", "par"});
            }
            if (parts.empty()) parts = t.phrases(i, {"de", "of"});
            for (TokenIndex g : groups)
                for (const Party& group : roles.parties_at(g, false)) {
                    if (!group_kind(world_, group.id)) continue;
                    for (TokenIndex p : row(t, parts))
                        for (const Party& m : roles.parties_at(p, true))
                            if (m.id != group.id && world_.is_state(m.id))
                                add(group.id.str(), "has_member", m.id.str(), belongs(m.id, group.id));
                }
        }
    }

    // Parsers take « A, B, C et D » now as coordination, now as apposition.
    static std::vector<TokenIndex> row(const Tree& t, const std::vector<TokenIndex>& heads) {
        std::vector<TokenIndex> out;
        for (TokenIndex h : heads)
            for (TokenIndex c : t.coordination(h)) {
                out.push_back(c);
                for (TokenIndex k : t.kids(c))
                    if (t.word(k).is("appos"))
                        for (TokenIndex a : t.coordination(k)) out.push_back(a);
            }
        return out;
    }

    bool says_members(const Tree& t, TokenIndex i) const {
        for (const std::string& words : this->words("members")) {
            const std::vector<std::string_view> parts = base::split(words, ' ');
            if (parts[0] != t.lemma(i)) continue;
            if (std::all_of(parts.begin() + 1, parts.end(), [&](std::string_view p) { return t.has_dependent(i, p); }))
                return true;
        }
        return false;
    }

    // « forte de six membres, à savoir le Cameroun, la Centrafrique, … »: states in a row after a word for members.
    void listed_members(TokenIndex noun) {
        const std::string group = group_in_sentence();
        if (group.empty()) return;
        std::vector<std::string> states;
        TokenIndex end = noun + 6;  // where the next state must begin
        for (const Name& n : mentions_.names) {
            if (n.sentence != sentence_->index || n.first <= noun || !world_.is_state(ActorId(n.id))) continue;
            if (n.first > end) break;
            states.push_back(n.id);
            end = n.last + 5;
        }
        if (states.size() < 3) return;
        for (const std::string& m : states) add(group, "has_member", m, belongs(ActorId(m), ActorId(group)));
    }

    std::string group_in_sentence() const {
        for (const Name& n : mentions_.names)
            if (n.sentence == sentence_->index && group_kind(world_, ActorId(n.id))) return n.id;
        return {};
    }

    // « sous présidence malienne », « présidée par le Mali », "under Mali's chairmanship"
    void chair(const Tree& t, const Roles& roles) {
        for (TokenIndex i = 0; i < t.size(); ++i) {
            if (!among("chair", t.lemma(i))) continue;
            std::vector<Party> holders;
            for (const char* slot : {"adj", "poss", "de", "of", "compound", "par", "by"})
                for (const Party& p : roles.slot(slot, i, kNoToken).parties) add_party(holders, p);
            const bool held = !t.verbal(i) && t.head(i) != kNoToken && t.verbal(t.head(i)) &&
                              t.word(i).is("obj");  // « assure la présidence »
            if (t.verbal(i) || held)
                for (TokenIndex s : t.subject(held ? t.head(i) : i))
                    for (const Party& p : roles.parties_at(s, false)) add_party(holders, p);
            std::string holder;
            for (const Party& p : holders)
                if (world_.is_state(p.id)) holder = p.id.str();
            const std::string group = group_near(i);
            if (!holder.empty() && !group.empty()) add(holder, "chair_of", group, chair_agrees(holder, group));
        }
    }

    // The last group named at or before the word, in this sentence or earlier.
    std::string group_near(TokenIndex i) const {
        std::string group;
        for (const Name& n : mentions_.names) {
            if (n.sentence > sentence_->index || (n.sentence == sentence_->index && n.first > i + 6)) break;
            if (sentence_->index - n.sentence <= 3 && group_kind(world_, ActorId(n.id))) group = n.id;
        }
        return group;
    }

    std::optional<bool> chair_agrees(const std::string& holder, const std::string& group) const {
        std::optional<bool> agrees;
        for (const Tenure& t : world_.tenures()) {
            if (t.of.str() != group || t.office != "chair" || (day_ && !t.in_force(*day_))) continue;
            agrees = agrees.value_or(false) || t.holder.str() == holder;
        }
        return agrees;
    }

    void office(const Name& n) {
        if (n.office.empty() || n.person.empty() || n.form == NameForm::kReference) return;
        std::optional<bool> agrees;
        for (const Tenure& t : world_.tenures())
            if (t.of.str() == n.id && t.office == n.office && (!day_ || t.in_force(*day_)))
                agrees = agrees.value_or(false) || base::fold(t.person) == base::fold(n.person);
        add(n.person, "holds_office", n.office + " of " + n.id, agrees);
    }

    // « l'alliance », « les chefs d'État de la Confédération », "ministers of the bloc": the word for its kind that
    // stands for a group named before.
    void kind(const Tree& t, const Name& n) {
        if (n.form == NameForm::kName || n.form == NameForm::kAcronym || !group_kind(world_, ActorId(n.id))) return;
        const auto l = book_.claims.find(article_.language);
        if (l == book_.claims.end()) return;
        for (TokenIndex i = n.first; i <= n.last; ++i)
            for (const auto& [kind, list] : l->second) {
                if (kind == "members" || kind == "member_nouns" || kind == "chair") continue;
                if (std::find(list.begin(), list.end(), t.lemma(i)) == list.end() || t.child(i, "nmod") != kNoToken)
                    continue;
                add(n.id, "is_a", kind, std::nullopt);
                const TokenIndex det = t.child(i, "det");
                if (det == kNoToken) continue;
                const std::string& article = t.word(det).form;
                const bool elided =
                    !article.empty() && (article.back() == '\'' || article.find("’") != std::string::npos);
                add(n.id, "same_as", article + (elided ? "" : " ") + t.word(i).form, true);
            }
    }

    // « l'AES (Alliance des Etats du Sahel) », « la Confédération … (AES) »: two names of one actor, one in brackets.
    void same_as(const std::vector<const Name*>& names) {
        const std::string_view text = article_.field(sentence_->field);
        for (std::size_t i = 0; i + 1 < names.size(); ++i) {
            const Name& a = *names[i];
            const Name& b = *names[i + 1];
            if (a.id != b.id || a.span.end > b.span.start || !group_kind(world_, ActorId(a.id))) continue;
            const std::string between = base::squeeze(text.substr(a.span.end, b.span.start - a.span.end));
            if (between == "(" || between == "( l’" || between == "(l’")
                add(a.id, "same_as", a.form == NameForm::kAcronym ? b.text : a.text, true);
        }
    }

    const Article& article_;
    const Mentions& mentions_;
    const Codebook& book_;
    const world::World& world_;
    std::optional<Date> day_;
    const Sentence* sentence_ = nullptr;
    std::vector<Claim> claims_;
    std::set<std::tuple<std::string, std::string, std::string>> seen_;
};

}  // namespace

std::vector<Claim> find_claims(const Article& article, const std::vector<Sentence>& sentences, const Mentions& mentions,
                               const Codebook& book, const world::World& world) {
    ClaimFinder finder(article, mentions, book, world);
    for (const Sentence& s : sentences)
        if (!s.words.empty() && s.field.rfind("related", 0) != 0) finder.sentence(s);
    return finder.take();
}

}  // namespace entente::coding
