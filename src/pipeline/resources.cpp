#include "pipeline/resources.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

#include "engine/engine.h"
#include "grounding/located.h"
#include "pipeline/load_world.h"

namespace entente::pipeline {

namespace fs = std::filesystem;

Result<fs::path> find_data() {
    std::error_code ec;
    if (const char* env = std::getenv("ENTENTE_DATA"); env && *env) {
        if (fs::is_directory(fs::path(env) / "world", ec)) return fs::path(env);
        return fail(ErrorCode::kNotFound, std::string("ENTENTE_DATA=") + env + " is not Entente's data folder");
    }
    const fs::path self = fs::read_symlink("/proc/self/exe", ec).parent_path();
    for (const fs::path& p : {self / "data", self / "../share/entente/data", self / "../data", fs::path("data")})
        if (fs::is_directory(p / "world", ec)) return fs::weakly_canonical(p, ec);
    return fail(ErrorCode::kNotFound,
                "data folder not found beside " + self.string() + "; set ENTENTE_DATA to where data/ is");
}

Result<std::string> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::kNotFound, path.string() + ": cannot be opened");
    std::ostringstream all;
    all << in.rdbuf();
    if (in.bad()) return fail(ErrorCode::kIo, path.string() + ": cannot be read");
    return std::move(all).str();
}

Result<std::vector<world::DataFile>> read_folder(const fs::path& dir, const std::string& ending) {
    std::error_code ec;
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator it(dir, ec), end; !ec && it != end; it.increment(ec))
        if (it->is_regular_file(ec) && it->path().extension() == ending) paths.push_back(it->path());
    if (ec) return fail(ErrorCode::kNotFound, dir.string() + ": " + ec.message());
    std::sort(paths.begin(), paths.end());
    std::vector<world::DataFile> out;
    for (const fs::path& p : paths) {
        TRY(std::string bytes, read_file(p));
        out.push_back({fs::relative(p, dir, ec).generic_string(), std::move(bytes)});
    }
    return out;
}

namespace {

Result<std::shared_ptr<const press::PageReader>> page_reader_from(const fs::path& data) {
    TRY(auto files, read_folder(data / "press" / "chrome", ".yaml"));
    TRY(auto sources, read_folder(data / "press" / "sources", ".yaml"));
    return press::PageReader::open(files, sources);
}

// Where compiled networks and the compiled world are kept: the user's cache folder; empty: nowhere.
std::string cache_folder() {
    if (const char* env = std::getenv("XDG_CACHE_HOME"); env && *env == '/') return std::string(env) + "/entente";
    if (const char* home = std::getenv("HOME"); home && *home == '/') return std::string(home) + "/.cache/entente";
    return "";
}

// The networks and VERSION are the folder's own; labels, pieces and lemmas may be the full model's.
Result<std::shared_ptr<const language::Reader>> load_reader(const fs::path& full, ReaderSize size, int threads,
                                                            bool acts) {
    const fs::path own = size == ReaderSize::kFast ? full / "fast" : full;
    std::error_code ec;
    if (size == ReaderSize::kFast && !fs::is_regular_file(own / "reader.xml", ec))
        return fail(ErrorCode::kNotFound, own.string() + ": no fast reader here; put its reader.xml, reader.bin, " +
                                              "relations.xml, relations.bin and VERSION there, or use --reader full");
    const auto of = [&](const char* name) { return fs::exists(own / name, ec) ? own / name : full / name; };
    language::ReaderFiles files;
    TRY(files.labels_json, read_file(of("labels.json")));
    TRY(files.pieces_model, read_file(of("pieces.model")));
    if (fs::exists(of("lemmas.tsv"), ec)) {
        TRY(files.lemmas_tsv, read_file(of("lemmas.tsv")));
    }
    if (fs::exists(of("pieces.bin"), ec)) {
        TRY(files.pieces_bin, read_file(of("pieces.bin")));
    }
    TRY(files.version, read_file(own / "VERSION"));
    while (!files.version.empty() && files.version.back() == '\n') files.version.pop_back();
    const engine::EngineOptions options{threads, cache_folder()};
    language::ReaderNetworks networks;
    TRY(networks.words, engine::load_network((own / "reader.xml").string(), options));
    TRY(networks.relations, engine::load_network((own / "relations.xml").string(), options));
    if (acts && fs::exists(own / "events.xml", ec)) {  // the head fits its own encoder only
        TRY(files.events_json, read_file(own / "events.json"));
        TRY(networks.events, engine::load_network((own / "events.xml").string(), options));
    }
    return language::Reader::open(files, std::move(networks));
}

// The trained splitter; null where its files are not there: rules then decide alone.
Result<std::shared_ptr<const language::SentenceStarts>> load_starts(const fs::path& model, int threads) {
    std::error_code ec;
    if (!fs::is_regular_file(model / "splitter.xml", ec)) return std::shared_ptr<const language::SentenceStarts>();
    TRY(const std::string pieces, read_file(model / "pieces.model"));
    TRY(auto network, engine::load_network((model / "splitter.xml").string(), {threads, cache_folder()}));
    return language::SentenceStarts::open(pieces, network);
}

}  // namespace

Result<std::shared_ptr<const press::PageReader>> load_page_reader() {
    TRY(const fs::path data, find_data());
    return page_reader_from(data);
}

Resources::Resources(fs::path data, int threads, ReaderSize size)
    : data_(std::move(data)), threads_(threads), size_(size) {}

template <class T, class F>
Result<std::shared_ptr<const T>> Resources::once(std::shared_ptr<const T>& slot, F load) {
    const std::lock_guard lock(mutex_);
    if (slot) return slot;
    Result<std::shared_ptr<const T>> loaded = load();
    if (loaded.ok()) slot = loaded.value();
    return loaded;
}

Result<std::shared_ptr<const press::PageReader>> Resources::pages() {
    return once(pages_, [&] { return page_reader_from(data_); });
}

Result<std::shared_ptr<const world::World>> Resources::world() {
    return once(world_, [&] { return load_world(data_, cache_folder()); });
}

Result<std::shared_ptr<const language::SplitRules>> Resources::split_rules() {
    return once(split_rules_, [&]() -> Result<std::shared_ptr<const language::SplitRules>> {
        TRY(auto files, read_folder(data_ / "language", ".yaml"));
        std::vector<language::RulesFile> rules;
        for (world::DataFile& f : files) rules.push_back({std::move(f.name), std::move(f.bytes)});
        TRY(auto starts, load_starts(data_ / "model", threads_));
        return language::SplitRules::open(rules, std::move(starts));
    });
}

Result<std::shared_ptr<const language::Reader>> Resources::reader_of(std::shared_ptr<const language::Reader>& slot,
                                                                     bool acts) {
    return once(slot, [&] { return load_reader(data_ / "model", size_, threads_, acts); });
}

Result<std::shared_ptr<const grounding::TimeFinder>> Resources::times() {
    return once(times_, [&]() -> Result<std::shared_ptr<const grounding::TimeFinder>> {
        TRY(auto files, read_folder(data_ / "grounding" / "times", ".yaml"));
        return grounding::TimeFinder::open(files);
    });
}

Result<std::shared_ptr<const grounding::Grounder>> Resources::grounder() {
    return once(grounder_, [&]() -> Result<std::shared_ptr<const grounding::Grounder>> {
        TRY(auto facts, world());
        TRY(auto finder, times());
        std::shared_ptr<const world::Borders> borders;
        std::error_code ec;
        if (const fs::path path = data_ / "world" / "borders.txt"; fs::exists(path, ec)) {
            TRY(std::string bytes, read_file(path));
            TRY(borders, world::Borders::open({path.string(), std::move(bytes)}));
        }
        return grounding::open_located(facts, finder, borders);
    });
}

Result<std::shared_ptr<const coding::Coder>> Resources::coder() {
    return once(coder_, [&]() -> Result<std::shared_ptr<const coding::Coder>> {
        TRY(auto facts, world());
        TRY(auto files, read_folder(data_ / "codebook", ".yaml"));
        return coding::Coder::open(files, facts, voices_);
    });
}

}  // namespace entente::pipeline
