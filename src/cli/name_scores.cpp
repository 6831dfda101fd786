#include "cli/name_scores.h"

#include <algorithm>

#include "cli/grounding_cases.h"

namespace entente::cli {

namespace {

using nlohmann::json;

constexpr double kNear = 161;  // km

bool same_office(const std::string& marked, const std::string& given) {
    const auto plain = [](const std::string& office) {
        if (office == "president") return std::string("head of state");
        return office == "prime minister" ? std::string("head of government") : office;
    };
    return plain(marked) == plain(given);
}

bool office_fits(const json& marked, const Name& answer) {
    if (!marked.contains("office")) return true;
    std::vector<std::string> good = case_list(marked, "office_also");
    good.push_back(case_text(marked, "office"));
    return std::any_of(good.begin(), good.end(), [&](const std::string& o) { return same_office(o, answer.office); });
}

bool id_fits(const json& marked, const std::string& key, const std::string& given) {
    std::vector<std::string> good = case_list(marked, "also");
    good.push_back(case_text(marked, key.c_str()));
    return std::any_of(good.begin(), good.end(), [&](const std::string& id) { return same_id(id) == same_id(given); });
}

bool person_fits(const json& marked, const Name& answer) {
    const std::string name = same_spelling(case_text(marked, "person"));
    const bool known = !answer.person.empty() || answer.kind == NameKind::kPerson;
    if (!known || name.empty()) return false;
    // The world may hold another spelling of the name than the text: either will do, and so does the last name where
    // the office is marked too.
    const auto last_name = [](const std::string& n) { return n.substr(n.rfind(' ') + 1); };
    const std::string given = same_spelling(answer.person);
    const bool named = given == name || same_spelling(answer.text).ends_with(name) ||
                       (marked.contains("office") && last_name(given) == last_name(name));
    if (!named) return false;
    const std::string country = case_text(marked, "country"), acts_for = case_text(marked, "acts_for");
    if (!country.empty() && answer.country != country) return false;
    if (!acts_for.empty() && answer.id != acts_for && answer.country != acts_for) return false;
    return office_fits(marked, answer);
}

bool place_fits(const json& marked, const Name& answer) {
    if (marked.contains("id") && (id_fits(marked, "id", answer.id) || answer.country == case_text(marked, "id")))
        return true;
    return marked.contains("lat") && answer.lat && answer.lon &&
           kilometres(*answer.lat, *answer.lon, marked.value("lat", 0.0), marked.value("lon", 0.0)) <= kNear;
}

bool stands_at(const json& marked, const Name& answer) {
    const std::string field = marked.contains("in") ? case_text(marked, "in") : "text";
    return answer.field == field && answer.span.overlaps(case_span(marked));
}

// Something that may be wrong: an id of the world, or a person with an office.
bool says_something(const Name& n) {
    if (n.id.starts_with("text:") || n.id.empty()) return false;
    return !n.id.starts_with("person:") || !n.office.empty();
}

bool is_ignored(const json& probe, const Name& answer) {
    const std::string text = same_spelling(answer.text);
    const std::vector<std::string> ignored = case_list(probe, "ignore");
    return std::any_of(ignored.begin(), ignored.end(), [&](const std::string& s) {
        const std::string other = same_spelling(s);
        return text.find(other) != std::string::npos || other.find(text) != std::string::npos;
    });
}

bool is_forbidden(const json& probe, const Name& answer) {
    const json all = probe.value("not", json::array());
    return std::any_of(all.begin(), all.end(), [&](const json& n) {
        return case_text(n, "id") == answer.id && case_text(n, "text").find(answer.text) != std::string::npos;
    });
}

std::string shown(const Name& n) {
    std::string out = "\"" + n.text + "\" " + n.id;
    if (!n.office.empty()) out += ", " + n.office;
    if (!n.person.empty()) out += ", " + n.person;
    return out;
}

}  // namespace

bool is_right(const json& marked, const Name& answer) {
    const std::string kind = case_text(marked, "kind");
    if (kind == "actor") return id_fits(marked, "id", answer.id);
    if (kind == "person") return person_fits(marked, answer);
    if (kind == "place") return place_fits(marked, answer);
    const std::string country = case_text(marked, "country");
    const bool whose = id_fits(marked, "id", answer.id) || (!country.empty() && answer.country == country);
    return whose && office_fits(marked, answer);
}

void NameTally::add(const json& probe, const std::vector<Name>& answers, std::vector<std::string>& faults) {
    const json names = probe.value("names", json::array());
    const auto found = [&](const json& m) {
        return std::any_of(answers.begin(), answers.end(),
                           [&](const Name& a) { return stands_at(m, a) && is_right(m, a); });
    };
    for (const json& m : names) {
        ++marked;
        const bool hit = found(m);
        right += hit;
        if (!hit)
            faults.push_back("missed \"" + case_text(m, "text") + "\" " + case_text(m, "kind") + " " +
                             case_text(m, m.contains("id") ? "id" : "acts_for") + " " + case_text(m, "office"));
    }
    for (const Name& a : answers) {
        if (!says_something(a)) continue;
        bool over = false, fits = false, all_found = true;
        for (const json& m : names) {
            if (!stands_at(m, a)) continue;
            over = true;
            fits = fits || is_right(m, a);
            all_found = all_found && found(m);
        }
        const bool forbidden = is_forbidden(probe, a);
        // What stands inside a name that is right ("Union africaine" in its commission's chair) says nothing else.
        const bool part = over && (all_found || a.form == NameForm::kDemonym);
        if (!forbidden && (fits || part || (!over && is_ignored(probe, a)))) continue;
        ++wrong;
        unlisted += !over && !forbidden;
        faults.push_back((over || forbidden ? "wrong " : "unlisted ") + shown(a));
    }
}

}  // namespace entente::cli
