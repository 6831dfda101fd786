// entente claims: standing facts that the press states, beside what the world's facts say.
#include "cli/reading.h"

namespace entente::cli {

int run_claims(Invocation& inv) {
    CLI::App app(
        inv.say("Standing facts that articles state: members, chairs, offices, kinds, other names.",
                "Faits durables que les articles énoncent : membres, présidences, fonctions, natures, autres noms."),
        "claims");
    ReadingOptions options;
    add_reading_options(app, options, inv, false);
    app.add_option("--with", options.with, inv.say("claims about an actor", "faits sur un acteur"));
    std::string relation;
    app.add_option("--relation", relation, "member_of, has_member, chair_of, holds_office, is_a, same_as");
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "claims", options, code);
    if (!reading) return code;
    reading->query.type = relation;
    const auto claims = reading->store->claims(reading->query);
    if (!claims.ok()) return report_error(inv, claims.error());
    Listing list(inv, options.output, {"at", "subject", "relation", "object", "agrees", "quote", "article", "id"});
    for (const Claim& c : *claims)
        list.add({c.at, c.subject, c.relation, c.object,
                  !c.agrees_with_world   ? ""
                  : *c.agrees_with_world ? "yes"
                                         : "no",
                  c.quote, c.article.str(), c.id},
                 exporter::to_json(c));
    return list.finish();
}

}  // namespace entente::cli
