// A small world for the record's tests: the AES and its states, some neighbours, two capitals.
#pragma once

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "world/world.h"

namespace entente::record {

class FakeWorld final : public world::World {
 public:
    FakeWorld() {
        for (const auto& [id, fr, en] : {std::tuple("MLI", "Mali", "Mali"),
                                         {"BFA", "Burkina Faso", "Burkina Faso"},
                                         {"NER", "Niger", "Niger"},
                                         {"RUS", "Russie", "Russia"},
                                         {"DZA", "Algérie", "Algeria"},
                                         {"USA", "États-Unis", "United States"},
                                         {"UKR", "Ukraine", "Ukraine"},
                                         {"EGY", "Égypte", "Egypt"},
                                         {"TUR", "Turquie", "Turkey"},
                                         {"CUB", "Cuba", "Cuba"},
                                         {"IRN", "Iran", "Iran"}})
            add(id, "state", fr, en);
        add("AES", "alliance", "Alliance des États du Sahel", "Alliance of Sahel States");
        add("ECOWAS", "organisation", "Communauté économique des États de l’Afrique de l’Ouest",
            "Economic Community of West African States");
        add("LAS", "organisation", "Ligue arabe", "Arab League");
        add("MNJTF", "force", "Force multinationale mixte", "Multinational Joint Task Force");
        acronym("AES", "AES", "");
        acronym("ECOWAS", "CEDEAO", "fr");
        acronym("ECOWAS", "ECOWAS", "en");
        for (const char* m : {"MLI", "BFA", "NER"}) {
            member(m, "AES", "2023-09-16", "");
            member(m, "ECOWAS", "1975-05-28", "2025-01-28");
        }
        member("EGY", "LAS", "", "");
        member("DZA", "LAS", "", "");
        office("ministre des Affaires étrangères", "fr", false);
        office("ministres des Affaires étrangères", "fr", true);
        office("foreign minister", "en", false);
        places_ = {{"geonames:524901", {"Moscou", "Moscow"}, "RUS", 55.75, 37.62, 10000000, "PPLC", ActorId("RUS")},
                   {"geonames:360630", {"Le Caire", "Cairo"}, "EGY", 30.06, 31.25, 7700000, "PPLC", ActorId("EGY")}};
    }
    const Actor* find(const ActorId& id) const override {
        const auto it = std::find_if(actors_.begin(), actors_.end(), [&](const Actor& a) { return a.id == id; });
        return it == actors_.end() ? nullptr : &*it;
    }
    const std::vector<Actor>& actors() const override { return actors_; }
    const std::vector<world::ActorName>& names() const override { return names_; }
    const std::vector<world::Place>& places() const override { return places_; }
    const world::Place* place(std::string_view id) const override {
        for (const world::Place& p : places_)
            if (p.id == id) return &p;
        return nullptr;
    }
    const world::Place* capital(const ActorId&) const override { return nullptr; }
    const std::vector<world::OfficeTitle>& offices() const override { return offices_; }
    const std::vector<world::ReferenceWord>& references() const override { return references_; }
    const std::vector<Membership>& memberships() const override { return memberships_; }
    const std::vector<Tenure>& tenures() const override { return tenures_; }
    std::vector<ActorId> members(const ActorId& group, std::optional<Date> at) const override {
        std::vector<ActorId> out;
        for (const Membership& m : memberships_)
            if (m.group == group && (!at || m.in_force(*at))) out.push_back(m.member);
        return out;
    }
    std::vector<ActorId> groups_of(const ActorId& member, std::optional<Date> at) const override {
        std::vector<ActorId> out;
        for (const Membership& m : memberships_)
            if (m.member == member && (!at || m.in_force(*at))) out.push_back(m.group);
        return out;
    }
    bool is_member(const ActorId& member, const ActorId& group, std::optional<Date> at) const override {
        const std::vector<ActorId> all = members(group, at);
        return std::find(all.begin(), all.end(), member) != all.end();
    }
    std::vector<ActorId> resolve(std::string_view text) const override {
        std::vector<ActorId> out;
        for (const Actor& a : actors_)
            if (base::fold(a.names_fr[0]) == base::fold(text) || base::fold(a.id.str()) == base::fold(text))
                out.push_back(a.id);
        return out;
    }
    std::string name(const ActorId& id, std::string_view language) const override {
        const Actor* a = find(id);
        return !a ? id.str() : language == "fr" ? a->names_fr[0] : a->names_en[0];
    }
    bool is_state(const ActorId& id) const override {
        const Actor* a = find(id);
        return a && a->kind == "state";
    }

 private:
    void add(const char* id, const char* kind, const char* fr, const char* en) {
        Actor a;
        a.id = ActorId(id);
        a.kind = kind;
        a.names_fr = {fr};
        a.names_en = {en};
        actors_.push_back(a);
    }
    void acronym(const char* id, const char* text, const char* language) {
        world::ActorName n;
        n.actor = ActorId(id);
        n.text = text;
        n.language = language;
        n.use = world::NameUse::kAcronym;
        names_.push_back(n);
    }
    void office(const char* text, const char* language, bool plural) {
        world::OfficeTitle o;
        o.office = "foreign minister";
        o.text = text;
        o.language = language;
        o.plural = plural;
        offices_.push_back(o);
    }
    void member(const char* id, const char* group, const char* from, const char* to) {
        Membership m;
        m.group = ActorId(group);
        m.member = ActorId(id);
        m.from = parse_date(from);
        m.to = parse_date(to);
        memberships_.push_back(m);
    }
    std::vector<world::ReferenceWord> references_;
    std::vector<Actor> actors_;
    std::vector<world::ActorName> names_;
    std::vector<world::Place> places_;
    std::vector<world::OfficeTitle> offices_;
    std::vector<Membership> memberships_;
    std::vector<Tenure> tenures_;
};

}  // namespace entente::record
