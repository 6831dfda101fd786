// The JSON objects of what is seen in events: series, frames, commitments; and of decisions and of words found.
#pragma once

#include "export/json.h"
#include "record/store.h"
#include "record/views/commitments.h"
#include "record/views/series.h"

namespace entente::exporter {

[[nodiscard]] Json to_json(const record::Series& series);
[[nodiscard]] Json to_json(const record::Frame& frame);
[[nodiscard]] Json to_json(const record::Commitment& commitment);
[[nodiscard]] Json to_json(const record::Decision& decision);
[[nodiscard]] Json to_json(const record::SearchHit& hit);

}  // namespace entente::exporter
