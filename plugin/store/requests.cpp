#include "store/requests.h"

#include "store/fields.h"
#include "store/request_keys.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

using model::RequestContent;
using model::RequestIdentity;
using model::RequestState;

std::string packed(const RequestContent& content) {
    return FieldWriter()
        .text(content.topic)
        .text(content.language)
        .text(content.channel)
        .number(0)  // Once the name mode, now a consent of its own.
        .text(content.alias)
        .text(content.text)
        .packed();
}

Result<RequestContent> unpacked_content(std::string_view packed) {
    FieldReader fields(packed);
    RequestContent content;
    content.topic = fields.text();
    content.language = fields.text();
    content.channel = fields.text();
    fields.number();
    content.alias = fields.text();
    content.text = fields.text();
    if (!fields.complete()) return damaged_row();
    return content;
}

std::string packed(const RequestIdentity& identity) {
    return FieldWriter()
        .text(identity.requester.text())
        .ids(identity.persons_concerned)
        .ids(identity.excluded)
        .text(identity.wished.text())
        .packed();
}

Result<RequestIdentity> unpacked_identity(std::string_view packed) {
    FieldReader fields(packed);
    RequestIdentity identity;
    identity.requester = EmployeeId{fields.text()};
    identity.persons_concerned = fields.ids<EmployeeId>();
    identity.excluded = fields.ids<EmployeeId>();
    identity.wished = EmployeeId{fields.text()};
    if (!fields.complete()) return damaged_row();
    return identity;
}

Place request_place(KeyClass key_class, const RequestId& request) {
    return {"support_request", key_class == KeyClass::content ? "content" : "identity",
            request.text()};
}

PersonRefs requester_refs(const Transaction& tx, const EmployeeId& requester) {
    return tx.vault().person("requester", requester);
}

std::string code_ref(const Transaction& tx, const Secret& return_code) {
    return tx.tenant_keys().pseudonym("return-code", crypto::to_hex(return_code.bytes()));
}

Result<crypto::Bytes> sealed_under(Transaction& tx, const Result<Secret>& key, KeyClass key_class,
                                   const RequestId& request, std::string_view plain) {
    if (!key) return key.error();
    return tx.vault().seal(*key, plain, request_place(key_class, request));
}

Result<void> insert_parties(Transaction& tx, const NewRequest& request) {
    for (const auto& person : request.identity.persons_concerned) {
        const auto done = tx.run(
            "INSERT INTO request_party (tenant_id, request_id, concerned_ref) "
            "VALUES ($1, $2, $3) ON CONFLICT (tenant_id, request_id, concerned_ref) DO NOTHING",
            tx.tenant(), bind(request.id.text()),
            bind(tx.vault().person("concerned", person).current));
        if (!done) return done.error();
    }
    return {};
}

struct RequestColumns {
    std::vector<std::string> ids;
    std::vector<int> states;
    std::vector<std::int64_t> opened;
    std::vector<Poco::Nullable<std::int64_t>> closed;
};

Result<std::vector<RequestRow>> rows_from(const RequestColumns& columns) {
    std::vector<RequestRow> rows;
    for (std::size_t i = 0; i < columns.ids.size(); ++i) {
        const auto state = to_enum(columns.states[i], RequestState::closed);
        if (!state) return state.error();
        RequestRow row{RequestId{columns.ids[i]}, *state, columns.opened[i], std::nullopt};
        if (!columns.closed[i].isNull()) row.closed_hour = columns.closed[i].value();
        rows.push_back(std::move(row));
    }
    return rows;
}

// What is sealed in one column of a request, opened.
Result<std::string> opened_column(Transaction& tx, const RequestId& request, KeyClass key_class) {
    const auto key = request_key(tx, request, key_class);
    if (!key) return key.error();
    const auto* const sql =
        key_class == KeyClass::content
            ? "SELECT content FROM support_request WHERE tenant_id = $1 AND id = $2"
            : "SELECT identity FROM support_request WHERE tenant_id = $1 AND id = $2";
    std::vector<Poco::Data::BLOB> sealed;
    const auto read = tx.run(sql, tx.tenant(), bind(request.text()), into(sealed));
    if (!read) return read.error();
    if (sealed.empty()) return no_request();
    return tx.vault().open(*key, to_span(sealed.front()), request_place(key_class, request));
}

Result<std::vector<RequestId>> request_ids(const Result<std::int64_t>& read,
                                           const std::vector<std::string>& found) {
    if (!read) return read.error();
    std::vector<RequestId> ids;
    for (const auto& id : found)
        ids.emplace_back(id);
    return ids;
}

}  // namespace

Result<void> insert_request(Transaction& tx, const NewRequest& request, const Secret& return_code) {
    const auto content = sealed_under(tx, make_request_key(tx, request.id, KeyClass::content),
                                      KeyClass::content, request.id, packed(request.content));
    if (!content) return content.error();
    const auto identity = sealed_under(tx, make_request_key(tx, request.id, KeyClass::identity),
                                       KeyClass::identity, request.id, packed(request.identity));
    if (!identity) return identity.error();

    const auto done = tx.run(
        "INSERT INTO support_request (tenant_id, id, state, opened_hour, requester_ref, "
        "return_code_ref, content, identity) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.tenant(), bind(request.id.text()), bind(static_cast<int>(request.state)),
        bind(request.hour), bind(requester_refs(tx, request.identity.requester).current),
        bind(code_ref(tx, return_code)), bind(to_blob(*content)), bind(to_blob(*identity)));
    if (!done) return done.error();
    return insert_parties(tx, request);
}

Result<std::optional<RequestRow>> find_request(Transaction& tx, const RequestId& id) {
    RequestColumns columns;
    const auto read = tx.run(
        "SELECT id, state, opened_hour, closed_hour FROM support_request "
        "WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(id.text()), into(columns.ids), into(columns.states), into(columns.opened),
        into(columns.closed));
    if (!read) return read.error();
    const auto rows = rows_from(columns);
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<RequestRow>{};
    return std::optional(rows->front());
}

Result<std::vector<RequestRow>> requests_of(Transaction& tx, const EmployeeId& requester) {
    RequestColumns columns;
    const auto refs = requester_refs(tx, requester);
    const auto read = tx.run(
        "SELECT id, state, opened_hour, closed_hour FROM support_request "
        "WHERE tenant_id = $1 AND requester_ref IN ($2, $3) ORDER BY opened_hour, id",
        tx.tenant(), bind(refs.current), bind(refs.previous), into(columns.ids),
        into(columns.states), into(columns.opened), into(columns.closed));
    if (!read) return read.error();
    return rows_from(columns);
}

Result<std::optional<RequestId>> request_by_return_code(Transaction& tx,
                                                        const Secret& return_code) {
    std::vector<std::string> found;
    const auto read =
        tx.run("SELECT id FROM support_request WHERE tenant_id = $1 AND return_code_ref = $2",
               tx.tenant(), bind(code_ref(tx, return_code)), into(found));
    if (!read) return read.error();
    if (found.empty()) return std::optional<RequestId>{};
    return std::optional(RequestId{found.front()});
}

Result<bool> is_requester(Transaction& tx, const RequestId& id, const EmployeeId& person) {
    // Reads a row in any case, of a neighbour where there is none of this id: no time tells whether
    // a request exists.
    std::vector<std::string> ids;
    std::vector<std::string> owners;
    const auto read = tx.run(
        "SELECT id, requester_ref FROM support_request WHERE tenant_id = $1 AND id = COALESCE("
        "(SELECT MIN(id) FROM support_request WHERE tenant_id = $1 AND id >= $2), "
        "(SELECT MIN(id) FROM support_request WHERE tenant_id = $1))",
        tx.tenant(), bind(id.text()), into(ids), into(owners));
    if (!read) return read.error();
    const auto self = requester_refs(tx, person);
    return !ids.empty() && ids.front() == id.text() &&
           (owners.front() == self.current || owners.front() == self.previous);
}

Result<std::vector<RequestId>> requests_in(Transaction& tx, RequestState state) {
    std::vector<std::string> found;
    const auto read = tx.run(
        "SELECT id FROM support_request WHERE tenant_id = $1 AND state = $2 "
        "ORDER BY opened_hour, id",
        tx.tenant(), bind(static_cast<int>(state)), into(found));
    return request_ids(read, found);
}

Result<void> set_state(Transaction& tx, const RequestId& id, RequestState state,
                       std::int64_t hour) {
    Poco::Nullable<std::int64_t> closed;
    if (state == RequestState::closed) closed = hour;
    const auto done = tx.run(
        "UPDATE support_request SET state = $3, closed_hour = $4 "
        "WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(id.text()), bind(static_cast<int>(state)), bind(closed));
    if (!done) return done.error();
    if (*done == 0) return no_request();
    return {};
}

Result<StateCounts> state_counts(Transaction& tx) {
    std::vector<int> states;
    std::vector<std::int64_t> numbers;
    const auto read =
        tx.run("SELECT state, COUNT(*) FROM support_request WHERE tenant_id = $1 GROUP BY state",
               tx.tenant(), into(states), into(numbers));
    if (!read) return read.error();

    StateCounts counts;
    for (std::size_t i = 0; i < states.size(); ++i) {
        const auto state = to_enum(states[i], RequestState::closed);
        if (!state) return state.error();
        if (*state == RequestState::waiting) counts.waiting = numbers[i];
        if (*state == RequestState::offered) counts.offered = numbers[i];
        if (*state == RequestState::active) counts.active = numbers[i];
        if (*state == RequestState::closed) counts.closed = numbers[i];
    }
    return counts;
}

Result<RequestContent> content(Transaction& tx, const model::Permit& permit) {
    KITH_ASSERT(permit.kind() == model::Kind::request_content);
    const auto plain = opened_column(tx, permit.request(), KeyClass::content);
    if (!plain) return plain.error();
    return unpacked_content(*plain);
}

Result<RequestIdentity> identity(Transaction& tx, const model::Permit& permit) {
    KITH_ASSERT(permit.kind() == model::Kind::request_identity);
    const auto plain = opened_column(tx, permit.request(), KeyClass::identity);
    if (!plain) return plain.error();
    return unpacked_identity(*plain);
}

Result<void> replace_identity(Transaction& tx, const model::Permit& permit,
                              const RequestIdentity& identity) {
    const auto before = store::identity(tx, permit);
    if (!before) return before.error();
    // Their pseudonyms stand beside it and would say something else.
    KITH_ASSERT(before->requester == identity.requester);
    KITH_ASSERT(before->persons_concerned == identity.persons_concerned);

    const auto& request = permit.request();
    const auto sealed = sealed_under(tx, request_key(tx, request, KeyClass::identity),
                                     KeyClass::identity, request, packed(identity));
    if (!sealed) return sealed.error();
    const auto done =
        tx.run("UPDATE support_request SET identity = $3 WHERE tenant_id = $1 AND id = $2",
               tx.tenant(), bind(request.text()), bind(to_blob(*sealed)));
    if (!done) return done.error();
    return {};
}

Result<bool> name_anew(Transaction& tx, const RequestId& request, const Secret& identity_key,
                       std::span<const std::uint8_t> sealed_identity) {
    const auto plain =
        tx.vault().open(identity_key, sealed_identity, request_place(KeyClass::identity, request));
    if (!plain) return false;
    const auto identity = unpacked_identity(*plain);
    if (!identity) return false;

    const auto asked = tx.run(
        "UPDATE support_request SET requester_ref = $3 WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(request.text()), bind(requester_refs(tx, identity->requester).current));
    if (!asked) return asked.error();
    for (const auto& person : identity->persons_concerned) {
        const auto refs = tx.vault().person("concerned", person);
        const auto named = tx.run(
            "UPDATE request_party SET concerned_ref = $3 "
            "WHERE tenant_id = $1 AND request_id = $2 AND concerned_ref = $4",
            tx.tenant(), bind(request.text()), bind(refs.current), bind(refs.previous));
        if (!named) return named.error();
    }
    return true;
}

}  // namespace kith::store
