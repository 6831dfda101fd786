// Items to the store: read, coded and kept article by article, in batches; one bad item never loses its neighbours.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/analyse.h"
#include "pipeline/documents.h"
#include "record/store.h"

namespace entente::pipeline {

struct AddSummary {
    std::size_t added = 0, unchanged = 0, updated = 0, failed = 0;
    std::size_t reports = 0;  // of the articles that this run kept
};

struct AddProgress {
    std::size_t items = 0;                        // done, whatever came of them
    std::size_t bytes_done = 0, bytes_total = 0;  // total 0: not known
};

struct AddWatch {
    std::function<void(const Error&)> failed;          // an item; its name is in the message
    std::function<void(const AddProgress&)> progress;  // after each batch
    std::function<Status(const intake::Mark&)> reached;  // what stands before it in its archive is kept; may fail like the store
};

// Reads the documents to their end. Fails only when the store does (Locked, Io, …): what was kept before stays.
// `analyser` is asked for batches; an article that it cannot read is tried alone and then named as failed.
[[nodiscard]] Result<AddSummary> add_documents(Documents& documents, const Analyser& analyser, record::Store& store,
                                               const Limits& limits, const AddWatch& watch);

}  // namespace entente::pipeline
