#include "grounding/scan.h"

#include <algorithm>

namespace entente::grounding {

namespace {

constexpr std::size_t kLongestName = 16;  // words of a name or title

void add_pieces(Line& line, const Lexicon& lexicon) {
    const std::vector<Word>& words = line.sentence->words;
    std::size_t token = 0;
    std::size_t before = 0;
    for (const FoldedWord& w : fold_words(line.folded->text)) {
        Piece piece;
        const std::string_view folded = line.folded->text;
        piece.text = folded.substr(w.start, w.end - w.start);
        piece.gap = folded.substr(before, w.start - before);
        before = w.end;
        piece.span = line.folded->source(w.start, w.end);
        piece.span.start += line.sentence->span.start;
        piece.span.end += line.sentence->span.start;
        while (token < words.size() && words[token].span.end <= piece.span.start) ++token;
        if (token < words.size()) piece.token = static_cast<TokenIndex>(token);
        piece.word = lexicon.word(piece.text);
        std::size_t at = piece.span.start;
        piece.upper = at < line.source.size() && base::is_upper(base::next_code_point(line.source, at));
        line.pieces.push_back(piece);
    }
}

// Names that the reader marked, in pieces. A piece belongs to the name when its token does.
void add_marked(Line& line) {
    for (std::size_t i = 0; i < line.pieces.size(); ++i) {
        const Word* word = line.word(i);
        if (!word || word->entity.size() < 3) continue;
        const std::string type = word->entity.substr(2);
        const bool same_token = i > 0 && line.pieces[i - 1].token == line.pieces[i].token;
        const bool inside = word->entity[0] == 'I' || same_token;
        if (inside && !line.marked.empty() && line.marked.back().last + 1 == i && line.marked.back().type == type)
            line.marked.back().last = i;
        else
            line.marked.push_back({type, i, i});
    }
}

std::size_t count_upper(std::string_view text) {
    std::size_t n = 0;
    for (std::size_t at = 0; at < text.size();) n += base::is_upper(base::next_code_point(text, at));
    return n;
}

// Bytes of a dateline that begins at the head of `text`, up to and with its dash: "BAMAKO (AFP) -", "DAKAR, April 3
// (Reuters) –", "Bamako (Mali), le 3 avril 2025 —", "BAMAKO —"; 0: none. A town in small letters needs more than a
// dash, for "Bamako – Dakar" is a line.
std::size_t dateline_bytes(std::string_view text) {
    constexpr std::size_t kLongest = 90;
    bool bracket = false, more = false, small = false;
    for (std::size_t at = 0; at < std::min(text.size(), kLongest);) {
        const std::size_t from = at;
        const char32_t c = base::next_code_point(text, at);
        if (c == '\n' || c == ':' || c == '"' || c == 0xAB) return 0;
        const bool spaced = from > 0 && text[from - 1] == ' ' && at < text.size() && text[at] == ' ';
        const bool dash = c == 0x2013 || c == 0x2014 || (c == '-' && spaced);
        if (dash && !bracket) return from > 3 && (more || !small) ? at : 0;
        if (c == '(') bracket = true;
        if (c == ')') bracket = false;
        more = more || c == '(' || (c >= '0' && c <= '9');
        // Words outside brackets are the town's and those of a date; a verb's small letters tell of a sentence.
        if (base::is_letter(c) && !base::is_upper(c) && !more) small = true;
        if (c == '.' && !bracket && at < text.size() && text[at] == ' ' && !more) return 0;
    }
    return 0;
}

void read_dateline(Line& line) {
    const Span& span = line.sentence->span;
    const bool opens = span.start == 0 || line.source[span.start - 1] == '\n';
    if (!opens || line.sentence->field != "text") return;
    const std::size_t bytes = dateline_bytes(line.source.substr(span.start));
    while (line.dateline < line.pieces.size() && line.pieces[line.dateline].span.end <= span.start + bytes)
        ++line.dateline;
    std::erase_if(line.marked, [&](const Marked& m) {  // the agency says who writes, not who acts
        return m.first > 0 && m.last < line.dateline;
    });
}

bool language_fits(const Line& line, char language) {
    return language == 0 || line.language == 0 || language == line.language;
}

// "chiffrement AES", "clé AES", "AES-256": the cipher, not the alliance.
bool is_cipher(const Line& line, std::string_view acronym, std::size_t first) {
    if (acronym != "AES") return false;
    constexpr std::string_view kCipher =
        " chiffrement chiffre chiffree cle cles cryptage algorithme bits encryption encrypted cipher key keys "
        "algorithm "
        "128 192 256 ";
    const std::size_t from = first > 4 ? first - 4 : 0;
    for (std::size_t i = from; i < std::min(line.pieces.size(), first + 5); ++i)
        if (kCipher.find(" " + std::string(line.pieces[i].text) + " ") != std::string_view::npos) return true;
    return false;
}

// "Unita", "Minusma": French papers write an acronym that is spoken as a word like one; the reader must call it one.
bool is_spoken(const Line& line, std::string_view acronym, std::size_t first, std::size_t last) {
    const Marked* marked = line.marked_at(first);
    return line.language == 'f' && acronym.size() >= 5 && first == last && marked && marked->type == "ORG" &&
           line.pieces[first].upper && count_upper(line.text(first, last)) == 1;
}

// "remontent le Niger jusqu'à Tombouctou", "the banks of the Senegal": the river that a state is named after.
bool is_river(const Line& line, std::size_t first) {
    constexpr std::string_view kRivers = " niger senegal gambie gambia congo jourdain ";
    constexpr std::string_view kAlong =
        " remonte remontent remontant remonter descend descendent descendant descendre longe longent longeant longer "
        "bord bords rives rive berges berge crue crues eaux lit affluent affluents fleuve boucle delta banks bank "
        "shore "
        "shores upstream downstream along pirogues river ";
    if (kRivers.find(" " + std::string(line.pieces[first].text) + " ") == std::string_view::npos) return false;
    std::size_t at = first;
    for (int i = 0; i < 2 && at > 0 && line.close(at); ++i) {
        constexpr std::string_view kBetween = " le la du de l the of ";
        if (kBetween.find(" " + std::string(line.pieces[at - 1].text) + " ") == std::string_view::npos) break;
        --at;
    }
    return at > 0 && at < first && line.close(at) &&
           kAlong.find(" " + std::string(line.pieces[at - 1].text) + " ") != std::string_view::npos;
}

bool name_fits(const Line& line, const world::ActorName& name, const Entry& entry, std::size_t first,
               std::size_t last) {
    const std::string_view text = line.text(first, last);
    const bool foreign = entry.language != 0 && entry.language != 'f' && entry.language != 'e';
    if (foreign && !language_fits(line, entry.language)) return false;  // "Granada" in English is the city
    switch (name.use) {
        case world::NameUse::kAcronym:
            if (!language_fits(line, entry.language) && (name.text.size() < 4 || line.shouting)) return false;
            if (is_cipher(line, name.text, first)) return false;
            return count_upper(text) == count_upper(name.text) || is_spoken(line, name.text, first, last);
        case world::NameUse::kAdjective:
        case world::NameUse::kDemonym:
            return language_fits(line, entry.language) && (!name.needs_case || line.pieces[first].upper);
        default: return (!name.needs_case || line.pieces[first].upper) && !(first == last && is_river(line, first));
    }
}

// A city's name may be a word of the language ("Man", "Tours"): the reader or its length must speak for it.
bool place_fits(const Line& line, const world::Place& place, std::size_t first, std::size_t last) {
    if (!line.pieces[first].upper && place.feature != "RGN") return false;
    if (place.feature == "RGN") return line.pieces[first].upper || first != last;
    const Word* word = line.word(first);
    if (word && !word->upos.empty() && word->upos != "_")
        return word->upos == "PROPN" || word->entity != "O" || first != last;
    return line.span(first, last).size() > 4 || first != last;
}

std::vector<Entry> fitting(const Line& line, const std::vector<Entry>& all, std::size_t first, std::size_t last,
                           const world::World& world) {
    std::vector<Entry> out;
    for (const Entry& e : all) {
        bool fits = false;
        if (e.kind == EntryKind::kActor) fits = name_fits(line, world.names()[e.index], e, first, last);
        if (e.kind == EntryKind::kPlace) fits = place_fits(line, world.places()[e.index], first, last);
        if (e.kind == EntryKind::kPerson) fits = line.pieces[first].upper;
        if (fits) out.push_back(e);
    }
    return out;
}

bool is_adjective(const Hit& hit, const world::World& world) {
    return std::any_of(hit.entries.begin(), hit.entries.end(), [&](const Entry& e) {
        return e.kind == EntryKind::kActor && world.names()[e.index].use == world::NameUse::kAdjective;
    });
}

// The hit of an adjective that begins at `piece`, or the number of hits.
std::size_t adjective_at(const std::vector<Hit>& hits, std::size_t piece, const world::World& world) {
    const auto it =
        std::lower_bound(hits.begin(), hits.end(), piece, [](const Hit& h, std::size_t p) { return h.first < p; });
    if (it == hits.end() || it->first != piece || !is_adjective(*it, world)) return hits.size();
    return static_cast<std::size_t>(it - hits.begin());
}

std::vector<Entry> titles_of(const Line& line, const std::vector<Entry>& all) {
    std::vector<Entry> out;
    for (const Entry& e : all)
        if ((e.kind == EntryKind::kTitle || e.kind == EntryKind::kReference) && language_fits(line, e.language))
            out.push_back(e);
    return out;
}

// The longest title that begins at `start` and ends before `limit`; a state's adjectives, joined by "et", may stand
// after its first word.
std::optional<Title> title_at(const Line& line, std::size_t start, std::size_t limit, const std::vector<Hit>& hits,
                              const Lexicon& lexicon, const world::World& world) {
    std::optional<Title> best;
    std::uint32_t node = lexicon.child(Lexicon::kRoot, line.pieces[start].word);
    std::vector<std::size_t> inner;
    std::size_t at = start;
    while (node != Lexicon::kNone && at < limit && at - start < kLongestName) {
        if (auto entries = titles_of(line, lexicon.entries(node)); !entries.empty())
            best = Title{start, at, std::move(entries), inner};
        std::size_t next = at + 1;
        if (next >= line.pieces.size() || !joins(line.pieces[next].gap, line.pieces[at].text.size())) break;
        std::uint32_t child = lexicon.child(node, line.pieces[next].word);
        std::size_t hit = child == Lexicon::kNone && inner.empty() ? adjective_at(hits, next, world) : hits.size();
        while (hit < hits.size()) {
            inner.push_back(hit);
            next = hits[hit].last + 1;
            const bool list = next + 1 < line.pieces.size() && (line.has(next, "et") || line.pieces[next].gap == ", ");
            const std::size_t after = line.has(next, "et") ? next + 1 : next;
            hit = list ? adjective_at(hits, after, world) : hits.size();
        }
        if (next >= line.pieces.size()) break;
        if (child == Lexicon::kNone) child = lexicon.child(node, line.pieces[next].word);
        node = child;
        at = next;
    }
    return best;
}

}  // namespace

const Word* Line::word(std::size_t piece) const {
    if (piece >= pieces.size() || pieces[piece].token == kNoToken) return nullptr;
    return &sentence->words[static_cast<std::size_t>(pieces[piece].token)];
}

Span Line::span(std::size_t first, std::size_t last) const {
    if (first >= pieces.size() || last >= pieces.size() || last < first) return {};
    Span span{pieces[first].span.start, pieces[last].span.end};
    const bool dotted = first < last && pieces[last].text.size() == 1 && pieces[last].gap == ".";
    if (dotted && span.end < source.size() && source[span.end] == '.') ++span.end;  // "U.S."
    return span;
}

const Marked* Line::marked_at(std::size_t piece) const {
    for (const Marked& m : marked)
        if (m.first <= piece && piece <= m.last) return &m;
    return nullptr;
}

bool Line::close(std::size_t i) const {
    return i > 0 && i < pieces.size() && joins(pieces[i].gap, pieces[i - 1].text.size());
}

bool Line::has(std::size_t i, std::string_view text) const {
    return i < pieces.size() && pieces[i].text == text && (i == 0 || close(i));
}

Line prepare(const Sentence& sentence, std::string_view source, const Lexicon& lexicon, char language) {
    Line line;
    line.sentence = &sentence;
    line.source = source;
    line.language = language;
    const std::string_view text = sentence.span.of(source);
    line.folded = std::make_shared<const base::Folded>(base::fold_with_map(text));
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size();) letters += base::is_letter(base::next_code_point(text, at));
    line.shouting = letters > 8 && count_upper(text) * 10 > letters * 9;
    add_pieces(line, lexicon);
    add_marked(line);
    read_dateline(line);
    return line;
}

std::vector<Hit> find_names(const Line& line, const Lexicon& lexicon, const world::World& world) {
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < line.pieces.size();) {
        Hit best;
        std::uint32_t node = Lexicon::kRoot;
        for (std::size_t j = i; j < line.pieces.size() && j - i < kLongestName; ++j) {
            if (j > i && !joins(line.pieces[j].gap, line.pieces[j - 1].text.size())) break;
            node = lexicon.child(node, line.pieces[j].word);
            if (node == Lexicon::kNone) break;
            if (auto entries = fitting(line, lexicon.entries(node), i, j, world); !entries.empty())
                best = {i, j, std::move(entries)};
        }
        const bool found = !best.entries.empty();
        i = found ? best.last + 1 : i + 1;
        if (found) hits.push_back(std::move(best));
    }
    return hits;
}

std::vector<Title> find_titles(const Line& line, const std::vector<Hit>& hits, const Lexicon& lexicon,
                               const world::World& world) {
    std::vector<Title> titles;
    std::size_t hit = 0;
    for (std::size_t i = 0; i < line.pieces.size();) {
        while (hit < hits.size() && hits[hit].last < i) ++hit;
        std::optional<Title> title = title_at(line, i, line.pieces.size(), hits, lexicon, world);
        // "président de la République du Ghana": the name that begins inside the title and ends after it keeps its
        // words.
        for (std::size_t h = hit; title && h < hits.size() && hits[h].first <= title->last; ++h)
            if (hits[h].first > i && hits[h].last > title->last)
                title = title_at(line, i, hits[h].first, hits, lexicon, world);
        // A longer name that holds the word is that name: "Commission de l'Union africaine".
        if (title && hit < hits.size() && hits[hit].first <= i && hits[hit].last >= title->last) title.reset();
        i = title ? title->last + 1 : i + 1;
        if (title) titles.push_back(std::move(*title));
    }
    return titles;
}

}  // namespace entente::grounding
