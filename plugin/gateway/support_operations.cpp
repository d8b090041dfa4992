#include "gateway/operation.h"
#include "service/close_request.h"
#include "service/converse.h"
#include "service/open_request.h"
#include "service/reassign_request.h"
#include "service/request_looks.h"
#include "service/request_status.h"

namespace kith::gateway {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;

std::string_view state_name(model::RequestState state) {
    switch (state) {
        case model::RequestState::waiting:
            return "waiting";
        case model::RequestState::offered:
            return "offered";
        case model::RequestState::active:
            return "active";
        case model::RequestState::closed:
            return "closed";
    }
    return "";
}

Result<Object::Ptr> request(const Caller& caller, const Object& in) {
    service::OpenRequest wish;
    wish.topic = lower(in, "topic");
    wish.language = lower(in, "language");
    wish.channel = lower(in, "channel");
    wish.named = text(in, "nameMode") == "named";
    wish.text = text(in, "text");
    wish.persons_concerned = people(in, "personsConcerned");
    wish.excluded = people(in, "anyoneBut");
    wish.wished = EmployeeId{text(in, "wishedSupporter")};
    wish.wait = text(in, "ifNobody") == "wait";
    const auto opened = service::open_request(caller.rooms, caller.tx, caller.session, wish);
    if (!opened) return opened.error();

    auto out = object();
    if (opened->id.empty()) {
        out->set("state", "nobody");
        out->set("nextSteps", array(service::next_steps_when_nobody(!wish.wished.empty())));
        return out;
    }
    out->set("state", opened->offered ? "offered" : "waiting");
    out->set("request", opened->id.text());
    out->set("returnCode", opened->return_code);
    out->set("alias", opened->alias);
    out->set("nextSteps",
             array(opened->offered ? std::vector<std::string>{"wait", "someone_else"}
                                   : service::next_steps_when_nobody(!wish.wished.empty())));
    return out;
}

Object::Ptr status_json(const service::RequestStatus& status) {
    auto out = object();
    out->set("request", status.row.id.text());
    out->set("state", std::string(state_name(status.row.state)));
    out->set("openedAt", hour_text(status.row.opened_hour));
    if (status.row.closed_hour) out->set("closedAt", hour_text(*status.row.closed_hour));
    if (status.answer_by_hour) out->set("answerBy", hour_text(*status.answer_by_hour));
    if (status.supporter) {
        auto supporter = object();
        supporter->set("id", status.supporter->text());
        supporter->set("displayName", status.supporter_name);
        out->set("supporter", supporter);
    }
    out->set("topic", status.content.topic);
    out->set("language", status.content.language);
    out->set("channel", status.content.channel);
    out->set("alias", status.content.alias);
    out->set("nameMode", status.named ? "named" : "pseudonymous");
    out->set("text", status.content.text);
    out->set("nextSteps", array(status.next_steps));
    return out;
}

Result<Object::Ptr> status(const Caller& caller, const Object& in) {
    const auto found =
        service::request_status(caller.rooms, caller.tx, caller.session, request_of(in));
    if (!found) return found.error();
    return status_json(*found);
}

Result<Object::Ptr> list_requests(const Caller& caller, const Object&) {
    const auto found = service::own_requests(caller.rooms, caller.tx, caller.session);
    if (!found) return found.error();
    auto requests = array();
    for (const auto& status : *found)
        requests->add(status_json(status));
    auto out = object();
    out->set("requests", requests);
    return out;
}

Result<Object::Ptr> messages(const Caller& caller, const Object& in) {
    const auto found = service::read_messages(caller.rooms, caller.tx, caller.session,
                                              request_of(in), number(in, "after", 0));
    if (!found) return found.error();
    auto said = array();
    for (const auto& message : *found) {
        auto one = object();
        one->set("number", message.number);
        one->set("from", message.author == model::Author::requester ? "requester" : "supporter");
        one->set("sentAt", hour_text(message.sent_hour));
        one->set("text", message.text);
        said->add(one);
    }
    auto out = object();
    out->set("messages", said);
    return out;
}

Result<Object::Ptr> send(const Caller& caller, const Object& in) {
    const auto sent = service::send_message(caller.rooms, caller.tx, caller.session, request_of(in),
                                            text(in, "text"));
    if (!sent) return sent.error();
    auto out = object();
    out->set("number", sent->number);
    out->set("sentAt", hour_text(sent->sent_hour));
    return out;
}

Result<Object::Ptr> reassign(const Caller& caller, const Object& in) {
    const EmployeeId wished{text(in, "wishedSupporter")};
    const auto offered =
        service::reassign_request(caller.rooms, caller.tx, caller.session, request_of(in), wished);
    if (!offered) return offered.error();
    auto out = object();
    out->set("state", *offered ? "offered" : "waiting");
    out->set("nextSteps", array(*offered ? std::vector<std::string>{"wait", "someone_else"}
                                         : service::next_steps_when_nobody(!wished.empty())));
    return out;
}

Result<Object::Ptr> close(const Caller& caller, const Object& in) {
    const auto closed = service::close_request(caller.rooms, caller.tx, caller.session,
                                               request_of(in), flag(in, "heavy", false));
    if (!closed) return closed.error();
    auto out = object();
    out->set("state", "closed");
    return out;
}

const char* looked_name(model::Looked what) {
    switch (what) {
        case model::Looked::first_text:
            return "first-text";
        case model::Looked::conversation:
            return "conversation";
        case model::Looked::name:
            return "name";
    }
    return "";
}

Result<Object::Ptr> looks(const Caller& caller, const Object& in) {
    const auto found =
        service::request_looks(caller.rooms, caller.tx, caller.session, request_of(in));
    if (!found) return found.error();
    auto list = array();
    for (const auto& look : *found) {
        auto one = object();
        one->set("who", std::string(policy::name(Capacity::peer_supporter)));
        one->set("supporter", look.assignment_number);
        one->set("what", looked_name(look.what));
        one->set("at", hour_text(look.hour));
        list->add(one);
    }
    auto out = object();
    out->set("looks", list);
    return out;
}

constexpr std::string_view request_only =
    R"({"type": "object", "additionalProperties": false, "required": ["request"], "properties": {
        "request": {"type": "string", "minLength": 1, "maxLength": 64}}})";

constexpr std::string_view status_fields =
    R"({"type": "object", "required": ["request", "state", "openedAt", "nextSteps"], "properties": {
        "state": {"enum": ["waiting", "offered", "active", "closed"]},
        "openedAt": {"type": "string", "description": "RFC 3339, to the hour"},
        "supporter": {"type": "object", "required": ["id", "displayName"]}}})";

}  // namespace

std::vector<Operation> support_operations() {
    const std::vector<Capacity> requester{Capacity::requester};
    const std::vector<Capacity> both{Capacity::requester, Capacity::peer_supporter};
    return {
        {"support.request/1",
         "Asks for a peer. Only Kith chooses who can be asked.",
         Effect::changes,
         {Action::open, Kind::request_state},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "topic": {"type": "string", "maxLength": 64},
             "language": {"type": "string", "maxLength": 35, "description": "BCP 47"},
             "channel": {"type": "string", "maxLength": 64},
             "nameMode": {"enum": ["pseudonymous", "named"]},
             "text": {"type": "string", "maxLength": 20000,
                      "description": "read only by a supporter who has accepted"},
             "personsConcerned": {"type": "array", "maxItems": 10, "uniqueItems": true,
                 "items": {"type": "string", "minLength": 1, "maxLength": 256}},
             "anyoneBut": {"type": "array", "maxItems": 50, "uniqueItems": true,
                 "items": {"type": "string", "minLength": 1, "maxLength": 256}},
             "wishedSupporter": {"type": "string", "maxLength": 256,
                 "description": "absent: pick for me. Given: she or nobody is asked"},
             "ifNobody": {"enum": ["tell_me", "wait"],
                 "description": "tell_me (default): nothing is stored where nobody is eligible"}}})",
         R"({"type": "object", "required": ["state", "nextSteps"], "properties": {
             "state": {"enum": ["offered", "waiting", "nobody"]},
             "request": {"type": "string"},
             "returnCode": {"type": "string", "description": "twelve words, given this once"},
             "alias": {"type": "string"},
             "nextSteps": {"type": "array", "items": {"type": "string"}}}})",
         request},
        {"support.status/1",
         "Where one of the requester's own requests stands.",
         Effect::reads,
         {Action::read, Kind::request_state},
         requester,
         "",
         request_only,
         status_fields,
         status},
        {"support.list/1",
         "The requester's own requests, the newest first.",
         Effect::reads,
         {Action::read, Kind::request_state},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false})",
         R"({"type": "object", "required": ["requests"], "properties": {
             "requests": {"type": "array", "items": {"type": "object",
                 "required": ["request", "state", "openedAt", "nextSteps"]}}}})",
         list_requests},
        {"support.messages/1",
         "What was said, from message `after` on.",
         Effect::reads_noted,
         {Action::read, Kind::conversation},
         both,
         "",
         R"({"type": "object", "additionalProperties": false, "required": ["request"],
             "properties": {
             "request": {"type": "string", "minLength": 1, "maxLength": 64},
             "after": {"type": "integer", "minimum": 0, "maximum": 1000000}}})",
         R"({"type": "object", "required": ["messages"], "properties": {
             "messages": {"type": "array", "items": {"type": "object",
                 "required": ["number", "from", "sentAt", "text"]}}}})",
         messages},
        {"support.send/1",
         "Says something to the other side.",
         Effect::changes,
         {Action::write, Kind::conversation},
         both,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "request", "text"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "request": {"type": "string", "minLength": 1, "maxLength": 64},
             "text": {"type": "string", "minLength": 1, "maxLength": 20000}}})",
         R"({"type": "object", "required": ["number", "sentAt"]})",
         send},
        {"support.reassign/1",
         "Someone else, please: no reason is asked.",
         Effect::changes,
         {Action::reassign, Kind::request_state},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "request"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "request": {"type": "string", "minLength": 1, "maxLength": 64},
             "wishedSupporter": {"type": "string", "maxLength": 256}}})",
         R"({"type": "object", "required": ["state", "nextSteps"], "properties": {
             "state": {"enum": ["offered", "waiting"]}}})",
         reassign},
        {"support.close/1",
         "Ends a support request, by either side.",
         Effect::changes,
         {Action::close, Kind::request_state},
         both,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "request"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "request": {"type": "string", "minLength": 1, "maxLength": 64},
             "heavy": {"type": "boolean",
                 "description": "a supporter's own word: she is left alone for a while"}}})",
         R"({"type": "object", "required": ["state"]})",
         close},
        {"support.looks/1",
         "Who has looked at the requester's own request, herself left out.",
         Effect::reads,
         {Action::read, Kind::request_looks},
         requester,
         "",
         request_only,
         R"({"type": "object", "required": ["looks"], "properties": {
             "looks": {"type": "array", "items": {"type": "object",
                 "required": ["who", "supporter", "what", "at"], "properties": {
                 "supporter": {"type": "integer", "description": "which of them, in order, from 1"},
                 "what": {"enum": ["first-text", "conversation", "name"]},
                 "at": {"type": "string", "description": "RFC 3339, to the hour"}}}}}})",
         looks},
    };
}

}  // namespace kith::gateway
