// Compiled networks on disk, so that the next start is quick: a folder for each network, checked before it is trusted.
#pragma once

#include <filesystem>
#include <string>

namespace entente::engine {

// A network's own folder in `root` is named by its files (path, size, time of change) and by `how` it is compiled. It
// is used only when every file in it has the sum that is noted beside it: the engine sees a short file, but a changed
// byte would be a changed answer. A new one is made in a folder of its own and renamed when whole, so several processes
// may start at once. At most kFolders are kept, the oldest goes. Summing costs 1 ms for 3 MB.
class CompiledCache {
 public:
    static constexpr std::size_t kFolders = 8;
    CompiledCache(std::filesystem::path root, const std::string& xml_path, const std::string& weights_path,
                  const std::string& how);
    // Whether the folder is there and whole; then the engine may read it.
    [[nodiscard]] bool whole() const;
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    // An empty folder to compile into; empty path: `root` cannot be written, work without a cache.
    [[nodiscard]] std::filesystem::path make() const;
    // Notes the sums of what was compiled into `made` and puts it in the folder's place. A failure loses the cache, no
    // more.
    void keep(const std::filesystem::path& made) const;

 private:
    std::filesystem::path root_, folder_;
};

}  // namespace entente::engine
