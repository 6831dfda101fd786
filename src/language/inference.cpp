#include "language/inference.h"

namespace entente::language {

Status Inference::run_each(std::size_t batches, const Give& give, const std::vector<std::string>& outputs,
                           const Take& take) const {
    for (std::size_t i = 0; i < batches; ++i) {
        TRY(const std::vector<Tensor> given, run(give(i), outputs));
        std::vector<TensorView> views;
        views.reserve(given.size());
        for (const Tensor& t : given) views.push_back({t.shape, t.floats.data()});
        TRY_DONE(take(i, views));
    }
    return Done{};
}

}  // namespace entente::language
