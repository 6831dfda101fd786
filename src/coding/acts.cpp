#include "coding/acts.h"

#include <algorithm>
#include <cstdio>

namespace entente::coding {

namespace {

bool adjacent(const Tree& tree, TokenIndex a, TokenIndex b) { return a == b || tree.head(a) == b || tree.head(b) == a; }

// On the draft's predicate or its carrying verb, or of its type one step away.
bool about(const Draft& d, const Act& a, const Tree& tree) {
    return a.word == d.predicate || a.word == d.support ||
           (a.type == d.wording->concept_->type && adjacent(tree, a.word, d.predicate));
}

EventStatus likeliest(const Act& act) {
    return static_cast<EventStatus>(std::max_element(act.status.begin(), act.status.end()) - act.status.begin());
}

float sureness(const Act& act) { return *std::max_element(act.status.begin(), act.status.end()); }

std::string said(const char* what, double score) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%s %.2f", what, score);
    return buffer;
}

// The parties that the head links to its act in one role.
Filled linked(const Act& act, ActRole role, float least, const Roles& roles, const Tree& tree, bool place_too) {
    Filled out;
    for (const ActLink& l : act.links) {
        if (l.role != role || l.score < least || l.word == act.word) continue;
        out.heads.push_back(l.word);
        const std::vector<Party> found = roles.parties_at(l.word, place_too);
        for (const Party& p : found) add_party(out.parties, p);
        if (!found.empty()) continue;
        const std::string& upos = tree.word(l.word).upos;
        if (upos == "PRON" || upos == "DET")
            out.pronoun = true;
        else if (upos == "NOUN" || upos == "PROPN")
            add_party(out.parties, roles.unnamed(l.word));
    }
    return out;
}

}  // namespace

const Act* act_of(const Draft& draft, const std::vector<Act>& acts, const Tree& tree) {
    const Act* near = nullptr;
    for (const Act& a : acts) {
        if (a.word == draft.predicate) return &a;
        if (a.word == draft.support && (!near || near->word != draft.support || a.score > near->score)) near = &a;
        if (!near && a.type == draft.wording->concept_->type && adjacent(tree, a.word, draft.predicate)) near = &a;
    }
    return near;
}

std::vector<const Act*> unheard(const std::vector<Draft>& drafts, const std::vector<Act>& acts, const Tree& tree,
                                const Joining& joining) {
    std::vector<const Act*> out;
    for (const Act& a : acts) {
        if (a.score < joining.act) continue;
        const bool taken = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& d) { return about(d, a, tree); });
        const bool beaten = std::any_of(acts.begin(), acts.end(), [&](const Act& b) {
            return &a != &b && b.type == a.type && adjacent(tree, a.word, b.word) && !tree.word(a.word).is("conj") &&
                   !tree.word(b.word).is("conj") && (b.score > a.score || (b.score == a.score && &b < &a));
        });
        if (!taken && !beaten) out.push_back(&a);
    }
    return out;
}

Draft draft_of(const Act& act, const Codebook& book, const Roles& roles, const Tree& tree) {
    Draft d;
    const auto wording = book.head_wordings.find(act.type);
    if (wording == book.head_wordings.end()) return d;
    d.wording = &wording->second;
    d.predicate = act.word;
    d.act = &act;
    const bool visit = act.mode == "visit";
    Filled actor = linked(act, ActRole::kActor, book.joining.link, roles, tree, false);
    Filled recipient = linked(act, ActRole::kRecipient, book.joining.link, roles, tree, visit || act.type == "ASSAULT");
    d.report.actors = actor.parties;
    d.report.recipients = without(recipient.parties, d.report.actors);
    d.pronoun_actor = actor.pronoun;
    d.pronoun_recipient = recipient.pronoun;
    for (const Party& p : linked(act, ActRole::kSpeaker, book.joining.link, roles, tree, false).parties)
        if (!d.report.speaker) d.report.speaker = p;
    d.report.status = likeliest(act);
    d.report.positive = act.negative < 0.5F;
    d.report.why.head = act.score;
    d.report.why.status = said("event head", sureness(act));
    return d;
}

void join(Draft& draft, const Act& act, const Codebook& book, const Roles& roles, const Tree& tree) {
    Report& r = draft.report;
    draft.act = &act;
    r.why.head = act.score;
    const Concept& c = *draft.wording->concept_;
    // What talks are to bring has their parties, and « les discussions » those of the act told before.
    // A summit is its group's, and a head that hardly sees an act knows no parties either.
    const bool from_story = draft.topic || c.infer_all || c.act == ActClass::kMeeting || act.score < book.joining.link;
    if (r.actors.empty() && !draft.pronoun_actor && !from_story)
        r.actors = without(linked(act, ActRole::kActor, book.joining.link, roles, tree, false).parties, r.recipients);
    if (r.recipients.empty() && !c.symmetric && act.score >= book.joining.link)
        r.recipients = without(
            linked(act, ActRole::kRecipient, book.joining.link, roles, tree, c.mode == "visit").parties, r.actors);
    const EventStatus status = likeliest(act);
    const bool better =
        act.score * sureness(act) >= (draft.status_known ? book.joining.status : book.joining.unknown_status);
    if (!better || (draft.status_known && status == r.status)) return;
    r.status = status;
    draft.status_known = true;
    r.positive = act.negative < 0.5F;
    r.why.status += (r.why.status.empty() ? "" : "; ") + said("event head", sureness(act));
}

}  // namespace entente::coding
