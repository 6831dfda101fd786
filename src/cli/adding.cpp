#include "cli/adding.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "intake/net/polite.h"
#include "pipeline/add.h"
#include "pipeline/open_store.h"
#include "record/reading/reading_log.h"

namespace entente::cli {

namespace {

void print_summary(Invocation& inv, const pipeline::AddSummary& s, const record::Counts& counts, double seconds) {
    inv.err << s.added << inv.say(" articles added, ", " articles ajoutés, ");
    if (s.updated) inv.err << s.updated << inv.say(" updated, ", " mis à jour, ");
    inv.err << s.unchanged << inv.say(" unchanged, ", " inchangés, ") << s.failed << inv.say(" failed, ", " en échec, ")
            << counts.reports << inv.say(" reports, ", " rapports, ") << counts.events
            << inv.say(" events", " événements");
    char time[32];
    std::snprintf(time, sizeof time, " (%.1f s)\n", seconds);
    inv.err << time;
}

// An archive by its place on the disk, wherever the command was given.
std::string place_of(const std::string& path) {
    std::error_code ec;
    const auto absolute = std::filesystem::weakly_canonical(path, ec);
    return ec ? path : absolute.string();
}

bool is_address(const std::string& path) { return !intake::host_of(path).empty(); }

}  // namespace

int add_to_store(Invocation& inv, const AddingOptions& options) {
    ProgressBar bar(inv);
    auto data = pipeline::find_data();
    if (!data.ok()) return report_error(inv, data.error());
    pipeline::Resources resources(*data, options.jobs, options.size);
    record::OpenOptions open;
    open.create = true;
    const auto store = pipeline::open_store(store_path(options.store), resources, open);
    if (!store.ok()) return report_error(inv, store.error());
    const auto analyser = pipeline::Analyser::open(resources);
    if (!analyser.ok()) return report_error(inv, analyser.error());

    const Limits limits;
    const auto log = record::ReadingLog::open(store_path(options.store));
    if (!log.ok()) return report_error(inv, log.error());
    pipeline::DocumentOptions from = options.documents;
    from.jobs = options.jobs;
    if (!options.again)
        from.resume = [&](const intake::Mark& beginning) -> std::optional<std::size_t> {
            const auto offset = (*log)->archive(place_of(beginning.path), beginning.head);
            return offset.ok() ? *offset : std::nullopt;
        };
    intake::FetchLimits fetch_limits;
    fetch_limits.allow_private = options.allow_private;
    std::unique_ptr<intake::Fetcher> network;
    std::unique_ptr<intake::PoliteFetcher> polite;
    if (std::any_of(from.paths.begin(), from.paths.end(), is_address)) {
        network = intake::curl_fetcher(fetch_limits);
        polite = std::make_unique<intake::PoliteFetcher>(*network, intake::system_clock(), intake::Manners{});
        from.fetcher = polite.get();
    }
    pipeline::Documents documents(from, inv.in, limits);
    pipeline::AddWatch watch;
    watch.reached = [&](const intake::Mark& m) { return (*log)->keep_archive(place_of(m.path), m.head, m.offset); };
    watch.failed = [&](const Error& e) {
        bar.clear();
        inv.err << "entente: " << one_line(e.message) << "\n";
    };
    watch.progress = [&](const pipeline::AddProgress& p) { bar.show(p.items, p.bytes_done, p.bytes_total); };
    const auto summary = pipeline::add_documents(documents, **analyser, **store, limits, watch);
    bar.clear();
    if (!summary.ok()) return report_error(inv, summary.error());
    const auto counts = (*store)->counts();
    if (!counts.ok()) return report_error(inv, counts.error());
    if (const std::size_t n = documents.items().skipped())
        inv.err << n
                << inv.say(" archives hold nothing new (--again reads them all the same)\n",
                           " archives sans rien de nouveau (--again les relit malgré tout)\n");
    print_summary(inv, *summary, *counts, bar.seconds());
    return summary->failed ? kSomeFailed : kDone;
}

}  // namespace entente::cli
