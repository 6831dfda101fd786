#include "engine/cache.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

#include "base/text.h"

namespace entente::engine {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSums = "sums";

// A sum of the file's bytes, eight at a time (the mixing step of Fibonacci hashing with a rotation). It finds
// accidents, not attacks: who can write into the cache can write anything here.
std::optional<std::uint64_t> sum_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> block(1u << 20);
    std::uint64_t sum = 0, bytes = 0;
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        const auto n = static_cast<std::size_t>(in.gcount());
        std::fill(block.begin() + static_cast<std::ptrdiff_t>(n), block.end(), '\0');
        for (std::size_t at = 0; at < n; at += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, block.data() + at, 8);
            sum = ((sum << 5 | sum >> 59) ^ word) * 0x9E3779B97F4A7C15u;
        }
        bytes += n;
    }
    if (bytes == 0 || in.bad()) return std::nullopt;
    return sum ^ bytes;
}

// Name → sum of each file in the folder, as they are now; nothing when one cannot be read.
std::optional<std::map<std::string, std::uint64_t>> sums_of(const fs::path& folder) {
    std::map<std::string, std::uint64_t> out;
    std::error_code ec;
    for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
        if (it->path().filename() == kSums) continue;
        const auto sum = sum_of(it->path());
        if (!sum) return std::nullopt;
        out[it->path().filename().string()] = *sum;
    }
    if (ec || out.empty()) return std::nullopt;
    return out;
}

std::string stamp(const fs::path& file) {
    std::error_code ec;
    const auto size = fs::file_size(file, ec);
    const auto time = fs::last_write_time(file, ec).time_since_epoch().count();
    return fs::weakly_canonical(file, ec).string() + "|" + std::to_string(size) + "|" + std::to_string(time);
}

// Leaves at most CompiledCache::kFolders - 1 folders, the youngest.
void make_room(const fs::path& root) {
    std::vector<std::pair<fs::file_time_type, fs::path>> folders;
    std::error_code ec;
    for (fs::directory_iterator it(root, ec), end; !ec && it != end; it.increment(ec))
        if (it->path().filename().string().rfind("network-", 0) == 0)
            folders.emplace_back(fs::last_write_time(it->path(), ec), it->path());
    std::sort(folders.begin(), folders.end());
    for (std::size_t i = 0; i + CompiledCache::kFolders <= folders.size(); ++i) fs::remove_all(folders[i].second, ec);
}

}  // namespace

CompiledCache::CompiledCache(fs::path root, const std::string& xml_path, const std::string& weights_path,
                             const std::string& how)
    : root_(std::move(root)) {
    folder_ = root_ / ("network-" + base::content_id({stamp(xml_path), stamp(weights_path), how}));
}

bool CompiledCache::whole() const {
    std::ifstream in(folder_ / kSums);
    std::map<std::string, std::uint64_t> noted;
    std::string name;
    for (std::uint64_t sum = 0; in >> sum >> name;) noted[name] = sum;
    if (noted.empty()) return false;
    return sums_of(folder_) == noted;
}

fs::path CompiledCache::make() const {
    std::error_code ec;
    fs::create_directories(root_, ec);
    make_room(root_);
    const fs::path made = folder_.string() + ".new" + std::to_string(::getpid());
    if (!fs::create_directory(made, ec) || ec) return {};
    return made;
}

void CompiledCache::keep(const fs::path& made) const {
    std::error_code ec;
    const auto sums = sums_of(made);
    std::ofstream out(made / kSums);
    if (sums)
        for (const auto& [name, sum] : *sums) out << sum << " " << name << "\n";
    out.close();
    if (sums && out) {
        if (!whole()) fs::remove_all(folder_, ec);
        fs::rename(made, folder_, ec);
        if (!ec) return;
    }
    fs::remove_all(made, ec);
}

}  // namespace entente::engine
