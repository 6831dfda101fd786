// A page's markup as a flat tree: nodes in document order. The seam to the HTML library: nobody else includes it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/limits.h"
#include "press/markup.h"

namespace entente::press {

enum class Tag : std::uint8_t {
    kText,
    kOther,
    kHtml,
    kHead,
    kTitle,
    kMeta,
    kLink,
    kBody,
    kArticle,
    kSection,
    kMain,
    kNav,
    kAside,
    kHeader,
    kFooter,
    kDiv,
    kP,
    kH1,
    kH2,
    kH3,
    kH4,
    kH5,
    kH6,
    kUl,
    kOl,
    kLi,
    kDl,
    kDt,
    kDd,
    kBlockquote,
    kPre,
    kTable,
    kThead,
    kTbody,
    kTfoot,
    kTr,
    kTd,
    kTh,
    kCaption,
    kFigure,
    kFigcaption,
    kImg,
    kA,
    kSpan,
    kB,
    kStrong,
    kTime,
    kBr,
    kHr,
    kForm,
    kInput,
    kButton,
    kSelect,
    kLabel,
    kAddress,
    kDetails,
    kCenter,
    kTemplate,
    kFieldset,
    kVideo,
    kAudio
};

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = UINT32_MAX;

struct Attribute {
    std::string_view name, value;
};

struct Node {
    Tag tag = Tag::kOther;
    NodeIndex parent = kNoNode;
    NodeIndex end = 0;      // one past the last node below: the subtree is [i, end)
    std::string_view text;  // of a text node; the element's name for kOther
    std::uint32_t first_attribute = 0;
    std::uint16_t attributes = 0;
};

// Owns its strings; moves, does not copy. Node 0 is <html>.
class HtmlTree {
 public:
    // Parses UTF-8 markup, broken or not. Depth is bounded by Limits::html_depth; cost linear for bounded depth.
    static HtmlTree parse(std::string_view html, const Limits& limits);

    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] const Node& operator[](NodeIndex i) const { return nodes_[i]; }
    [[nodiscard]] NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }
    // The attribute's value; empty when absent.
    [[nodiscard]] std::string_view attribute(NodeIndex i, std::string_view name) const;
    [[nodiscard]] bool has_attribute(NodeIndex i, std::string_view name) const;
    // The text below, squeezed; at most about `max` bytes are looked at.
    [[nodiscard]] std::string text(NodeIndex i, std::size_t max = 4000) const;
    // … with a space between any two elements: "<b>Jean Dupont</b><i>12:30</i>" is no one name.
    [[nodiscard]] std::string parted_text(NodeIndex i, std::size_t max = 400) const;
    [[nodiscard]] const std::vector<std::string>& json_ld() const { return json_ld_; }
    [[nodiscard]] bool flattened() const { return flattened_; }

    class Arena;
    HtmlTree(HtmlTree&&) noexcept;
    HtmlTree& operator=(HtmlTree&&) noexcept;
    ~HtmlTree();

 private:
    HtmlTree();
    std::unique_ptr<Arena> arena_;
    std::string source_;  // what the library saw; it points into it
    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::vector<std::string> json_ld_;
    bool flattened_ = false;
};

[[nodiscard]] bool is_heading(Tag tag);
// Whether the element breaks text into blocks.
[[nodiscard]] bool is_block(Tag tag);

}  // namespace entente::press
