#include "assembly/plan_effects.h"

#include "base/clock.h"
#include "service/eligibility.h"
#include "service/rooms.h"
#include "store/caseloads.h"
#include "store/requests.h"

namespace kith::assembly {
namespace {

struct Facts {
    directory::Snapshot snapshot;
    std::map<store::SupporterRef, store::StoredLoad> loads;
    store::StateCounts requests;
};

Result<Facts> facts(store::Database& database, Day today) {
    return database.read([&](store::Transaction& tx) -> Result<Facts> {
        auto people = store::people(tx);
        if (!people) return people.error();
        auto supporters = store::supporters(tx);
        if (!supporters) return supporters.error();
        auto loads = store::loads(tx, today);
        if (!loads) return loads.error();
        const auto requests = store::state_counts(tx);
        if (!requests) return requests.error();

        Facts found;
        found.snapshot.chart = std::make_shared<directory::OrgChart>(std::move(*people));
        found.snapshot.book = std::make_shared<directory::SupporterBook>(std::move(*supporters));
        found.loads = std::move(*loads);
        found.requests = *requests;
        return found;
    });
}

std::size_t ineligible_count(const Facts& facts, const model::Settings& settings) {
    std::size_t count = 0;
    for (const auto& supporter : facts.snapshot.book->all())
        if (supporter.listed &&
            !service::ineligible(settings.eligibility, *facts.snapshot.chart, supporter.id).empty())
            ++count;
    return count;
}

std::size_t above_cap_count(const Facts& facts, const model::Settings& settings) {
    std::size_t count = 0;
    for (const auto& [ref, load] : facts.loads)
        count += load.open > settings.caseload.open_max;
    return count;
}

std::string moved(std::size_t before, std::size_t after, const std::string& what) {
    return std::to_string(before) + " -> " + std::to_string(after) + ' ' + what;
}

}  // namespace

routing::Coverage coverage_under(const directory::Snapshot& snapshot,
                                 const model::Settings& settings, Day on) {
    routing::Conditions conditions;
    conditions.today = on;
    conditions.settings = settings.routing;
    conditions.caseload = settings.caseload;
    std::vector<std::string> topics;
    for (const auto& topic : settings.topics)
        topics.push_back(topic.id);
    return routing::coverage(snapshot, conditions, settings.default_language, topics);
}

Result<std::vector<std::string>> plan_effects(store::Database& database,
                                              const model::Settings& before,
                                              const model::Settings& after) {
    const Day today = SystemClock{}.today();
    const auto known = facts(database, today);
    if (!known) return known.error();

    std::vector<std::string> effects;
    const auto add = [&](std::size_t was, std::size_t will, const std::string& what) {
        if (was != will) effects.push_back(moved(was, will, what));
    };
    add(ineligible_count(*known, before), ineligible_count(*known, after),
        "listed supporters whose role does not go with listening");
    add(above_cap_count(*known, before), above_cap_count(*known, after),
        "supporters hold more open requests than the caseload allows");
    const auto was = coverage_under(known->snapshot, before, today);
    const auto will = coverage_under(known->snapshot, after, today);
    add(was.without, will.without, "employees have no supporter to turn to");
    add(was.fewer_than_three, will.fewer_than_three,
        "employees have fewer than three to choose from");
    const auto open = known->requests.waiting + known->requests.offered + known->requests.active;
    if (open > 0)
        effects.push_back(
            std::to_string(open) +
            " support requests are open; they go on, the next choice follows the new rules");
    if (effects.empty()) effects.emplace_back("nobody who is here today is touched");
    return effects;
}

}  // namespace kith::assembly
