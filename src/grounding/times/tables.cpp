#include "grounding/times/tables.h"

namespace entente::grounding::times {

const std::map<std::string, Symbol, std::less<>>& builtin_names() {
    static const std::map<std::string, Symbol, std::less<>> names = {{"N", kN},
                                                                     {"ORD", kOrd},
                                                                     {"DAY", kDay},
                                                                     {"DAYORD", kDayOrd},
                                                                     {"YEAR", kYear},
                                                                     {"YY", kYearShort},
                                                                     {"HOUR", kHour},
                                                                     {"MIN", kMinute},
                                                                     {"MM", kMonthNumber},
                                                                     {"DD", kDayNumber},
                                                                     {"DECIMAL", kDecimal},
                                                                     {"HHMM", kHourMinute},
                                                                     {"WORD", kAnyWord},
                                                                     {"CAPITAL", kCapital},
                                                                     {"NUMBER", kAnyNumber},
                                                                     {"MARK", kPunctuation},
                                                                     {"END", kEdgeOfText},
                                                                     {"MONTH", kMonth},
                                                                     {"WEEKDAY", kWeekday},
                                                                     {"UNIT", kUnit},
                                                                     {"PART", kPart},
                                                                     {"VAGUE", kVague},
                                                                     {"EDGE", kEdge},
                                                                     {"REL", kRelative},
                                                                     {"SEASON", kSeason},
                                                                     {"FEAST", kFeast},
                                                                     {"AMPM", kAmPm},
                                                                     {"ZONE", kZone},
                                                                     {"NUMWORD", kNumberWord},
                                                                     {"DECADE", kDecade},
                                                                     {"PAST", kPast},
                                                                     {"FUTURE", kFuture},
                                                                     {"PRESENT", kPresent},
                                                                     {"AUX", kAuxiliary},
                                                                     {"ORDEND", kOrdinalEnd},
                                                                     {"JOIN", kJoin},
                                                                     {"RANGE", kRange}};
    return names;
}

const std::map<std::string, Action, std::less<>>& actions() {
    static const std::map<std::string, Action, std::less<>> names = {
        {"date", Action::kDate},       {"weekday", Action::kWeekday}, {"relative_day", Action::kRelativeDay},
        {"period", Action::kPeriod},   {"shift", Action::kShift},     {"duration", Action::kDuration},
        {"set", Action::kSet},         {"clock", Action::kClock},     {"reference", Action::kReference},
        {"quarter", Action::kQuarter}, {"season", Action::kSeason},   {"feast", Action::kFeast},
        {"decade", Action::kDecade},   {"century", Action::kCentury}, {"night", Action::kNight},
        {"event", Action::kEvent},     {"nothing", Action::kNothing}};
    return names;
}

const std::map<std::string, Preposition, std::less<>>& preposition_names() {
    static const std::map<std::string, Preposition, std::less<>> names = {
        {"since", Preposition::kSince},     {"from", Preposition::kFrom},     {"until", Preposition::kUntil},
        {"by", Preposition::kBy},           {"before", Preposition::kBefore}, {"after", Preposition::kAfter},
        {"between", Preposition::kBetween}, {"of", Preposition::kOf},         {"none", Preposition::kNone}};
    return names;
}

}  // namespace entente::grounding::times
