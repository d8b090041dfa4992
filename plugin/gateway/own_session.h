// GET v1/session: what a page must know of whom it is opened for.
#pragma once

#include "gateway/http_message.h"

namespace kith::gateway {

// What it answers, as a JSON Schema.
inline constexpr std::string_view session_output =
    R"({"type": "object", "required": ["signedIn", "csrf", "signOn", "displayName", "language", "capacities",
        "tenant", "languages", "roles", "answerWithinHours"], "properties": {
        "signedIn": {"type": "boolean"},
        "csrf": {"type": "string", "description": "for the header Kith-CSRF; empty: not signed in"},
        "signOn": {"enum": ["host", "offered", "own"], "description": "who signs people in: the host; or Kith, at saml/sign-on, where the host says of nobody that she is; or Kith has, and saml/sign-off ends it"},
        "displayName": {"type": "string"},
        "language": {"type": "string", "description": "BCP 47, as the people source has it, or empty"},
        "capacities": {"type": "array", "items": {"type": "string"}},
        "tenant": {"type": "string"},
        "languages": {"type": "array", "items": {"type": "string"}},
        "roles": {"type": "object", "description": "what this company calls a role"},
        "answerWithinHours": {"type": "integer"}}})";

HttpAnswer own_session(service::Rooms& rooms, const HttpMessage& message);

}  // namespace kith::gateway
