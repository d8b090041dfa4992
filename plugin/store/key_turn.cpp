#include "store/key_turn.h"

#include "base/day.h"
#include "store/audit_log.h"
#include "store/erased_list.h"
#include "store/idempotency.h"
#include "store/key_state.h"
#include "store/outbox.h"
#include "store/request_keys.h"
#include "store/requests.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

// So many that a commit is paid for once, so few that nobody waits for long to write.
constexpr int keys_per_part = 512;

Error left_behind() {
    return {ErrorCode::store_corrupt,
            "some data keys do not open, so the old month's key is kept",
            {},
            "kithctl keys status names their requests; erase them, or restore a backup"};
}

Result<void> record(Transaction& tx, std::string_view event, std::int64_t hour) {
    AuditEntry entry;
    entry.event = event;
    entry.time = hour * 3600;
    return append_audit(tx, entry);
}

struct Wrapped {
    std::vector<std::string> requests;
    std::vector<int> classes;
    std::vector<Poco::Data::BLOB> keys;
    std::vector<Poco::Data::BLOB> identities;
};

Result<Wrapped> next_keys(Transaction& tx, int epoch, const RequestId& after) {
    Wrapped found;
    const auto read = tx.run(
        "SELECT k.request_id, k.key_class, k.wrapped, r.identity FROM request_key k "
        "JOIN support_request r ON k.tenant_id = r.tenant_id AND r.id = k.request_id "
        "WHERE k.tenant_id = $1 AND k.epoch = $2 AND k.request_id >= $3 "
        "ORDER BY k.request_id, k.key_class LIMIT $4",
        tx.tenant(), bind(epoch), bind(after.text()), bind(keys_per_part), into(found.requests),
        into(found.classes), into(found.keys), into(found.identities));
    if (!read) return read.error();
    return found;
}

// False where it does not open.
Result<bool> turn_one(Transaction& tx, const Wrapped& found, std::size_t at) {
    const RequestId request{found.requests[at]};
    const auto key_class = to_enum(found.classes[at], KeyClass::identity);
    if (!key_class) return key_class.error();
    const auto key = tx.vault().unwrap(*key_class, to_span(found.keys[at]), request.text());
    if (!key) return false;
    if (*key_class == KeyClass::identity) {
        const auto named = name_anew(tx, request, *key, to_span(found.identities[at]));
        if (!named) return named;
        if (!*named) return false;
    }
    const auto kept = replace_request_key(tx, request, *key_class, *key);
    if (!kept) return kept.error();
    return true;
}

// What lies under the epoch's own key is little and does not live long.
Result<void> seal_the_rest_anew(Transaction& tx) {
    const auto notices = seal_notices_anew(tx);
    if (!notices) return notices;
    return seal_answers_anew(tx);
}

}  // namespace

Result<void> begin_turn(Database& database, Day today, std::int64_t hour) {
    auto& keyring = database.keyring();
    const auto epochs = database.read([](Transaction& tx) { return epochs_of(tx); });
    if (!epochs) return epochs.error();
    if (epochs->previous) return {};

    // What a turn that was stopped here left in the file goes first.
    const auto cleared = keyring.keep_only(*epochs);
    if (!cleared) return cleared;
    const auto next = epochs->current + 1;
    const auto added = keyring.add_epoch(next, today);
    if (!added) return added;
    return database.write([&](Transaction& tx) -> Result<void> {
        const auto set = set_epochs(tx, {next, epochs->current});
        if (!set) return set;
        return record(tx, "epoch-begun", hour);
    });
}

Result<TurnPart> turn_some(Database& database, const RequestId& after) {
    return database.write([&](Transaction& tx) -> Result<TurnPart> {
        const auto epochs = epochs_of(tx);
        if (!epochs) return epochs.error();
        TurnPart part{0, after, true};
        if (!epochs->previous) return part;
        const auto found = next_keys(tx, *epochs->previous, after);
        if (!found) return found.error();
        for (std::size_t i = 0; i < found->requests.size(); ++i) {
            const auto turned = turn_one(tx, *found, i);
            if (!turned) return turned.error();
            if (*turned) ++part.turned;
            part.reached = RequestId{found->requests[i]};
        }
        part.last = found->requests.size() < keys_per_part;
        return part;
    });
}

Result<void> end_turn(Database& database, std::int64_t hour) {
    const auto ended = database.write([&](Transaction& tx) -> Result<Epochs> {
        auto epochs = epochs_of(tx);
        if (!epochs || !epochs->previous) return epochs;
        const auto left = keys_under(tx, *epochs->previous);
        if (!left) return left.error();
        if (*left != 0) return left_behind();
        const auto sealed = seal_the_rest_anew(tx);
        if (!sealed) return sealed.error();
        epochs->previous.reset();
        const auto set = set_epochs(tx, *epochs);
        if (!set) return set.error();
        const auto recorded = record(tx, "epoch-ended", hour);
        if (!recorded) return recorded.error();
        return epochs;
    });
    if (!ended) return ended.error();
    const auto kept = database.keyring().keep_only(*ended);
    if (!kept) return kept;
    const auto epochs = database.keyring().epochs();
    if (!epochs) return epochs.error();
    return shorten_erased_list(database, epochs->front().begun.since_epoch * hours_per_day);
}

}  // namespace kith::store
