// entente eval places: how often a place of our own sentences is found within 100 miles.
#include <algorithm>
#include <map>

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

class PlacesRun {
 public:
    PlacesRun(Invocation& inv, bool verbose) : inv_(inv), verbose_(verbose) {}

    void add(std::size_t i, const json& one, const std::vector<Name>& names) {
        for (const json& place : one.value("places", json::array())) {
            const std::optional<double> km = distance_of(place, names);
            const bool near = km && *km <= kNear;
            for (const char* half : {i % 2 ? "odd" : "even", "both"})
                for (const std::string& language : {case_text(one, "language"), std::string("all")}) {
                    PlaceTally& t = tallies_[std::string(half) + " " + language];
                    ++t.places;
                    t.found += near;
                    t.far += km && !near;
                }
            if (!near && verbose_ && i % 2 == 0)  // of the odd half nothing is shown
                inv_.err << case_text(one, "id") << ": " << case_text(place, "text") << " "
                         << (km ? std::to_string(static_cast<int>(*km)) + " km off" : "no point") << ": "
                         << case_text(one, "text") << "\n";
        }
    }

    int print(const OutputOptions& output, const GroundedCases& answers) {
        Listing list(inv_, output, {"half", "language", "places", "within 161 km", "further off", "words/s"});
        const double speed = answers.seconds > 0 ? double(answers.words) / answers.seconds : 0;
        for (const char* half : {"even", "odd", "both"})
            for (const char* language : {"all", "fr", "en"}) {
                const PlaceTally& t = tallies_[std::string(half) + " " + language];
                const bool whole = half == std::string("both") && language == std::string("all");
                exporter::Json object;
                object["half"] = half;
                object["language"] = language;
                object["places"] = t.places;
                object["within_161_km"] = t.places ? double(t.found) / t.places : 0;
                object["further_off"] = t.places ? double(t.far) / t.places : 0;
                if (whole) object["words_per_second"] = speed;
                list.add({half, language, std::to_string(t.places), shown_share(t.found, t.places),
                          shown_share(t.far, t.places), whole ? std::to_string(static_cast<long>(speed)) : ""},
                         object);
            }
        return list.finish();
    }

 private:
    Invocation& inv_;
    bool verbose_;
    std::map<std::string, PlaceTally> tallies_;
};

}  // namespace

int eval_places(Invocation& inv) {
    CLI::App app(inv.say("Measures places on 200 sentences of our own: the share found within 161 km. Sentences are "
                         "counted from 0: the even half is for building, the odd one for measuring only.",
                         "Mesure les lieux sur 200 phrases à nous : la part trouvée à moins de 161 km. Les phrases "
                         "sont comptées depuis 0 : la moitié paire sert à construire, l'impaire à mesurer seulement."),
                 "eval places");
    std::string dir;
    bool verbose = false;
    OutputOptions output;
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
    app.add_option(
        "--data", dir,
        inv.say("folder that holds tests/cases/ or places-own/", "dossier contenant tests/cases/ ou places-own/"));
    app.add_flag("-v,--verbose", verbose,
                 inv.say("list what is wrong in the even half", "liste les fautes de la moitié paire"));
    add_reader_option(app, size, inv);
    add_output_options(app, output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    const auto root = project_root(dir);
    if (!root.ok()) return report_error(inv, root.error());
    const auto path = find_cases(root.value(), "places-own");
    if (!path) {
        inv.err << inv.say("skipped: no places-own/cases.jsonl in ", "passé : pas de places-own/cases.jsonl dans ")
                << root.value().string() << "\n";
        return kDone;
    }
    const auto cases = read_cases(*path);
    if (!cases.ok()) return report_error(inv, cases.error());
    auto resources = open_resources(size);
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto answers = ground_cases(cases.value(), **resources);
    if (!answers.ok()) return report_error(inv, answers.error());
    PlacesRun run(inv, verbose);
    for (std::size_t i = 0; i < cases.value().size(); ++i) run.add(i, cases.value()[i], answers.value().names[i]);
    return run.print(output, answers.value());
}

}  // namespace entente::cli
