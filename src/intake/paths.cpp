#include "intake/paths.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "entente/date.h"

namespace entente::intake {

namespace {

namespace fs = std::filesystem;

bool hidden(const fs::path& p) {
    const std::string name = p.filename().string();
    return !name.empty() && name[0] == '.';
}

void add_file(const fs::path& path, std::vector<Entry>& out) {
    Entry e;
    e.name = path.string();
    struct stat st{};
    if (::stat(path.c_str(), &st) == 0) {
        if (S_ISREG(st.st_mode)) {
            e.size = static_cast<std::size_t>(st.st_size);
            e.fetched = to_string(date_from_days(static_cast<std::int32_t>(st.st_mtime / 86400)));
        }
    } else {
        const int why = errno;
        e.error = fail(why == ENOENT || why == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kIo,
                       e.name + ": " + (why == ENOENT ? std::string("no such file or folder") : std::strerror(why)));
    }
    out.push_back(std::move(e));
}

// Every file below, in order of path; hidden files and folders are left out, links to folders are not followed.
void add_folder(const fs::path& folder, std::vector<Entry>& out) {
    std::error_code ec;
    std::vector<fs::path> files;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, ec);
    for (const fs::recursive_directory_iterator end; !ec && it != end; it.increment(ec)) {
        std::error_code kind;
        if (hidden(it->path())) {
            if (it->is_directory(kind)) it.disable_recursion_pending();
            continue;
        }
        if (it->is_regular_file(kind)) files.push_back(it->path());
    }
    Entry failed{folder.string(), std::nullopt, 0, {}};
    if (ec)
        failed.error = fail(ErrorCode::kIo, folder.string() + ": " + ec.message());
    else if (files.empty())
        failed.error = fail(ErrorCode::kNotFound, folder.string() + ": a folder without files");
    if (failed.error) out.push_back(std::move(failed));
    std::sort(files.begin(), files.end());
    for (const fs::path& f : files) add_file(f, out);
}

}  // namespace

bool is_address(const std::string& path) { return path.starts_with("http://") || path.starts_with("https://"); }

std::vector<Entry> find_entries(const std::vector<std::string>& paths) {
    std::vector<Entry> entries;
    for (const std::string& path : paths) {
        std::error_code ec;
        if (path == "-" || is_address(path))
            entries.push_back({path, std::nullopt, 0, {}});
        else if (fs::is_directory(path, ec))
            add_folder(path, entries);
        else
            add_file(path, entries);
    }
    return entries;
}

}  // namespace entente::intake
