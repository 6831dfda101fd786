// Files to facts: first the sections that define ids, then those that use them.
#include "world/facts.h"

#include <array>

#include "base/text.h"

namespace entente::world {

namespace {

struct Section {
    const char* name;
    Status (*define)(const Fact&, Facts&);  // first round
    Status (*use)(const Fact&, Facts&);     // second round, all ids known
};

constexpr std::array<Section, 10> kSections = {{
    {"states", read_state, link_state},
    {"organisations", read_organisation, link_organisation},
    {"places", read_place, link_place},
    {"regions", read_region, link_region},
    {"offices", read_office, nullptr},
    {"bodies", read_body, nullptr},
    {"references", read_reference, nullptr},
    {"palaces", nullptr, read_palace},
    {"memberships", nullptr, read_membership},
    {"tenures", nullptr, read_tenure},
}};

struct ParsedFile {
    std::string name;
    YAML::Node root;
    std::string source;
};

// Names the first line that is no UTF-8.
Error not_utf8(const DataFile& file) {
    std::size_t line = 1;
    for (const std::string_view text : base::split(file.bytes, '\n')) {
        if (!base::valid_utf8(text)) break;
        ++line;
    }
    return fail(ErrorCode::kInvalid,
                file.name + ":" + std::to_string(line) + ": not UTF-8; save the file in that encoding");
}

// The seam to yaml-cpp, which throws.
Result<ParsedFile> parse_file(const DataFile& file) {
    ParsedFile out{file.name, {}, {}};
    if (!base::valid_utf8(file.bytes)) return not_utf8(file);
    try {
        out.root = YAML::Load(file.bytes);
    } catch (const YAML::Exception& e) {
        std::string where = file.name;
        where.append(":").append(std::to_string(e.mark.line + 1));
        return fail(ErrorCode::kInvalid,
                    where + ": not YAML: " + e.msg + "; look for a missing bracket, quote or indentation above");
    }
    const Fact whole(file.name, out.root, "");
    TRY_DONE(whole.check({"source", "sources", "states", "organisations", "places", "regions", "offices", "bodies",
                          "references", "palaces", "memberships", "tenures"}));
    TRY(out.source, whole.text_or_none("source"));
    return out;
}

Result<SourceTable> read_sources(const std::vector<ParsedFile>& files) {
    SourceTable table;
    for (const ParsedFile& file : files) {
        TRY(const std::vector<Fact> entries, Fact(file.name, file.root, "").facts("sources"));
        for (const Fact& entry : entries) {
            TRY_DONE(entry.check({"id", "address", "title"}));
            TRY(const std::string id, entry.text("id"));
            TRY(const std::string address, entry.text("address"));
            if (!table.emplace(id, address).second)
                return entry.error("the source '" + id + "' stands twice; keep one");
        }
    }
    return table;
}

Status read_round(const std::vector<ParsedFile>& files, const SourceTable& sources, bool first, Facts& facts) {
    for (const ParsedFile& file : files) {
        const Fact whole(file.name, file.root, file.source, &sources);
        for (const Section& section : kSections) {
            const auto read = first ? section.define : section.use;
            if (!read) continue;
            TRY(const std::vector<Fact> entries, whole.facts(section.name));
            for (const Fact& entry : entries) TRY_DONE(read(entry, facts));
        }
    }
    return Done{};
}

}  // namespace

Status check_actor(const Fact& fact, const Facts& facts, const std::string& id) {
    if (facts.actor_at.contains(ActorId(id))) return Done{};
    return fact.error("no actor has the id '" + id + "'; add it to states or organisations, or correct it");
}

Result<Facts> load_facts(const std::vector<DataFile>& files) {
    std::vector<ParsedFile> parsed;
    for (const DataFile& file : files) {
        TRY(ParsedFile one, parse_file(file));
        parsed.push_back(std::move(one));
    }
    TRY(const SourceTable sources, read_sources(parsed));
    Facts facts;
    TRY_DONE(read_round(parsed, sources, true, facts));
    TRY_DONE(read_round(parsed, sources, false, facts));
    return facts;
}

}  // namespace entente::world
