#include "cli/time_scores.h"

#include <algorithm>

namespace entente::cli {

namespace {

// The value of an attribute in a tag, without quotes; entities in it are not expected.
std::string attribute(std::string_view tag, std::string_view name) {
    const std::size_t at = tag.find(" " + std::string(name) + "=\"");
    if (at == std::string_view::npos) return {};
    const std::size_t start = at + name.size() + 3;
    const std::size_t end = tag.find('"', start);
    return end == std::string_view::npos ? std::string() : std::string(tag.substr(start, end - start));
}

// Appends the character that the entity at the head of `text` stands for; gives its length in `text`.
std::size_t add_entity(std::string_view text, std::string& to) {
    constexpr std::pair<std::string_view, char> kEntities[] = {
        {"&apos;", '\''}, {"&amp;", '&'}, {"&quot;", '"'}, {"&lt;", '<'}, {"&gt;", '>'}};
    for (const auto& [name, c] : kEntities)
        if (text.starts_with(name)) {
            to += c;
            return name.size();
        }
    to += text.front();
    return 1;
}

bool holds(const std::vector<std::string>& values, const TimeSpan& found) {
    return !found.values.empty() && std::find(values.begin(), values.end(), found.values.front()) != values.end();
}

std::string around(std::string_view text, const Span& span, const std::string& what) {
    std::size_t from = span.start > 40 ? span.start - 40 : 0;
    std::size_t to = std::min<std::size_t>(text.size(), span.end + 30u);
    while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) --from;
    while (to < text.size() && (static_cast<unsigned char>(text[to]) & 0xC0) == 0x80) ++to;
    std::string out = what + ": " + std::string(text.substr(from, span.start - from)) + "[[" +
                      std::string(span.of(text)) + "]]" + std::string(text.substr(span.end, to - span.end));
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

}  // namespace

TimeDocument read_timeml(std::string_view xml) {
    TimeDocument out;
    if (const std::size_t dct = xml.find("<DCT>"); dct != std::string_view::npos)
        out.published = attribute(xml.substr(dct, xml.find("</DCT>", dct) - dct), "value");
    std::size_t at = xml.find("<TEXT>");
    if (at == std::string_view::npos) return out;
    at += 6;
    const std::size_t end = std::min(xml.find("</TEXT>", at), xml.size());
    std::vector<std::size_t> open;  // times whose end has not come
    while (at < end) {
        if (xml[at] == '&') {
            at += add_entity(xml.substr(at, end - at), out.text);
            continue;
        }
        if (xml[at] != '<') {
            out.text += xml[at++];
            continue;
        }
        const std::size_t close = xml.find('>', at);
        if (close == std::string_view::npos) break;
        const std::string_view tag = xml.substr(at, close - at);
        at = close + 1;
        if (tag.starts_with("<TIMEX3 ")) {
            const auto here = static_cast<ByteOffset>(out.text.size());
            out.times.push_back({{here, here}, {attribute(tag, "value")}, "", ""});
            if (!tag.ends_with('/')) open.push_back(out.times.size() - 1);
        } else if (tag == "</TIMEX3" && !open.empty()) {
            out.times[open.back()].span.end = static_cast<ByteOffset>(out.text.size());
            open.pop_back();
        }
    }
    return out;
}

void TimeTally::add(std::string_view text, const std::vector<TimeSpan>& marked, std::vector<TimeSpan> answer,
                    std::vector<std::string>& wrong) {
    gold += static_cast<int>(marked.size());
    for (const TimeSpan& m : marked) {
        const auto rank = [&](const TimeSpan& f) {
            const std::size_t over = std::min(f.span.end, m.span.end) - std::max(f.span.start, m.span.start);
            return std::pair(f.span == m.span, over);
        };
        auto best = answer.end();
        for (auto f = answer.begin(); f != answer.end(); ++f)
            if (f->span.overlaps(m.span) && (best == answer.end() || rank(*f) > rank(*best))) best = f;
        if (best == answer.end()) {
            wrong.push_back(around(text, m.span, "missed " + m.values.front()));
            continue;
        }
        const TimeSpan match = *best;
        answer.erase(best);
        ++found;
        ++relaxed;
        strict += match.span == m.span;
        const bool right = holds(m.values, match);
        value += right;
        if (!right) wrong.push_back(around(text, match.span, match.values.front() + ", not " + m.values.front()));
        if (right && match.span != m.span)
            wrong.push_back(around(text, match.span, "span, of " + std::string(m.span.of(text))));
        const bool range = !m.end.empty() && m.end != m.start;
        if (right && range)  // its last day found by itself
            std::erase_if(answer, [&](const TimeSpan& f) { return f.span.overlaps(m.span) && f.end == m.end; });
    }
    found += static_cast<int>(answer.size());
    for (const TimeSpan& f : answer) wrong.push_back(around(text, f.span, "extra " + f.values.front()));
}

void TimeTally::add(const TimeTally& other) {
    gold += other.gold;
    found += other.found;
    strict += other.strict;
    relaxed += other.relaxed;
    value += other.value;
}

}  // namespace entente::cli
