// Occasions and outcomes: from the words of a report to the meeting of the same article that they speak of.
#pragma once

#include <map>
#include <vector>

#include "record/identity.h"

namespace entente::record {

// Fills in `occasion->event` and `outcome_of->event` of one article's reports, where the coder left them empty, with
// the id of a report of the meeting meant: CONSULT, sharing most parties, dated rather than not, then nearest. Left
// empty when no meeting of the article shares a party.
void link_reports(std::vector<Report>& reports, const world::World& world);

// Turns ids of reports in events' links into ids of their events, drops links of an event to itself, and fills
// `outcomes`. `event_of`: from every report's id to its event's.
void link_events(std::vector<Event>& events, const std::map<ReportId, EventId>& event_of);

}  // namespace entente::record
