// Each kind of thing lists its fields once, in `fields`; the writer and the reader both walk that list.
#include "world/tables.h"

#include <bit>
#include <optional>
#include <type_traits>

#include "world/compiled.h"

namespace entente::world {

namespace {

template <class Walk, class T>
void fields(Walk& walk, T& value);

struct Writing {
    TableWriter& out;
    void operator()(const std::string& text) { out.text(text); }
    void operator()(double number) { out.number(std::bit_cast<std::uint64_t>(number)); }
    void operator()(const Date& day) { out.number(static_cast<std::uint32_t>(days_from_epoch(day))); }
    template <class T>
        requires(std::is_integral_v<T> || std::is_enum_v<T>)
    void operator()(const T& number) {
        out.number(static_cast<std::uint64_t>(static_cast<std::int64_t>(number)));
    }
    template <class Tag>
    void operator()(const Id<Tag>& id) {
        out.text(id.value);
    }
    template <class T>
    void operator()(const std::optional<T>& value) {
        out.number(value.has_value());
        if (value) (*this)(*value);
    }
    template <class T>
    void operator()(const std::vector<T>& list) {
        out.number(list.size());
        for (const T& item : list) (*this)(item);
    }
    template <class T>
        requires std::is_class_v<T>
    void operator()(const T& thing) {
        fields(*this, const_cast<T&>(thing));  // the list of fields is one for both directions; nothing is changed
    }
};

struct Reading {
    TableReader& in;
    void operator()(std::string& text) { text = in.text(); }
    void operator()(double& number) { number = std::bit_cast<double>(in.number()); }
    void operator()(Date& day) { day = date_from_days(static_cast<std::int32_t>(in.number())); }
    template <class T>
        requires(std::is_integral_v<T> || std::is_enum_v<T>)
    void operator()(T& number) {
        number = static_cast<T>(static_cast<std::int64_t>(in.number()));
    }
    template <class Tag>
    void operator()(Id<Tag>& id) {
        id.value = in.text();
    }
    template <class T>
    void operator()(std::optional<T>& value) {
        value.reset();
        if (in.number() != 0) (*this)(value.emplace());
    }
    template <class T>
    void operator()(std::vector<T>& list) {
        const std::size_t size = in.count();
        list.clear();
        list.reserve(size);
        for (std::size_t i = 0; i < size; ++i) (*this)(list.emplace_back());
    }
    template <class T>
        requires std::is_class_v<T>
    void operator()(T& thing) {
        fields(*this, thing);
    }
};

template <class Walk>
void list(Walk& walk, auto&... field) {
    (walk(field), ...);
}

template <class Walk, class T>
void fields(Walk& walk, T& value) {
    if constexpr (std::is_same_v<T, DateRange>) {
        list(walk, value.start, value.end);
    } else if constexpr (std::is_same_v<T, FormerName>) {
        list(walk, value.text, value.language, value.to);
    } else if constexpr (std::is_same_v<T, Actor>) {
        list(walk, value.id, value.kind, value.names_fr, value.names_en, value.wikidata, value.iso3, value.cow);
        list(walk, value.gw, value.from, value.to, value.part_of, value.country, value.recognised);
        list(walk, value.headquarters, value.former, value.source);
    } else if constexpr (std::is_same_v<T, ActorName>) {
        list(walk, value.actor, value.text, value.language, value.use, value.gender, value.number);
        list(walk, value.needs_case, value.role, value.office);
    } else if constexpr (std::is_same_v<T, Place>) {
        list(walk, value.id, value.names, value.country, value.lat, value.lon, value.population);
        list(walk, value.feature, value.capital_of);
    } else if constexpr (std::is_same_v<T, OfficeTitle>) {
        list(walk, value.office, value.text, value.language, value.role, value.plural, value.only);
    } else if constexpr (std::is_same_v<T, ReferenceWord>) {
        list(walk, value.text, value.language, value.sense, value.kinds);
    } else if constexpr (std::is_same_v<T, Membership>) {
        list(walk, value.group, value.member, value.from, value.to, value.source, value.notice, value.suspended);
    } else if constexpr (std::is_same_v<T, Tenure>) {
        list(walk, value.of, value.office, value.holder, value.person, value.also, value.from, value.to, value.source);
    } else {
        static_assert(std::is_same_v<T, NameKey>, "list the fields of this type");
        list(walk, value.key, value.names);
    }
}

template <class Walk, class World>
void tables(Walk& walk, World& world) {
    auto& f = world.facts;
    list(walk, f.actors, f.names, f.places, f.offices, f.references, f.memberships, f.tenures, world.keys);
}

}  // namespace

void TableWriter::number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>((value & 0x7f) | 0x80);
    out_ += static_cast<char>(value);
}

void TableWriter::text(std::string_view value) {
    number(value.size());
    out_ += value;
}

std::uint64_t TableReader::number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (at_ >= bytes_.size()) break;
        const auto byte = static_cast<unsigned char>(bytes_[at_++]);
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    broken_ = true;
    return 0;
}

std::size_t TableReader::count() {
    const std::uint64_t size = number();
    if (size <= bytes_.size() - at_) return static_cast<std::size_t>(size);
    broken_ = true;
    return 0;
}

std::string_view TableReader::text() {
    const std::size_t size = count();
    const std::string_view out = bytes_.substr(at_, size);
    at_ += size;
    return out;
}

void write_tables(TableWriter& out, const Compiled& world) {
    Writing walk{out};
    tables(walk, world);
    out.number(world.facts.capital_of.size());
    for (const auto& [state, place] : world.facts.capital_of) {
        out.text(state.str());
        out.text(place);
    }
}

bool read_tables(TableReader& in, Compiled& world) {
    Reading walk{in};
    tables(walk, world);
    for (std::size_t left = in.count(); left > 0; --left) {
        ActorId state{std::string(in.text())};
        world.facts.capital_of.emplace(std::move(state), in.text());
    }
    return in.whole();
}

}  // namespace entente::world
