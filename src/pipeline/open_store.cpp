#include "pipeline/open_store.h"

#include <cstdlib>

namespace entente::pipeline {

namespace {

Result<record::StoreFiles> store_files(const std::filesystem::path& data) {
    record::StoreFiles files;
    TRY(files.schema_sql, read_file(data / "store" / "schema.sql"));
    std::error_code ec;
    if (!std::filesystem::is_directory(data / "store" / "migrations", ec)) return files;
    TRY(const auto migrations, read_folder(data / "store" / "migrations", ".sql"));
    for (const world::DataFile& f : migrations) files.migrations.push_back({std::atoi(f.name.c_str()), f.bytes});
    return files;
}

}  // namespace

Result<std::unique_ptr<record::Store>> open_store(const std::string& path, Resources& resources,
                                                  const record::OpenOptions& options) {
    TRY(const record::StoreFiles files, store_files(resources.data()));
    TRY(auto world, resources.world());
    TRY(const std::string titles_yaml, read_file(resources.data() / "record" / "titles.yaml"));
    TRY(auto titles, record::Titles::open({"titles.yaml", titles_yaml}, world));
    return record::open_sqlite(path, files, options, world, titles);
}

}  // namespace entente::pipeline
