// The grounding of an article: two passes over its sentences. The first finds names and counts what is unambiguous; the
// second settles homographs, offices and references from left to right.
#include <algorithm>
#include <tuple>

#include "entente/limits.h"
#include "grounding/grounding.h"
#include "grounding/located.h"
#include "grounding/settle.h"

namespace entente::grounding {

namespace {

char language_of(const Article& article) {
    if (article.language.starts_with("fr")) return 'f';
    return article.language.starts_with("en") ? 'e' : '\0';
}

// The words under a time expression.
void set_words(TimeExpression& time, const Sentence& sentence) {
    time.sentence = sentence.index;
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
        if (!sentence.words[i].span.overlaps(time.span)) continue;
        if (time.first == kNoToken) time.first = static_cast<TokenIndex>(i);
        time.last = static_cast<TokenIndex>(i);
    }
}

struct Prepared {
    Line line;
    std::vector<Hit> hits;
};

class LoadedGrounder final : public Grounder {
 public:
    LoadedGrounder(std::shared_ptr<const world::World> world, std::shared_ptr<const TimeFinder> times,
                   std::shared_ptr<const world::Borders> borders)
        : world_(std::move(world)), times_(std::move(times)), borders_(std::move(borders)), lexicon_(*world_) {}

    Mentions ground(const Article& article, const std::vector<Sentence>& sentences) const override {
        Mentions out;
        out.names = names(article, sentences);
        out.times = times(article);
        place_times(out.times, sentences);
        return out;
    }

    std::vector<TimeExpression> times(const Article& article) const override {
        return times_ ? times_of(article, *times_) : std::vector<TimeExpression>{};
    }

    const world::World& world() const override { return *world_; }

 private:
    std::vector<Name> names(const Article& article, const std::vector<Sentence>& sentences) const {
        std::vector<Prepared> prepared;
        Introduced introduced;
        Evidence evidence;
        prepared.reserve(sentences.size());
        for (const Sentence& sentence : sentences) {
            Prepared p;
            p.line = prepare(sentence, article.field(sentence.field), lexicon_, language_of(article));
            p.hits = find_names(p.line, lexicon_, *world_);
            std::erase_if(p.hits, [&](const Hit& hit) { return is_surname(p.line, hit) || is_agency(p.line, hit); });
            introduced.learn(p.line, p.hits, *world_);
            prepared.push_back(std::move(p));
        }
        for (Prepared& p : prepared) {
            introduced.mark(p.line, p.hits);
            evidence.add(p.hits, *world_);
        }
        const std::optional<Date> at = anchor_of(article).published;
        History history(*world_, at);
        People people(*world_, lexicon_, at);
        std::vector<Name> out;
        const Limits limits;
        for (const Prepared& p : prepared) {
            const Sentence& sentence = *p.line.sentence;
            const bool related = sentence.field != "text" && sentence.field != "title";
            History apart(*world_, at);  // a related headline is another story
            History& told = related ? apart : history;
            told.next_sentence(sentence.index);
            for (Name& name : names_in(p, evidence, introduced, told, people)) out.push_back(std::move(name));
            if (out.size() >= limits.names) break;
        }
        std::stable_sort(out.begin(), out.end(), [](const Name& a, const Name& b) {
            return std::tie(a.sentence, a.span) < std::tie(b.sentence, b.span);
        });
        return out;
    }

    // "Keïta" is a town of Niger too: the surname of one who held office is a place only where a place stands.
    [[nodiscard]] bool is_surname(const Line& line, const Hit& hit) const {
        const bool place = std::all_of(hit.entries.begin(), hit.entries.end(), [&](const Entry& e) {
            return e.kind == EntryKind::kPlace && world_->places()[e.index].population < 300000;
        });
        if (!place || is_locative(line, hit.first, hit.last)) return false;
        return !lexicon_.by_surname(person_key(line.text(hit.first, hit.last))).empty();
    }

    // "M. Koulamallah", "Koulamallah a parlé": the surname of one told of before, which the reader did not mark.
    static void add_surnames(const Line& line, const std::vector<Named>& named, const People& people,
                             std::vector<Person>& persons) {
        const auto covered = [](const auto& list, std::size_t i) {
            return std::any_of(list.begin(), list.end(), [i](const auto& x) { return x.first <= i && i <= x.last; });
        };
        const std::size_t marked = persons.size();
        for (std::size_t i = 0; i < line.pieces.size() && !line.shouting; ++i) {
            const Piece& piece = line.pieces[i];
            if (!piece.upper || piece.text.size() < 4 || !people.told_of(std::string(piece.text))) continue;
            const Word* word = line.word(i);
            const bool name = word && (word->upos == "PROPN" || word->upos == "X" || (i > 0 && word->upos == "NOUN"));
            const bool part = (i > 0 && line.pieces[i - 1].upper && line.close(i)) ||
                              (i + 1 < line.pieces.size() && line.pieces[i + 1].upper && line.close(i + 1));
            if (!name || part || covered(named, i) || covered(persons, i)) continue;
            persons.push_back({i, i, {}, false});
        }
        if (persons.size() > marked)
            std::sort(persons.begin(), persons.end(),
                      [](const Person& a, const Person& b) { return a.first < b.first; });
    }

    // "DAKAR (Reuters) –": the agency of a dateline says who writes, not who acts.
    [[nodiscard]] bool is_agency(const Line& line, const Hit& hit) const {
        return hit.first > 0 && hit.last < line.dateline &&
               std::all_of(
                   hit.entries.begin(), hit.entries.end(),
                   [&](const Entry& e) {
                       if (e.kind != EntryKind::kActor) return false;
                       const Actor* actor = world_->find(world_->names()[e.index].actor);
                       return actor && actor->kind == "company";
                   });
    }

    std::vector<Name> names_in(const Prepared& p, const Evidence& evidence, const Introduced& introduced,
                               History& history, People& people) const {
        std::vector<Named> named;
        named.reserve(p.hits.size());
        for (const Hit& hit : p.hits) named.push_back(resolve(p.line, hit, *world_, evidence));
        const std::vector<Title> titles = find_titles(p.line, p.hits, lexicon_, *world_);
        std::vector<Person> persons = find_persons(p.line, named);
        add_surnames(p.line, named, people, persons);
        const std::vector<Phrase> phrases = find_phrases(p.line, named, titles, persons, *world_);
        return settle({p.line, named, phrases, persons, *world_, borders_.get(), introduced, history, people});
    }

    static void place_times(std::vector<TimeExpression>& times, const std::vector<Sentence>& sentences) {
        std::size_t at = 0;  // both are in order of field and place: one walk, begun again where fields differ
        for (TimeExpression& time : times) {
            const auto holds = [&](const Sentence& s) { return s.field == time.field && s.span.overlaps(time.span); };
            std::size_t tried = 0;
            while (tried < sentences.size() && !holds(sentences[at])) {
                at = (at + 1) % sentences.size();
                ++tried;
            }
            if (tried < sentences.size()) set_words(time, sentences[at]);
        }
        std::stable_sort(times.begin(), times.end(), [](const TimeExpression& a, const TimeExpression& b) {
            return std::tie(a.sentence, a.span) < std::tie(b.sentence, b.span);
        });
    }

    std::shared_ptr<const world::World> world_;
    std::shared_ptr<const TimeFinder> times_;
    std::shared_ptr<const world::Borders> borders_;  // or empty
    Lexicon lexicon_;
};

}  // namespace

Result<std::shared_ptr<const Grounder>> Grounder::open(std::shared_ptr<const world::World> world,
                                                       std::shared_ptr<const TimeFinder> times) {
    return open_located(std::move(world), std::move(times), nullptr);
}

Result<std::shared_ptr<const Grounder>> open_located(std::shared_ptr<const world::World> world,
                                                     std::shared_ptr<const TimeFinder> times,
                                                     std::shared_ptr<const world::Borders> borders) {
    if (!world) return fail(ErrorCode::kInvalid, "the grounder needs a world");
    return std::shared_ptr<const Grounder>(
        std::make_shared<LoadedGrounder>(std::move(world), std::move(times), std::move(borders)));
}

}  // namespace entente::grounding
