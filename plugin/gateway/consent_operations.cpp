#include "base/day.h"
#include "gateway/operation.h"
#include "service/consent.h"

namespace kith::gateway {
namespace {

using model::ConsentScope;
using policy::Action;
using policy::Capacity;
using policy::Kind;

ConsentScope scope_of(const Object& in) {
    return text(in, "scope") == "name" ? ConsentScope::name : ConsentScope::words;
}

// The audience and the purpose are the same for every scope there is: her own supporter, to help
// her.
Object::Ptr receipt_json(const model::ConsentReceipt& receipt, Day today) {
    auto one = object();
    one->set("number", receipt.number);
    one->set("scope", receipt.scope == ConsentScope::name ? "name" : "words");
    one->set("audience", std::string(model::name(Capacity::peer_supporter)));
    one->set("purpose", std::string(model::name(policy::Purpose::peer_support)));
    one->set("textVersion", receipt.text_version);
    one->set("givenAt", hour_text(receipt.given_hour));
    if (receipt.until) one->set("until", kith::to_text(*receipt.until));
    if (receipt.withdrawn_hour) one->set("withdrawnAt", hour_text(*receipt.withdrawn_hour));
    one->set("stands", model::stands(receipt, today));
    return one;
}

Result<Object::Ptr> list_consents(const Caller& caller, const Object& in) {
    const auto found =
        service::consent_receipts(caller.rooms, caller.tx, caller.session, request_of(in));
    if (!found) return found.error();
    auto receipts = array();
    for (const auto& receipt : *found)
        receipts->add(receipt_json(receipt, caller.rooms.clock->today()));
    auto out = object();
    out->set("consents", receipts);
    return out;
}

Result<Object::Ptr> changed(const Result<void>& done, bool stands) {
    if (!done) return done.error();
    auto out = object();
    out->set("stands", stands);
    return out;
}

Result<Object::Ptr> give(const Caller& caller, const Object& in) {
    return changed(service::give_consent(caller.rooms, caller.tx, caller.session, request_of(in),
                                         scope_of(in)),
                   true);
}

Result<Object::Ptr> withdraw(const Caller& caller, const Object& in) {
    return changed(service::withdraw_consent(caller.rooms, caller.tx, caller.session,
                                             request_of(in), scope_of(in)),
                   false);
}

constexpr std::string_view one_scope =
    R"({"type": "object", "additionalProperties": false,
        "required": ["idempotencyKey", "request", "scope"], "properties": {
        "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
        "request": {"type": "string", "minLength": 1, "maxLength": 64},
        "scope": {"enum": ["words", "name"],
            "description": "words: her supporter may read what she wrote; name: may know who she is"}}})";

constexpr std::string_view whether =
    R"({"type": "object", "required": ["stands"], "properties": {"stands": {"type": "boolean"}}})";

}  // namespace

std::vector<Operation> consent_operations() {
    const std::vector<Capacity> requester{Capacity::requester};
    return {
        {"consent.list/1",
         "What the requester agreed to, as receipts, the oldest first.",
         Effect::reads,
         {Action::read, Kind::request_consent},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false, "required": ["request"],
             "properties": {"request": {"type": "string", "minLength": 1, "maxLength": 64}}})",
         R"({"type": "object", "required": ["consents"], "properties": {
             "consents": {"type": "array", "items": {"type": "object",
                 "required": ["number", "scope", "audience", "purpose", "textVersion", "givenAt",
                              "stands"], "properties": {
                 "scope": {"enum": ["words", "name"]},
                 "until": {"type": "string", "description": "a day; absent: until the request ends"},
                 "stands": {"type": "boolean"}}}}}})",
         list_consents},
        {"consent.give/1",
         "Agrees to one thing more.",
         Effect::changes,
         {Action::write, Kind::request_consent},
         requester,
         "",
         one_scope,
         whether,
         give},
        {"consent.withdraw/1",
         "Takes a consent back: from the next reading on it is gone.",
         Effect::changes,
         {Action::withdraw, Kind::request_consent},
         requester,
         "",
         one_scope,
         whether,
         withdraw},
    };
}

}  // namespace kith::gateway
