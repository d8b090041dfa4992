// One HTTP request taken apart, and the parts that answers are made of.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gateway/http.h"

namespace kith::gateway {

struct HttpMessage {
    std::string_view method;
    std::vector<std::string> path;  // "/v1/requests/x" is {"v1", "requests", "x"}.
    std::map<std::string, std::string, std::less<>> query;
    std::map<std::string, std::string, std::less<>> headers;  // Names in lower case.
    std::string_view raw_query;  // As it came, behind the question mark.
    std::string_view body;
    EmployeeId subject;
    std::string sign_on;
    bool own_sign_on = false;        // Kith's own, and not the host's.
    std::vector<std::string> roles;  // That it gives her.

    std::string_view header(std::string_view name) const;  // Empty where there is none.
};

// What cannot be read answers by itself: 400, 413, 414 or 431.
struct HttpReading {
    HttpMessage message;
    std::optional<HttpAnswer> refusal;
};
HttpReading read_http(const HttpRequest& request);

// Whether the browser says that another origin's page sent it. A page that is not ours has no
// business here, not even a look.
bool from_elsewhere(const HttpMessage& message);

// Adds what every answer says: not kept, not read from elsewhere, no other type.
HttpAnswer http_answer(int status, std::string_view content_type, std::string body,
                       std::string_view more_headers = {});

// RFC 9457. `code` is the last part of its type, urn:kith:problem:CODE.
struct Problem {
    int status;
    std::string_view code;
    std::string_view title;
    std::string_view detail;
    std::string field;
    std::string_view hint;
    bool retry = false;
};
HttpAnswer http_problem(const Problem& problem, std::string_view more_headers = {});
// The same for what an operation answered.
HttpAnswer http_problem(const Error& error);

// A 200 to a GET: with its ETag, or 304 where the caller has it.
HttpAnswer http_fresh(const HttpMessage& message, std::string json);

}  // namespace kith::gateway
