// What the reader asks of a neural network: named tensors in, named tensors out. Implemented by `engine`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/result.h"

namespace entente::language {

struct Tensor {
    std::string name;
    std::vector<std::size_t> shape;
    std::vector<std::int32_t> ints;   // one of the two is filled, row-major
    std::vector<float> floats;
};

// A loaded network. Safe from several threads at once: each call is its own request.
class Inference {
   public:
    virtual ~Inference() = default;
    // Runs the network on the inputs (by name) and gives the outputs asked for, in that order.
    // Fails with Invalid for a name or shape that the network does not take, Io when the engine fails.
    [[nodiscard]] virtual Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs,
                                                          const std::vector<std::string>& outputs) const = 0;
};

}  // namespace entente::language
