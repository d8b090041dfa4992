// JSON at the edge: which operations there are, whether an input fits its schema, what an error
// says.
//
// The C ABI and, later, HTTP call the same table. Poco::JSON stays behind this header.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "service/rooms.h"

namespace kith::gateway {

// A subject in one acting capacity for one purpose, from a session's JSON:
// {"capacity": "requester", "purpose": "peer-support", "subject": "e0017"} or, without a subject,
// {"capacity": "requester", "purpose": "peer-support", "returnCode": "twelve words"}.
// "reauthenticated": true says that the host has just asked her to prove who she is; it counts for
// five minutes.
// The capacity is checked against Kith's own records; `denied` where the subject does not hold it.
Result<service::Session> session(service::Rooms& rooms, std::string_view json);

// Checks `input` against the operation's schema, runs it, gives the answer's JSON.
Result<std::string> call(service::Rooms& rooms, const service::Session& caller,
                         std::string_view operation, std::string_view input);

// {"operations": [{"name", "summary", "capacities", "input", "output", "pages"}, ...]}, schemas
// included.
std::string describe_operations();
// Whether the operation exists and changes something: its input then has an idempotencyKey.
bool changes(std::string_view operation);
// Whether the operation exists and gives its answer in pages, so that a cursor can walk it.
bool gives_pages(std::string_view operation);

// One page of such an operation: {"items": [up to `max` of them]}. `after` is empty for the
// first page and becomes the place of the next one, empty at the end.
Result<std::string> page(service::Rooms& rooms, const service::Session& caller,
                         std::string_view operation, std::string_view input, std::uint32_t max,
                         std::string& after);

// {"code", "name", "message", "field", "hint", "retry"}: `code` is the status that the ABI returns.
std::string problem(const Error& error, std::int32_t status);

}  // namespace kith::gateway
