#include "base/day.h"
#include "gateway/operation.h"
#include "gateway/supporter_json.h"
#include "service/enrol_supporter.h"
#include "service/programme_overview.h"

namespace kith::gateway {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;

Object::Ptr counts_json(const store::StateCounts& counts) {
    auto requests = object();
    requests->set("waiting", counts.waiting);
    requests->set("offered", counts.offered);
    requests->set("active", counts.active);
    requests->set("closed", counts.closed);
    return requests;
}

Result<Object::Ptr> overview(const Caller& caller, const Object&) {
    const auto found = service::programme_overview(caller.rooms, caller.tx, caller.session);
    if (!found) return found.error();
    auto supporters = object();
    supporters->set("applied", found->supporters_applied);
    supporters->set("listed", found->supporters_listed);
    supporters->set("paused", found->supporters_paused);
    auto out = object();
    if (found->requests) out->set("requests", counts_json(*found->requests));
    out->set("fewRequests", !found->requests.has_value());
    out->set("supporters", supporters);
    return out;
}

Result<Object::Ptr> supporters(const Caller& caller, const Object&) {
    const auto entries = service::supporter_list(caller.rooms, caller.tx, caller.session);
    if (!entries) return entries.error();
    auto list = array();
    for (const auto& entry : *entries) {
        auto one = supporter_json(entry.supporter);
        one->set("displayName", entry.display_name);
        one->set("eligible", entry.eligible);
        list->add(one);
    }
    auto out = object();
    out->set("supporters", list);
    return out;
}

Result<Object::Ptr> approve_coordinator(const Caller& caller, const Object& in) {
    const auto until = parse_day(text(in, "accreditedUntil"));
    if (!until) return not_a_day("/accreditedUntil");
    const auto approved = service::approve_supporter(caller.rooms, caller.tx, caller.session,
                                                     EmployeeId{text(in, "supporter")}, *until);
    if (!approved) return approved.error();
    auto out = object();
    out->set("enrolment", "approved");
    return out;
}

Result<Object::Ptr> end_coordinator(const Caller& caller, const Object& in) {
    const auto ended = service::end_supporter(caller.rooms, caller.tx, caller.session,
                                              EmployeeId{text(in, "supporter")});
    if (!ended) return ended.error();
    auto out = object();
    out->set("enrolment", "left");
    return out;
}

}  // namespace

std::vector<Operation> programme_operations() {
    const std::vector<Capacity> coordinator{Capacity::coordinator};
    constexpr std::string_view nothing = R"({"type": "object", "additionalProperties": false})";
    constexpr std::string_view enrolment = R"({"type": "object", "required": ["enrolment"]})";
    return {
        {"coordinator.overview/1",
         "States and counts: never content, never who asked.",
         Effect::reads,
         {Action::read, Kind::supporter_record},
         coordinator,
         "",
         nothing,
         R"({"type": "object", "required": ["fewRequests", "supporters"], "properties": {
             "fewRequests": {"type": "boolean",
                 "description": "fewer than ten: then no figure of them is shown"},
             "requests": {"type": "object",
                 "required": ["waiting", "offered", "active", "closed"]}}})",
         overview},
        {"coordinator.supporters/1",
         "The supporters, those who wait for approval first.",
         Effect::reads,
         {Action::read, Kind::supporter_record},
         coordinator,
         "",
         nothing,
         R"({"type": "object", "required": ["supporters"], "properties": {
             "supporters": {"type": "array", "items": {"type": "object",
                 "required": ["id", "enrolment", "listed", "displayName", "eligible"]}}}})",
         supporters},
        {"coordinator.approve/1",
         "Approves a supporter and says until when she is accredited.",
         Effect::changes,
         {Action::approve, Kind::supporter_record},
         coordinator,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "supporter", "accreditedUntil"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "supporter": {"type": "string", "minLength": 1, "maxLength": 256},
             "accreditedUntil": {"type": "string", "description": "YYYY-MM-DD"}}})",
         enrolment,
         approve_coordinator},
        {"coordinator.end/1",
         "Ends a supporter's role; whom she served is passed on.",
         Effect::changes,
         {Action::approve, Kind::supporter_record},
         coordinator,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "supporter"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "supporter": {"type": "string", "minLength": 1, "maxLength": 256}}})",
         enrolment,
         end_coordinator},
    };
}

}  // namespace kith::gateway
