// Consent receipts, one row each: given, withdrawn, never changed otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "model/consent.h"
#include "model/permit.h"
#include "store/database.h"

namespace kith::store {

// What stands today. False where nothing was given, and where there is no such request.
struct ConsentStanding {
    bool words = false;
    bool name = false;
};
Result<ConsentStanding> standing_consents(Transaction& tx, const RequestId& request, Day today);

// Numbered by the store. Before the request's first decision, so without a permit.
Result<void> give_consent(Transaction& tx, const RequestId& request, model::ConsentReceipt receipt);
// Every receipt of this scope that stands; how many there were.
Result<std::int64_t> withdraw_consent(Transaction& tx, const RequestId& request,
                                      model::ConsentScope scope, std::int64_t hour);

// The oldest first. The permit must be for request_consent.
Result<std::vector<model::ConsentReceipt>> consents(Transaction& tx, const model::Permit& permit);

}  // namespace kith::store
