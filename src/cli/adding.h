// Adding documents to a store with progress on the terminal: what `add` and `demo` share.
#pragma once

#include <string>
#include <vector>

#include "cli/verb.h"
#include "pipeline/documents.h"

namespace entente::cli {

struct AddingOptions {
    std::string store;
    pipeline::DocumentOptions documents;
    int jobs = 2;
    bool again = false;          // archives that were read before are read from their beginning
    bool allow_private = false;  // addresses of private networks are fetched
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
};

// Makes the store when it is not there. Each failed item is named on `err`; a summary line ends it. Gives the exit
// code.
int add_to_store(Invocation& inv, const AddingOptions& options);

}  // namespace entente::cli
