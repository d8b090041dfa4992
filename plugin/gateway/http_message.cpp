#include "gateway/http_message.h"

#include <Poco/Exception.h>
#include <Poco/SHA2Engine.h>
#include <Poco/URI.h>

#include <algorithm>

#include "base/guard.h"
#include "base/limits.h"
#include "base/text.h"
#include "gateway/json.h"

namespace kith::gateway {
namespace {

struct Line {
    std::string name;
    std::string value;
};

std::optional<Line> header_of(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    return Line{lower_ascii(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))};
}

bool read_headers(std::string_view text, HttpMessage& into) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        auto header = header_of(line);
        if (!header) return false;
        // A header given twice is read as the first one; none of ours may be given twice.
        into.headers.emplace(std::move(header->name), std::move(header->value));
    }
    return true;
}

Result<void> read_target(std::string_view target, HttpMessage& into) {
    if (target.empty() || target.front() != '/')
        return Error{ErrorCode::invalid_input, "the target does not begin with a slash", {}, {}};
    return guard(ErrorCode::invalid_input, "the target is not a path with a query", [&] {
        const Poco::URI uri{std::string(target)};
        uri.getPathSegments(into.path);
        for (const auto& [name, value] : uri.getQueryParameters())
            into.query.emplace(name, value);
    });
}

HttpAnswer too_long(int status, std::string_view title) {
    return http_problem(
        {status, "too_large", title, "this is longer than anything of ours", {}, "send less"});
}

HttpAnswer malformed(std::string_view what) {
    return http_problem(
        {400, "invalid_input", "Bad Request", what, {}, "check what the host sends"});
}

std::string_view title_of(int status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 404:
            return "Not Found";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 503:
            return "Service Unavailable";
        default:
            return "Internal Server Error";
    }
}

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_input:
        case ErrorCode::encoding:
            return 400;
        case ErrorCode::unknown_operation:
        case ErrorCode::denied:
            return 404;
        case ErrorCode::conflict:
            return 409;
        case ErrorCode::too_large:
            return 413;
        default:
            return 503;
    }
}

std::string etag_of(std::string_view body) {
    Poco::SHA2Engine digest;
    digest.update(body.data(), static_cast<unsigned>(body.size()));
    return '"' + Poco::DigestEngine::digestToHex(digest.digest()).substr(0, 32) + '"';
}

// A filter of SCIM and a redirect of SAML stand in the address.
std::size_t target_bytes_max(std::string_view target) {
    if (target.starts_with("/scim/")) return limits::provisioning_target_bytes_max;
    if (target.starts_with("/saml/")) return limits::sign_on_target_bytes_max;
    return limits::http_target_bytes_max;
}

}  // namespace

std::string_view HttpMessage::header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

HttpReading read_http(const HttpRequest& request) {
    const bool provisions = request.target.starts_with("/scim/");
    if (request.target.size() > target_bytes_max(request.target))
        return {{}, too_long(414, "URI Too Long")};
    if (request.headers.size() > limits::http_headers_bytes_max)
        return {{}, too_long(431, "Request Header Fields Too Large")};
    if (request.body.size() >
        (provisions ? limits::provisioning_bytes_max : limits::call_bytes_max))
        return {{}, too_long(413, "Content Too Large")};
    if (request.subject.size() > limits::id_bytes_max || !is_utf8(request.subject))
        return {{}, malformed("the subject is no id of a person")};

    HttpReading reading;
    reading.message.method = request.method;
    reading.message.body = request.body;
    reading.message.subject = EmployeeId{std::string(request.subject)};
    reading.message.sign_on = std::string(request.sign_on);
    if (const auto query = request.target.find('?'); query != std::string_view::npos)
        reading.message.raw_query = request.target.substr(query + 1);
    if (!read_headers(request.headers, reading.message))
        reading.refusal = malformed("a header line has no name");
    else if (const auto target = read_target(request.target, reading.message); !target)
        reading.refusal = http_problem(target.error());
    return reading;
}

bool from_elsewhere(const HttpMessage& message) {
    const auto site = message.header("sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && !(site == "none" && message.method == "GET");
    // An old browser, or none at all: its Origin, where it sends one, must be our own host.
    const auto origin = message.header("origin");
    if (origin.empty()) return false;
    const auto host = origin.find("://");
    return host == std::string_view::npos || origin.substr(host + 3) != message.header("host");
}

HttpAnswer http_answer(int status, std::string_view content_type, std::string body,
                       std::string_view more_headers) {
    HttpAnswer answer{status,
                      "Cache-Control: no-store\r\n"
                      "Referrer-Policy: no-referrer\r\n"
                      "X-Content-Type-Options: nosniff\r\n"
                      "Cross-Origin-Resource-Policy: same-origin\r\n",
                      std::move(body)};
    if (!content_type.empty())
        answer.headers += "Content-Type: " + std::string(content_type) + "\r\n";
    answer.headers += more_headers;
    return answer;
}

HttpAnswer http_problem(const Problem& problem, std::string_view more_headers) {
    auto out = object();
    out->set("type", "urn:kith:problem:" + std::string(problem.code));
    out->set("title", std::string(problem.title));
    out->set("status", problem.status);
    out->set("code", std::string(problem.code));
    out->set("detail", std::string(problem.detail));
    out->set("field", problem.field);
    out->set("hint", std::string(problem.hint));
    out->set("retry", problem.retry);
    return http_answer(problem.status, "application/problem+json", to_text(out),
                       "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n" +
                           std::string(more_headers));
}

HttpAnswer http_problem(const Error& error) {
    const int status = status_of(error.code);
    // An operation of another version is not there either.
    const auto code = error.code == ErrorCode::unknown_operation ? ErrorCode::denied : error.code;
    return http_problem({status, error_name(code), title_of(status), error.detail.view(),
                         error.field, error.hint.view(), status == 503},
                        status == 503 ? "Retry-After: 1\r\n" : "");
}

HttpAnswer http_fresh(const HttpMessage& message, std::string json) {
    const auto etag = etag_of(json);
    const auto headers =
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
        "ETag: " +
        etag + "\r\n";
    if (message.header("if-none-match") == etag) return http_answer(304, {}, {}, headers);
    return http_answer(200, "application/json", std::move(json), headers);
}

}  // namespace kith::gateway
