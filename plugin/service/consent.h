// Consent of the person who asks: given, shown as receipts, withdrawn in one call.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/consent.h"
#include "service/rooms.h"

namespace kith::service {

// How long a name stays known unless she says it again (domain: consent is asked anew every 90
// days).
inline constexpr int name_consent_days = 90;

// Of the sentences that a person reads before she agrees, in every language the same version.
inline constexpr std::string_view consent_text_version = "2026-11";

// With a new request, in its own transaction: her words for whoever accepts, and her name where she
// chose to give it.
Result<void> consent_with_request(Rooms& rooms, store::Transaction& tx, const RequestId& request,
                                  bool named);

// conflict where it stands already.
Result<void> give_consent(Rooms& rooms, store::Transaction& tx, const Session& session,
                          const RequestId& request, model::ConsentScope scope);
// Effective at the next decision, whoever is reading. conflict where none stands.
Result<void> withdraw_consent(Rooms& rooms, store::Transaction& tx, const Session& session,
                              const RequestId& request, model::ConsentScope scope);
// The oldest first, withdrawn ones included.
Result<std::vector<model::ConsentReceipt>> consent_receipts(Rooms& rooms, store::Transaction& tx,
                                                            const Session& session,
                                                            const RequestId& request);

}  // namespace kith::service
