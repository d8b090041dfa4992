// Support requests at rest: a state, two sealed parts under two keys, pseudonyms, no clear person.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "model/permit.h"
#include "model/support_request.h"
#include "store/database.h"

namespace kith::store {

struct NewRequest {
    RequestId id;
    model::RequestIdentity identity;
    model::RequestContent content;
    model::RequestState state = model::RequestState::waiting;
    std::int64_t hour = 0;
};
// `return_code`: its 16 bytes; only a keyed digest is kept.
Result<void> insert_request(Transaction& tx, const NewRequest& request, const Secret& return_code);

struct RequestRow {
    RequestId id;
    model::RequestState state = model::RequestState::waiting;
    std::int64_t opened_hour = 0;
    std::optional<std::int64_t> closed_hour;
};
Result<std::optional<RequestRow>> find_request(Transaction& tx, const RequestId& id);
Result<std::vector<RequestRow>> requests_of(Transaction& tx, const EmployeeId& requester);
Result<std::optional<RequestId>> request_by_return_code(Transaction& tx, const Secret& return_code);
Result<bool> is_requester(Transaction& tx, const RequestId& id, const EmployeeId& person);
Result<std::vector<RequestId>> requests_in(Transaction& tx, model::RequestState state);
Result<void> set_state(Transaction& tx, const RequestId& id, model::RequestState state,
                       std::int64_t hour);

// How many requests stand in each state, for the coordinator.
struct StateCounts {
    std::int64_t waiting = 0;
    std::int64_t offered = 0;
    std::int64_t active = 0;
    std::int64_t closed = 0;
};
Result<StateCounts> state_counts(Transaction& tx);

// The permit must be for request_content, for request_identity.
Result<model::RequestContent> content(Transaction& tx, const model::Permit& permit);
Result<model::RequestIdentity> identity(Transaction& tx, const model::Permit& permit);
// Seals it anew, for a changed wish or exclusion. The persons themselves stay.
Result<void> replace_identity(Transaction& tx, const model::Permit& permit,
                              const model::RequestIdentity& identity);

// For the turn of an epoch (key_turn.h): who asks and whom it is about, under the current epoch's
// pseudonyms. False where the identity does not open with this key.
Result<bool> name_anew(Transaction& tx, const RequestId& request, const Secret& identity_key,
                       std::span<const std::uint8_t> sealed_identity);

}  // namespace kith::store
