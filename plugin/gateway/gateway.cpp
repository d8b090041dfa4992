#include "gateway/gateway.h"

#include <algorithm>
#include <map>
#include <memory>

#include "base/limits.h"
#include "gateway/operation.h"
#include "service/begin_session.h"
#include "service/erase_request.h"
#include "service/once.h"
#include "service/refusals.h"
#include "service/retention.h"

namespace kith::gateway {
namespace {

struct Entry {
    Operation operation;
    Schema input;

    explicit Entry(Operation from) : operation(std::move(from)), input(operation.input) {}
};

using Table = std::map<std::string_view, std::unique_ptr<Entry>>;

Table build_table() {
    Table table;
    for (const auto& operation : all_operations())
        table.emplace(operation.name, std::make_unique<Entry>(operation));
    return table;
}

// Never destroyed: a host may still be inside a call while the process ends.
const Table& operation_table() {
    static const Table* const built = std::make_unique<Table>(build_table()).release();
    return *built;
}

const Entry* find(std::string_view operation) {
    const auto entry = operation_table().find(operation);
    return entry == operation_table().end() ? nullptr : entry->second.get();
}

Error unknown_operation() {
    return Error{ErrorCode::unknown_operation,
                 "there is no operation of this name and version",
                 {},
                 "kith_describe lists the operations"};
}

bool may_call(const service::Rooms& rooms, const Operation& operation,
              const service::Session& caller) {
    return std::find(operation.capacities.begin(), operation.capacities.end(), caller.capacity) !=
               operation.capacities.end() &&
           rooms.policy->gate.considers(caller.capacity, operation.asks.action, operation.asks.kind,
                                        caller.purpose);
}

Result<std::string> run(const Entry& entry, const Caller& caller, const Object& in) {
    const auto out = entry.operation.run(caller, in);
    if (!out) return out.error();
    return to_text(*out);
}

// Who calls, for the idempotency key: the person, or the request that a return code opens.
std::string caller_text(const service::Session& session) {
    return std::to_string(static_cast<int>(session.capacity)) + '|' + session.subject.text() + '|' +
           session.request.text();
}

bool is_changing(Effect effect) {
    return effect == Effect::changes || effect == Effect::erases;
}

// What its owner has read is not kept longer for being unread.
void note_own_reading(service::Rooms& rooms, const Operation& operation,
                      const service::Session& caller, const RequestId& request) {
    const auto kind = operation.asks.kind;
    if (kind == policy::Kind::conversation || kind == policy::Kind::request_state)
        service::note_read(rooms, caller, request, kind == policy::Kind::conversation);
}

Result<std::string> performed(service::Rooms& rooms, const service::Session& caller,
                              const Entry& entry, const Object::Ptr& in) {
    const auto& operation = entry.operation;
    if (!may_call(rooms, operation, caller)) return policy::denied();

    if (!is_changing(operation.effect)) {
        const auto work = [&](store::Transaction& tx) {
            return run(entry, Caller{rooms, tx, caller}, *in);
        };
        const bool own = caller.capacity == policy::Capacity::requester;
        if (operation.effect == Effect::reads_recorded ||
            (operation.effect == Effect::reads_noted && !own))
            return service::noting(rooms, work);
        auto out = service::reading(rooms, work);
        if (out && own) note_own_reading(rooms, operation, caller, request_of(*in));
        return out;
    }
    // An answer goes with the request that it is about, whether that was named or is new.
    store::CallKey call{caller_text(caller), std::string(operation.name),
                        text(*in, "idempotencyKey"), to_text(in), request_of(*in)};
    const bool erases = operation.effect == Effect::erases;
    auto out =
        service::once(rooms, call, erases, [&](store::Transaction& tx) -> Result<std::string> {
            const auto answer = operation.run(Caller{rooms, tx, caller}, *in);
            if (!answer) return answer.error();
            if (call.request.empty()) call.request = request_of(**answer);
            return to_text(*answer);
        });
    if (out && erases) service::settle_erasure(rooms);
    return out;
}

Result<Object::Ptr> checked(const Entry& entry, std::string_view input) {
    auto in = parse(input);
    if (!in) return in.error();
    const auto fits = entry.input.check(*in);
    if (!fits) return fits.error();
    return in;
}

const Schema& session_schema() {
    static const Schema* const schema = std::make_unique<Schema>(
                                            R"({"type": "object", "additionalProperties": false,
                "required": ["capacity", "purpose"], "properties": {
                "capacity": {"enum": ["employee", "requester", "peer-supporter", "coordinator",
                                      "identity-custodian", "it-admin", "host"]},
                "purpose": {"enum": ["peer-support", "programme", "administration",
                                     "duty-to-warn", "retention"]},
                "reauthenticated": {"type": "boolean"},
                "subject": {"type": "string", "minLength": 1, "maxLength": 256},
                "returnCode": {"type": "string", "minLength": 1, "maxLength": 300}}})")
                                            .release();
    return *schema;
}

}  // namespace

Result<service::Session> session(service::Rooms& rooms, std::string_view json) {
    auto in = parse(json);
    if (!in) return in.error();
    const auto fits = session_schema().check(*in);
    if (!fits) return fits.error();
    const auto capacity = policy::capacity(text(**in, "capacity"));
    const auto purpose = policy::purpose(text(**in, "purpose"));
    KITH_ASSERT(capacity && purpose);
    const EmployeeId subject{text(**in, "subject")};
    const auto code = text(**in, "returnCode");
    if (!code.empty() && (!subject.empty() || *capacity != policy::Capacity::requester))
        return Error{ErrorCode::invalid_input, "a return code stands for a requester alone",
                     "/returnCode", "leave the subject out and use capacity requester"};

    auto begun = service::reading(rooms, [&](store::Transaction& tx) {
        return code.empty() ? service::begin_session(rooms, tx, *capacity, *purpose, subject)
                            : service::begin_session_by_code(rooms, tx, code);
    });
    if (begun && flag(**in, "reauthenticated", false))
        begun->reauthenticated_until_ms = rooms.clock->now_unix_ms() + limits::reauthenticated_ms;
    return begun;
}

Result<std::string> call(service::Rooms& rooms, const service::Session& caller,
                         std::string_view operation, std::string_view input) {
    const auto* entry = find(operation);
    if (entry == nullptr) return unknown_operation();
    const auto in = checked(*entry, input);
    if (!in) return in.error();

    auto out = performed(rooms, caller, *entry, *in);
    if (!out && out.error().code == ErrorCode::denied)
        service::count_denied(rooms, caller.capacity, operation);
    return out;
}

std::vector<Operation> all_operations() {
    std::vector<Operation> all;
    for (const auto& group : {directory_operations(), support_operations(), supporter_operations(),
                              programme_operations(), help_operations(), consent_operations(),
                              exception_operations(), keeping_operations(), own_data_operations()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

std::string describe_operations() {
    auto list = array();
    for (const auto& [name, entry] : operation_table()) {
        const auto& operation = entry->operation;
        std::vector<std::string> capacities;
        for (const auto capacity : operation.capacities)
            capacities.emplace_back(policy::name(capacity));
        auto one = object();
        one->set("name", std::string(name));
        one->set("summary", std::string(operation.summary));
        one->set("changes", is_changing(operation.effect));
        one->set("capacities", array(capacities));
        one->set("pages", !operation.list.empty());
        one->set("input", entry->input.document());
        const auto output = parse(operation.output);
        KITH_ASSERT(output);
        one->set("output", *output);
        list->add(one);
    }
    auto out = object();
    out->set("operations", list);
    return to_text(out);
}

bool changes(std::string_view operation) {
    const auto* entry = find(operation);
    return entry != nullptr && is_changing(entry->operation.effect);
}

bool gives_pages(std::string_view operation) {
    const auto* entry = find(operation);
    return entry != nullptr && !entry->operation.list.empty();
}

Result<std::string> page(service::Rooms& rooms, const service::Session& caller,
                         std::string_view operation, std::string_view input, std::uint32_t max,
                         std::string& after) {
    const auto* entry = find(operation);
    if (entry == nullptr || entry->operation.list.empty()) return unknown_operation();
    auto in = parse(input);
    if (!in) return in.error();
    (*in)->set("limit", static_cast<int>(std::clamp<std::size_t>(max, 1, limits::page_size_max)));
    if (!after.empty()) (*in)->set("after", after);
    const auto fits = entry->input.check(*in);
    if (!fits) return fits.error();
    if (!may_call(rooms, entry->operation, caller)) return policy::denied();

    const auto out = service::reading(rooms, [&](store::Transaction& tx) {
        return entry->operation.run(Caller{rooms, tx, caller}, **in);
    });
    if (!out) return out.error();
    after = text(**out, "next");
    auto wrapped = object();
    wrapped->set("items", (*out)->get(std::string(entry->operation.list)));
    return to_text(wrapped);
}

std::string problem(const Error& error, std::int32_t status) {
    auto out = object();
    out->set("code", status);
    out->set("name", error_name(error.code));
    out->set("message", std::string(error.detail.view()));
    out->set("field", error.field);
    out->set("hint", std::string(error.hint.view()));
    out->set("retry", error.code == ErrorCode::busy);
    return to_text(out);
}

}  // namespace kith::gateway
