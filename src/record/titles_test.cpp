#include "record/titles.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "fakes/fake_world.h"
#include "fakes/sample_reports.h"

namespace {

using namespace entente;
using namespace entente::record;

std::shared_ptr<const Titles> titles() {
    std::ifstream in(ENTENTE_SOURCE_DIR "/data/record/titles.yaml");
    std::ostringstream all;
    all << in.rdbuf();
    auto t = Titles::open({"titles.yaml", all.str()}, std::make_shared<FakeWorld>());
    REQUIRE_MESSAGE(t.ok(), (t.ok() ? "" : t.error().message));
    return *t;
}

Event event_for(std::vector<ReportEntry> entries) {
    static const FakeWorld world{};
    return events_of(entries, world, Date{2025, 12, 31}, titles().get())[0];
}

}  // namespace

TEST_CASE("a visit is titled in both languages with office, place and days") {
    std::vector<ReportEntry> e =
        sample_entries({{"a", "2025-04-01", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"}});
    e[0].report.actors[0].office = "foreign minister";
    e[0].report.place = ReportPlace{"geonames:524901", "Moscou", "RUS", {}, {}, {}};
    const Event event = event_for(e);
    CHECK(event.title_fr == "Visite des ministres des Affaires étrangères de l’AES à Moscou, 3–4 avril 2025");
    CHECK(event.title_en == "Visit of the foreign ministers of the AES to Moscou, 3–4 April 2025");
}

TEST_CASE("French states take their articles and prepositions") {
    CHECK(event_for(sample_entries({{"a", "2025-04-01", "CONSULT", "visit", "MLI", "RUS", "2025-04-01", "announced"}}))
              .title_fr == "Visite du Mali en Russie, 1er avril 2025");
    CHECK(event_for(sample_entries(
                        {{"a", "2025-04-01", "CONSULT", "visit", "RUS", "USA", "2025-03-30/2025-04-02", "announced"}}))
              .title_fr == "Visite de la Russie aux États-Unis, 30 mars–2 avril 2025");
    CHECK(
        event_for(sample_entries({{"a", "2025-04-01", "CONSULT", "visit", "IRN", "CUB", "", "announced"}})).title_fr ==
        "Visite de l’Iran à Cuba");
    CHECK(
        event_for(sample_entries({{"a", "2025-04-01", "AID", "", "RUS", "MLI", "2025-04-01/2025-04-30", "announced"}}))
            .title_fr == "Aide de la Russie au Mali, avril 2025");
    CHECK(event_for(sample_entries({{"a", "2025-04-01", "AGREE", "", "RUS", "DZA,TUR", "", "announced"}})).title_fr ==
          "Offre de la Russie à l’Algérie et à la Turquie");
}

TEST_CASE("a city whose French name holds its article is met at it") {
    std::vector<ReportEntry> e =
        sample_entries({{"a", "2025-03-05", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "occurred"}});
    e[0].report.place = ReportPlace{"geonames:360630", "Caire", "EGY", {}, {}, {}};
    CHECK(event_for(e).title_fr == "Réunion de la Ligue arabe au Caire, 4 mars 2025");
}

TEST_CASE("members beside their group are not named again") {
    CHECK(event_for(sample_entries({{"a", "2025-04-01", "CONSULT", "", "AES,RUS", "", "", "occurred"},
                                    {"a", "2025-04-01", "CONSULT", "", "BFA,MLI,NER,RUS", "", "", "occurred"}}))
              .title_fr == "Rencontre entre la Russie et l’AES");
}

TEST_CASE("an act without a title of its own is named by its type") {
    CHECK(event_for(sample_entries({{"a", "2025-04-01", "FROBNICATE", "", "MLI", "", "", "occurred"}})).title_en ==
          "FROBNICATE: Mali");
}

TEST_CASE("a broken titles file is refused with its name and line") {
    const auto t = Titles::open({"titles.yaml", "acts:\n  - {type: CONSULT}\n"}, std::make_shared<FakeWorld>());
    REQUIRE_FALSE(t.ok());
    CHECK(t.error().message == "titles.yaml:2: an act needs type, fr and en");
}
