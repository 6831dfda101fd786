#include "language/inference.h"

namespace entente::language {

Status Inference::run_each(const std::vector<std::vector<Tensor>>& batches, const std::vector<std::string>& outputs,
                           const Take& take) const {
    for (std::size_t i = 0; i < batches.size(); ++i) {
        TRY(const std::vector<Tensor> given, run(batches[i], outputs));
        std::vector<TensorView> views;
        views.reserve(given.size());
        for (const Tensor& t : given) views.push_back({t.shape, t.floats.data()});
        TRY_DONE(take(i, views));
    }
    return Done{};
}

}  // namespace entente::language
