#include "coding/codebook.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace entente::coding {

namespace {

// Modes by type, as PLOVER names them (CC BY-SA 4.0 ontology, facts only).
const std::map<std::string, std::vector<std::string>>& modes() {
    static const std::map<std::string, std::vector<std::string>> table = {
        {"AGREE", {}},
        {"CONSULT", {"visit", "third-party", "multilateral", "phone"}},
        {"SUPPORT", {}},
        {"CONCEDE", {}},
        {"COOPERATE", {}},
        {"AID", {}},
        {"RETREAT", {"withdraw", "release", "disarm", "ceasefire", "access", "resign"}},
        {"REQUEST", {"assist", "change", "yield", "meet"}},
        {"ACCUSE", {"disapprove", "investigate", "allege"}},
        {"REJECT", {"assist", "change", "yield", "meet"}},
        {"THREATEN", {"restrict", "arrest", "relations", "expel", "territory", "violence"}},
        {"PROTEST", {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}},
        {"SANCTION", {"convict", "expel", "withdraw", "discontinue"}},
        {"MOBILIZE", {"troops", "weapons", "police", "militia"}},
        {"COERCE",
         {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
          "cyber"}},
        {"ASSAULT",
         {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
          "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"}},
    };
    return table;
}

const std::map<std::string, ActClass> kClasses = {{"meeting", ActClass::kMeeting},
                                                  {"speech", ActClass::kSpeech},
                                                  {"performative", ActClass::kPerformative},
                                                  {"deed", ActClass::kDeed},
                                                  {"activity", ActClass::kActivity}};

const std::map<std::string, Attitude> kAttitudes = {{"do", Attitude::kDo},
                                                    {"happen", Attitude::kHappen},
                                                    {"start", Attitude::kStart},
                                                    {"continue", Attitude::kContinue},
                                                    {"end", Attitude::kEnd},
                                                    {"host", Attitude::kHost},
                                                    {"prepare", Attitude::kPrepare},
                                                    {"announce", Attitude::kAnnounce},
                                                    {"expect", Attitude::kExpect},
                                                    {"say", Attitude::kSay},
                                                    {"ask", Attitude::kAsk},
                                                    {"refuse", Attitude::kRefuse},
                                                    {"threaten", Attitude::kThreaten},
                                                    {"deny", Attitude::kDeny},
                                                    {"postpone", Attitude::kPostpone},
                                                    {"cancel", Attitude::kCancel},
                                                    {"comment", Attitude::kComment},
                                                    {"modal", Attitude::kModal},
                                                    {"purpose", Attitude::kPurpose},
                                                    {"rumour", Attitude::kRumour},
                                                    {"topic", Attitude::kTopic},
                                                    {"decide", Attitude::kDecide},
                                                    {"accuse", Attitude::kAccuse}};

// Where in a file, for messages.
Error at(const std::string& file, const YAML::Node& node, const std::string& what) {
    return fail(ErrorCode::kInvalid, "codebook/" + file + ":" + std::to_string(node.Mark().line + 1) + ": " + what);
}

std::vector<std::string> strings(const YAML::Node& node) {
    std::vector<std::string> out;
    if (!node) return out;
    if (node.IsScalar()) {
        out.push_back(node.as<std::string>());
        return out;
    }
    for (const YAML::Node& n : node)
        if (n.IsScalar()) out.push_back(n.as<std::string>());
    return out;
}

std::vector<std::string> folded(const YAML::Node& node) {
    std::vector<std::string> out = strings(node);
    for (std::string& s : out) s = base::fold(s);
    return out;
}

Status check_keys(const std::string& file, const YAML::Node& map, const std::set<std::string>& allowed) {
    if (!map.IsMap()) return at(file, map, "an entry must be a map of keys");
    for (const auto& kv : map) {
        const std::string key = kv.first.as<std::string>();
        if (allowed.count(key)) continue;
        std::string list;
        for (const std::string& a : allowed) list += (list.empty() ? "" : ", ") + a;
        return at(file, kv.first, "unknown key \"" + key + "\"; allowed: " + list);
    }
    return Done{};
}

// "rompre relation" → rompre, relation; "s'entretenir" and "se rendre" → the verb, then "se".
std::vector<std::string> predicate_words(const std::string& words) {
    std::vector<std::string> out;
    bool reflexive = false;
    for (std::string_view part : base::split(words, ' ')) {
        if (out.empty() && part == "se")
            reflexive = true;
        else if (out.empty() && part.substr(0, 2) == "s'")
            reflexive = true, out.emplace_back(part.substr(2));
        else if (!part.empty())
            out.emplace_back(part);
    }
    if (reflexive) out.emplace_back("se");
    if (out.empty()) out.emplace_back("se");
    return out;
}

class Loader {
 public:
    explicit Loader(Codebook& book) : book_(book) {}

    Status concepts(const std::string& file, const YAML::Node& list) {
        for (const YAML::Node& e : list) {
            TRY_DONE(check_keys(file, e,
                                {"id", "type", "mode", "class", "symmetric", "needs", "infer", "contexts", "rule"}));
            auto c = std::make_unique<Concept>();
            c->id = e["id"] ? e["id"].as<std::string>() : "";
            c->type = e["type"] ? e["type"].as<std::string>() : "";
            c->mode = e["mode"] ? e["mode"].as<std::string>() : "";
            c->rule = e["rule"] ? e["rule"].as<std::string>() : "";
            const auto type = modes().find(c->type);
            if (c->id.empty() || book_.find(c->id))
                return at(file, e, "a concept needs an id of its own, not \"" + c->id + "\"");
            if (type == modes().end())
                return at(file, e, "unknown type \"" + c->type + "\" (a PLOVER type in capitals)");
            if (!c->mode.empty() && std::find(type->second.begin(), type->second.end(), c->mode) == type->second.end())
                return at(file, e, c->type + " has no mode \"" + c->mode + "\"");
            const auto cls = kClasses.find(e["class"] ? e["class"].as<std::string>() : "");
            if (cls == kClasses.end())
                return at(file, e, "class must be meeting, speech, performative, deed or activity");
            c->act = cls->second;
            c->symmetric = e["symmetric"] && e["symmetric"].as<bool>();
            const std::vector<std::string> needs = e["needs"] ? strings(e["needs"]) : std::vector<std::string>{"actor"};
            c->needs_actor = std::find(needs.begin(), needs.end(), "actor") != needs.end();
            c->needs_recipient = std::find(needs.begin(), needs.end(), "recipient") != needs.end();
            c->infer_all = e["infer"] && e["infer"].as<std::string>() == "all";
            c->may_infer = c->infer_all || (e["infer"] && e["infer"].as<bool>());
            c->contexts = strings(e["contexts"]);
            book_.concepts.push_back(std::move(c));
        }
        return Done{};
    }

    Status joining(const std::string& file, const YAML::Node& map) {
        Joining& j = book_.joining;
        const std::map<std::string, float*> keys = {{"act", &j.act},       {"veto", &j.veto},
                                                    {"type", &j.type},     {"link", &j.link},
                                                    {"status", &j.status}, {"unknown_status", &j.unknown_status}};
        for (const auto& e : map) {
            const auto it = keys.find(e.first.as<std::string>());
            if (it == keys.end())
                return at(file, e.first,
                          "unknown key \"" + e.first.as<std::string>() +
                              "\" (act, veto, type, link, status, unknown_status)");
            *it->second = e.second.as<float>();
            if (!(*it->second >= 0 && *it->second <= 1)) return at(file, e.second, "a probability lies from 0 to 1");
        }
        return Done{};
    }

    Status confidence(const std::string& file, const YAML::Node& map) {
        TRY_DONE(check_keys(file, map, {"least", "bias", "weights", "concepts"}));
        ConfidenceModel& m = book_.confidence;
        if (map["bias"]) m.bias = map["bias"].as<double>();
        if (map["least"]) m.least = map["least"].as<double>();
        if (!(m.least >= 0 && m.least <= 1)) return at(file, map["least"], "a probability lies from 0 to 1");
        const std::pair<const char*, std::map<std::string, double>*> tables[] = {{"weights", &m.weights},
                                                                                 {"concepts", &m.concepts}};
        for (const auto& [key, table] : tables)
            for (const auto& e : map[key]) (*table)[e.first.as<std::string>()] = e.second.as<double>();
        return Done{};
    }

    Status wordings(const std::string& file, const std::string& language, const YAML::Node& list) {
        for (const YAML::Node& e : list) {
            TRY_DONE(check_keys(file, e,
                                {"concept", "verb", "noun", "adj", "actor", "recipient", "parties", "if", "unless",
                                 "recipient_is", "actor_role", "status", "veto", "match", "not", "note"}));
            TRY(Wording base, entry(file, language, e));
            const std::pair<const char*, WordClass> classes[] = {
                {"verb", WordClass::kVerb}, {"noun", WordClass::kNoun}, {"adj", WordClass::kAdjective}};
            bool any = false;
            for (const auto& [key, cls] : classes)
                for (const std::string& words : folded(e[key])) {
                    add(base, language, cls, words);
                    any = true;
                }
            if (!any) return at(file, e, "a wording needs words: verb, noun or adj");
        }
        return Done{};
    }

    Status attitudes(const std::string& file, const std::string& language, const YAML::Node& map) {
        if (!map.IsMap()) return at(file, map, "attitudes are a map: attitude → list of words");
        for (const auto& kv : map) {
            const auto it = kAttitudes.find(kv.first.as<std::string>());
            if (it == kAttitudes.end())
                return at(file, kv.first, "unknown attitude \"" + kv.first.as<std::string>() + "\"");
            for (const std::string& words : folded(kv.second)) {
                const std::vector<std::string> parts = predicate_words(words);
                book_.attitudes[language][parts[0]].push_back({it->second, {parts.begin() + 1, parts.end()}});
            }
        }
        return Done{};
    }

    Status lists(const std::string& file, const std::string& language, const YAML::Node& map) {
        TRY_DONE(check_keys(file, map,
                            {"contexts", "frames", "sessions", "ordinals", "vessels", "claims", "during", "ahead",
                             "founded", "roles", "endings", "summits", "crowds", "quantities", "proposals", "forms"}));
        for (const auto& kv : map["contexts"])
            for (const std::string& w : folded(kv.second))
                book_.contexts[language].emplace_back(w, kv.first.as<std::string>());
        book_.frames[language] = folded(map["frames"]);
        for (const auto& kv : map["summits"])
            for (const std::string& w : folded(kv.second)) book_.summits[language][w] = kv.first.as<std::string>();
        for (const auto& kv : map["endings"])
            book_.endings[language][base::fold(kv.first.as<std::string>())] = folded(kv.second);
        for (const auto& kv : map["forms"])
            for (const std::string& w : folded(kv.second))
                book_.forms[language][w] = base::fold(kv.first.as<std::string>());
        book_.foundations[language] = folded(map["founded"]);
        for (const auto& kv : map["roles"])
            for (const std::string& w : folded(kv.second)) book_.roles[language][w] = kv.first.as<std::string>();
        book_.sessions[language] = folded(map["sessions"]);
        const std::pair<const char*, WordSets*> sets[] = {{"vessels", &book_.vessels},
                                                          {"crowds", &book_.crowds},
                                                          {"quantities", &book_.quantities},
                                                          {"proposals", &book_.proposals}};
        for (const auto& [key, set] : sets)
            for (const std::string& w : folded(map[key])) (*set)[language].insert(w);
        for (const auto& kv : map["ordinals"])
            for (const std::string& w : folded(kv.second)) book_.ordinals[language][w] = kv.first.as<int>();
        for (const bool ahead : {false, true})
            for (const std::string& w : folded(map[ahead ? "ahead" : "during"]))
                book_.circumstances[language][w] = ahead;
        for (const auto& kv : map["claims"]) book_.claims[language][kv.first.as<std::string>()] = folded(kv.second);
        return Done{};
    }

    void finish() {
        for (const Wording& w : book_.wordings) book_.by_head[language_of(w)][w.head].push_back(&w);
        for (auto& [language, heads] : book_.by_head)
            for (auto& [head, list] : heads)
                std::stable_sort(list.begin(), list.end(), [](const Wording* a, const Wording* b) {
                    return a->specificity() > b->specificity();
                });
    }

 private:
    static std::string language_of(const Wording& w) { return w.id.substr(0, 2); }

    Result<Wording> entry(const std::string& file, const std::string& language, const YAML::Node& e) {
        Wording w;
        w.file = file;
        w.line = e.Mark().line + 1;
        w.id = language + ".";
        w.veto = e["veto"] && e["veto"].as<bool>();
        const std::string concept_id = e["concept"] ? e["concept"].as<std::string>() : "";
        w.concept_ = book_.find(concept_id);
        if (!w.concept_ && !w.veto)
            return at(file, e, "unknown concept \"" + concept_id + "\"; see data/codebook/concepts/");
        w.actor = folded(e["actor"]);
        w.recipient = folded(e["recipient"]);
        w.parties = folded(e["parties"]);
        w.recipient_kinds = strings(e["recipient_is"]);
        w.actor_roles = strings(e["actor_role"]);
        for (const char* key : {"if", "unless"})
            for (const auto& kv : e[key])
                w.conditions.push_back({base::fold(kv.first.as<std::string>()), folded(kv.second), key[0] == 'u'});
        if (e["status"]) {
            w.status = parse_status(e["status"].as<std::string>());
            if (!w.status) return at(file, e["status"], "unknown status \"" + e["status"].as<std::string>() + "\"");
        }
        return w;
    }

    void add(const Wording& base, const std::string& language, WordClass cls, const std::string& words) {
        Wording w = base;
        const std::vector<std::string> parts = predicate_words(words);
        w.word_class = cls;
        w.head = parts[0];
        w.with.assign(parts.begin() + 1, parts.end());
        w.id = language + "." + words + "#" + std::to_string(w.line);
        book_.wordings.push_back(std::move(w));
    }

    Codebook& book_;
};

Status load_file(Loader& loader, const world::DataFile& f, const YAML::Node& root) {
    const std::vector<std::string_view> path = base::split(f.name, '/');
    if (path[0] == "concepts") return loader.concepts(f.name, root);
    if (f.name == "joining.yaml") return loader.joining(f.name, root);
    if (f.name == "confidence.yaml") return loader.confidence(f.name, root);
    if (path[0] == "wordings" && path.size() >= 3) return loader.wordings(f.name, std::string(path[1]), root);
    if (path[0] == "attitudes") return loader.attitudes(f.name, std::string(path[1].substr(0, 2)), root);
    if (path[0] == "lists") return loader.lists(f.name, std::string(path[1].substr(0, 2)), root);
    return fail(ErrorCode::kInvalid,
                "codebook/" + f.name + ": not in concepts/, wordings/<language>/, attitudes/ or lists/");
}

}  // namespace

const Concept* Codebook::find(const std::string& id) const {
    for (const auto& c : concepts)
        if (c->id == id) return c.get();
    return nullptr;
}

std::string Codebook::verb_lemma(const std::string& language, const std::string& form, const std::string& lemma) const {
    const auto wordings_of = by_head.find(language);
    const auto attitudes_of = attitudes.find(language);
    const auto known = [&](const std::string& w) {
        return (wordings_of != by_head.end() && wordings_of->second.count(w)) ||
               (attitudes_of != attitudes.end() && attitudes_of->second.count(w));
    };
    if (const auto irregular = forms.find(language); irregular != forms.end())
        if (const auto it = irregular->second.find(form); it != irregular->second.end()) return it->second;
    const auto table = endings.find(language);
    if (table == endings.end() || known(lemma)) return lemma;
    std::string best;
    std::size_t longest = 0;
    for (const auto& [infinitive, list] : table->second)
        for (const std::string& e : list) {
            if (e.size() < longest || form.size() < e.size() + 3 ||
                form.compare(form.size() - e.size(), e.size(), e) != 0)
                continue;
            const std::string stem = form.substr(0, form.size() - e.size());
            if (known(stem + infinitive)) best = stem + infinitive, longest = e.size();
        }
    return best.empty() ? lemma : best;
}

std::string Codebook::role_of(const std::string& language, const std::string& noun) const {
    const auto l = roles.find(language);
    if (l == roles.end()) return {};
    const auto it = l->second.find(noun);
    return it == l->second.end() ? std::string{} : it->second;
}

std::optional<bool> Codebook::circumstance(const std::string& language, const std::string& words) const {
    const auto l = circumstances.find(language);
    if (l == circumstances.end() || words.empty()) return std::nullopt;
    for (std::string w = words; !w.empty(); w.erase(w.rfind(' ') == std::string::npos ? 0 : w.rfind(' '))) {
        const auto it = l->second.find(w);
        if (it != l->second.end()) return it->second;
    }
    return std::nullopt;
}

Result<std::shared_ptr<const Codebook>> load_codebook(const std::vector<world::DataFile>& files) {
    auto book = std::make_shared<Codebook>();
    Loader loader(*book);
    std::string all;
    // Concepts first: wordings name them.
    for (const bool concepts : {true, false})
        for (const world::DataFile& f : files) {
            if ((f.name.rfind("concepts/", 0) == 0) != concepts) continue;
            all += f.bytes;
            try {
                const YAML::Node root = YAML::Load(f.bytes);
                TRY_DONE(load_file(loader, f, root));
            } catch (const YAML::Exception& e) {
                return fail(ErrorCode::kInvalid,
                            "codebook/" + f.name + ":" + std::to_string(e.mark.line + 1) + ": " + e.msg);
            }
        }
    loader.finish();
    for (const auto& c : book->concepts) {
        if (c->id.rfind("head.", 0) != 0) continue;
        Wording& w = book->head_wordings[c->type];
        w.id = "event head";
        w.concept_ = c.get();
    }
    book->version = "cb-" + base::content_id({all}).substr(0, 8);
    return std::shared_ptr<const Codebook>(std::move(book));
}

}  // namespace entente::coding
