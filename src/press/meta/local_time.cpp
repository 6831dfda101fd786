#include "press/meta/local_time.h"

#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/uloc.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>

#include "entente/date.h"
#include "press/meta/sources.h"

namespace entente::press {

namespace {

constexpr std::int64_t kDaySeconds = 86400;

// "BOL" -> "BO"; two letters stay; anything else: empty.
std::string two_letters(std::string_view country) {
    if (country.size() == 2) return std::string(country);
    for (const char* const* code = uloc_getISOCountries(); *code; ++code)
        if (country == uloc_getISO3Country((std::string("und_") + *code).c_str())) return *code;
    return {};
}

std::optional<std::int64_t> seconds_of(std::string_view iso) {
    const auto day = parse_date(iso);
    if (!day || iso.size() < 17) return std::nullopt;
    const auto two = [&](std::size_t at) { return (iso[at] - '0') * 10 + iso[at + 1] - '0'; };
    const int second = iso[16] == ':' && iso.size() >= 19 ? two(17) : 0;
    return days_from_epoch(*day) * kDaySeconds + two(11) * 3600 + two(14) * 60 + second;
}

std::optional<int> offset_minutes(const icu::UnicodeString& zone, std::int64_t seconds) {
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t raw = 0, summer = 0;
    const std::unique_ptr<icu::TimeZone> tz(icu::TimeZone::createTimeZone(zone));
    if (!tz || *tz == icu::TimeZone::getUnknown()) return std::nullopt;
    tz->getOffset(static_cast<UDate>(seconds) * 1000, false, raw, summer, error);
    if (U_FAILURE(error)) return std::nullopt;
    return (raw + summer) / 60000;
}

// What all zones of a country keep at that instant.
std::optional<int> offset_in(const std::string& country, std::int64_t seconds, const PageWords& words) {
    if (const auto main = words.main_zones.find(country); main != words.main_zones.end())
        return offset_minutes(icu::UnicodeString::fromUTF8(main->second), seconds);
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> zones(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, country.c_str(), nullptr, error));
    std::optional<int> all;
    if (U_FAILURE(error) || !zones) return all;
    while (const icu::UnicodeString* id = zones->snext(error)) {
        const auto offset = offset_minutes(*id, seconds);
        if (U_FAILURE(error) || !offset || (all && *all != *offset)) return std::nullopt;
        all = offset;
    }
    return all;
}

}  // namespace

std::string country_of_address(std::string_view url, const PageWords& words) {
    const std::string host = host_of(url);
    const std::size_t dot = host.rfind('.');
    if (dot == std::string::npos || host.size() - dot != 3) return {};
    std::string domain = host.substr(dot + 1);
    if (words.borrowed_domains.find(domain) != words.borrowed_domains.end()) return {};
    for (char& c : domain) {
        if (c < 'a' || c > 'z') return {};
        c = static_cast<char>(c - 32);
    }
    return domain == "UK" ? "GB" : domain;
}

std::string local_time(std::string_view iso, std::string_view country, const PageWords& words) {
    const bool utc = iso.ends_with('Z') || iso.ends_with("+00:00");
    const auto seconds = utc ? seconds_of(iso) : std::nullopt;
    const std::string code = two_letters(country);
    if (!seconds || code.empty()) return {};
    const auto offset = offset_in(code, *seconds, words);
    if (!offset) return {};
    const std::int64_t local = *seconds + *offset * 60;
    std::int64_t day = local / kDaySeconds, rest = local % kDaySeconds;
    if (rest < 0) --day, rest += kDaySeconds;
    char clock[40];
    std::snprintf(clock, sizeof clock, "T%02d:%02d:%02d%c%02d:%02d", static_cast<int>(rest / 3600),
                  static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60), *offset < 0 ? '-' : '+',
                  std::abs(*offset) / 60, std::abs(*offset) % 60);
    return to_string(date_from_days(static_cast<std::int32_t>(day))) + clock;
}

}  // namespace entente::press
