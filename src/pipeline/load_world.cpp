#include "pipeline/load_world.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "pipeline/resources.h"
#include "world/compiled.h"

namespace entente::pipeline {

namespace {

namespace fs = std::filesystem;

constexpr off_t kLargest = 64 << 20;
const std::string kPrefix = "world-", kEnding = ".compiled";

// A file's bytes in memory as the kernel holds them; empty when it cannot be mapped. It is replaced by renaming only,
// so the mapping never changes under a reader.
class MappedFile {
 public:
    explicit MappedFile(const fs::path& path) {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) return;
        struct stat about{};
        if (::fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 && about.st_size <= kLargest) {
            void* at = ::mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_PRIVATE, file, 0);
            if (at != MAP_FAILED) bytes_ = {static_cast<const char*>(at), static_cast<std::size_t>(about.st_size)};
        }
        ::close(file);
    }
    ~MappedFile() {
        if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
    std::string_view bytes_;
};

// The oldest go, so that one more leaves kWorldsKept.
void make_room(const fs::path& cache) {
    std::vector<std::pair<fs::file_time_type, fs::path>> worlds;
    std::error_code ec;
    for (fs::directory_iterator it(cache, ec), end; !ec && it != end; it.increment(ec))
        if (it->path().filename().string().starts_with(kPrefix) && it->path().extension() == kEnding)
            worlds.emplace_back(fs::last_write_time(it->path(), ec), it->path());
    std::sort(worlds.begin(), worlds.end());
    for (std::size_t i = 0; i + kWorldsKept <= worlds.size(); ++i) fs::remove(worlds[i].second, ec);
}

Status write_whole(const fs::path& to, const std::string& bytes) {
    const fs::path made = to.string() + ".new" + std::to_string(::getpid());
    std::error_code ec;
    std::ofstream out(made, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out) fs::rename(made, to, ec);
    if (out && !ec) return Done{};
    fs::remove(made, ec);
    return fail(ErrorCode::kIo, to.string() + ": cannot be written");
}

}  // namespace

Result<std::shared_ptr<const world::World>> load_world(const fs::path& data, const fs::path& cache) {
    TRY(const auto files, read_folder(data / "world", ".yaml"));
    const fs::path kept = cache.empty() ? cache : cache / (kPrefix + world::sources_key(files) + kEnding);
    for (const fs::path& path : {data / "world" / kCompiledWorld, kept}) {
        if (path.empty()) continue;
        const MappedFile file(path);
        auto world = world::World::open_compiled(file.bytes(), files);
        if (world.ok()) return world;
    }
    TRY(const std::string bytes, world::World::compile(files));
    if (!kept.empty()) {
        std::error_code ec;
        fs::create_directories(cache, ec);
        make_room(cache);
        [[maybe_unused]] const Status written = write_whole(kept, bytes);  // without it the next start is slower
    }
    return world::World::open_compiled(bytes, files);
}

Status build_world(const fs::path& data, const fs::path& to) {
    TRY(const auto files, read_folder(data / "world", ".yaml"));
    TRY(const std::string bytes, world::World::compile(files));
    return write_whole(to, bytes);
}

}  // namespace entente::pipeline
