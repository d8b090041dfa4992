// HTTP/1.1 as a client: one server, one connection at a time, kept open between requests.
//
// Nothing of the process is touched or asked: no signal, no proxy, no CA, no handler that the host
// may have set. Redirects are followed to the same server alone, and only by 307 and 308, which
// keep the request as it is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kith::connectors {

// Where a server is, and below which path.
struct HttpPlace {
    bool encrypted = true;
    std::string host;
    std::uint16_t port = 0;
    std::string path;  // Without a slash at its end.

    // Fails with source_unreadable where it is no http:// or https:// URL of a server; a user, a
    // query or a fragment in it are not taken.
    static Result<HttpPlace> at(const std::string& url);
    std::string origin() const;  // "https://scim.example:8443"
};

struct HttpRules {
    std::string ca_file;      // PEM; empty: the machine's own.
    bool clear_text = false;  // http:// may be asked.
    int connect_seconds = 5;
    int answer_seconds = 60;
    std::size_t body_bytes_max = std::size_t{16} * 1024 * 1024;
    std::function<bool()> go_on = [] { return true; };  // Asked all the time; false ends it.
};

struct HttpRequest {
    std::string method = "GET";
    std::string target;  // Path and query.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  // By name, in lower case.
    std::string body;

    std::string_view header(const std::string& name) const;
};

class HttpClient {
public:
    HttpClient(HttpPlace place, HttpRules rules);
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;
    ~HttpClient();

    // The answer, whatever its status; source_unreadable, in words for an administrator, where none
    // came whole; cancelled where go_on said no. A GET that met a connection which the server had
    // closed in the meantime is asked once more.
    Result<HttpAnswer> ask(const HttpRequest& request);

    const HttpPlace& place() const;

private:
    struct State;
    Result<HttpAnswer> ask_once(const HttpRequest& request);
    Result<HttpAnswer> exchange(const HttpRequest& request);
    Result<void> connect();

    std::unique_ptr<State> state_;
};

}  // namespace kith::connectors
