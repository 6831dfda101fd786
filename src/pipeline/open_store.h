// A store with what it needs from the data folder: schema, migrations, titles, the world.
#pragma once

#include <memory>
#include <string>

#include "entente/result.h"
#include "pipeline/resources.h"
#include "record/store.h"

namespace entente::pipeline {

// Fails like record::open_sqlite, and like reading data/store/ and data/record/.
[[nodiscard]] Result<std::unique_ptr<record::Store>> open_store(const std::string& path, Resources& resources,
                                                                const record::OpenOptions& options);

}  // namespace entente::pipeline
