// The hour of a page's own country for an hour that its machines give in UTC.
#pragma once

#include <string>
#include <string_view>

#include "press/words.h"

namespace entente::press {

// The country of an address by its two-letter domain ("https://a.com.bo/x" -> "BO"); empty: none, or a domain that is
// sold as a word.
[[nodiscard]] std::string country_of_address(std::string_view url, const PageWords& words);

// "2022-05-04T02:41:00Z" and "BO" (or "BOL") -> "2022-05-03T22:41:00-04:00". Empty when `iso` is no date-time in UTC,
// the country is unknown, or it keeps several zones and `main_zones` names none.
[[nodiscard]] std::string local_time(std::string_view iso, std::string_view country, const PageWords& words);

}  // namespace entente::press
