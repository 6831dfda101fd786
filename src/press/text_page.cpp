// A news page copied or saved as text keeps one line per block of the page. Above the first running paragraph stands
// the head: section labels, title, byline, date. Below the last one stands the foot: signature, author box, comments.
//
//   AES Diplomatie                      sections (short, no verb, no final mark)
//   L'AES et la Russie renforcent …     title (the longest line of the head)
//   Écrit par La Redaction              byline (a phrase of the data before a name)
//   L'AES (…) poursuit son …            body begins: a long line, or one that ends like a sentence
//   A lire aussi : …                    a related headline
//   Un sommet stratégique …             cross-heading: short, no final mark, text after it
//   AMINA KABO DJARMAH                  signature: a name alone at the end
//   À propos de l'auteur                an end line: nothing after it is the article
#include "press/text_page.h"

#include <algorithm>

#include "base/text.h"
#include "press/dates.h"

namespace entente::press {

namespace {

struct Line {
    std::string text;
    LineClass use;
    bool blank_before = false;
};

std::vector<Line> cut_lines(std::string_view text, const PageWords& words, std::size_t max) {
    std::vector<Line> out;
    bool blank = true;
    for (std::string_view raw : base::split(text, '\n')) {
        if (out.size() >= max) break;
        Line line{base::squeeze(raw), {}, blank};
        if (line.text.empty()) {
            blank = true;
            continue;
        }
        line.use = classify_line(line.text, words);
        out.push_back(std::move(line));
        blank = false;
    }
    return out;
}

bool is_paragraph(std::string_view line) {
    const std::size_t n = base::count_code_points(line);
    return n >= 200 || (n >= 60 && ends_like_sentence(line) && !line.ends_with('?') && word_count(line) >= 10) ||
           (n >= 150 && word_count(line) >= 20);
}

// A line that says when the page was published: mostly a date, or a date after one of the words for it.
std::vector<FoundDate> date_line(std::string_view line, const PageWords& words) {
    if (line.size() > 120 || line.find_first_of("0123456789") == std::string_view::npos) return {};
    std::vector<FoundDate> dates = find_dates(line, words, 3);
    if (dates.empty()) return {};
    std::size_t covered = 0;
    bool labelled = false;
    for (const FoundDate& d : dates) covered += d.end - d.start, labelled |= d.label != DateLabel::kNone;
    if (covered * 3 < line.size() && !(labelled && covered * 5 > line.size())) return {};
    return dates;
}

// "AES Diplomatie" → AES, Diplomatie: at separators, else at known labels and acronyms among its words.
std::vector<std::string> cut_sections(std::string_view line, const PageWords& words,
                                      const std::vector<std::string>& repeated) {
    std::vector<std::string> out;
    std::string plain;
    bool separated = false;
    for (std::size_t i = 0; i < line.size();) {
        std::size_t next = i;
        const char32_t c = base::next_code_point(line, next);
        const bool sep =
            c == '/' || c == '|' || c == '>' || c == ',' || c == 0xBB || c == 0x203A || c == 0x2022 || c == 0xB7;
        separated |= sep;
        if (sep)
            plain += '\n';
        else
            plain.append(line.substr(i, next - i));
        i = next;
    }
    const auto add = [&](std::string_view s) {
        s = base::trim(s);
        if (!s.empty() && std::find(out.begin(), out.end(), s) == out.end()) out.emplace_back(s);
    };
    if (separated) {
        for (std::string_view part : base::split(plain, '\n')) add(part);
        return out;
    }
    const std::vector<std::string_view> w = base::split(plain, ' ');
    std::string run;
    for (std::size_t i = 0; i < w.size();) {
        std::size_t taken = 0;
        for (std::size_t n = std::min<std::size_t>(4, w.size() - i); n > 0 && !taken; --n) {
            const std::string joined(w[i].data(),
                                     static_cast<std::size_t>(w[i + n - 1].data() + w[i + n - 1].size() - w[i].data()));
            const bool acronym = n == 1 && joined.size() >= 2 && joined.size() <= 8 &&
                                 std::all_of(joined.begin(), joined.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
            const bool again = std::find(repeated.begin(), repeated.end(), joined) != repeated.end();
            if (!acronym && !again && !words.sections.contains(base::fold(joined))) continue;
            add(run), add(joined);
            run.clear();
            taken = n;
        }
        if (taken == 0) run += (run.empty() ? "" : " ") + std::string(w[i]), taken = 1;
        i += taken;
    }
    add(run);
    return out;
}

class TextPage {
 public:
    TextPage(std::string_view text, const PageWords& words, const Limits& limits)
        : words_(words), limits_(limits), lines_(cut_lines(text, words, 4 * limits.paragraphs)) {}

    Article run() {
        read_head();
        read_body();
        write_body();
        return std::move(article_);
    }

 private:
    // Everything above the first paragraph.
    void read_head() {
        while (head_ < lines_.size() && !is_paragraph(lines_[head_].text) && !begins_body(head_)) ++head_;
        if (head_ == lines_.size()) head_ = std::min<std::size_t>(lines_.size(), 1);
        std::vector<std::size_t> plain;
        for (std::size_t i = 0; i < head_; ++i)
            if (!take_head_line(lines_[i])) plain.push_back(i);
        if (plain.empty()) return;
        std::size_t title = plain.front();
        for (std::size_t i : plain)
            if (title_score(i) > title_score(title)) title = i;
        article_.title = lines_[title].text;
        article_.provenance["title"] = "text";
        std::vector<std::string> labels, repeated;
        for (std::size_t i : plain) {
            if (i == title) continue;
            const std::string& t = lines_[i].text;
            if (word_count(t) <= 6 && t.size() <= 70 && !ends_like_sentence(t))
                labels.push_back(t);
            else if (i > title)
                body_.push_back({ParagraphKind::kParagraph, i});  // a standfirst
        }
        repeated = labels;
        for (const std::string& l : labels)
            for (std::string& s : cut_sections(
                     l, words_, labels.size() > 1 ? repeated_without(repeated, l) : std::vector<std::string>{}))
                if (std::find(article_.sections.begin(), article_.sections.end(), s) == article_.sections.end())
                    article_.sections.push_back(std::move(s));
        if (!article_.sections.empty()) article_.provenance["sections"] = "text";
    }

    static std::vector<std::string> repeated_without(std::vector<std::string> all, const std::string& one) {
        std::erase(all, one);
        return all;
    }

    // A title is long, is no question of place: lines of four words and more count fully.
    double title_score(std::size_t i) const {
        const std::size_t n = word_count(lines_[i].text);
        return std::min<std::size_t>(n, 14) + (lines_[i].text.size() > 25 ? 2 : 0) - 0.01 * static_cast<double>(i);
    }

    // A shorter line may begin the body when a cross-heading cannot stand there: it ends like a sentence.
    bool begins_body(std::size_t i) const {
        if (i == 0 || lines_[i].use.use != LineUse::kText) return false;
        const std::string& t = lines_[i].text;
        Dateline unused;
        return word_count(t) >= 8 && t.ends_with('.') && date_line(t, words_).empty();
    }

    // Byline, date or chrome of the head; false when the line is none of these.
    bool take_head_line(const Line& line) {
        if (line.use.use == LineUse::kByline) {
            for (std::string& n : author_names(std::string_view(line.text).substr(line.use.rest), words_))
                if (std::find(article_.byline.begin(), article_.byline.end(), n) == article_.byline.end())
                    article_.byline.push_back(std::move(n));
            article_.provenance["byline"] = "text";
            take_dates(line.text);
            return true;
        }
        if (line.use.use == LineUse::kRelated) return take_related(line.text, line.use.rest), true;
        if (take_dates(line.text)) {
            if (article_.byline.empty()) article_.byline = authors_in_line(line.text, words_);
            return true;
        }
        return line.use.use != LineUse::kText;
    }

    bool take_dates(std::string_view text) {
        const std::vector<FoundDate> dates = date_line(text, words_);
        for (const FoundDate& d : dates) {
            const bool changed = d.label == DateLabel::kModified;
            std::string& into = changed ? article_.modified : article_.published;
            if (!into.empty()) continue;
            into = d.iso;
            article_.provenance[changed ? "modified" : "published"] = "text";
        }
        return !dates.empty();
    }

    bool take_related(std::string_view text, std::size_t rest) {
        const std::string title(base::trim(text.substr(std::min(rest, text.size()))));
        if (base::count_code_points(title) < 8) return false;
        const bool known = std::any_of(article_.related.begin(), article_.related.end(),
                                       [&](const Related& r) { return r.title == title; });
        if (!known && article_.related.size() < limits_.related) article_.related.push_back({title, std::nullopt});
        return true;
    }

    void read_body() {
        bool expects_related = false;
        std::size_t i = head_;
        for (; i < lines_.size(); ++i) {
            const Line& line = lines_[i];
            if (line.use.use == LineUse::kEnd && i > head_) break;
            if (line.use.use == LineUse::kRelated) {
                expects_related = !take_related(line.text, line.use.rest);
                continue;
            }
            if (std::exchange(expects_related, false) && !is_paragraph(line.text) && take_related(line.text, 0))
                continue;
            if (line.use.use == LineUse::kPaywall) article_.notes.push_back({"paywall", line.text, std::nullopt});
            if (line.use.use == LineUse::kChrome || line.use.use == LineUse::kPaywall) continue;
            if (body_.size() >= limits_.paragraphs) {
                article_.notes.push_back({"limit", "more paragraphs than are kept", std::nullopt});
                break;
            }
            body_.push_back({ParagraphKind::kParagraph, i});
        }
        for (; i < lines_.size() && article_.related.size() < limits_.related; ++i)  // the foot may name other articles
            if (lines_[i].use.use == LineUse::kRelated) take_related(lines_[i].text, lines_[i].use.rest);
        take_foot();
        for (std::size_t k = 0; k < body_.size(); ++k) body_[k].kind = kind_of(k);
        while (!body_.empty() && body_.back().kind == ParagraphKind::kHeading) body_.pop_back();
    }

    // Signature, byline and date below the text.
    void take_foot() {
        for (int round = 0; round < 4 && body_.size() > 1; ++round) {
            const Line& last = lines_[body_.back().line];
            if (last.use.use == LineUse::kByline) {
                if (article_.byline.empty())
                    article_.byline = author_names(std::string_view(last.text).substr(last.use.rest), words_);
            } else if (take_dates(last.text)) {
            } else if (article_.signature.empty() && is_signature_line(last.text)) {
                std::string_view name = last.text;
                while (name.starts_with("—") || name.starts_with("–")) name.remove_prefix(3);
                article_.signature = std::string(base::trim(name));
                article_.provenance["signature"] = "text";
            } else {
                return;
            }
            body_.pop_back();
        }
    }

    ParagraphKind kind_of(std::size_t k) const {
        const std::string& t = lines_[body_[k].line].text;
        if (t.starts_with("- ") || t.starts_with("• ") || t.starts_with("* ") || t.starts_with("– "))
            return ParagraphKind::kListItem;
        if (t.starts_with("«") && (t.ends_with("»") || t.ends_with("».") || t.ends_with("» .")))
            return ParagraphKind::kQuote;
        const bool followed = k + 1 < body_.size();
        const std::size_t n = base::count_code_points(t);
        const bool question = t.ends_with('?') && n < 90;
        if (followed && n <= 110 && word_count(t) <= 16 && (question || !ends_like_sentence(t)) && !t.ends_with(',') &&
            !find_mid_sentence(t))
            return ParagraphKind::kHeading;
        return ParagraphKind::kParagraph;
    }

    // ". " inside: the line holds more than one sentence and is no heading.
    static bool find_mid_sentence(std::string_view t) {
        const std::size_t at = t.find(". ");
        return at != std::string_view::npos && at > 20;
    }

    void write_body() {
        for (const Piece& p : body_) {
            if (!article_.text.empty()) article_.text += '\n';
            const auto start = static_cast<ByteOffset>(article_.text.size());
            article_.text += lines_[p.line].text;
            article_.paragraphs.push_back({p.kind, {start, static_cast<ByteOffset>(article_.text.size())}});
        }
    }

    struct Piece {
        ParagraphKind kind;
        std::size_t line;
    };
    const PageWords& words_;
    const Limits& limits_;
    std::vector<Line> lines_;
    std::size_t head_ = 0;
    std::vector<Piece> body_;
    Article article_;
};

}  // namespace

Article read_text_page(std::string_view text, const PageWords& words, const Limits& limits) {
    return TextPage(text, words, limits).run();
}

bool is_text_page(std::string_view text, const PageWords& words) {
    const std::vector<Line> lines = cut_lines(text.substr(0, base::border_before(text, 16000)), words, 60);
    if (lines.size() < 3) return false;
    const std::string& first = lines[0].text;
    if (is_paragraph(first) || first.size() > 200) return false;
    std::size_t body = 1;
    while (body < lines.size() && !is_paragraph(lines[body].text)) ++body;
    if (body == lines.size() || body > 14) return false;
    bool marked = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const LineUse use = lines[i].use.use;
        marked |= use == LineUse::kRelated || (i > body && use == LineUse::kEnd);
        if (i < body) marked |= use == LineUse::kByline || !date_line(lines[i].text, words).empty();
    }
    const bool labelled = body >= 2 && word_count(first) <= 4 && !ends_like_sentence(first) &&
                          word_count(lines[1].text) >= 4 && !ends_like_sentence(lines[1].text);
    return marked || labelled;
}

}  // namespace entente::press
