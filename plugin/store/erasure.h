// What is left of a request that its owner erased: that a supporter once had one, and nothing else.
#pragma once

#include "model/permit.h"
#include "store/database.h"

namespace kith::store {

// Its keys, words, conversation, parties and looks go; its pseudonyms become random ones, so that
// nobody can be tied to it any more, herself included. Assignments stay for the yearly caseload. No
// assignment may be open. The permit must be for the request_state, to erase.
Result<void> erase_request(Transaction& tx, const model::Permit& permit, std::int64_t hour);

// Whether nothing of it opens any more. True where there never was one.
Result<bool> is_erased(Transaction& tx, const RequestId& request);

}  // namespace kith::store
