#include "press/finish.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>

#include "base/sketch.h"
#include "base/text.h"
#include "press/dates.h"
#include "press/meta/sources.h"

namespace entente::press {

namespace {

// A place as datelines write it: one to six words that begin with a capital, particles and "/" between.
bool is_place(std::string_view s) {
    s = base::trim(s);
    if (s.size() < 2 || s.size() > 60) return false;
    std::size_t words = 0, capitals = 0;
    for (std::string_view w : base::split(s, ' ')) {
        if (w.empty()) continue;
        std::size_t i = 0;
        const char32_t c = base::next_code_point(w, i);
        if (!base::is_letter(c)) return false;
        ++words;
        capitals += base::is_upper(c);
    }
    return words >= 1 && words <= 6 && capitals * 2 > words;
}

bool all_capitals(std::string_view s) {
    std::size_t upper = 0, lower = 0;
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = base::next_code_point(s, i);
        if (!base::is_letter(c)) continue;
        (base::is_upper(c) ? upper : lower) += 1;
    }
    return upper >= 3 && lower == 0;
}

// Bytes of a dash that ends a dateline at `at`, with the space before it: " –", " —", " -", ".–"; 0: none.
std::size_t dash_at(std::string_view s, std::size_t at) {
    for (std::string_view d :
         {std::string_view(" – "), std::string_view(" — "), std::string_view(" - "), std::string_view(" -- "),
          std::string_view(" –"), std::string_view(" —"), std::string_view(".- "), std::string_view(") : "),
          std::string_view(")- "), std::string_view("— "), std::string_view("– ")})
        if (s.substr(at).starts_with(d)) return d.size();
    return 0;
}

// "(AFP)", "(Reuters)", "(Savoir News)": what agencies put in brackets.
bool is_agency(std::string_view s) {
    s = base::trim(s);
    if (s.size() < 2 || s.size() > 40) return false;
    std::size_t i = 0;
    if (!base::is_upper(base::next_code_point(s, i))) return false;
    return std::count(s.begin(), s.end(), ' ') <= 3;
}

// "12.11.2021", "3 avril 2025": begins with a day and has a year.
bool has_day(std::string_view s) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return s.size() >= 8 && s.size() <= 30 && digit(s[0]) && std::count_if(s.begin(), s.end(), digit) >= 5 &&
           std::all_of(s.end() - 4, s.end(), digit);
}

// The words of the text, a line a paragraph, without headings, captions, dateline and credits.
std::string bare_text(const Article& a) {
    std::vector<std::string> parts;
    for (const Paragraph& p : a.paragraphs) {
        if (p.kind == ParagraphKind::kHeading || p.kind == ParagraphKind::kCaption) continue;
        std::string_view text = p.span.of(a.text);
        if (parts.size() < 2) {
            Dateline line;
            text.remove_prefix(read_dateline(text, line));
        }
        text = base::trim(text);
        if (text.ends_with(')')) {  // "(AFP)", "(avec AFP)" after the last sentence
            const std::size_t open = text.rfind('(');
            if (open != std::string_view::npos && text.size() - open < 30) text = text.substr(0, open);
        }
        std::string letters;
        bool gap = false;
        for (char c : base::fold(text)) {
            const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
            if (keep && gap && !letters.empty()) letters += ' ';
            gap = !keep;
            if (keep) letters += c;
        }
        if (!letters.empty()) parts.push_back(std::move(letters));
    }
    // A credit on a line of its own at either end is no part of the text.
    const auto credit = [](const std::string& s) { return s.size() < 50 && std::count(s.begin(), s.end(), ' ') < 7; };
    while (parts.size() > 1 && credit(parts.back())) parts.pop_back();
    while (parts.size() > 1 && credit(parts.front())) parts.erase(parts.begin());
    std::string all;
    for (const std::string& p : parts) all += p + "\n";
    return all;
}

// Publication is not known: what bounds it. A date that the text writes out is seldom far ahead of its publication.
void bound_publication(Article& a, const PageHint& hint, const PageWords* words) {
    PublishedBounds& b = a.published_bounds;
    if (!hint.fetched.empty()) b.to = hint.fetched, b.why = "fetched";
    if (!hint.from.empty() || !hint.to.empty()) {
        if (!hint.from.empty()) b.from = hint.from;
        const auto to = parse_date(hint.to), fetched = parse_date(hint.fetched);
        if (to && (!fetched || !(*fetched < *to))) b.to = hint.to;
        b.why = std::string(!hint.to.empty() && !hint.from.empty() ? "between its neighbours in the feed"
                            : hint.to.empty()                      ? "after its neighbour in the feed"
                                                                   : "before its neighbour in the feed") +
                (hint.to.empty() && !b.why.empty() ? "; " + b.why : "");
        if (b.from) return;
    }
    if (!words) return;
    std::optional<Date> latest;
    for (const FoundDate& d : find_dates(std::string_view(a.text).substr(0, 200000), *words, 200))
        if ((!b.to || to_string(d.date) <= *b.to) && (!latest || *latest < d.date)) latest = d.date;
    if (!latest) return;
    b.from = to_string(add_days(*latest, -45));
    b.why += std::string(b.why.empty() ? "" : "; ") + "from 45 days before the latest date in the text, " +
             to_string(*latest);
}

void set_language(Article& a, const PageHint& hint) {
    if (!hint.language.empty()) {
        a.language = hint.language;
        a.provenance["language"] = "given";
        return;
    }
    const std::string guess = guess_language(a.text.size() > 60 ? a.text : a.title + "\n" + a.text);
    if (guess.empty() || guess == a.language) return;
    if (!a.language.empty())
        a.notes.push_back({"language", "declared " + a.language + ", but the text is " + guess, std::nullopt});
    a.language = guess;
    a.provenance["language"] = "text";
}

// Paragraphs long enough to tell that are in another language than the article.
void note_other_languages(Article& a) {
    constexpr std::size_t kLong = 120, kNotes = 20;
    std::size_t noted = 0;
    for (const Paragraph& p : a.paragraphs) {
        const std::string_view text = p.span.of(a.text);
        if (text.size() < kLong || noted >= kNotes) continue;
        const std::string guess = guess_language(text);
        if (guess.empty() || guess == a.language) continue;
        a.notes.push_back({"paragraph-language", guess, p.span});
        ++noted;
    }
}

}  // namespace

namespace {

// "… a-t-il ajouté. (AFP)", "Avec AFP", "(avec Reuters)": the agency that a text's last words credit.
const Source* credited_agency(const Article& a, const Sources& sources) {
    std::string_view tail = base::trim(std::string_view(a.text).substr(
        base::border_before(a.text, a.text.size() - std::min<std::size_t>(a.text.size(), 60))));
    if (const std::size_t line = tail.rfind('\n'); line != std::string_view::npos)
        tail = base::trim(tail.substr(line + 1));
    const bool bracket = tail.ends_with(')');
    if (bracket) {
        const std::size_t open = tail.rfind('(');
        if (open == std::string_view::npos) return nullptr;
        tail = tail.substr(open + 1, tail.size() - open - 2);
    } else if (tail.size() > 40) {
        return nullptr;
    }
    const std::string folded = base::fold(tail);
    std::size_t from = 0;
    for (std::string_view with : {"avec ", "with ", "source : ", "source: ", "mit ", "con "})
        if (folded.starts_with(with)) from = with.size();
    const std::string_view rest = std::string_view(folded).substr(from);
    const Source* s = sources.by_name(base::trim(rest.substr(0, rest.find_first_of(",&"))));
    return s && s->agency() ? s : nullptr;
}

}  // namespace

void name_source(Article& a, const PageHint& hint, const Sources& sources) {
    const Source* known = sources.by_url(a.url);
    std::string by = "registry: host";
    if (!known) known = sources.by_name(a.source), by = "registry: name";
    const Source* agency = nullptr;
    for (const std::string& name : a.byline)
        if (const Source* s = sources.by_name(name); s && s->agency() && !agency) agency = s;
    if (!known && a.source.empty() && a.url.empty() && agency) known = agency, by = "registry: byline";
    if (known && hint.source.empty()) a.source = known->name, a.provenance["source"] = by;
    a.source_id = known ? known->id : host_of(a.url);
    if (known) a.source_country = known->country;
    if (agency && a.byline.size() > 1)  // beside people it is where some of the text is from
        std::erase_if(a.byline, [&](const std::string& n) { return sources.by_name(n) == agency; });
    if (!agency) agency = credited_agency(a, sources);
    if (agency && agency != known && !a.dateline.agency)
        a.dateline.agency = agency->name, a.provenance["agency"] = "credit";
}

std::string guess_language(std::string_view text) {
    std::string sample(text.substr(0, base::border_before(text, 6000)));
    if (sample.size() < 20) return {};
    bool reliable = false;
    int read = 0, percent[3] = {};
    CLD2::Language three[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
    CLD2::DetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, three, percent, &read, &reliable);
    if (three[0] == CLD2::UNKNOWN_LANGUAGE || (!reliable && percent[0] < 80)) return {};
    std::string code = CLD2::LanguageCode(three[0]);
    if (code == "iw") code = "he";
    if (code == "zh-Hant") code = "zh";
    return code;
}

std::size_t read_dateline(std::string_view paragraph, Dateline& out) {
    const std::string_view head = paragraph.substr(0, base::border_before(paragraph, 120));
    std::size_t open = head.find('('), close = std::string_view::npos;
    if (open != std::string_view::npos) close = head.find(')', open);
    std::size_t dash = std::string_view::npos, size = 0;
    for (std::size_t i = 0; i < head.size() && dash == std::string_view::npos; ++i)
        if (const std::size_t n = dash_at(head, i)) dash = i, size = n;
    if (dash == std::string_view::npos && close == std::string_view::npos) return 0;
    std::size_t end = dash == std::string_view::npos ? 0 : dash + size;
    std::string_view front =
        head.substr(0, dash == std::string_view::npos ? close + 1 : dash + (head[dash] == ')' ? 1 : 0));
    std::string_view agency, date;
    open = front.find('('), close = front.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
        if (base::trim(front.substr(close + 1)).size() > 2) return 0;
        agency = front.substr(open + 1, close - open - 1);
        front = base::trim(front.substr(0, open));
        if (end == 0) end = close + 1;
        if (front.ends_with(',') && has_day(agency)) {  // "Lomé, (12.11.2021). …"
            front.remove_suffix(1);
            date = agency, agency = {};
        } else if (!is_agency(agency)) {
            return 0;
        }
    } else if (dash == std::string_view::npos) {
        return 0;
    }
    std::string_view place = front;
    if (const std::size_t comma = front.find(','); comma != std::string_view::npos) {
        place = front.substr(0, comma);
        date = base::trim(front.substr(comma + 1));
        if (date.starts_with("le ")) date.remove_prefix(3);
    }
    if (!place.empty() && !is_place(place)) return 0;
    if (date.size() > 45) return 0;
    const bool dated = date.find_first_of("0123456789") != std::string_view::npos;
    if (agency.empty() && !dated && !all_capitals(place)) return 0;
    if (place.empty() && agency.empty()) return 0;
    if (!agency.empty()) out.agency = std::string(agency);
    if (!place.empty()) out.place = std::string(base::trim(place));
    if (dated) out.date = std::string(date);
    return end;
}

void key_text(Article& a) {
    const std::string words = bare_text(a);
    a.text_key = words.size() < 40 ? std::string() : base::content_id({"text", words});
    a.sketch = base::sketch_of(words);
}

void paragraphs_by_line(Article& article, std::size_t max) {
    const std::string_view t = article.text;
    for (std::size_t from = 0; from < t.size();) {
        const std::size_t end = std::min(t.find('\n', from), t.size());
        const std::string_view line = base::trim(t.substr(from, end - from));
        if (!line.empty()) {
            if (article.paragraphs.size() == max) {
                article.notes.push_back({"limit", "more paragraphs than are kept", std::nullopt});
                return;
            }
            const auto start = static_cast<ByteOffset>(line.data() - t.data());
            article.paragraphs.push_back(
                {ParagraphKind::kParagraph, {start, start + static_cast<ByteOffset>(line.size())}});
        }
        from = end + 1;
    }
}

void finish_article(Article& a, const PageHint& hint, std::string_view bytes, const PageWords* words) {
    if (a.url.empty()) a.url = hint.url;
    if (!hint.source.empty()) a.source = hint.source, a.provenance["source"] = "given";
    if (!a.paragraphs.empty() && !a.dateline.place && !a.dateline.agency) {
        int looked = 0;  // a standfirst may stand before it
        for (const Paragraph& p : a.paragraphs) {
            if (p.kind != ParagraphKind::kParagraph) continue;
            if (read_dateline(p.span.of(a.text), a.dateline) || ++looked == 3) break;
        }
    }
    if (a.dateline.date && words) {
        const std::string iso = iso_date(*a.dateline.date, *words);
        if (!iso.empty()) a.dateline.date = iso;
        if (!iso.empty() && a.published.empty()) a.published = iso, a.provenance["published"] = "dateline";
    }
    if (!hint.published.empty()) a.published = hint.published, a.provenance["published"] = "given";
    set_language(a, hint);
    if (hint.language.empty() && !a.language.empty()) note_other_languages(a);
    if (a.published.empty()) bound_publication(a, hint, words);
    key_text(a);
    if (a.text_key.empty() && a.text.empty()) a.notes.push_back({"empty", "no body was found", std::nullopt});
    if (!hint.id.empty())
        a.id = ArticleId(hint.id);
    else if (a.id.empty() && !a.url.empty())
        a.id = ArticleId(base::content_id({"url", a.url}));
    else if (a.id.empty())
        a.id = ArticleId(base::content_id({"bytes", bytes}));
    if (a.text_key.empty()) a.text_key = base::content_id({"alone", a.id.str()});
}

}  // namespace entente::press
