#include "world/world.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace entente;
using world::DataFile;
using world::World;

namespace {

std::vector<DataFile> shipped_files() {
    std::vector<DataFile> files;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/data/world"))
        if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        std::ostringstream bytes;
        bytes << std::ifstream(path, std::ios::binary).rdbuf();
        files.push_back({path.filename().string(), bytes.str()});
    }
    return files;
}

const World& shipped() {
    static const auto world = [] {
        auto opened = World::open(shipped_files());
        if (!opened.ok()) FAIL(opened.error().message);
        return opened.value();
    }();
    return *world;
}

std::vector<std::string> members(const char* group, const char* day) {
    std::vector<std::string> out;
    for (const ActorId& id : shipped().members(ActorId(group), parse_date(day))) out.push_back(id.str());
    std::sort(out.begin(), out.end());
    return out;
}

bool is_member(const char* member, const char* group, const char* day) {
    return shipped().is_member(ActorId(member), ActorId(group), parse_date(day));
}

std::string first(const char* text) {
    const auto found = shipped().resolve(text);
    return found.empty() ? "" : found.front().str();
}

// The message of the error that these files give; empty when there is none.
std::string error_of(const std::string& bytes, const std::string& more = "") {
    std::vector<DataFile> files{{"own.yaml", bytes}};
    if (!more.empty()) files.push_back({"more.yaml", more});
    const auto opened = World::open(files);
    return opened.ok() ? "" : opened.error().message;
}

const char* const kTwoGroups =
    "source: test\norganisations:\n- {id: A, kind: alliance, names_fr: [Aa], names_en: [Aa]}\n"
    "- {id: B, kind: alliance, names_fr: [Bb], names_en: [Bb]}\n";

}  // namespace

TEST_CASE("The AES has three members on 3 April 2025 and a Malian chair") {
    CHECK(members("AES", "2025-04-03") == std::vector<std::string>{"BFA", "MLI", "NER"});
    bool malian = false;
    for (const Tenure& t : shipped().tenures())
        if (t.of.str() == "AES" && t.office == "chair" && t.in_force(*parse_date("2025-04-03")))
            malian = t.holder.str() == "MLI";
    CHECK(malian);
    CHECK(members("AES", "2023-09-15").empty());
}

TEST_CASE("The EU has the United Kingdom in 2019 and not in 2021") {
    CHECK(is_member("GBR", "EU", "2019-06-01"));
    CHECK_FALSE(is_member("GBR", "EU", "2021-06-01"));
    CHECK(members("EU", "2025-01-01").size() == 27);
}

TEST_CASE("Mali, Burkina Faso and Niger are out of ECOWAS from 29 January 2025") {
    for (const char* state : {"MLI", "BFA", "NER"}) {
        CHECK(is_member(state, "ECOWAS", "2025-01-28"));
        CHECK_FALSE(is_member(state, "ECOWAS", "2025-02-01"));
    }
    CHECK(members("ECOWAS", "2025-02-01").size() == 12);
}

TEST_CASE("The United Nations have 193 members since 2011, and none of them acts through it") {
    CHECK(members("UN", "2025-01-01").size() == 193);
    CHECK(members("UN", "2011-07-13").size() == 192);
    CHECK(members("UN", "1945-10-24").size() == 27);  // of 29; Czechoslovakia and Yugoslavia are no more
    CHECK_FALSE(is_member("MLI", "UN", "2025-01-01"));
    for (const ActorId& group : shipped().groups_of(ActorId("MLI"), parse_date("2025-01-01")))
        CHECK(group.str() != "UN");
}

TEST_CASE("Exits and suspensions stand with their days") {
    CHECK(is_member("NER", "OIF", "2025-03-20"));
    CHECK_FALSE(is_member("NER", "OIF", "2025-12-01"));
    CHECK(members("ICC", "2026-01-01").size() == 125);
    CHECK(members("OSCE", "2025-01-01").size() == 57);
    CHECK(members("COMW", "2025-01-01").size() == 56);
    CHECK(members("OECD", "2025-01-01").size() == 38);
    bool suspended = false;
    for (const Membership& m : shipped().memberships())
        if (m.group.str() == "AU" && m.member.str() == "NER")
            suspended = !m.suspended.empty() && m.suspended[0].start == parse_date("2023-08-22");
    CHECK(suspended);
}

TEST_CASE("Groups have the size that they say they have") {
    CHECK(members("NATO", "2025-01-01").size() == 32);
    CHECK(members("AU", "2025-01-01").size() == 55);
    CHECK(members("LAS", "2025-01-01").size() == 22);
    CHECK(members("OIC", "2025-01-01").size() == 57);
    CHECK(members("BRICS", "2025-02-01").size() == 10);
    CHECK(members("CEMAC", "2025-02-01").size() == 6);
    CHECK(members("ASEAN", "2025-02-01").size() == 10);
    CHECK(members("EAC", "2025-02-01").size() == 8);
    CHECK(members("SADC", "2025-02-01").size() == 16);
    CHECK(members("GCC", "2025-02-01").size() == 6);
    CHECK(members("UNSC", "2025-02-01").size() == 15);
    CHECK(members("OPEC", "2025-02-01").size() == 12);
    CHECK(members("COE", "2025-02-01").size() == 46);
    CHECK(members("CARICOM", "2025-02-01").size() == 15 - 1);  // Montserrat is no state
    CHECK(members("CELAC", "2025-02-01").size() == 33);
    CHECK(members("PIF", "2025-02-01").size() == 18);
    CHECK(members("APEC", "2025-02-01").size() == 21);
    CHECK(members("OAS", "2023-01-01").size() == 34);
}

TEST_CASE("Every membership and tenure has a source and names known actors") {
    for (const Membership& m : shipped().memberships()) {
        CHECK_FALSE(m.source.empty());
        CHECK(shipped().find(m.group));
        CHECK(shipped().find(m.member));
    }
    for (const Tenure& t : shipped().tenures()) {
        CHECK_FALSE(t.source.empty());
        CHECK(shipped().find(t.of));
    }
}

TEST_CASE("All states are there with names, adjectives and a capital with the right GeoNames id") {
    int states = 0;
    for (const Actor& actor : shipped().actors()) states += actor.kind == "state";
    CHECK(states == 199);
    CHECK(shipped().actors().size() - static_cast<std::size_t>(states) >= 80);
    for (const Actor& actor : shipped().actors()) {
        if (actor.kind != "state") continue;
        int adjectives[2] = {0, 0};
        for (const world::ActorName& n : shipped().names())
            if (n.actor == actor.id && n.use == world::NameUse::kAdjective) ++adjectives[n.language == "en"];
        CHECK_MESSAGE(adjectives[0] > 0, actor.id.str());
        CHECK_MESSAGE(adjectives[1] > 0, actor.id.str());
        CHECK_MESSAGE(shipped().capital(actor.id) != nullptr, actor.id.str());
    }
    CHECK(shipped().capital(ActorId("RUS"))->id == "geonames:524901");
    CHECK(shipped().capital(ActorId("FRA"))->id == "geonames:2988507");
    CHECK(shipped().capital(ActorId("MLI"))->id == "geonames:2460596");
    CHECK(shipped().capital(ActorId("USA"))->id == "geonames:4140963");
}

TEST_CASE("Names, acronyms, adjectives and capitals in both languages resolve") {
    for (const auto& [text, id] : std::vector<std::pair<const char*, const char*>>{
             {"CEDEAO", "ECOWAS"},
             {"Communauté économique des États de l’Afrique de l’Ouest", "ECOWAS"},
             {"la Fédération de Russie", ""},
             {"Fédération de Russie", "RUS"},
             {"Russian Federation", "RUS"},
             {"Côte d’Ivoire", "CIV"},
             {"Ivory Coast", "CIV"},
             {"RDC", "COD"},
             {"Centrafrique", "CAF"},
             {"États-Unis", "USA"},
             {"Etats-Unis", "USA"},
             {"USA", "USA"},
             {"Washington", "USA"},
             {"malienne", "MLI"},
             {"maliens", "MLI"},
             {"Malians", "MLI"},
             {"Moscou", "RUS"},
             {"Moscow", "RUS"},
             {"Pékin", "CHN"},
             {"Le Caire", "EGY"},
             {"Alliance des Etats du Sahel", "AES"},
             {"Force multinationale mixte", "MNJTF"},
             {"République du Mali", "MLI"},
             {"Republic of Korea", "KOR"},
             {"Kremlin", "RUS"},
             {"Otan", "NATO"},
             {"Guinée", "GIN"},
             {"Guinée-Bissau", "GNB"},
             {"Georgia", "GEO"},
             {"burkinabè", "BFA"}})
        CHECK_MESSAGE(first(text) == id, text);
    CHECK(shipped().name(ActorId("MLI"), "fr") == "Mali");
    CHECK(shipped().name(ActorId("DEU"), "en") == "Germany");
    CHECK(shipped().name(ActorId("nobody"), "en") == "nobody");
}

TEST_CASE("Names of before, recognition, seats and independence are told of actors") {
    const Actor* eswatini = shipped().find(ActorId("SWZ"));
    REQUIRE(eswatini);
    REQUIRE_FALSE(eswatini->former.empty());
    CHECK(eswatini->former[0].to == parse_date("2018-04-18"));
    CHECK(first("Swaziland") == "SWZ");
    CHECK(shipped().find(ActorId("XKX"))->recognised == "in part");
    CHECK(shipped().find(ActorId("MLI"))->from == parse_date("1960-09-22"));
    CHECK(shipped().find(ActorId("MLI"))->wikidata == "Q912");
    CHECK(shipped().find(ActorId("EBID"))->headquarters == "Lomé");
    CHECK(error_of(
              "source: t\norganisations:\n- {id: A, kind: alliance, names_fr: [A], names_en: [A], recognised: maybe}\n")
              .starts_with("own.yaml:3: 'recognised' is 'in part' or 'none'"));
}

TEST_CASE("A data file with a mistake is refused with file, line and what to do") {
    CHECK(error_of("source: test\nstates:\n- {id: MLI, iso2: ML, captial: 1}\n")
              .starts_with("own.yaml:3: unknown key 'captial'"));
    CHECK(error_of("colour: red\n").starts_with("own.yaml:1: unknown key 'colour'"));
    CHECK(error_of("a: [\n").starts_with("own.yaml:"));
    CHECK(error_of("organisations:\n- {id: A, kind: alliance, names_fr: [A], names_en: [A]}\n")
              .find("'source' is missing") != std::string::npos);
    CHECK(error_of(kTwoGroups, "source: t\nmemberships:\n- {group: A, members: [B, XXX]}\n")
              .starts_with("more.yaml:3: no actor has the id 'XXX'"));
    CHECK(error_of(kTwoGroups, "source: t\nmemberships:\n- {group: A, members: [B], from: 2025-02-31}\n")
              .starts_with("more.yaml:3: 'from: 2025-02-31' is no day"));
    CHECK(
        error_of(kTwoGroups, "source: t\nmemberships:\n- {group: A, members: [B], from: 2025-02-02, to: 2025-02-01}\n")
            .starts_with("more.yaml:3: 'to' lies before 'from'"));
    CHECK(error_of(kTwoGroups, "source: t\nmemberships:\n- {group: A, members: [B]}\n- {group: B, members: [A]}\n")
              .starts_with("more.yaml:4: circle of memberships"));
    CHECK(error_of(kTwoGroups, "source: t\nmemberships:\n- {group: A, members: [A]}\n")
              .starts_with("more.yaml:3: circle"));
    CHECK(error_of(kTwoGroups,
                   "source: t\nmemberships:\n- {group: A, members: [B], to: 2020-01-02}\n- {group: A, members: [B], "
                   "from: 2020-01-02}\n")
              .starts_with("more.yaml:4: B is in A twice"));
    CHECK(error_of(kTwoGroups,
                   "source: t\ntenures:\n- {of: A, office: chair, person: X, from: 2020-01-01}\n- {of: A, office: "
                   "chair, person: Y, from: 2021-01-01}\n")
              .starts_with("more.yaml:4: 'chair' of A is held by X"));
    CHECK(error_of(kTwoGroups, kTwoGroups).starts_with("more.yaml:3: the id 'A' stands twice"));
    CHECK(error_of("places:\n- {id: 1, names: [X], country: MLI, lat: 91, lon: 0, feature: PPL}\n")
              .starts_with("own.yaml:2: 'lat'"));
    CHECK(error_of("places:\n- 1|MLI|PPL|12.5|x|0|Bamako\n").starts_with("own.yaml:2: lat, lon and population"));
    CHECK(error_of("places:\n- 1|XXX|PPL|12.5|1|0|Bamako\n").starts_with("own.yaml:2: no actor has the id 'XXX'"));
    CHECK(error_of("places:\n- 1|MLI\n").starts_with("own.yaml:2: a place is id|country"));
    CHECK(error_of(
              "source: t\norganisations:\n- {id: A, kind: alliance, names_fr: [A], names_en: [A], part_of: B}\n- {id: "
              "B, kind: alliance, names_fr: [B], names_en: [B], part_of: A}\n")
              .starts_with("own.yaml:3: circle of 'part_of'"));
    CHECK(error_of("source: t\norganisations:\n- {id: A, kind: alliance, names_fr: [A\xff], names_en: [A]}\n")
              .starts_with("own.yaml:3: not UTF-8"));
    CHECK(error_of("source: t\norganisations:\n- {id: A, kind: alliance, name_fr: [A], names_en: [A]}\n")
              .find("write 'names_fr'?") != std::string::npos);
    CHECK(error_of(kTwoGroups,
                   "source: t\noffices:\n- {office: foreign minister, role: government, en: [foreign "
                   "minister]}\ntenures:\n- {of: A, office: foriegn minister, person: X}\n")
              .starts_with("more.yaml:5: no office is called 'foriegn minister'; write 'foreign minister'?"));
    CHECK(error_of("regions:\n- {id: x, names: [X], country: QQQ, lat: 1, lon: 0}\n")
              .starts_with("own.yaml:2: no actor has the id 'QQQ'"));
    CHECK(error_of("# only a remark\n") == "own.yaml: nothing stands here; write entries {key: value, …}");
    CHECK(error_of(kTwoGroups) == "");
}

TEST_CASE("a state is found by its name in Spanish, Portuguese, Arabic and Russian too") {
    CHECK(first("Marruecos") == "MAR");
    CHECK(first("Costa do Marfim") == "CIV");
    CHECK(first("مالي") == "MLI");
    CHECK(first("Буркина-Фасо") == "BFA");
}
