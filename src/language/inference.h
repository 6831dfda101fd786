// What the reader asks of a neural network: named tensors in, named tensors out. Implemented by `engine`.
#pragma once

#include <cstdint>
#include <functional>
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

// An output where it lies in the engine's memory: gone when the call that shows it returns.
struct TensorView {
    std::vector<std::size_t> shape;
    const float* floats = nullptr;  // row-major
};

// A loaded network. Safe from several threads at once: each call is its own request.
class Inference {
   public:
    // Takes the outputs of one batch. Called from the engine's threads, several at once, each batch once, in any order.
    using Take = std::function<Status(std::size_t batch, const std::vector<TensorView>& outputs)>;

    virtual ~Inference() = default;
    // Whether the network has an output of this name.
    [[nodiscard]] virtual bool gives(const std::string& output) const = 0;
    // Runs the network on the inputs (by name) and gives the outputs asked for, in that order.
    // Fails with Invalid for a name or shape that the network does not take, Io when the engine fails.
    [[nodiscard]] virtual Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs,
                                                          const std::vector<std::string>& outputs) const = 0;
    // Makes the inputs of one batch. Called like Take, before it: what a batch takes in lives while it is run only.
    using Give = std::function<std::vector<Tensor>(std::size_t batch)>;
    // The same for many batches, as many at a time as the engine has threads. Returns when all are taken, or with the
    // first failure (of the engine or of `take`); then some batches were not run. Unless overridden: one after another.
    [[nodiscard]] virtual Status run_each(std::size_t batches, const Give& give, const std::vector<std::string>& outputs,
                                          const Take& take) const;
};

}  // namespace entente::language
