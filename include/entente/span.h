// Half-open stretches of UTF-8 text and the id types that things carry.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace entente {

using ByteOffset = std::uint32_t;
// Place of a word in its sentence, from 0. kNoToken: none (the root's head).
using TokenIndex = std::int32_t;
inline constexpr TokenIndex kNoToken = -1;

// [start, end) in bytes of a UTF-8 text, always on code point borders.
struct Span {
    ByteOffset start = 0;
    ByteOffset end = 0;
    [[nodiscard]] ByteOffset size() const { return end - start; }
    [[nodiscard]] bool empty() const { return end <= start; }
    [[nodiscard]] bool contains(const Span& o) const { return start <= o.start && o.end <= end; }
    [[nodiscard]] bool overlaps(const Span& o) const { return start < o.end && o.start < end; }
    // The text under the span; empty when the span lies outside `text`.
    [[nodiscard]] std::string_view of(std::string_view text) const {
        return start <= end && end <= text.size() ? text.substr(start, end - start) : std::string_view{};
    }
    auto operator<=>(const Span&) const = default;
};

// A string that names one kind of thing; ids of different kinds do not mix. Empty: none.
template <class Tag>
struct Id {
    std::string value;
    Id() = default;
    explicit Id(std::string v) : value(std::move(v)) {}
    [[nodiscard]] bool empty() const { return value.empty(); }
    [[nodiscard]] const std::string& str() const { return value; }
    auto operator<=>(const Id&) const = default;
    friend std::ostream& operator<<(std::ostream& o, const Id& id) { return o << id.value; }
};

using ActorId = Id<struct ActorTag>;
using ArticleId = Id<struct ArticleTag>;
using ReportId = Id<struct ReportTag>;
using EventId = Id<struct EventTag>;

}  // namespace entente

template <class Tag>
struct std::hash<entente::Id<Tag>> {
    std::size_t operator()(const entente::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
