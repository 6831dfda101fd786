#include "world/audit.h"

#include <algorithm>

namespace entente::world {

namespace {

std::string days(const std::optional<Date>& from, const std::optional<Date>& to) {
    return (from ? to_string(*from) : "?") + " .. " + (to ? to_string(*to) : "");
}

// "Mali (MLI)": a second reader need not know the ids.
std::string named(const World& world, const ActorId& id) {
    const std::string name = world.name(id, "en");
    return name == id.str() ? name : name + " (" + id.str() + ")";
}

std::string membership_text(const World& world, const Membership& m) {
    std::string text = named(world, m.member) + " in " + named(world, m.group);
    if (m.notice) text += ", exit announced " + to_string(*m.notice);
    for (const DateRange& s : m.suspended) text += ", suspended " + days(s.start, s.end);
    return text;
}

// SplitMix64: a seed gives the same numbers on every machine.
std::uint64_t next_number(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

}  // namespace

bool has_address(const std::string& source) {
    return source.find("https://") != std::string::npos || source.find("http://") != std::string::npos;
}

std::vector<AuditLine> audit_lines(const World& world) {
    std::vector<AuditLine> out;
    for (const Actor& a : world.actors())
        out.push_back({"actor", named(world, a.id) + ", " + a.kind, days(a.from, a.to), a.source});
    for (const Membership& m : world.memberships())
        out.push_back({"membership", membership_text(world, m), days(m.from, m.to), m.source});
    for (const Tenure& t : world.tenures()) {
        std::string who = t.person;
        if (!t.holder.empty()) who += (who.empty() ? "" : ", ") + named(world, t.holder);
        out.push_back({"tenure", named(world, t.of) + ", " + t.office + ": " + who, days(t.from, t.to), t.source});
    }
    return out;
}

std::vector<AuditLine> sample(std::vector<AuditLine> lines, std::size_t count, std::uint64_t seed) {
    const std::size_t wanted = std::min(count, lines.size());
    for (std::size_t i = 0; i < wanted; ++i) std::swap(lines[i], lines[i + next_number(seed) % (lines.size() - i)]);
    lines.resize(wanted);
    return lines;
}

}  // namespace entente::world
