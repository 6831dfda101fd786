// Outlets, agencies and institutions that publish: data/press/sources/*.yaml, loaded and checked.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/result.h"
#include "world/world.h"

namespace entente::press {

struct Source {
    std::string id, name, kind;
    std::string country, owner;  // empty: not known
    std::vector<std::string> hosts, languages, carries;
    [[nodiscard]] bool agency() const { return kind == "agency"; }
};

// Immutable; safe from any thread. Pointers live as long as the registry.
class Sources {
 public:
    // The schema stands at the head of data/press/sources/west-africa.yaml. Fails with Invalid, naming the file and
    // what is wrong: unknown keys and kinds, an id or host twice, an agency carried that nobody is.
    static Result<std::shared_ptr<const Sources>> open(const std::vector<world::DataFile>& files);

    // The source of a page's address, by its host or the nearest host above it; nullptr: not registered.
    [[nodiscard]] const Source* by_url(std::string_view url) const;
    // By its own name or another that it uses, whatever the case and accents; nullptr: unknown, or more than one.
    [[nodiscard]] const Source* by_name(std::string_view name) const;
    [[nodiscard]] const std::vector<Source>& all() const { return sources_; }

 private:
    std::vector<Source> sources_;
    std::unordered_map<std::string, std::size_t> hosts_, names_;
    friend struct SourcesLoader;
};

// "https://www.Example.org:80/a" → "example.org"; empty when there is no host.
[[nodiscard]] std::string host_of(std::string_view url);

}  // namespace entente::press
