#include "store/request_keys.h"

namespace kith::store {

Result<Secret> make_request_key(Transaction& tx, const RequestId& request, KeyClass key_class) {
    auto key = tx.vault().new_data_key();
    if (!key) return key;
    const auto wrapped = tx.vault().wrap(key_class, *key, request.text());
    if (!wrapped) return wrapped.error();
    const auto kept = tx.run(
        "INSERT INTO request_key (tenant_id, request_id, key_class, wrapped, epoch) "
        "VALUES ($1, $2, $3, $4, $5)",
        tx.tenant(), bind(request.text()), bind(static_cast<int>(key_class)),
        bind(to_blob(*wrapped)), bind(tx.vault().epoch()));
    if (!kept) return kept.error();
    return key;
}

Result<Secret> request_key(Transaction& tx, const RequestId& request, KeyClass key_class) {
    std::vector<Poco::Data::BLOB> wrapped;
    const auto read = tx.run(
        "SELECT wrapped FROM request_key "
        "WHERE tenant_id = $1 AND request_id = $2 AND key_class = $3",
        tx.tenant(), bind(request.text()), bind(static_cast<int>(key_class)), into(wrapped));
    if (!read) return read.error();
    if (wrapped.empty()) return no_request();
    return tx.vault().unwrap(key_class, to_span(wrapped.front()), request.text());
}

Result<void> replace_request_key(Transaction& tx, const RequestId& request, KeyClass key_class,
                                 const Secret& key) {
    const auto wrapped = tx.vault().wrap(key_class, key, request.text());
    if (!wrapped) return wrapped.error();
    const auto done = tx.run(
        "UPDATE request_key SET wrapped = $4, epoch = $5 "
        "WHERE tenant_id = $1 AND request_id = $2 AND key_class = $3",
        tx.tenant(), bind(request.text()), bind(static_cast<int>(key_class)),
        bind(to_blob(*wrapped)), bind(tx.vault().epoch()));
    if (!done) return done.error();
    return {};
}

Error no_request() {
    // Word for word what policy::denied() says: the two are not to be told apart.
    return {ErrorCode::denied,
            "not allowed, or no longer there",
            {},
            "check the id, the session's capacity and its purpose"};
}

}  // namespace kith::store
