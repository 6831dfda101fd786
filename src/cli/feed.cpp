// entente feed add|ls|remove|poll: feeds and news sitemaps whose articles come into the store.
#include <cctype>
#include <cstdlib>

#include "cli/output.h"
#include "cli/reading.h"
#include "pipeline/feeds.h"
#include "pipeline/open_store.h"

namespace entente::cli {

namespace {

struct FeedOptions {
    std::string store, url, every;
    bool pages = false, allow_private = false;
    int timeout_s = 30;
    OutputOptions output;
};

// The store's parts and the network, for one command.
struct Desk {
    std::unique_ptr<pipeline::Resources> resources;
    std::unique_ptr<record::Store> store;
    std::unique_ptr<record::ReadingLog> log;
    std::unique_ptr<intake::Fetcher> network;
    std::unique_ptr<intake::PoliteFetcher> fetcher;
};

Result<Desk> open_desk(const FeedOptions& options, bool create) {
    Desk d;
    TRY(const auto data, pipeline::find_data());
    d.resources = std::make_unique<pipeline::Resources>(data);
    record::OpenOptions open;
    open.create = create;
    TRY(d.store, pipeline::open_store(store_path(options.store), *d.resources, open));
    TRY(d.log, record::ReadingLog::open(store_path(options.store)));
    intake::FetchLimits limits;
    limits.allow_private = options.allow_private;
    limits.timeout_ms = 1000L * options.timeout_s;
    d.network = intake::curl_fetcher(limits);
    d.fetcher = std::make_unique<intake::PoliteFetcher>(*d.network, intake::system_clock(), intake::Manners{});
    return d;
}

int add_feed(Invocation& inv, const FeedOptions& options) {
    auto desk = open_desk(options, true);
    if (!desk.ok()) return report_error(inv, desk.error());
    auto found = pipeline::find_feeds(options.url, *desk->fetcher);
    if (!found.ok())
        return report_error(
            inv, fail(found.error().code, intake::shown_address(options.url) + ": " + found.error().message));
    const auto known = desk->log->feeds();
    if (!known.ok()) return report_error(inv, known.error());
    for (record::Feed& f : *found) {
        bool have = false;
        for (const record::Feed& k : *known) have = have || k.url == f.url;
        if (have) {
            inv.err << inv.say("already here: ", "déjà là : ") << intake::shown_address(f.url) << "\n";
            continue;
        }
        f.pages = options.pages;
        f.added = pipeline::utc_text(intake::system_clock().now_s());
        if (const Status kept = desk->log->keep_feed(f); !kept.ok()) return report_error(inv, kept.error());
        inv.err << inv.say("added: ", "ajouté : ") << intake::shown_address(f.url)
                << (f.title.empty() ? "" : "  " + one_line(f.title)) << "\n";
    }
    return kDone;
}

int list_feeds(Invocation& inv, const FeedOptions& options) {
    auto desk = open_desk(options, false);
    if (!desk.ok()) return report_error(inv, desk.error());
    const auto feeds = desk->log->feeds();
    if (!feeds.ok()) return report_error(inv, feeds.error());
    Listing list(inv, options.output, {"url", "title", "pages", "polled", "next", "status", "failures", "error"});
    const auto or_null = [](const std::string& s) { return s.empty() ? exporter::Json() : exporter::Json(s); };
    for (const record::Feed& f : *feeds) {
        const std::string url = intake::shown_address(f.url);
        exporter::Json j;
        j["url"] = url, j["title"] = or_null(f.title), j["pages"] = f.pages, j["added"] = f.added;
        j["polled"] = or_null(f.polled), j["next_poll"] = or_null(f.next_poll);
        j["status"] = f.status ? exporter::Json(f.status) : exporter::Json(), j["failures"] = f.failures,
        j["error"] = or_null(f.error);
        list.add({url, f.title, f.pages ? "1" : "0", f.polled, f.next_poll, f.status ? std::to_string(f.status) : "",
                  std::to_string(f.failures), f.error},
                 j);
    }
    return list.finish();
}

int remove_feed(Invocation& inv, const FeedOptions& options) {
    auto desk = open_desk(options, false);
    if (!desk.ok()) return report_error(inv, desk.error());
    const auto feeds = desk->log->feeds();
    if (!feeds.ok()) return report_error(inv, feeds.error());
    for (const record::Feed& f : *feeds) {
        if (f.url != options.url && intake::shown_address(f.url) != options.url) continue;
        const auto removed = desk->log->remove_feed(f.url);
        return removed.ok() ? static_cast<int>(kDone) : report_error(inv, removed.error());
    }
    return report_error(inv, fail(ErrorCode::kNotFound, intake::shown_address(options.url) +
                                                            inv.say(": no such feed; see: entente feed ls",
                                                                    " : pas de tel flux ; voir : entente feed ls")));
}

// "90s", "15m", "2h", "1d" in seconds; a minute at least. 0: no such time.
long long seconds_of(const std::string& text) {
    if (text.size() < 2 || text.size() > 8) return 0;
    for (char c : text.substr(0, text.size() - 1))
        if (!std::isdigit(static_cast<unsigned char>(c))) return 0;
    const long long n = std::atoll(text.c_str());
    const char unit = text.back();
    const long long each = unit == 's' ? 1 : unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86400 : 0;
    return n * each < 60 || n * each > 30 * 86400LL ? 0 : n * each;
}

void print_summary(Invocation& inv, const pipeline::PollSummary& s) {
    inv.err << s.polled << inv.say(" feeds polled, ", " flux lus, ") << s.unchanged
            << inv.say(" unchanged, ", " inchangés, ") << s.failed << inv.say(" failed, ", " en échec, ") << s.waiting
            << inv.say(" waiting; ", " en attente ; ") << s.added.added
            << inv.say(" articles added, ", " articles ajoutés, ");
    if (s.added.updated) inv.err << s.added.updated << inv.say(" updated, ", " mis à jour, ");
    inv.err << s.added.unchanged << inv.say(" unchanged, ", " inchangés, ") << s.added.failed
            << inv.say(" failed, ", " en échec, ") << s.added.reports << inv.say(" reports", " rapports") << std::endl;
}

int poll(Invocation& inv, const FeedOptions& options) {
    const long long every_s = options.every.empty() ? 900 : seconds_of(options.every);
    if (every_s == 0) {
        inv.err << "entente feed: --every \"" << options.every << "\" "
                << inv.say("is not a time such as 15m or 2h, a minute at least",
                           "n'est pas une durée comme 15m ou 2h, une minute au moins")
                << "\n";
        return kUsage;
    }
    auto desk = open_desk(options, false);
    if (!desk.ok()) return report_error(inv, desk.error());
    std::shared_ptr<const pipeline::Analyser> analyser;
    const Limits limits;
    pipeline::AddWatch watch;
    watch.failed = [&](const Error& e) { inv.err << "entente: " << one_line(e.message) << "\n"; };
    pipeline::PollTools tools{*desk->fetcher,
                              intake::system_clock(),
                              *desk->store,
                              *desk->log,
                              [&]() -> Result<std::shared_ptr<const pipeline::Analyser>> {
                                  if (!analyser) {
                                      TRY(analyser, pipeline::Analyser::open(*desk->resources));
                                  }
                                  return analyser;
                              },
                              limits,
                              watch};
    for (bool first = true;; first = false) {
        const auto summary = pipeline::poll_feeds(tools, every_s, first);
        if (!summary.ok()) return report_error(inv, summary.error());
        if (first || summary->polled) print_summary(inv, *summary);
        if (options.every.empty()) return summary->failed || summary->added.failed ? kSomeFailed : kDone;
        intake::system_clock().wait_ms(std::min(every_s, 15LL) * 1000);
    }
}

}  // namespace

int run_feed(Invocation& inv) {
    CLI::App app(inv.say("Keeps a list of feeds (RSS, Atom, JSON Feed, news sitemaps) and reads what is new in them, "
                         "with manners: robots.txt, a "
                         "second between requests to a host, questions that cost little when nothing changed, patience "
                         "after failures.",
                         "Tient une liste de flux (RSS, Atom, JSON Feed, sitemaps d'actualités) et lit ce qui y est "
                         "nouveau, avec des égards : "
                         "robots.txt, une seconde entre deux demandes à un hôte, des questions légères quand rien ne "
                         "change, de la patience après un échec."),
                 "feed");
    FeedOptions options;
    app.require_subcommand(1);
    app.fallthrough();
    CLI::App* add = app.add_subcommand(
        "add", inv.say("a feed, or a site whose feeds are looked for", "un flux, ou un site dont on cherche les flux"));
    CLI::App* ls = app.add_subcommand("ls", inv.say("the feeds, and how they answered", "les flux et leurs réponses"));
    CLI::App* remove =
        app.add_subcommand("remove", inv.say("a feed; its articles stay", "un flux ; ses articles restent"));
    CLI::App* poll_app = app.add_subcommand("poll", inv.say("read what is new", "lire ce qui est nouveau"));
    for (CLI::App* sub : {add, remove})
        sub->add_option("URL", options.url, inv.say("http(s) address", "adresse http(s)"))->required();
    add->add_flag("--pages", options.pages,
                  inv.say("fetch the page of each entry, not only the feed's own text",
                          "aller chercher la page de chaque entrée, et non le seul texte du flux"));
    poll_app->add_option("--every", options.every,
                         inv.say("go on, and poll again after 15m, 2h, …", "continuer, et relire après 15m, 2h, …"));
    for (CLI::App* sub : {add, poll_app})
        sub->add_flag("--allow-private", options.allow_private,
                      inv.say("fetch from private networks and this machine too",
                              "aller aussi chercher sur les réseaux privés et cette machine"));
    for (CLI::App* sub : {add, poll_app})
        sub->add_option("--timeout", options.timeout_s,
                        inv.say("seconds for one answer, redirects too (default 30)",
                                "secondes pour une réponse, redirections comprises (défaut 30)"))
            ->check(CLI::Range(1, 600));
    add_store_option(app, options.store, inv);
    add_output_options(*ls, options.output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    if (add->parsed()) return add_feed(inv, options);
    if (ls->parsed()) return list_feeds(inv, options);
    if (remove->parsed()) return remove_feed(inv, options);
    return poll(inv, options);
}

}  // namespace entente::cli
