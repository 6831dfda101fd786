#include "engine/engine.h"

#include "engine/cache.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

#include <openvino/openvino.hpp>

namespace entente::engine {

namespace {

using language::Tensor;
using language::TensorView;

// One core for the process: it owns the plugin and the threads' executor.
ov::Core& core() {
    static ov::Core one;
    return one;
}

class Network final : public language::Inference {
   public:
    Network(ov::CompiledModel model, std::string name, int threads)
        : model_(std::move(model)), name_(std::move(name)), threads_(std::max(1, threads)) {}

    bool gives(const std::string& output) const override {
        const auto& all = model_.outputs();
        return std::any_of(all.begin(), all.end(), [&](const auto& o) { return o.get_names().count(output) > 0; });
    }

    Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs,
                                    const std::vector<std::string>& outputs) const override {
        std::vector<Tensor> given;
        TRY_DONE(request_once(inputs, outputs, [&](const std::vector<TensorView>& views) -> Status {
            for (std::size_t i = 0; i < views.size(); ++i) {
                std::size_t size = 1;
                for (const std::size_t n : views[i].shape) size *= n;
                given.push_back({outputs[i], views[i].shape, {}, {views[i].floats, views[i].floats + size}});
            }
            return Done{};
        }));
        return given;
    }

    // One worker more than the engine has streams, so that a stream has work while outputs are taken.
    Status run_each(std::size_t batches, const Give& give, const std::vector<std::string>& outputs,
                    const Take& take) const override {
        std::atomic<std::size_t> next{0};
        std::atomic<bool> failed{false};
        std::mutex mutex;
        Status result = Done{};
        const auto work = [&] {
            for (std::size_t i = next++; i < batches && !failed; i = next++) {
                Status done = request_once(give(i), outputs,
                                           [&](const std::vector<TensorView>& views) { return take(i, views); });
                if (done.ok()) continue;
                const std::lock_guard lock(mutex);
                if (!failed.exchange(true)) result = std::move(done);
            }
        };
        const std::size_t workers = std::min<std::size_t>(batches, threads_ == 1 ? 1 : threads_ + 1);
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < workers; ++i) others.emplace_back(work);
        work();
        for (std::thread& t : others) t.join();
        return result;
    }

   private:
    // Infer requests are costly to make: free ones wait here.
    ov::InferRequest borrow() const {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) return const_cast<ov::CompiledModel&>(model_).create_infer_request();
        ov::InferRequest r = std::move(free_.back());
        free_.pop_back();
        return r;
    }
    void give_back(ov::InferRequest r) const {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(r));
    }

    template <class F>
    Status request_once(const std::vector<Tensor>& inputs, const std::vector<std::string>& outputs, F&& take) const {
        try {
            ov::InferRequest request = borrow();
            for (const Tensor& t : inputs) {
                std::size_t size = 1;
                for (const std::size_t n : t.shape) size *= n;
                const bool ints = !t.ints.empty();
                if (size == 0 || (ints ? t.ints.size() : t.floats.size()) != size)
                    return fail(ErrorCode::kInvalid, name_ + ": input " + t.name + " does not fill its shape");
                void* data = ints ? static_cast<void*>(const_cast<std::int32_t*>(t.ints.data()))
                                  : static_cast<void*>(const_cast<float*>(t.floats.data()));
                request.set_tensor(t.name, ov::Tensor(ints ? ov::element::i32 : ov::element::f32, t.shape, data));
            }
            request.infer();
            std::vector<TensorView> views;
            for (const std::string& o : outputs) {
                const ov::Tensor t = request.get_tensor(o);
                if (t.get_element_type() != ov::element::f32)
                    return fail(ErrorCode::kUnsupported, name_ + ": output " + o + " is not float32");
                views.push_back({t.get_shape(), t.data<const float>()});
            }
            Status taken = take(views);
            give_back(std::move(request));
            return taken;
        } catch (const std::exception& e) {
            return fail(ErrorCode::kIo, name_ + ": the inference engine failed: " + e.what());
        }
    }

    ov::CompiledModel model_;
    std::string name_;
    std::size_t threads_;
    mutable std::mutex mutex_;
    mutable std::vector<ov::InferRequest> free_;
};

// From the cache where it holds the network whole, else anew, into the cache. Throws as the engine does.
ov::CompiledModel compile(const std::string& xml_path, const std::string& weights, ov::AnyMap config,
                          const EngineOptions& options) {
    if (options.cache_dir.empty()) return core().compile_model(xml_path, "CPU", config);
    const CompiledCache cache(options.cache_dir, xml_path, weights,
                              std::to_string(options.threads) + " " + ov::get_openvino_version().buildNumber);
    const bool whole = cache.whole();
    const std::filesystem::path folder = whole ? cache.folder() : cache.make();
    ov::AnyMap cached = config;
    if (!folder.empty()) cached.insert(ov::cache_dir(folder.string()));
    try {
        ov::CompiledModel model = core().compile_model(xml_path, "CPU", cached);
        if (!whole && !folder.empty()) cache.keep(folder);
        return model;
    } catch (const std::exception&) {  // a full disk, say; if it is the network's fault, it fails again
        std::error_code ec;
        if (!folder.empty()) std::filesystem::remove_all(folder, ec);
        return core().compile_model(xml_path, "CPU", config);
    }
}

}  // namespace

Result<std::shared_ptr<const language::Inference>> load_network(const std::string& xml_path,
                                                                const EngineOptions& options) {
    namespace fs = std::filesystem;
    const std::string weights = fs::path(xml_path).replace_extension(".bin").string();
    std::error_code ec;
    for (const std::string& file : {xml_path, weights})
        if (!fs::is_regular_file(file, ec)) return fail(ErrorCode::kIo, file + ": no such file");
    try {
        // One thread a stream: sums are added in one order, whatever the number of threads. float32, because bfloat16
        // (the default where the CPU has it) would give other answers on other machines.
        const int threads = std::max(1, options.threads);
        ov::AnyMap config{ov::hint::performance_mode(ov::hint::PerformanceMode::THROUGHPUT),
                          ov::hint::inference_precision(ov::element::f32), ov::inference_num_threads(threads),
                          ov::num_streams(threads)};
        return std::shared_ptr<const language::Inference>(
            std::make_shared<Network>(compile(xml_path, weights, config, options), xml_path, threads));
    } catch (const std::exception& e) {
        return fail(ErrorCode::kUnsupported, xml_path + ": cannot be run: " + e.what());
    }
}

}  // namespace entente::engine
