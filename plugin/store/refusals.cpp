#include "store/refusals.h"

#include "store/transaction.h"

namespace kith::store {

Result<void> count_refusal(Transaction& tx, const Refusal& refusal) {
    const auto done = tx.run(
        "INSERT INTO refusal (tenant_id, hour, capacity, act, why, count) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, hour, capacity, act, why) "
        "DO UPDATE SET count = refusal.count + excluded.count",
        tx.tenant(), bind(refusal.hour), bind(refusal.capacity), bind(refusal.act),
        bind(refusal.why), bind(refusal.count));
    if (!done) return done.error();
    return {};
}

Result<std::vector<Refusal>> refusals(Transaction& tx) {
    std::vector<std::int64_t> hours;
    std::vector<std::string> capacities;
    std::vector<std::string> acts;
    std::vector<std::string> why;
    std::vector<int> counts;
    const auto read = tx.run(
        "SELECT hour, capacity, act, why, count FROM refusal WHERE tenant_id = $1 "
        "ORDER BY hour, capacity, act, why",
        tx.tenant(), into(hours), into(capacities), into(acts), into(why), into(counts));
    if (!read) return read.error();

    std::vector<Refusal> found;
    for (std::size_t i = 0; i < hours.size(); ++i)
        found.push_back({hours[i], capacities[i], acts[i], why[i], counts[i]});
    return found;
}

}  // namespace kith::store
