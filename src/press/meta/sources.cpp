#include "press/meta/sources.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/text.h"

namespace entente::press {

namespace {

constexpr std::size_t kShared = SIZE_MAX;  // a name of more than one
constexpr std::string_view kKinds[] = {"agency", "daily",      "weekly",     "magazine",    "site",
                                       "radio",  "television", "government", "organisation"};

bool is_host(std::string_view s) {
    return s.find('.') != std::string_view::npos && !s.starts_with("www.") &&
           s.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

std::vector<std::string> strings(const YAML::Node& node) {
    return node ? node.as<std::vector<std::string>>() : std::vector<std::string>();
}

}  // namespace

struct SourcesLoader {
    Sources out;

    void name(const std::string& text, std::size_t index) {
        const auto [it, fresh] = out.names_.emplace(base::fold(text), index);
        if (!fresh && it->second != index) it->second = kShared;
    }

    // Empty: fine; else what is wrong with the entry.
    std::string entry(const YAML::Node& n) {
        for (const auto& field : n) {
            const auto key = field.first.as<std::string>();
            constexpr std::string_view kKeys[] = {"id",        "name",  "kind",    "hosts", "country",
                                                  "languages", "owner", "carries", "also"};
            if (std::find(std::begin(kKeys), std::end(kKeys), key) == std::end(kKeys)) return "unknown key " + key;
        }
        Source s;
        s.id = n["id"] ? n["id"].as<std::string>() : "";
        s.name = n["name"] ? n["name"].as<std::string>() : "";
        s.kind = n["kind"] ? n["kind"].as<std::string>() : "";
        s.country = n["country"] ? n["country"].as<std::string>() : "";
        s.owner = n["owner"] ? n["owner"].as<std::string>() : "";
        s.hosts = strings(n["hosts"]), s.languages = strings(n["languages"]), s.carries = strings(n["carries"]);
        if (s.id.empty() || s.name.empty()) return "an entry without id or name";
        if (std::find(std::begin(kKinds), std::end(kKinds), s.kind) == std::end(kKinds))
            return s.id + ": kind " + s.kind;
        if (!s.country.empty() && s.country.size() != 3)
            return s.id + ": country " + s.country + " is not three letters";
        if (s.languages.empty()) return s.id + ": no languages";
        for (const Source& other : out.sources_)
            if (other.id == s.id) return s.id + " stands twice";
        const std::size_t index = out.sources_.size();
        for (const std::string& h : s.hosts) {
            if (!is_host(h)) return s.id + ": " + h + " is no host";
            if (!out.hosts_.emplace(h, index).second) return "host " + h + " stands twice";
        }
        name(s.name, index);
        for (const std::string& other : strings(n["also"])) name(other, index);
        out.sources_.push_back(std::move(s));
        return {};
    }

    std::string carried() const {
        for (const Source& s : out.sources_)
            for (const std::string& id : s.carries) {
                const auto known = [&](const Source& o) { return o.id == id && o.agency(); };
                if (std::none_of(out.sources_.begin(), out.sources_.end(), known))
                    return s.id + " carries " + id + ", which is no agency here";
            }
        return {};
    }
};

Result<std::shared_ptr<const Sources>> Sources::open(const std::vector<world::DataFile>& files) {
    SourcesLoader loader;
    for (const world::DataFile& f : files) {
        try {
            const YAML::Node root = YAML::Load(f.bytes);
            if (!root.IsMap() || !root["sources"] || !root["sources"].IsSequence())
                return fail(ErrorCode::kInvalid, f.name + ": not a map with a list of sources");
            for (const YAML::Node& n : root["sources"])
                if (const std::string wrong = loader.entry(n); !wrong.empty())
                    return fail(ErrorCode::kInvalid,
                                f.name + ": line " + std::to_string(n.Mark().line + 1) + ": " + wrong);
        } catch (const YAML::Exception& e) {
            return fail(ErrorCode::kInvalid, f.name + ": line " + std::to_string(e.mark.line + 1) + ": " + e.msg);
        }
    }
    if (const std::string wrong = loader.carried(); !wrong.empty()) return fail(ErrorCode::kInvalid, wrong);
    return std::shared_ptr<const Sources>(std::make_shared<Sources>(std::move(loader.out)));
}

const Source* Sources::by_url(std::string_view url) const {
    for (std::string host = host_of(url); !host.empty();) {
        if (const auto it = hosts_.find(host); it != hosts_.end()) return &sources_[it->second];
        const std::size_t dot = host.find('.');
        host = dot == std::string::npos ? std::string() : host.substr(dot + 1);
    }
    return nullptr;
}

const Source* Sources::by_name(std::string_view name) const {
    const auto it = names_.find(base::fold(base::squeeze(name)));
    return it == names_.end() || it->second == kShared ? nullptr : &sources_[it->second];
}

std::string host_of(std::string_view url) {
    const std::size_t at = url.find("://");
    if (at == std::string_view::npos) return {};
    std::string_view host = url.substr(at + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
    host = host.substr(0, std::min<std::size_t>(host.find(':'), 253));
    std::string out(host);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out.starts_with("www.") ? out.substr(4) : out;
}

}  // namespace entente::press
