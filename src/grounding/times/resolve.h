// From a matched rule to days: what each action of the rules means, and what joins neighbouring expressions.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/mention.h"
#include "grounding/grounding.h"
#include "grounding/times/calendar.h"
#include "grounding/times/tense.h"
#include "grounding/times/tokens.h"

namespace entente::grounding::times {

struct Capture {
    Symbol symbol = 0;
    std::int32_t value = 0;
    std::size_t token = 0;
};

// A rule whose sequence stands in the text at tokens [first, last); the expression is [from, to) within.
struct Match {
    const Rule* rule = nullptr;
    std::size_t first = 0, last = 0, from = 0, to = 0;
    std::vector<Capture> captures;

    [[nodiscard]] const Capture* get(Symbol symbol, std::size_t nth = 0) const;
    [[nodiscard]] int value(Symbol symbol, int otherwise) const;
    // Every capture of one of these classes, left to right.
    [[nodiscard]] std::vector<const Capture*> all(std::initializer_list<Symbol> symbols) const;
};

// An expression on its way: days as dates, not yet as text.
struct Hit {
    std::size_t from = 0, to = 0;  // tokens
    std::string type = "date", value, precision, anchor = "published", why;
    std::optional<Date> start, end;
    int unit = 0;  // grain of the stretch, kNoUnit when it has none
    int edge = 0;
    bool duration_from_now = false;  // a duration that may hang on the anchor: "depuis deux ans"
    bool range = false;              // its days are those of a range already
    bool year_written = false;
    bool bare_weekday = false;  // by itself it may be this week's or last week's
    std::optional<int> hour, minute;
    std::string zone;          // "Z", "+01:00" or empty
    int part = 0;              // PART, 0 none
    std::string end_clock;     // of a range of clock times: the last instant's time
    bool clock_alone = false;  // a clock time that still looks for its day
};

class Resolver {
 public:
    Resolver(std::string_view text, const std::vector<Token>& tokens, const Language& language, const Feasts& feasts,
             const TimeAnchor& anchor);

    // Adds the expression of the match to the hits, or refuses it (a day that does not exist, a wrong context).
    bool add(const Match& match);
    // Joins clock times to days, ranges to their ends, prepositions to their expression; then writes them all out.
    std::vector<TimeExpression> finish();

 private:
    using ByYear = std::function<Stretch(int year)>;

    bool date(const Match& m, Hit& h);
    bool days_of_month(const Match& m, Hit& h);
    bool nth_weekday(const Match& m, Hit& h);
    bool weekday_of_month(const Match& m, Hit& h);
    bool months_of_year(const Match& m, Hit& h);
    bool weekday(const Match& m, Hit& h);
    bool relative_day(const Match& m, Hit& h);
    bool period(const Match& m, Hit& h);
    bool shift(const Match& m, Hit& h);
    bool duration(const Match& m, Hit& h);
    bool set(const Match& m, Hit& h);
    bool clock(const Match& m, Hit& h);
    bool quarter(const Match& m, Hit& h);
    bool named_by_year(const Match& m, Hit& h, int unit, const ByYear& stretch, const std::string& unknown);
    bool decade(const Match& m, Hit& h);
    bool century(const Match& m, Hit& h);
    bool night(const Match& m, Hit& h);
    bool act(const Match& m, Hit& h);

    [[nodiscard]] bool allowed(const Match& m) const;
    [[nodiscard]] bool meets(std::size_t token, bool exists, const std::vector<Symbol>& any) const;
    [[nodiscard]] Tense tense(const Hit& h) const;
    // The year among last, this and next whose stretch lies nearest the anchor, by the verb's tense or REL.
    [[nodiscard]] Stretch nearest(const Hit& h, const ByYear& stretch, int relative, bool strict,
                                  std::string& why) const;
    [[nodiscard]] std::optional<int> written_year(const Match& m, std::size_t nth = 0) const;
    [[nodiscard]] std::optional<int> year_of_neighbour(const Hit& h, int month) const;
    [[nodiscard]] std::optional<int> year_told(const Hit& h) const;
    [[nodiscard]] std::optional<Date> told(int unit) const;  // last day told in the text, or first of a unit up to this
    [[nodiscard]] std::optional<Date> base(const Rule& rule, Hit& h, int unit = kDayUnit) const;
    [[nodiscard]] std::string length(const Match& m, const std::string& written, int unit) const;
    [[nodiscard]] std::string amount(const Match& m, long& number) const;
    void take(Hit& h, const Stretch& s, int unit) const;
    void take_part(const Match& m, Hit& h) const;

    void attach_clocks();
    void merge_clocks();
    void join_ranges();
    void apply_prepositions();
    void apply(Preposition p, Hit& h) const;
    [[nodiscard]] Preposition preposition_before(std::size_t token) const;
    [[nodiscard]] bool is(std::size_t token, Symbol symbol) const;
    [[nodiscard]] TimeExpression write(const Hit& h) const;

    std::string_view text_;
    const std::vector<Token>& tokens_;
    const Language& language_;
    const Feasts& feasts_;
    const TimeAnchor& anchor_;
    std::vector<Hit> hits_;
};

[[nodiscard]] std::string two(int n);           // "07"
[[nodiscard]] const char* unit_name(int unit);  // "week"
[[nodiscard]] const char* part_code(int part);  // "MO", "MI", "AF", "EV", "NI", "DT"

}  // namespace entente::grounding::times
