// entente eval places: how often a place of our own sentences is found within 100 miles.
#include "cli/eval.h"
#include "cli/grounding_cases.h"

namespace entente::cli {

namespace {

using nlohmann::json;

constexpr double kNear = 161;  // km; 100 miles, as others measure

struct PlaceTally {
    int places = 0, found = 0, far = 0;
};

// The distance of the nearest point given over the marked span; nothing: no point was given.
std::optional<double> distance_of(const json& place, const std::vector<Name>& names) {
    const Span span = case_span(place);
    std::optional<double> best;
    for (const Name& n : names) {
        if (n.field != "text" || !n.lat || !n.lon || !n.span.overlaps(span)) continue;
        const double km = kilometres(*n.lat, *n.lon, place.value("lat", 0.0), place.value("lon", 0.0));
        if (!best || km < *best) best = km;
    }
    return best;
}

int measure_places(Invocation& inv, const GroundedRun& run) {
    Halves<PlaceTally> halves;
    for (std::size_t i = 0; i < run.cases.size(); ++i) {
        const json& one = run.cases[i];
        for (const json& place : one.value("places", json::array())) {
            const std::optional<double> km = distance_of(place, run.answers.names[i]);
            const bool near = km && *km <= kNear;
            halves.add(i, case_text(one, "language"), [&](PlaceTally& t) {
                ++t.places;
                t.found += near;
                t.far += km && !near;
            });
            if (!near && run.verbose && i % 2 == 0)  // of the odd half nothing is shown
                inv.err << case_text(one, "id") << ": " << case_text(place, "text") << " "
                        << (km ? std::to_string(static_cast<int>(*km)) + " km off" : "no point") << ": "
                        << case_text(one, "text") << "\n";
        }
    }
    Listing list(inv, run.output, {"half", "language", "places", "within 161 km", "further off", "words/s"});
    halves.print(list, run.answers, [](const PlaceTally& t, exporter::Json& object, std::vector<std::string>& cells) {
        object["places"] = t.places;
        object["within_161_km"] = t.places ? double(t.found) / t.places : 0;
        object["further_off"] = t.places ? double(t.far) / t.places : 0;
        cells.push_back(std::to_string(t.places));
        for (const int part : {t.found, t.far}) cells.push_back(shown_share(part, t.places));
    });
    return list.finish();
}

}  // namespace

int eval_places(Invocation& inv) {
    return eval_grounded(
        inv,
        inv.say("Measures places on 200 sentences of our own: the share found within 161 km. Sentences are "
                "counted from 0: the even half is for building, the odd one for measuring only.",
                "Mesure les lieux sur 200 phrases à nous : la part trouvée à moins de 161 km. Les phrases "
                "sont comptées depuis 0 : la moitié paire sert à construire, l'impaire à mesurer seulement."),
        "places", "places-own", [&](const GroundedRun& run) { return measure_places(inv, run); });
}

}  // namespace entente::cli
