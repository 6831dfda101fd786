// libFuzzer: any bytes as a file. What must hold: it ends, it gives few items for few bytes, and every text of ours is there.
#include <cstdint>
#include <sstream>

#include "intake/intake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entente;
    std::istringstream input(std::string(reinterpret_cast<const char*>(data), size));
    intake::OpenOptions options;
    options.limits.page_bytes = 1u << 20;
    options.limits.document_bytes = 1u << 20;
    options.limits.expanded_bytes = 4u << 20;
    const auto items = intake::open_items({"-"}, input, options);
    std::size_t count = 0;
    while (auto item = items->next()) {
        ENTENTE_CHECK(++count < 100000);
        if (item->ok())
            ENTENTE_CHECK(!item->value().name.empty());
        else
            ENTENTE_CHECK(!item->error().message.empty());
    }
    return 0;
}
