// entente demo: reads the bundled sample press into a store and shows what one may ask of it.
#include <algorithm>

#include "cli/adding.h"
#include "cli/reading.h"

namespace entente::cli {

namespace {

// Runs another verb as a person would, after naming it.
int tour_stop(Invocation& inv, int (*verb)(Invocation&), const char* name, std::vector<std::string> args) {
    inv.out << "\n$ entente " << name;
    for (const std::string& a : args) inv.out << " " << a;
    inv.out << "\n";
    Invocation step{std::move(args), inv.in, inv.out, inv.err, inv.out_tty, inv.err_tty, inv.french};
    return verb(step);
}

}  // namespace

int run_calendar(Invocation&);
int run_relation(Invocation&);
int run_why(Invocation&);

int run_demo(Invocation& inv) {
    CLI::App app(
        inv.say("Reads the bundled sample press into a store, then shows a calendar, a relation and a proof.",
                "Lit la presse d'exemple dans un registre, puis montre un agenda, une relation et une preuve."),
        "demo");
    AddingOptions options;
    add_store_option(app, options.store, inv);
    if (const auto code = parse(inv, app)) return *code;
    auto data = pipeline::find_data();
    if (!data.ok()) return report_error(inv, data.error());
    if (options.store.empty()) options.store = "entente-demo.db";
    options.documents.plain_text = pipeline::PlainText::kIfPageLike;
    options.documents.paths = {(*data / "press" / "demo").string()};
    if (const int code = add_to_store(inv, options); code != kDone) return code;
    const std::vector<std::string> at{"--store", options.store};
    const auto with = [&](std::vector<std::string> args) {
        args.insert(args.end(), at.begin(), at.end());
        return args;
    };
    if (const int code = tour_stop(inv, run_calendar, "calendar", with({"--as-of", "2025-04-02"})); code != kDone)
        return code;
    if (const int code = tour_stop(inv, run_relation, "relation", with({"AES", "RUS"})); code != kDone) return code;
    ReadingOptions reading_options;
    reading_options.store = options.store;
    reading_options.between = {"AES", "RUS"};
    int code = kDone;
    const auto reading = open_reading(inv, "demo", reading_options, code);
    if (!reading) return code;
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    if (events->empty()) return kDone;
    const auto best = std::max_element(events->begin(), events->end(), [](const Event& a, const Event& b) {
        return a.ladder.size() < b.ladder.size();
    });
    return tour_stop(inv, run_why, "why", with({best->id.str()}));
}

}  // namespace entente::cli
