// The title: the heading that the page's other witnesses (OpenGraph, JSON-LD, the title element, cards for sharing)
// repeat, else the page's only heading of the first rank, else OpenGraph, JSON-LD, the title element without the site's
// name.
#include <algorithm>

#include "base/text.h"
#include "press/meta/metadata.h"
#include "press/meta/sources.h"

namespace entente::press {

// "Title - Site" or "Site : Title": what is left of the title element, when it reads like a name.
std::string PageMetadata::site_in_title(std::string_view title) const {
    const std::size_t at = title.empty() ? std::string::npos : title_tag_.find(title);
    if (at == std::string::npos) return {};
    std::string_view rest =
        at == 0 ? std::string_view(title_tag_).substr(title.size()) : std::string_view(title_tag_).substr(0, at);
    const auto mark = [](char32_t c) {
        return c < 0x80 ? !base::is_letter(c) && !base::is_digit(c)
                        : (c >= 0x2010 && c <= 0x2022) || c == 0xAB || c == 0xBB || c == 0xB7 || base::is_space(c);
    };
    while (!rest.empty()) {
        std::size_t next = 0;
        if (!mark(base::next_code_point(rest, next))) break;
        rest.remove_prefix(next);
    }
    while (!rest.empty()) {
        const std::size_t last = base::border_before(rest, rest.size() - 1);
        std::size_t next = last;
        if (!mark(base::next_code_point(rest, next))) break;
        rest.remove_suffix(rest.size() - last);
    }
    return word_count(rest) <= 6 && rest.size() >= 2 && rest.size() <= 60 ? std::string(rest) : std::string();
}

// Cuts " | Site" and its like off. `any_tail`: a short tail goes even when it is not the site's known name.
std::string PageMetadata::strip_site(std::string_view title, bool any_tail) const {
    const std::string site = bare_letters(site_), host = bare_letters(host_of(base_));
    std::string out(base::trim(title));
    for (int round = 0; round < 3; ++round) {
        std::size_t cut = std::string::npos, after = 0;
        for (std::string_view sep : {" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", "|"}) {
            const std::size_t at = out.rfind(sep);
            if (at != std::string::npos && (cut == std::string::npos || at > cut)) cut = at, after = at + sep.size();
        }
        if (cut == std::string::npos || cut == 0) break;
        const std::string tail = bare_letters(std::string_view(out).substr(after));
        const std::size_t tail_words = word_count(std::string_view(out).substr(after));
        const std::size_t head_words = word_count(std::string_view(out).substr(0, cut));
        const bool named =
            !tail.empty() &&
            ((!site.empty() && (site.find(tail) != std::string::npos || tail.find(site) != std::string::npos)) ||
             (tail.size() > 3 && host.find(tail) != std::string::npos));
        if (!named && !(any_tail && tail_words <= 4 && head_words > tail_words + 1)) break;
        out = std::string(base::trim(std::string_view(out).substr(0, cut)));
    }
    return out;
}

namespace {

// A word of five letters or more that stands in both.
bool shares_word(std::string_view a, std::string_view b) {
    const std::string in = " " + base::fold(b) + " ", from = base::fold(a);
    for (std::string_view w : base::split(from, ' '))
        if (w.size() >= 5 && in.find(w) != std::string::npos) return true;
    return false;
}

// A heading that holds a label before the title ("Label The title"): the part that another witness gives.
std::string without_kicker(const std::string& heading, const std::string& og, const std::string& headline) {
    for (const std::string* w : {&headline, &og})
        if (w->size() >= 20 && w->size() < heading.size() && w->size() * 2 > heading.size() && heading.ends_with(*w))
            return *w;
    return heading;
}

}  // namespace

// The heading's text without the label in it ("<h1><span class=kicker>Sahel</span> The title</h1>").
std::string PageMetadata::heading_text(NodeIndex heading) const {
    std::string all;
    for (NodeIndex n = heading; n < tree_[heading].end && all.size() < 600;) {
        if (n != heading && (marks_.skipped[n] || (marks_.own[n] & (kKickerName | kSectionName)))) {
            n = tree_[n].end;
            continue;
        }
        if (tree_[n].tag == Tag::kText)
            all += tree_[n].text;
        else if (is_block(tree_[n].tag) || tree_[n].tag == Tag::kBr)
            all += ' ';
        ++n;
    }
    all = base::squeeze(all);
    if (all.empty()) return tree_.text(heading, 600);
    const std::size_t first = all.find_first_not_of(":|-/ ");  // what parted the label
    return first == std::string::npos ? all : all.substr(first);
}

struct PageMetadata::TitleWitnesses {
    std::vector<std::vector<std::string>> letters;  // of each witness: as it is, and without the site's name
    std::string site, tail;  // what the site is called: by its own word, and behind the title element's last bar
};

// How well the witnesses agree with a heading or line of these letters.
double PageMetadata::title_score(const std::string& text, Rank rank, const TitleWitnesses& witnesses) const {
    const std::string letters = bare_letters(text);
    if (letters.size() < 4) return 0;
    const auto agreement = [&](const std::string& w) {
        if (w == letters) return 3.0;
        if (letters.size() >= 10 && (w.starts_with(letters) || (letters.size() >= 20 && w.ends_with(letters))))
            return 2.5;
        if (letters.size() >= 12 && w.size() >= 8 && letters.starts_with(w)) return 2.0;
        return letters.size() >= 12 && w.find(letters) != std::string::npos ? 1.5 : 0.0;
    };
    double score = rank.first ? 1 : 0;
    for (const std::vector<std::string>& forms : witnesses.letters) {
        double best = 0;
        for (const std::string& w : forms) best = std::max(best, agreement(w));
        score += best;
    }
    if (rank.named) score += 1.5;
    if (rank.home) score -= 4;
    if (!rank.first && score < 2) return 0;
    if (letters == witnesses.site && word_count(text) < 4) score -= 2;
    if (letters == witnesses.tail) score -= 3;
    return word_count(text) < 2 ? score - 0.5 : score;
}

// The best heading; where none will do, the best short line near the top that the page's own title repeats.
PageMetadata::Heading PageMetadata::best_heading(const TitleWitnesses& witnesses) const {
    Heading best;
    std::size_t headings = 0, seen = 0;
    for (int round = 0; round < 2 && best.score < 2; ++round)
        for (const Block& b : blocks_) {
            NodeIndex n = b.node;
            while (n != kNoNode && !is_heading(tree_[n].tag) && tree_[n].parent != kNoNode && b.node - n < 6)
                n = tree_[n].parent;
            const bool heading = n != kNoNode && is_heading(tree_[n].tag);
            const bool named = !heading && b.text.size() < 200 && b.link_letters == 0 && names_title(b.node);
            const bool early =
                named || (round == 1 && ++seen <= 60 && b.letters > 20 && b.text.size() < 200 && b.link_letters == 0);
            if ((!heading && !early) || b.text.size() > 400) continue;
            if (heading && ++headings > 60) break;
            const Rank rank = rank_of(b, heading ? n : b.node);
            best.firsts += rank.first && round == 0;
            std::string text = heading ? heading_text(n) : b.text;
            const double score = title_score(text, rank, witnesses);
            if (score > best.score) best.text = std::move(text), best.score = score, best.named = rank.named;
        }
    return best;
}

bool PageMetadata::names_title(NodeIndex n) const {
    return (marks_.own[n] & kTitleName) || tree_.attribute(n, "itemprop") == "headline";
}

// What the element and those right above it say: a heading of the first rank, one named as the title, a link to the
// site's front page (then it is the site's name).
PageMetadata::Rank PageMetadata::rank_of(const Block& b, NodeIndex heading) const {
    Rank rank;
    rank.first = tree_[heading].tag == Tag::kH1;
    for (NodeIndex n = heading, steps = 0; n != kNoNode && steps < 3; n = tree_[n].parent, ++steps) {
        if (steps > 0 && tree_[n].end - n > 40) break;
        rank.named |= names_title(n);
    }
    for (NodeIndex n = heading + 1; n < tree_[heading].end && n < heading + 8; ++n) rank.named |= names_title(n);
    for (const BlockLink& l : b.links) {
        const std::string_view rel = tree_.attribute(l.node, "rel"), href = tree_.attribute(l.node, "href");
        const std::size_t host = href.find("://");
        const std::size_t path = host == std::string_view::npos ? 0 : href.find('/', host + 3);
        rank.home |= rel == "home" || href == "/" || (host != std::string_view::npos && path >= href.size() - 1);
    }
    return rank;
}

// Old pages have no headings and the site's name for a title: the first line in bold that could be one.
PageMetadata::Heading PageMetadata::bold_line() const {
    for (std::size_t k = 0; k < blocks_.size() && k < 30; ++k) {
        const Block& b = blocks_[k];
        if (b.bold && b.link_letters == 0 && word_count(b.text) >= 4 && b.text.size() < 140 &&
            !ends_like_sentence(b.text))
            return {b.text, 1, 0};
    }
    return {};
}

void PageMetadata::choose_title(Article& article) const {
    const std::string og = meta({"og:title"}), twitter = meta({"twitter:title"});
    TitleWitnesses witnesses;
    for (const std::string* w : {&og, &json_.headline, &title_tag_, &twitter})
        if (!w->empty()) witnesses.letters.push_back({bare_letters(*w), bare_letters(strip_site(*w, false))});
    witnesses.site = bare_letters(site_);
    if (const std::string head = strip_site(title_tag_, true); head.size() < title_tag_.size() && word_count(head) >= 3)
        witnesses.tail = bare_letters(std::string_view(title_tag_).substr(head.size()));
    Heading best = best_heading(witnesses);
    if (best.score < 0.4 && og.empty() && json_.headline.empty() && word_count(title_tag_) <= 3) best = bold_line();
    const std::string shared = strip_site(og, false);
    const bool only = best.firsts == 1 && best.score >= 1 && word_count(best.text) >= (best.named ? 1 : 3) &&
                      (best.named || shares_word(best.text, og + " " + title_tag_));
    const auto choose = [&](std::string title, const char* read_in) {
        article.title = std::move(title), article.provenance["title"] = read_in;
    };
    if (best.score >= 2.5 || only || (best.score > 0.4 && og.empty() && json_.headline.empty()))
        choose(without_kicker(best.text, shared, json_.headline), "heading");
    else if (!shared.empty())
        choose(shared, "opengraph");
    else if (!json_.headline.empty())
        choose(json_.headline, "json-ld");
    else if (best.score > 0.4)
        choose(best.text, "heading");
    else if (!title_tag_.empty())
        choose(strip_site(title_tag_, true), "title");
}

}  // namespace entente::press
