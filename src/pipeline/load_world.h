// The world of a data folder: compiled beforehand where a whole and fitting file is found, else from its YAML.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "entente/result.h"
#include "world/world.h"

namespace entente::pipeline {

// The compiled world that `install` and `entente world build` put beside the YAML files.
inline constexpr const char* kCompiledWorld = "world.compiled";

// Tries `data`/world/world.compiled, then the file in `cache` that is named by the data files' key; each holds only
// when it is whole and made from the files as they are now. Else the files are read and the cache is written anew, in
// one rename, and at most kWorldsKept are kept; a cache that cannot be written is no failure. `cache` empty: none.
// Fails as World::open does, with file and line.
inline constexpr std::size_t kWorldsKept = 4;
[[nodiscard]] Result<std::shared_ptr<const world::World>> load_world(const std::filesystem::path& data,
                                                                     const std::filesystem::path& cache);

// Compiles the files of `data`/world into `to`. Fails as World::open does, or with Io when `to` cannot be written; what
// stood there stays.
[[nodiscard]] Status build_world(const std::filesystem::path& data, const std::filesystem::path& to);

}  // namespace entente::pipeline
