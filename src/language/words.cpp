#include "language/words.h"

#include <algorithm>
#include <cmath>

namespace entente::language {

namespace {

// The relation before or after the "+" of a joined one ("case+det").
std::string_view first_relation(std::string_view rel) { return rel.substr(0, rel.find('+')); }
std::string_view second_relation(std::string_view rel) {
    const std::size_t plus = rel.find('+');
    return plus == std::string_view::npos ? "det" : rel.substr(plus + 1);
}

// A word as read, before contractions are opened: head among the words as read.
struct Joined {
    Word word;
    std::string_view rel;            // joined relation
    const Contraction* open = nullptr;
};

std::vector<Joined> as_read(Sentence& sentence, std::span<const Window> windows, std::span<Reading> readings,
                            const Labels& labels, Contractions contractions) {
    std::vector<Joined> out;
    out.reserve(sentence.words.size());
    TokenIndex root = kNoToken;  // of the first window
    for (std::size_t k = 0; k < windows.size(); ++k) {
        Reading& r = readings[k];
        const auto begin = static_cast<TokenIndex>(windows[k].begin);
        for (std::size_t i = 0; i < r.words.size(); ++i) {
            WordReading& c = r.words[i];
            Joined j;
            j.word = std::move(sentence.words[windows[k].begin + i]);
            const int head = r.heads[i + 1];
            j.rel = labels.rel[static_cast<std::size_t>(c.rel)];
            j.word.head = head == 0 ? root : begin + head - 1;
            if (head == 0 && root != kNoToken) j.rel = "parataxis";
            if (head == 0 && root == kNoToken) root = begin + static_cast<TokenIndex>(i);
            const Contraction* form = contraction(j.word.form);
            const bool said = c.upos == labels.contracted;
            const bool marked = j.word.parts == 2 && j.word.part == 0;
            if (form && (contractions == Contractions::kAsRead ? said : marked)) j.open = form;
            j.word.upos = tag_of(c, j.word.form, labels);
            j.word.feats = labels.feats[static_cast<std::size_t>(c.feats)];
            if (j.word.feats == "_none") j.word.feats = "_";
            j.word.lemma = std::move(c.lemma);
            j.word.factuality = c.factuality;
            j.word.entity = labels.ner[static_cast<std::size_t>(c.ner)];
            out.push_back(std::move(j));
        }
    }
    return out;
}

// Head of a contraction's article: the preposition's, but for an article that belongs to a fixed expression
// ("au cours de": à ← le is fixed too) or stands after one.
TokenIndex article_head(const std::vector<Joined>& words, const std::vector<TokenIndex>& start, std::size_t i) {
    const Joined& j = words[i];
    const std::string_view first = first_relation(j.rel), second = second_relation(j.rel);
    const auto opened = [&](TokenIndex h) { return h == kNoToken ? kNoToken : start[static_cast<std::size_t>(h)]; };
    const TokenIndex head = j.word.head;
    TokenIndex out = opened(head);
    if (second == "fixed" && first != "fixed")
        out = start[i];
    else if (first == "fixed" && second == "det")
        out = head == kNoToken ? kNoToken : opened(words[static_cast<std::size_t>(head)].word.head);
    return out == kNoToken ? start[i] : out;
}

// Verbs, nouns, and whatever heads a clause.
bool may_name_event(const Word& w) {
    return w.upos == "VERB" || w.upos == "NOUN" || w.is("root") || w.is("ccomp") || w.is("csubj") || w.is("xcomp") ||
           w.is("advcl") || w.is("acl") || w.is("parataxis");
}

// A name never begins inside, and a contraction in a name is one stretch of it.
void repair_names(std::vector<Word>& words) {
    std::string_view before = "O";
    for (Word& w : words) {
        if (w.entity.size() > 2 && w.entity[0] == 'I' && (before.size() < 3 || before.substr(2) != w.entity.substr(2)))
            w.entity[0] = 'B';
        if (w.part > 0 && w.entity[0] == 'B' && before.size() > 2 && before.substr(2) == std::string_view(w.entity).substr(2))
            w.entity[0] = 'I';
        before = w.entity;
    }
}

// The acts of all windows, their places among the opened words: a contraction stands for its preposition.
std::vector<Act> acts_of(std::span<const Window> windows, std::span<Reading> readings,
                         const std::vector<TokenIndex>& start) {
    std::vector<Act> out;
    for (std::size_t k = 0; k < windows.size(); ++k) {
        const auto opened = [&](TokenIndex i) { return start[windows[k].begin + static_cast<std::size_t>(i)]; };
        for (Act& a : readings[k].acts) {
            a.word = opened(a.word);
            for (ActLink& l : a.links) l.word = opened(l.word);
            out.push_back(std::move(a));
        }
    }
    return out;
}

}  // namespace

std::string_view tag_of(const WordReading& word, std::string_view form, const Labels& labels) {
    if (word.upos != labels.contracted) return labels.upos[static_cast<std::size_t>(word.upos)];
    return contraction(form) ? std::string_view("DET") : labels.upos[static_cast<std::size_t>(word.simple_upos)];
}

void fill_words(Sentence& sentence, std::span<const Window> windows, std::span<Reading> readings,
                const Labels& labels, Contractions contractions) {
    std::vector<Joined> words = as_read(sentence, windows, readings, labels, contractions);
    std::vector<TokenIndex> start;
    TokenIndex at = 0;
    for (const Joined& j : words) {
        start.push_back(at);
        at += j.open ? 2 : 1;
    }
    sentence.acts = acts_of(windows, readings, start);
    std::vector<Word> out;
    out.reserve(static_cast<std::size_t>(at));
    for (std::size_t i = 0; i < words.size(); ++i) {
        Joined& j = words[i];
        Word w = j.word;
        w.head = w.head == kNoToken ? kNoToken : start[static_cast<std::size_t>(w.head)];
        w.deprel = first_relation(j.rel);
        if (!j.open) {
            out.push_back(std::move(w));
            continue;
        }
        Word article = w;
        w.form = w.lemma = j.open->first;
        w.upos = "ADP";
        w.feats = "_";
        article.form = j.open->second;
        article.lemma = "le";
        article.upos = "DET";
        article.head = article_head(words, start, i);
        article.deprel = second_relation(j.rel);
        w.part = 0;
        article.part = 1;
        w.parts = article.parts = 2;
        out.push_back(std::move(w));
        out.push_back(std::move(article));
    }
    for (Word& w : out)
        if (w.parts > 1 || !may_name_event(w)) w.factuality.reset();
    repair_names(out);
    sentence.words = std::move(out);
}

std::vector<float> mean_vector(std::span<const Reading> readings) {
    std::vector<float> out;
    for (const Reading& r : readings) {
        out.resize(std::max(out.size(), r.vector.size()));
        for (std::size_t i = 0; i < r.vector.size(); ++i) out[i] += r.vector[i];
    }
    double square = 0;
    for (const float x : out) square += static_cast<double>(x) * x;
    if (square > 0)
        for (float& x : out) x = static_cast<float>(x / std::sqrt(square));
    return out;
}

}  // namespace entente::language
