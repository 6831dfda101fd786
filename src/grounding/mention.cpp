#include "entente/mention.h"

namespace entente {

DateRange TimeExpression::range() const { return {parse_date(start), parse_date(end)}; }

const char* to_string(NameKind kind) {
    switch (kind) {
        case NameKind::kActor: return "actor";
        case NameKind::kPlace: return "place";
        case NameKind::kPerson: return "person";
        case NameKind::kOffice: return "office";
    }
    return "actor";
}

const char* to_string(NameForm form) {
    switch (form) {
        case NameForm::kName: return "name";
        case NameForm::kAcronym: return "acronym";
        case NameForm::kDemonym: return "demonym";
        case NameForm::kCapital: return "capital";
        case NameForm::kOffice: return "office";
        case NameForm::kPerson: return "person";
        case NameForm::kReference: return "reference";
        case NameForm::kPlace: return "place";
    }
    return "name";
}

}  // namespace entente
