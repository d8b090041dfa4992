#include "store/key_state.h"

#include "store/transaction.h"

namespace kith::store {

Result<Epochs> epochs_of(Transaction& tx) {
    std::vector<int> current;
    std::vector<Poco::Nullable<int>> previous;
    const auto read = tx.run("SELECT epoch, previous FROM key_state WHERE tenant_id = $1",
                             tx.tenant(), into(current), into(previous));
    if (!read) return read.error();
    if (current.size() != 1) return damaged_row();
    Epochs epochs{current.front(), std::nullopt};
    if (!previous.front().isNull()) epochs.previous = previous.front().value();
    return epochs;
}

Result<void> set_epochs(Transaction& tx, const Epochs& epochs) {
    Poco::Nullable<int> previous;
    if (epochs.previous) previous = *epochs.previous;
    const auto done = tx.run("UPDATE key_state SET epoch = $2, previous = $3 WHERE tenant_id = $1",
                             tx.tenant(), bind(epochs.current), bind(previous));
    if (!done) return done.error();
    return {};
}

Result<std::int64_t> keys_under(Transaction& tx, int epoch) {
    std::vector<std::int64_t> counted;
    const auto read = tx.run("SELECT COUNT(*) FROM request_key WHERE tenant_id = $1 AND epoch = $2",
                             tx.tenant(), bind(epoch), into(counted));
    if (!read) return read.error();
    return counted.empty() ? 0 : counted.front();
}

Result<std::vector<RequestId>> requests_under(Transaction& tx, int epoch, int count) {
    std::vector<std::string> found;
    const auto read = tx.run(
        "SELECT DISTINCT request_id FROM request_key WHERE tenant_id = $1 AND epoch = $2 "
        "ORDER BY request_id LIMIT $3",
        tx.tenant(), bind(epoch), bind(count), into(found));
    if (!read) return read.error();
    std::vector<RequestId> requests;
    for (const auto& id : found)
        requests.emplace_back(id);
    return requests;
}

}  // namespace kith::store
