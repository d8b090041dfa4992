#include "base/day.h"
#include "base/text.h"
#include "gateway/operation.h"
#include "gateway/supporter_json.h"
#include "service/answer_request.h"
#include "service/enrol_supporter.h"
#include "service/supporter_desk.h"

namespace kith::gateway {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;

Object::Ptr entry_json(const service::DeskEntry& entry) {
    auto one = object();
    one->set("request", entry.request.text());
    one->set("state", entry.accepted ? "accepted" : "proposed");
    one->set("topic", entry.topic);
    one->set("language", entry.language);
    one->set("channel", entry.channel);
    if (!entry.accepted) one->set("answerBy", hour_text(entry.answer_by_hour));
    if (entry.accepted) one->set("requester", entry.requester);
    if (entry.accepted) one->set("text", entry.text);
    if (entry.accepted) one->set("withheld", entry.withheld);
    return one;
}

Object::Ptr limits_json(const service::DeskLimits& limits) {
    auto out = object();
    out->set("open", limits.open);
    out->set("openMax", limits.open_max);
    out->set("thisYear", limits.this_year);
    out->set("perYearMax", limits.per_year_max);
    if (limits.cool_down_until) out->set("coolDownUntil", kith::to_text(*limits.cool_down_until));
    return out;
}

Result<Object::Ptr> desk(const Caller& caller, const Object&) {
    const auto found = service::supporter_desk(caller.rooms, caller.tx, caller.session);
    if (!found) return found.error();
    auto requests = array();
    for (const auto& entry : found->entries)
        requests->add(entry_json(entry));
    auto out = object();
    out->set("requests", requests);
    out->set("limits", limits_json(found->limits));
    return out;
}

// What the supporter's own act came to. Who is asked next is none of her business.
Result<Object::Ptr> done(const Result<void>& result, const char* state) {
    if (!result) return result.error();
    auto out = object();
    out->set("state", state);
    return out;
}

Result<Object::Ptr> answer(const Caller& caller, const Object& in) {
    if (text(in, "answer") == "accept")
        return done(
            service::accept_request(caller.rooms, caller.tx, caller.session, request_of(in)),
            "accepted");
    return done(service::decline_request(caller.rooms, caller.tx, caller.session, request_of(in)),
                "declined");
}

Result<Object::Ptr> recuse(const Caller& caller, const Object& in) {
    return done(service::recuse(caller.rooms, caller.tx, caller.session, request_of(in)),
                "recused");
}

Result<Object::Ptr> hand_over(const Caller& caller, const Object& in) {
    return done(service::hand_over(caller.rooms, caller.tx, caller.session, request_of(in)),
                "handed_over");
}

Result<Object::Ptr> enrol(const Caller& caller, const Object& in) {
    service::Profile profile;
    for (const auto& language : texts(in, "languages"))
        profile.languages.push_back(lower_ascii(language));
    for (const auto& topic : texts(in, "topics"))
        profile.topics.push_back(lower_ascii(topic));
    profile.capacity = number(in, "capacity", profile.capacity);
    profile.listed = flag(in, "listed", true);
    if (const auto leave = text(in, "onLeaveUntil"); !leave.empty()) {
        profile.on_leave_until = parse_day(leave);
        if (!profile.on_leave_until) return not_a_day("/onLeaveUntil");
    }
    profile.declared_conflicts = people(in, "declaredConflicts");
    profile.about = text(in, "about");
    profile.channels = texts(in, "channels");
    profile.hours = texts(in, "hours");
    profile.shared = texts(in, "shared");
    const auto enrolment =
        service::enrol_supporter(caller.rooms, caller.tx, caller.session, profile);
    if (!enrolment) return enrolment.error();
    auto out = object();
    out->set("enrolment", enrolment_name(*enrolment));
    return out;
}

Result<Object::Ptr> record(const Caller& caller, const Object&) {
    const auto found = service::own_supporter_record(caller.rooms, caller.tx, caller.session);
    if (!found) return found.error();
    auto out = supporter_json(*found);
    std::vector<std::string> conflicts;
    for (const auto& person : found->declared_conflicts)
        conflicts.push_back(person.text());
    out->set("declaredConflicts", array(conflicts));
    return out;
}

constexpr std::string_view request_change =
    R"({"type": "object", "additionalProperties": false,
        "required": ["idempotencyKey", "request"], "properties": {
        "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
        "request": {"type": "string", "minLength": 1, "maxLength": 64}}})";
constexpr std::string_view state_only = R"({"type": "object", "required": ["state"]})";

}  // namespace

std::vector<Operation> supporter_operations() {
    const std::vector<Capacity> supporter{Capacity::peer_supporter};
    const std::vector<Capacity> herself{Capacity::employee, Capacity::peer_supporter};
    return {
        {"supporter.desk/1",
         "What is offered to a supporter, without what was written, and what she serves.",
         Effect::reads_noted,
         {Action::read, Kind::request_state},
         supporter,
         "",
         R"({"type": "object", "additionalProperties": false})",
         R"({"type": "object", "required": ["requests", "limits"], "properties": {
             "requests": {"type": "array", "items": {"type": "object",
                 "required": ["request", "state", "topic", "language"]}},
             "limits": {"type": "object",
                 "required": ["open", "openMax", "thisYear", "perYearMax"]}}})",
         desk},
        {"supporter.answer/1",
         "Accepts or declines an offer. No reason is asked.",
         Effect::changes,
         {Action::recuse, Kind::request_state},
         supporter,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "request", "answer"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "request": {"type": "string", "minLength": 1, "maxLength": 64},
             "answer": {"enum": ["accept", "decline"]}}})",
         state_only,
         answer},
        {"supporter.recuse/1",
         "Steps aside from a request, offered or accepted.",
         Effect::changes,
         {Action::recuse, Kind::request_state},
         supporter,
         "",
         request_change,
         state_only,
         recuse},
        {"supporter.handover/1",
         "Gives an accepted request on to another supporter.",
         Effect::changes,
         {Action::reassign, Kind::request_state},
         supporter,
         "",
         request_change,
         state_only,
         hand_over},
        {"supporter.enrol/1",
         "Applies to become a peer supporter, or changes what she shows; listed false is: not now.",
         Effect::changes,
         {Action::write, Kind::supporter_record},
         herself,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "languages", "topics"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "languages": {"type": "array", "minItems": 1, "maxItems": 20, "uniqueItems": true,
                 "items": {"type": "string", "minLength": 2, "maxLength": 35}},
             "topics": {"type": "array", "maxItems": 50, "uniqueItems": true,
                 "items": {"type": "string", "minLength": 1, "maxLength": 64}},
             "capacity": {"type": "integer", "minimum": 0, "maximum": 20},
             "listed": {"type": "boolean"},
             "onLeaveUntil": {"type": "string", "description": "YYYY-MM-DD"},
             "declaredConflicts": {"type": "array", "maxItems": 100, "uniqueItems": true,
                 "items": {"type": "string", "minLength": 1, "maxLength": 256}},
             "about": {"type": "string", "maxLength": 2000},
             "channels": {"type": "array", "maxItems": 10, "items": {"type": "string", "maxLength": 64}},
             "hours": {"type": "array", "maxItems": 40, "items": {"type": "string", "maxLength": 64}},
             "shared": {"type": "array", "maxItems": 20, "items": {"type": "string", "maxLength": 200}}}})",
         R"({"type": "object", "required": ["enrolment"], "properties": {
             "enrolment": {"enum": ["applied", "approved"]}}})",
         enrol},
        {"supporter.record/1",
         "What Kith holds of the supporter herself.",
         Effect::reads,
         {Action::read, Kind::supporter_record},
         herself,
         "",
         R"({"type": "object", "additionalProperties": false})",
         R"({"type": "object", "required": ["id", "enrolment", "listed"]})",
         record},
    };
}

}  // namespace kith::gateway
