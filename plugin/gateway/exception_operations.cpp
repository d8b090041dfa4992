#include "gateway/operation.h"
#include "service/disclosure.h"

namespace kith::gateway {
namespace {

using model::DangerTo;
using model::ReviewOutcome;
using policy::Action;
using policy::Capacity;
using policy::Kind;

DangerTo danger_of(const Object& in) {
    const auto name = text(in, "dangerTo");
    if (name == "child") return DangerTo::child;
    return name == "others" ? DangerTo::others : DangerTo::self;
}

const char* danger_name(DangerTo danger) {
    switch (danger) {
        case DangerTo::self:
            return "self";
        case DangerTo::others:
            return "others";
        case DangerTo::child:
            return "child";
    }
    return "";
}

ExceptionId exception_of(const Object& in) {
    return ExceptionId{text(in, "exception")};
}

void set_hour(Object& out, const char* field, const std::optional<std::int64_t>& hour) {
    if (hour) out.set(field, hour_text(*hour));
}

Object::Ptr exception_json(const model::DisclosureException& one) {
    auto out = object();
    out->set("exception", one.id.text());
    out->set("dangerTo", danger_name(one.danger));
    out->set("askedAt", hour_text(one.asked_hour));
    set_hour(*out, "begunAt", one.begun_hour);
    set_hour(*out, "until", one.until_hour);
    set_hour(*out, "endedAt", one.ended_hour);
    set_hour(*out, "nameReadAt", one.opened_hour);
    set_hour(*out, "reviewedAt", one.reviewed_hour);
    if (one.outcome)
        out->set("outcome",
                 *one.outcome == ReviewOutcome::justified ? "justified" : "not-justified");
    return out;
}

Result<Object::Ptr> state_after(const Result<void>& done, const char* name) {
    if (!done) return done.error();
    auto out = object();
    out->set("state", name);
    return out;
}

Result<Object::Ptr> ask(const Caller& caller, const Object& in) {
    const auto asked = service::ask_exception(caller.rooms, caller.tx, caller.session,
                                              request_of(in), danger_of(in));
    if (!asked) return asked.error();
    auto out = object();
    out->set("exception", asked->text());
    out->set("state", "asked");
    return out;
}

Result<Object::Ptr> approve_exception(const Caller& caller, const Object& in) {
    const auto live =
        service::approve_exception(caller.rooms, caller.tx, caller.session, exception_of(in));
    if (!live) return live.error();
    auto out = object();
    out->set("state", *live ? "live" : "approved-once");
    return out;
}

Result<Object::Ptr> end_exception(const Caller& caller, const Object& in) {
    return state_after(
        service::end_exception(caller.rooms, caller.tx, caller.session, exception_of(in)), "ended");
}

Result<Object::Ptr> defer(const Caller& caller, const Object& in) {
    return state_after(service::defer_exception(caller.rooms, caller.tx, caller.session,
                                                exception_of(in), text(in, "why")),
                       "deferred");
}

Result<Object::Ptr> review(const Caller& caller, const Object& in) {
    const auto outcome = text(in, "outcome") == "justified" ? ReviewOutcome::justified
                                                            : ReviewOutcome::not_justified;
    return state_after(service::review_exception(caller.rooms, caller.tx, caller.session,
                                                 exception_of(in), outcome),
                       "reviewed");
}

Result<Object::Ptr> name(const Caller& caller, const Object& in) {
    const auto opened =
        service::read_name(caller.rooms, caller.tx, caller.session, exception_of(in));
    if (!opened) return opened.error();
    auto out = object();
    out->set("requester", opened->requester.text());
    out->set("displayName", opened->display_name);
    out->set("until", hour_text(opened->until_hour));
    return out;
}

Result<Object::Ptr> list_exceptions(const Caller& caller, const Object&) {
    const auto found = service::list_exceptions(caller.rooms, caller.tx, caller.session);
    if (!found) return found.error();
    auto listed = array();
    for (const auto& one : *found) {
        auto item = exception_json(one.exception);
        item->set("approvals", one.approvals);
        item->set("approvedByMe", one.approved_by_me);
        item->set("reviewDue", one.review_due);
        listed->add(item);
    }
    auto out = object();
    out->set("exceptions", listed);
    return out;
}

Result<Object::Ptr> told(const Caller& caller, const Object& in) {
    const auto found =
        service::told_exceptions(caller.rooms, caller.tx, caller.session, request_of(in));
    if (!found) return found.error();
    auto listed = array();
    for (const auto& one : *found)
        listed->add(exception_json(one));
    auto out = object();
    out->set("exceptions", listed);
    return out;
}

constexpr std::string_view exception_only =
    R"({"type": "object", "additionalProperties": false,
        "required": ["idempotencyKey", "exception"], "properties": {
        "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
        "exception": {"type": "string", "minLength": 1, "maxLength": 64}}})";

constexpr std::string_view some_exceptions =
    R"({"type": "object", "required": ["exceptions"], "properties": {
        "exceptions": {"type": "array", "items": {"type": "object",
            "required": ["exception", "dangerTo", "askedAt"], "properties": {
            "dangerTo": {"enum": ["self", "others", "child"]},
            "outcome": {"enum": ["justified", "not-justified"]}}}}}})";

constexpr std::string_view some_exception_state =
    R"({"type": "object", "required": ["state"], "properties": {
        "state": {"enum": ["asked", "approved-once", "live", "ended", "deferred", "reviewed"]}}})";

}  // namespace

std::vector<Operation> exception_operations() {
    const std::vector<Capacity> requester{Capacity::requester};
    const std::vector<Capacity> supporter{Capacity::peer_supporter};
    const std::vector<Capacity> custodian{Capacity::identity_custodian};
    constexpr auto kind = Kind::disclosure_exception;
    return {
        {"exception.ask/1",
         "A supporter asks for a disclosure exception: somebody is in danger.",
         Effect::changes,
         {Action::open, kind},
         supporter,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "request", "dangerTo"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "request": {"type": "string", "minLength": 1, "maxLength": 64},
             "dangerTo": {"enum": ["self", "others", "child"]}}})",
         some_exception_state,
         ask},
        {"exception.list/1",
         "Exceptions that this custodian may have to do with: no name in them.",
         Effect::reads,
         {Action::read, kind},
         custodian,
         "",
         R"({"type": "object", "additionalProperties": false})",
         some_exceptions,
         list_exceptions},
        {"exception.approve/1",
         "Approves one; the second custodian's approval begins it.",
         Effect::changes,
         {Action::approve, kind},
         custodian,
         "",
         exception_only,
         some_exception_state,
         approve_exception},
        {"exception.name/1",
         "Who asked, for the two who approved, as long as it lives.",
         Effect::reads_noted,
         {Action::read, Kind::request_identity},
         custodian,
         "",
         R"({"type": "object", "additionalProperties": false, "required": ["exception"],
             "properties": {"exception": {"type": "string", "minLength": 1, "maxLength": 64}}})",
         R"({"type": "object", "required": ["requester", "displayName", "until"]})",
         name},
        {"exception.end/1",
         "Ends one before its time.",
         Effect::changes,
         {Action::close, kind},
         custodian,
         "",
         exception_only,
         some_exception_state,
         end_exception},
        {"exception.defer/1",
         "Puts off telling the owner by seven days, once, with a reason.",
         Effect::changes,
         {Action::write, kind},
         custodian,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "exception", "why"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "exception": {"type": "string", "minLength": 1, "maxLength": 64},
             "why": {"type": "string", "minLength": 10, "maxLength": 2000}}})",
         some_exception_state,
         defer},
        {"exception.review/1",
         "Says afterwards whether it was justified.",
         Effect::changes,
         {Action::acknowledge, kind},
         custodian,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "exception", "outcome"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "exception": {"type": "string", "minLength": 1, "maxLength": 64},
             "outcome": {"enum": ["justified", "not-justified"]}}})",
         some_exception_state,
         review},
        {"support.exceptions/1",
         "What the owner is told: when her name was opened without her.",
         Effect::reads,
         {Action::read, kind},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false, "required": ["request"],
             "properties": {"request": {"type": "string", "minLength": 1, "maxLength": 64}}})",
         some_exceptions,
         told},
    };
}

}  // namespace kith::gateway
