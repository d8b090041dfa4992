#include "store/consents.h"

#include <Poco/Nullable.h>

#include "store/transaction.h"

namespace kith::store {
namespace {

Result<std::vector<model::ConsentReceipt>> receipts(Transaction& tx, const RequestId& request) {
    std::vector<int> numbers;
    std::vector<int> scopes;
    std::vector<std::string> texts;
    std::vector<std::int64_t> given;
    std::vector<Poco::Nullable<int>> until;
    std::vector<Poco::Nullable<std::int64_t>> withdrawn;
    const auto read = tx.run(
        "SELECT number, scope, text_version, given_hour, until_day, withdrawn_hour FROM consent "
        "WHERE tenant_id = $1 AND request_id = $2 ORDER BY number",
        tx.tenant(), bind(request.text()), into(numbers), into(scopes), into(texts), into(given),
        into(until), into(withdrawn));
    if (!read) return read.error();

    std::vector<model::ConsentReceipt> found;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto scope = to_enum(scopes[i], model::ConsentScope::name);
        if (!scope) return scope.error();
        model::ConsentReceipt receipt{numbers[i], *scope, texts[i], given[i], {}, {}};
        if (!until[i].isNull()) receipt.until = Day{until[i].value()};
        if (!withdrawn[i].isNull()) receipt.withdrawn_hour = withdrawn[i].value();
        found.push_back(std::move(receipt));
    }
    return found;
}

}  // namespace

Result<ConsentStanding> standing_consents(Transaction& tx, const RequestId& request, Day today) {
    const auto all = receipts(tx, request);
    if (!all) return all.error();
    ConsentStanding standing;
    for (const auto& receipt : *all) {
        if (!model::stands(receipt, today)) continue;
        if (receipt.scope == model::ConsentScope::words) standing.words = true;
        if (receipt.scope == model::ConsentScope::name) standing.name = true;
    }
    return standing;
}

Result<void> give_consent(Transaction& tx, const RequestId& request,
                          model::ConsentReceipt receipt) {
    Poco::Nullable<int> until;
    if (receipt.until) until = receipt.until->since_epoch;
    const auto done = tx.run(
        "INSERT INTO consent (tenant_id, request_id, number, scope, text_version, given_hour, "
        "until_day) SELECT $1, $2, 1 + COALESCE(MAX(number), 0), $3, $4, $5, $6 FROM consent "
        "WHERE tenant_id = $1 AND request_id = $2",
        tx.tenant(), bind(request.text()), bind(static_cast<int>(receipt.scope)),
        bind(receipt.text_version), bind(receipt.given_hour), bind(until));
    if (!done) return done.error();
    return {};
}

Result<std::int64_t> withdraw_consent(Transaction& tx, const RequestId& request,
                                      model::ConsentScope scope, std::int64_t hour) {
    return tx.run(
        "UPDATE consent SET withdrawn_hour = $4 WHERE tenant_id = $1 AND request_id = $2 "
        "AND scope = $3 AND withdrawn_hour IS NULL",
        tx.tenant(), bind(request.text()), bind(static_cast<int>(scope)), bind(hour));
}

Result<std::vector<model::ConsentReceipt>> consents(Transaction& tx, const model::Permit& permit) {
    KITH_ASSERT(permit.kind() == model::Kind::request_consent);
    return receipts(tx, permit.request());
}

}  // namespace kith::store
