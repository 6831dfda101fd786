// Finds the data files and loads each room's resources once, when first asked for.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "coding/coding.h"
#include "entente/result.h"
#include "grounding/grounding.h"
#include "language/language.h"
#include "press/press.h"
#include "world/world.h"

namespace entente::pipeline {

// Where data/ is: $ENTENTE_DATA, else beside the binary, its prefix's share/entente/data, or a checkout's data/.
[[nodiscard]] Result<std::filesystem::path> find_data();

// The whole file. Fails with NotFound or Io, naming it.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);
// Every file below `dir` with this ending, names relative to `dir`, in order of name.
[[nodiscard]] Result<std::vector<world::DataFile>> read_folder(const std::filesystem::path& dir, const std::string& ending);

// The reader of pages, from the data folder's press/chrome.
[[nodiscard]] Result<std::shared_ptr<const press::PageReader>> load_page_reader();

// Two sizes of the reader's model: data/model/, and data/model/fast/, which shares what its folder does not hold.
enum class ReaderSize { kFull, kFast };

// Each call loads on first use and gives the same object after; safe from any thread.
class Resources {
   public:
    explicit Resources(std::filesystem::path data, int threads = 2, ReaderSize size = ReaderSize::kFull);
    [[nodiscard]] Result<std::shared_ptr<const press::PageReader>> pages();
    [[nodiscard]] Result<std::shared_ptr<const world::World>> world();
    [[nodiscard]] Result<std::shared_ptr<const language::SplitRules>> split_rules();
    // Fails with NotFound naming the folder when the model of this size is not there.
    [[nodiscard]] Result<std::shared_ptr<const language::Reader>> reader() { return reader_of(reader_, false); }
    // The same with the event head where the model has one: what coding asks for, and nobody else pays for.
    [[nodiscard]] Result<std::shared_ptr<const language::Reader>> act_reader() { return reader_of(act_reader_, true); }
    [[nodiscard]] Result<std::shared_ptr<const grounding::TimeFinder>> times();
    [[nodiscard]] Result<std::shared_ptr<const grounding::Grounder>> grounder();
    [[nodiscard]] Result<std::shared_ptr<const coding::Coder>> coder();
    // Whose word counts in coding; before the first coder() only.
    void hear(coding::Voices voices) { voices_ = voices; }
    [[nodiscard]] const std::filesystem::path& data() const { return data_; }

   private:
    Result<std::shared_ptr<const language::Reader>> reader_of(std::shared_ptr<const language::Reader>& slot, bool acts);
    template <class T, class F>
    Result<std::shared_ptr<const T>> once(std::shared_ptr<const T>& slot, F load);
    std::filesystem::path data_;
    int threads_;
    ReaderSize size_;
    coding::Voices voices_ = coding::Voices::kBoth;
    std::recursive_mutex mutex_;
    std::shared_ptr<const press::PageReader> pages_;
    std::shared_ptr<const world::World> world_;
    std::shared_ptr<const language::SplitRules> split_rules_;
    std::shared_ptr<const language::Reader> reader_, act_reader_;
    std::shared_ptr<const grounding::TimeFinder> times_;
    std::shared_ptr<const grounding::Grounder> grounder_;
    std::shared_ptr<const coding::Coder> coder_;
};

}  // namespace entente::pipeline
