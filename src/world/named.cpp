#include "world/named.h"

#include <algorithm>

#include "base/text.h"

namespace entente::world {

namespace {

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

}  // namespace

Result<ActorId> actor_named(const std::string& text, const World& world, bool french) {
    if (world.find(ActorId(text))) return ActorId(text);
    if (text.find(':') != std::string::npos) return ActorId(text);  // "person:…", "text:…": as reports hold it
    if (world.find(ActorId(upper(text)))) return ActorId(upper(text));
    std::vector<ActorId> found = world.resolve(text);
    std::vector<ActorId> exact;  // those whose own name it is, not an adjective or a capital
    for (const ActorId& id : found) {
        const Actor* a = world.find(id);
        const auto named = [&](const std::vector<std::string>& names) {
            return std::any_of(names.begin(), names.end(),
                               [&](const std::string& n) { return base::fold(n) == base::fold(text); });
        };
        if (a && (named(a->names_fr) || named(a->names_en))) exact.push_back(id);
    }
    if (exact.size() == 1) return exact[0];
    if (found.size() == 1) return found[0];
    if (found.empty())
        return fail(ErrorCode::kAmbiguous, "\"" + text + "\": " +
                                               (french ? "aucun acteur de ce nom (voir : entente actors)"
                                                       : "no actor of this name (see: entente actors)"));
    std::string message = "\"" + text + "\" " + (french ? "peut être :" : "may be:");
    for (const ActorId& id : found) message += " " + id.str() + " (" + world.name(id, french ? "fr" : "en") + ")";
    return fail(ErrorCode::kAmbiguous, message);
}

}  // namespace entente::world
