// The web side: the pages, the widgets' files and the JSON API, each request answered on its own.
//
// Knows neither cookies nor sockets: the host's server has read the request and signed the subject
// in. Keeps nothing between two requests but how often somebody called (service/rate_limit.h).
#pragma once

#include <string>
#include <string_view>

#include "service/rooms.h"

namespace kith::gateway {

struct HttpRequest {
    std::string_view method;
    std::string_view target;   // Below the place where Kith is mounted, with its query.
    std::string_view headers;  // Lines of "Name: value".
    std::string_view body;
    std::string_view subject;  // Whom the host has signed in; empty: nobody.
    std::string_view sign_on;  // Stands for this one sign-on.
};

struct HttpAnswer {
    int status = 200;
    std::string headers;  // Lines of "Name: value", each ended by CR LF.
    std::string body;
};

// Any thread.
HttpAnswer http(service::Rooms& rooms, const HttpRequest& request);

// What is served under v1/, as an OpenAPI 3.1 document in JSON.
std::string describe_http();

}  // namespace kith::gateway
