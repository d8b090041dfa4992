#include "service/consent.h"

#include "service/standing.h"
#include "store/consents.h"

namespace kith::service {
namespace {

using model::ConsentScope;
using policy::Action;
using policy::Kind;

model::ConsentReceipt receipt(const Rooms& rooms, ConsentScope scope) {
    model::ConsentReceipt made;
    made.scope = scope;
    made.text_version = consent_text_version;
    made.given_hour = rooms.clock->hour();
    if (scope == ConsentScope::name) made.until = rooms.clock->today().plus(name_consent_days);
    return made;
}

Result<bool> stands(const Rooms& rooms, store::Transaction& tx, const RequestId& request,
                    ConsentScope scope) {
    const auto standing = store::standing_consents(tx, request, rooms.clock->today());
    if (!standing) return standing.error();
    return scope == ConsentScope::words ? standing->words : standing->name;
}

}  // namespace

Result<void> consent_with_request(Rooms& rooms, store::Transaction& tx, const RequestId& request,
                                  bool named) {
    const auto words = store::give_consent(tx, request, receipt(rooms, ConsentScope::words));
    if (!words || !named) return words;
    return store::give_consent(tx, request, receipt(rooms, ConsentScope::name));
}

Result<void> give_consent(Rooms& rooms, store::Transaction& tx, const Session& session,
                          const RequestId& request, ConsentScope scope) {
    const auto permit = may(rooms, tx, session, Action::write, Kind::request_consent, request);
    if (!permit) return permit.error();
    const auto row = open_request_row(tx, request);
    if (!row) return row.error();
    const auto given = stands(rooms, tx, request, scope);
    if (!given) return given.error();
    if (*given)
        return Error{ErrorCode::conflict,
                     "this consent stands already",
                     {},
                     "consent.list/1 shows what stands"};
    return store::give_consent(tx, request, receipt(rooms, scope));
}

Result<void> withdraw_consent(Rooms& rooms, store::Transaction& tx, const Session& session,
                              const RequestId& request, ConsentScope scope) {
    const auto permit = may(rooms, tx, session, Action::withdraw, Kind::request_consent, request);
    if (!permit) return permit.error();
    const auto withdrawn = store::withdraw_consent(tx, request, scope, rooms.clock->hour());
    if (!withdrawn) return withdrawn.error();
    if (*withdrawn > 0) return {};
    return Error{ErrorCode::conflict,
                 "there is no such consent to withdraw",
                 {},
                 "consent.list/1 shows what stands"};
}

Result<std::vector<model::ConsentReceipt>> consent_receipts(Rooms& rooms, store::Transaction& tx,
                                                            const Session& session,
                                                            const RequestId& request) {
    const auto permit = may(rooms, tx, session, Action::read, Kind::request_consent, request);
    if (!permit) return permit.error();
    return store::consents(tx, *permit);
}

}  // namespace kith::service
