// entente eval pages: the page reader on marked pages, or the answers of another reader scored the same way.
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/eval.h"
#include "cli/output.h"
#include "cli/page_scores.h"
#include "press/finish.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// A string, or a list of them joined by ", "; anything else is empty.
std::string text_of(const json& object, const char* key) {
    const auto it = object.find(key);
    if (it == object.end()) return {};
    if (it->is_string()) return it->get<std::string>();
    std::string all;
    if (it->is_array())
        for (const json& e : *it)
            if (e.is_string()) all += (all.empty() ? "" : ", ") + e.get<std::string>();
    return all;
}

std::vector<std::string> list_of(const json& object, const char* key) {
    std::vector<std::string> out;
    if (const auto it = object.find(key); it != object.end() && it->is_array())
        for (const json& e : *it)
            if (e.is_string()) out.push_back(e.get<std::string>());
    return out;
}

// The folder of marked pages: DIR, DIR/web-pages-dev, or DIR/test/web-pages-dev; empty: not there.
fs::path find_pages(const fs::path& dir) {
    for (const fs::path& p : {dir, dir / "web-pages-dev", dir / "test" / "web-pages-dev"})
        if (fs::exists(p / "evaldata.json")) return p;
    return {};
}

Result<std::vector<PageGold>> read_gold(const fs::path& folder) {
    TRY(const std::string bytes, pipeline::read_file(folder / "evaldata.json"));
    const json all = json::parse(bytes, nullptr, false);
    if (!all.is_object()) return fail(ErrorCode::kInvalid, (folder / "evaldata.json").string() + ": not a JSON object");
    std::vector<PageGold> gold;
    for (const auto& [address, page] : all.items())
        if (page.is_object())
            gold.push_back({text_of(page, "file"), list_of(page, "with"), list_of(page, "without"),
                            text_of(page, "title"), text_of(page, "author"), text_of(page, "date")});
    std::sort(gold.begin(), gold.end(), [](const PageGold& a, const PageGold& b) { return a.file < b.file; });
    return gold;
}

PageAnswer answer_of(const Article& a) {
    PageAnswer out;
    for (const Paragraph& p : a.paragraphs)  // captions stand apart: they are no part of the running text
        if (p.kind != ParagraphKind::kCaption) (out.text += p.span.of(a.text)) += '\n';
    out.title = a.title;
    out.date = a.published;
    for (const std::string& name : a.byline) out.author += (out.author.empty() ? "" : ", ") + name;
    return out;
}

// Our own answer to each page, with the processor time that it took; a page that cannot be read answers nothing.
Result<std::map<std::string, PageAnswer>> read_all(const fs::path& folder, const std::vector<PageGold>& gold) {
    TRY(const auto resources, open_resources());
    TRY(const auto reader, resources->pages());
    std::map<std::string, PageAnswer> out;
    for (const PageGold& g : gold) {
        TRY(const std::string bytes, pipeline::read_file(folder / "html" / g.file));
        press::PageHint hint;
        hint.name = g.file;
        const std::clock_t start = std::clock();
        const Result<Article> read = reader->read_page(bytes, hint, Limits{});
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        PageAnswer& answer = out[g.file] = read.ok() ? answer_of(read.value()) : PageAnswer{};
        answer.cpu_seconds = seconds;
    }
    return out;
}

// Another reader's answers: {"file","text","title","author","date","cpu"?} one a line.
Result<std::map<std::string, PageAnswer>> read_answers(const std::string& path) {
    TRY(const std::string bytes, pipeline::read_file(path));
    std::map<std::string, PageAnswer> out;
    std::size_t n = 0;
    for (std::string_view line : base::split(bytes, '\n')) {
        ++n;
        if (base::trim(line).empty()) continue;
        const json j = json::parse(line, nullptr, false);
        if (!j.is_object()) return fail(ErrorCode::kInvalid, path + ":" + std::to_string(n) + ": not a JSON object");
        PageAnswer a{text_of(j, "text"), text_of(j, "title"), text_of(j, "date"), text_of(j, "author"), 0};
        if (const auto cpu = j.find("cpu"); cpu != j.end() && cpu->is_number()) a.cpu_seconds = cpu->get<double>();
        out[text_of(j, "file")] = std::move(a);
    }
    return out;
}

// "fr", "en" or "other", by the marked text itself.
std::string language_of(const PageGold& gold) {
    std::string all = gold.title;
    for (const std::string& s : gold.with) (all += '\n') += s;
    const std::string code = press::guess_language(all);
    return code == "fr" || code == "en" ? code : "other";
}

std::string shown(double value, const char* form = "%.3f") {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, form, value);
    return buffer;
}

void add_row(Listing& list, const std::string& half, const std::string& language, const PageTally& t) {
    const auto of = [](int part, int all) { return all ? shown(PageTally::share(part, all)) : std::string("-"); };
    exporter::Json object;
    object["half"] = half;
    object["language"] = language;
    object["pages"] = t.pages;
    object["f1"] = t.f1();
    object["precision"] = t.precision();
    object["recall"] = t.recall();
    object["news_precision"] = PageTally::share(t.news_found, t.news_found + t.news_extra);
    object["title"] = PageTally::share(t.titles_right, t.titles);
    object["author"] = PageTally::share(t.authors_right, t.authors);
    object["date"] = PageTally::share(t.dates_right, t.dates);
    object["dates_given_right"] = PageTally::share(t.dates_right, t.dates_given);
    object["pages_per_second"] = t.pages_per_second();
    list.add({half, language, std::to_string(t.pages), shown(t.f1()), shown(t.precision()), shown(t.recall()),
              of(t.news_found, t.news_found + t.news_extra), of(t.titles_right, t.titles),
              of(t.authors_right, t.authors), of(t.dates_right, t.dates), of(t.dates_right, t.dates_given),
              t.cpu_seconds > 0 ? shown(t.pages_per_second(), "%.0f") : "-"},
             object);
}

int print_scores(Invocation& inv, const OutputOptions& output, const std::vector<PageGold>& gold,
                 const std::map<std::string, PageAnswer>& answers) {
    std::map<std::string, PageTally> tallies;
    for (std::size_t i = 0; i < gold.size(); ++i) {
        const auto found = answers.find(gold[i].file);
        const PageAnswer answer = found == answers.end() ? PageAnswer{} : found->second;
        const std::string language = language_of(gold[i]), half = i % 2 ? "odd" : "even";
        for (const std::string& h : {half, std::string("both")})
            for (const std::string& l : {language, std::string("all")}) tallies[h + " " + l].add(gold[i], answer);
    }
    Listing list(inv, output,
                 {"half", "language", "pages", "F1", "precision", "recall", "news precision", "title", "author", "date",
                  "given dates right", "pages/s"});
    for (const char* half : {"even", "odd", "both"})
        for (const char* language : {"all", "fr", "en", "other"})
            add_row(list, half, language, tallies[std::string(half) + " " + language]);
    return list.finish();
}

}  // namespace

int eval_pages(Invocation& inv) {
    CLI::App app(inv.say("Measures the reader of pages on marked pages (trafilatura's evaluation set): segments that "
                         "must and must not be in the text, title, author, day; pages a second of one core. Pages are "
                         "counted from 0 by file name: the even half is for building, the odd one for measuring only.",
                         "Mesure le lecteur de pages sur des pages annotées (jeu d'évaluation de trafilatura) : "
                         "segments voulus et non voulus, titre, auteur, jour ; pages par seconde sur un cœur. Les "
                         "pages sont comptées depuis 0 par nom de fichier : la moitié paire sert à construire, "
                         "l'impaire à mesurer seulement."),
                 "eval pages");
    std::string dir, answers;
    OutputOptions output;
    app.add_option(
        "--data", dir,
        inv.say("folder of web-pages-dev (evaldata.json, html/)", "dossier de web-pages-dev (evaldata.json, html/)"));
    app.add_option("--answers", answers,
                   inv.say("score these instead: JSONL of {file, text, title, author, date, cpu}",
                           "noter plutôt ceci : JSONL de {file, text, title, author, date, cpu}"));
    add_output_options(app, output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    if (dir.empty()) {
        const auto data = pipeline::find_data();
        if (!data.ok()) return report_error(inv, data.error());
        dir = (fs::absolute(data.value()) / ".." / ".." / "shared" / "data").lexically_normal().string();
    }
    const fs::path folder = find_pages(dir);
    if (folder.empty()) {
        inv.err << inv.say("skipped: no web-pages-dev in ", "passé : pas de web-pages-dev dans ") << dir
                << inv.say(" (unpack its test.tar.xz, or give --data)\n",
                           " (décompressez son test.tar.xz, ou donnez --data)\n");
        return kDone;
    }
    const auto gold = read_gold(folder);
    if (!gold.ok()) return report_error(inv, gold.error());
    const auto given = answers.empty() ? read_all(folder, gold.value()) : read_answers(answers);
    if (!given.ok()) return report_error(inv, given.error());
    return print_scores(inv, output, gold.value(), given.value());
}

}  // namespace entente::cli
