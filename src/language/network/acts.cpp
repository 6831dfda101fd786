#include "language/network/acts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace entente::language {

namespace {

constexpr float kLeastAct = 0.05F, kLeastLink = 0.15F;  // what is less likely is not handed on
constexpr std::size_t kRoles = 6, kStatus = 10;
const std::vector<std::string> kRoleNames = {"actor", "recipient", "place", "when", "speaker", "occasion"};
const std::vector<std::string> kOutputs = {"types", "modes", "status", "negative", "says", "hears"};
enum { kTypes, kModes, kStatusOut, kNegative, kSays, kHears };

// The likeliest mode of a type: its own classes and "none" compete.
std::string best_mode(const std::vector<std::string>& modes, const float* scores, const std::string& type) {
    const std::string prefix = type + "/";
    std::size_t best = 0;
    for (std::size_t i = 1; i < modes.size(); ++i)
        if (modes[i].rfind(prefix, 0) == 0 && scores[i] > scores[best]) best = i;
    return best == 0 ? std::string() : modes[best].substr(prefix.size());
}

}  // namespace

const char* to_string(ActRole role) { return kRoleNames[static_cast<std::size_t>(role)].c_str(); }

Result<ActClasses> ActClasses::parse(std::string_view text) {
    const nlohmann::json j = nlohmann::json::parse(text, nullptr, false);
    ActClasses out;
    const auto bad = [](const std::string& why) { return fail(ErrorCode::kInvalid, "events.json: " + why); };
    if (!j.is_object()) return bad("no JSON object");
    for (const char* key : {"types", "modes", "roles", "status", "rarity"})
        if (!j.contains(key) || !j[key].is_array() || j[key].empty()) return bad(std::string(key) + ": no list");
    const auto strings = [](const nlohmann::json& list) {
        return std::all_of(list.begin(), list.end(), [](const auto& v) { return v.is_string(); });
    };
    if (!strings(j["types"]) || !strings(j["modes"]) || !strings(j["roles"])) return bad("a class is no text");
    out.types = j["types"].get<std::vector<std::string>>();
    out.modes = j["modes"].get<std::vector<std::string>>();
    if (j["roles"].get<std::vector<std::string>>() != kRoleNames || j["status"].size() != kStatus)
        return bad("other roles or statuses than this program's");
    for (const auto& v : j["rarity"]) {
        if (!v.is_number()) return bad("rarity: no number");
        out.rarity.push_back(v.get<float>());
    }
    if (out.rarity.size() != kRoles || !j.contains("role_size") || !j["role_size"].is_number_unsigned())
        return bad("rarity and role_size do not fit the roles");
    out.role_size = j["role_size"].get<std::size_t>();
    return out;
}

namespace {

// One window of the head's outputs.
struct View {
    const std::vector<Tensor>& out;
    const ActClasses& classes;
    std::size_t window, words;

    [[nodiscard]] const float* row(int output, std::size_t word, std::size_t size) const {
        return out[static_cast<std::size_t>(output)].floats.data() + (window * words + word) * size;
    }
};

std::vector<ActLink> links_of(const View& v, std::size_t act, std::size_t count) {
    const std::size_t size = v.classes.role_size;
    const float* says = v.row(kSays, act, kRoles * size);
    std::vector<ActLink> out;
    for (std::size_t j = 1; j < count; ++j) {
        const float* hears = v.row(kHears, j, kRoles * size);
        for (std::size_t r = 0; r < kRoles; ++r) {
            float sum = v.classes.rarity[r];
            for (std::size_t k = 0; k < size; ++k) sum += says[r * size + k] * hears[r * size + k];
            const float p = 1 / (1 + std::exp(-sum));
            if (p >= kLeastLink) out.push_back({static_cast<ActRole>(r), static_cast<TokenIndex>(j) - 1, p});
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const ActLink& a, const ActLink& b) { return a.score > b.score; });
    return out;
}

std::vector<Act> acts_of(const View& v, std::size_t count) {
    const std::size_t types = v.classes.types.size(), modes = v.classes.modes.size();
    std::vector<Act> out;
    for (std::size_t i = 1; i < count; ++i) {
        const float* t = v.row(kTypes, i, types);
        if (1 - t[0] < kLeastAct) continue;
        const std::size_t best = static_cast<std::size_t>(std::max_element(t + 1, t + types) - t);
        Act a;
        a.word = static_cast<TokenIndex>(i) - 1;
        a.type = v.classes.types[best];
        a.score = 1 - t[0];
        a.type_score = t[best] / a.score;
        a.mode = best_mode(v.classes.modes, v.row(kModes, i, modes), a.type);
        std::copy_n(v.row(kStatusOut, i, kStatus), kStatus, a.status.begin());
        a.negative = *v.row(kNegative, i, 1);
        a.links = links_of(v, i, count);
        out.push_back(std::move(a));
    }
    return out;
}

}  // namespace

Result<std::vector<std::vector<Act>>> ActReader::read(ActInputs inputs) const {
    const std::size_t windows = inputs.counts.size(), words = inputs.first.shape.back(), n = windows * words;
    TRY(const std::vector<Tensor> out,
        network_->run({std::move(inputs.hidden), std::move(inputs.pieces), std::move(inputs.first)}, kOutputs));
    const std::size_t roles = kRoles * classes_.role_size;
    const std::size_t sizes[] = {classes_.types.size(), classes_.modes.size(), kStatus, 1, roles, roles};
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i].floats.size() != n * sizes[i])
            return fail(ErrorCode::kInvalid, "the event head's output '" + kOutputs[i] + "' does not fit events.json");
    std::vector<std::vector<Act>> acts;
    for (std::size_t k = 0; k < windows; ++k)
        acts.push_back(acts_of({out, classes_, k, words}, static_cast<std::size_t>(inputs.counts[k])));
    return acts;
}

}  // namespace entente::language
