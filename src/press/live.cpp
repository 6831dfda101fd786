#include "press/live.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/text.h"
#include "entente/date.h"
#include "press/dates.h"
#include "press/finish.h"
#include "press/press.h"

namespace entente::press {

namespace {

struct HourRead {
    int minutes = -1;     // of the day; -1: no hour
    std::size_t end = 0;  // past it and its "pm", "Uhr"
};

// An hour at the beginning of folded text.
HourRead read_hour(std::string_view t) {
    std::size_t at = 0;
    const auto number = [&]() -> int {
        if (at >= t.size() || t[at] < '0' || t[at] > '9') return -1;
        int n = t[at++] - '0';
        if (at < t.size() && t[at] >= '0' && t[at] <= '9') n = n * 10 + (t[at++] - '0');
        return n;
    };
    int hour = number();
    if (hour < 0 || hour > 23) return {};
    if (at < t.size() && t[at] == ' ' && at + 1 < t.size() && t[at + 1] == 'h') ++at;  // "14 h 30"
    if (at >= t.size()) return {};
    const char sep = t[at++];
    if (sep == 'h' && at < t.size() && t[at] == ' ' && at + 1 < t.size() && t[at + 1] >= '0' && t[at + 1] <= '9') ++at;
    int minute = sep == 'h' || sep == ':' || sep == '.' ? number() : -1;
    if (minute < 0 && sep == 'h') minute = 0;
    if (minute < 0 || minute > 59) return {};
    std::size_t word = at;
    while (word < t.size() && t[word] == ' ') ++word;
    std::size_t end = word;
    while (end < t.size() && ((t[end] >= 'a' && t[end] <= 'z') || t[end] == '.')) ++end;
    const std::string_view rest = t.substr(word, end - word);
    if (rest == "pm" || rest == "p.m.") hour += hour < 12 ? 12 : 0;
    if ((rest == "am" || rest == "a.m.") && hour == 12) hour = 0;
    for (std::string_view w : {"pm", "p.m.", "am", "a.m.", "uhr", "gmt", "utc", "tu", "wat", "cat", "cet", "cest"})
        if (rest == w) at = end;
    return {hour * 60 + minute, at};
}

std::string hour_text(int minutes) {
    char out[16];
    std::snprintf(out, sizeof out, "%02d:%02d", minutes / 60, minutes % 60);
    return out;
}

// Date and time of the <time> in the block or right above it; empty: none.
std::string time_in(const HtmlTree& tree, const Block& b, const PageWords& words) {
    const auto value = [&](NodeIndex n) {
        std::string iso = tree[n].tag == Tag::kTime ? iso_date(tree.attribute(n, "datetime"), words) : std::string();
        return iso.size() >= 16 ? iso : std::string();
    };
    for (NodeIndex n = b.node; n < std::min(tree[b.node].end, b.node + 12); ++n)
        if (std::string iso = value(n); !iso.empty()) return iso;
    for (NodeIndex n = b.first, steps = 0; n != kNoNode && steps < 4; n = tree[n].parent, ++steps)
        if (std::string iso = value(n); !iso.empty()) return iso;
    return {};
}

bool in_time(const HtmlTree& tree, const Block& b) {
    for (NodeIndex n = b.first, steps = 0; n != kNoNode && steps < 4; n = tree[n].parent, ++steps)
        if (tree[n].tag == Tag::kTime) return true;
    return false;
}

}  // namespace

std::string hour_line(std::string_view line) {
    const std::string t = base::fold(base::trim(line));
    if (t.size() < 2 || t.size() > 16) return {};
    const HourRead read = read_hour(t);
    return read.minutes >= 0 && base::trim(std::string_view(t).substr(read.end)).empty() ? hour_text(read.minutes)
                                                                                         : std::string();
}

std::size_t hour_at_head(std::string_view line, std::string& hour) {
    const base::Folded f = base::fold_with_map(line.substr(0, base::border_before(line, 40)));
    const std::string_view t = f.text;
    const HourRead read = read_hour(t);
    if (read.minutes < 0) return 0;
    std::size_t at = read.end;
    while (at < t.size() && t[at] == ' ') ++at;
    std::size_t marks = at;
    for (std::string_view mark : {":", "-", "|", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2", ">", "/"})
        if (t.substr(at).starts_with(mark)) marks = at + mark.size();
    if (marks == at) return 0;
    while (marks < t.size() && t[marks] == ' ') ++marks;
    if (marks >= t.size()) return 0;
    hour = hour_text(read.minutes);
    return f.source(0, marks).end;
}

bool says_live(std::string_view title, const PageWords& words) {
    const std::string folded = base::fold(title);
    for (std::size_t i = 0; i < folded.size() && i < 300; ++i) {
        const bool border = i == 0 || folded[i - 1] == ' ' || folded[i - 1] == '(' || folded[i - 1] == '[';
        if (border && words.live.prefix(std::string_view(folded).substr(i))) return true;
    }
    return false;
}

std::vector<LiveEntry> find_live_entries(const HtmlTree& tree, const std::vector<Block>& blocks, Body& body,
                                         bool declared, const PageWords& words) {
    if (body.blocks.empty()) return {};
    const std::size_t from = body.blocks.front() > 3 ? body.blocks.front() - 3 : 0;
    const std::size_t end = std::min(blocks.size(), body.blocks.back() + 1);
    std::vector<LiveEntry> entries;
    std::size_t timed = 0;
    for (std::size_t k = from; k < end; ++k) {
        const Block& b = blocks[k];
        std::string stamp = hour_line(b.text);
        const bool alone = !stamp.empty();
        if (!alone && (!declared || hour_at_head(b.text, stamp) == 0)) continue;
        const auto text = alone ? std::upper_bound(body.blocks.begin(), body.blocks.end(), k)
                                : std::lower_bound(body.blocks.begin(), body.blocks.end(), k);
        if (text == body.blocks.end() || (!alone && *text != k)) continue;
        if (!entries.empty() && entries.back().first == *text) continue;
        timed += alone && in_time(tree, b);
        if (std::string iso = time_in(tree, b, words); !iso.empty()) stamp = std::move(iso);
        entries.push_back({std::move(stamp), *text});
    }
    if (entries.size() < (declared ? 2 : 4) || (!declared && timed < entries.size())) return {};
    std::erase_if(body.blocks, [&](std::size_t k) { return !hour_line(blocks[k].text).empty(); });
    return entries;
}

namespace {

// Days of entries of which only the hour is known: the oldest is of the page's day; each step back over midnight is one
// day on. Gives stamps with a day, oldest first; those that have one keep it.
void date_entries(std::vector<std::string>& stamps, std::string_view published) {
    const std::optional<Date> first = parse_date(published);
    if (!first) return;
    std::string zone;  // the page's own, unless it is only the machine's
    if (published.size() > 16)
        if (const std::size_t at = published.find_last_of("+-"); at != std::string_view::npos && at > 10)
            zone = std::string(published.substr(at));
    if (zone == "+00:00") zone.clear();
    Date day = *first;
    std::string last;
    for (std::string& s : stamps) {
        if (s.size() > 5) {  // the page gave the day
            if (const auto given = parse_date(s)) day = *given;
            last = s.size() >= 16 ? s.substr(11, 5) : std::string();
            continue;
        }
        if (!last.empty() && s < last) day = add_days(day, 1);
        last = s;
        s = to_string(day) + "T" + s + zone;
    }
}

// Whether the page shows the newest entry first, by most of the steps from one to the next; a step over midnight is the
// shorter way round the clock.
bool newest_first(const std::vector<const Note*>& entries) {
    const auto minutes = [](std::string_view hour) {
        return (hour[0] * 10 + hour[1]) * 60 + hour[3] * 10 + hour[4] - ('0' * 11) * 61;
    };
    int down = 0, up = 0;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const std::string &before = entries[i - 1]->text, &here = entries[i]->text;
        if (before == here) continue;
        bool earlier = here < before;
        if (before.size() == 5 && here.size() == 5) earlier = (minutes(here) - minutes(before) + 2160) % 1440 < 720;
        (earlier ? down : up) += 1;
    }
    return down > up;
}

// The paragraphs of `from` that `keep` takes, as a text of their own in `to`, with their links and notes.
template <class Keep>
void copy_text(const Article& from, Article& to, Keep keep) {
    std::vector<std::pair<Span, std::int64_t>> moved;  // paragraph, how far
    for (const Paragraph& p : from.paragraphs) {
        if (!keep(p)) continue;
        if (!to.text.empty()) to.text += '\n';
        const auto start = static_cast<ByteOffset>(to.text.size());
        to.text += p.span.of(from.text);
        to.paragraphs.push_back({p.kind, {start, static_cast<ByteOffset>(to.text.size())}});
        moved.emplace_back(p.span, std::int64_t{start} - std::int64_t{p.span.start});
    }
    const auto shift = [&](Span s) -> std::optional<Span> {
        for (const auto& [span, by] : moved)
            if (s.start >= span.start && s.end <= span.end)
                return Span{static_cast<ByteOffset>(s.start + by), static_cast<ByteOffset>(s.end + by)};
        return std::nullopt;
    };
    for (const Link& l : from.links)
        if (const auto span = shift(l.span)) to.links.push_back({*span, l.url});
    for (const Note& n : from.notes)
        if (n.span && n.kind != "entry")
            if (const auto span = shift(*n.span)) to.notes.push_back({n.kind, n.text, *span});
}

// Its first heading is its title; an hour at its head goes.
void head_entry(Article& e) {
    const auto cut = [&](std::size_t n) {  // the first bytes of the text
        e.text.erase(0, n);
        std::erase_if(e.links, [&](const Link& l) { return l.span.start < n; });
        std::erase_if(e.notes, [&](const Note& x) { return x.span && x.span->start < n; });
        const auto less = [&](Span& s) {
            s.start -= s.start ? static_cast<ByteOffset>(n) : 0, s.end -= static_cast<ByteOffset>(n);
        };
        for (Paragraph& p : e.paragraphs) less(p.span);
        for (Link& l : e.links) less(l.span);
        for (Note& x : e.notes)
            if (x.span) less(*x.span);
    };
    if (e.paragraphs.empty()) return;
    std::string hour;
    if (const std::size_t n = hour_at_head(e.paragraphs[0].span.of(e.text), hour)) cut(n);
    if (e.paragraphs.size() < 2 || e.paragraphs[0].kind != ParagraphKind::kHeading) return;
    e.title = std::string(e.paragraphs[0].span.of(e.text));
    e.provenance["title"] = "heading";
    const std::size_t next = e.paragraphs[1].span.start;
    e.paragraphs.erase(e.paragraphs.begin());
    cut(next);
}

Article entry_article(const Article& page, const Note& note, const std::string& stamp, std::size_t nth) {
    Article e;
    e.url = page.url, e.sections = page.sections, e.byline = page.byline;
    e.source = page.source, e.source_id = page.source_id, e.source_country = page.source_country;
    e.language = page.language;
    e.published_bounds = page.published_bounds;
    copy_text(page, e, [&](const Paragraph& p) {
        return p.kind != ParagraphKind::kCaption && p.span.start >= note.span->start && p.span.end <= note.span->end;
    });
    head_entry(e);
    if (stamp.size() > 5) e.published = stamp, e.provenance["published"] = "entry", e.published_bounds = {};
    e.provenance["text"] = "live blog " + page.id.str();
    e.id = ArticleId(base::content_id({"entry", page.id.str(), stamp, std::to_string(nth)}));
    e.notes.push_back({"entry", note.text, std::nullopt});
    key_text(e);
    if (e.text_key.empty()) e.text_key = base::content_id({"alone", e.id.str()});
    return e;
}

}  // namespace

std::vector<Article> split_live(Article page) {
    constexpr std::size_t kEntries = 3000;
    std::vector<const Note*> notes;
    for (const Note& n : page.notes)
        if (n.kind == "entry" && n.span && notes.size() < kEntries) notes.push_back(&n);
    std::vector<Article> out;
    if (page.kind != "live" || notes.empty()) {
        out.push_back(std::move(page));
        return out;
    }
    const bool reversed = newest_first(notes);
    std::vector<std::string> stamps;
    for (const Note* n : notes) stamps.push_back(n->text);
    if (reversed) std::reverse(stamps.begin(), stamps.end());
    date_entries(stamps, page.published);
    if (reversed) std::reverse(stamps.begin(), stamps.end());
    std::map<std::string, std::size_t> times;  // entries of one minute are counted from the oldest
    std::vector<std::size_t> nth(stamps.size());
    for (std::size_t i = 0; i < stamps.size(); ++i) {
        const std::size_t at = reversed ? stamps.size() - 1 - i : i;
        nth[at] = times[stamps[at]]++;
    }
    Article head = page;  // what is left of the page: what is in no entry
    head.text.clear(), head.paragraphs.clear(), head.links.clear(), head.notes.clear();
    const auto in_entry = [&](const Paragraph& p) {
        return std::any_of(notes.begin(), notes.end(),
                           [&](const Note* n) { return p.span.start >= n->span->start && p.span.end <= n->span->end; });
    };
    copy_text(page, head, [&](const Paragraph& p) { return !in_entry(p); });
    for (const Note& n : page.notes)
        if (!n.span) head.notes.push_back(n);
    out.push_back(std::move(head));
    for (std::size_t i = 0; i < notes.size(); ++i) {
        Article e = entry_article(page, *notes[i], stamps[i], nth[i]);
        if (e.text.empty()) continue;
        out[0].notes.push_back({"entry", stamps[i] + " " + e.id.str(), std::nullopt});
        out.push_back(std::move(e));
    }
    key_text(out[0]);
    if (out[0].text_key.empty()) out[0].text_key = base::content_id({"alone", out[0].id.str()});
    return out;
}

}  // namespace entente::press
