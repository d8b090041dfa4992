#include "kith_web.h"

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>

#include <chrono>
#include <memory>
#include <sstream>

namespace intranet {
namespace {

using Clock = std::chrono::steady_clock;
using Poco::Net::HTTPResponse;

constexpr std::string_view mount = "/kith";
constexpr std::streamsize body_bytes_max = 2 * 1024 * 1024;

std::uint64_t us_since(Clock::time_point begin) {
    const auto passed = Clock::now() - begin;
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(passed).count());
}

// What of a request Kith needs. A provider that tells of people by SCIM shows its token to Kith
// itself; where Kith asks who is signed in, it keeps that in cookies of its own.
struct Needed {
    bool authorization = false;
    bool cookies = false;
};

// Nothing else of anybody's password or cookies. What says where we are is ours to say.
std::string header_lines(const Poco::Net::HTTPServerRequest& request, const Needed& needed) {
    std::string lines = "X-Forwarded-Proto: http\nX-Forwarded-Prefix: /kith\n";
    for (const auto& [name, value] : request) {
        const bool withheld =
            (Poco::icompare(name, "Cookie") == 0 && !needed.cookies) ||
            (Poco::icompare(name, "Authorization") == 0 && !needed.authorization) ||
            Poco::icompare(name, 0, 12, "X-Forwarded-") == 0;
        if (!withheld) lines += name + ": " + value + "\n";
    }
    return lines;
}

// False where the body is too long. It is read all the same, within reason: a connection that is
// closed over unread bytes takes our answer with it.
bool read_body(Poco::Net::HTTPServerRequest& request, std::string& body) {
    if (request.hasContentLength() && request.getContentLength64() > body_bytes_max) {
        if (request.getContentLength64() <= 4 * body_bytes_max) {
            Poco::NullOutputStream nowhere;
            Poco::StreamCopier::copyStream(request.stream(), nowhere);
        }
        return false;
    }
    Poco::StreamCopier::copyToString(request.stream(), body);
    return static_cast<std::streamsize>(body.size()) <= body_bytes_max;
}

void send(const WebAnswer& answer, Poco::Net::HTTPServerResponse& response) {
    response.setStatus(static_cast<HTTPResponse::HTTPStatus>(answer.status));
    response.setReason(HTTPResponse::getReasonForStatus(response.getStatus()));
    std::istringstream lines(answer.headers);
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(": ");
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (colon == std::string::npos) continue;
        const auto name = line.substr(0, colon);
        // An answer may set one cookie and take another one back.
        if (Poco::icompare(name, "Set-Cookie") == 0)
            response.add(name, line.substr(colon + 2));
        else
            response.set(name, line.substr(colon + 2));
    }
    response.sendBuffer(answer.body.data(), answer.body.size());
}

class NotHere : public Poco::Net::HTTPRequestHandler {
public:
    void handleRequest(Poco::Net::HTTPServerRequest&,
                       Poco::Net::HTTPServerResponse& response) override {
        response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
        response.sendBuffer("", 0);
    }
};

}  // namespace

void KithHandler::handleRequest(Poco::Net::HTTPServerRequest& request,
                                Poco::Net::HTTPServerResponse& response) {
    const auto begin = Clock::now();
    WebRequest asked;
    asked.method = request.getMethod();
    asked.target = request.getURI().substr(mount.size());
    const bool provisions = asked.target.starts_with("/scim/");
    asked.headers = header_lines(request, {provisions, site_.kith_asks});
    if (!read_body(request, asked.body)) {
        response.setStatusAndReason(HTTPResponse::HTTP_REQUEST_ENTITY_TOO_LARGE);
        response.sendBuffer("", 0);
        return;
    }
    if (const auto who = site_.sign_on.read(request); who && !provisions && !site_.kith_asks) {
        const auto* persona = site_.personas.find(who->persona);
        asked.subject = persona == nullptr ? "" : persona->id;
        asked.sign_on = who->sign_on;
    }

    const auto inside = Clock::now();
    const auto answer = site_.kith.http(asked);
    site_.timing.kith_us += us_since(inside);
    send(answer, response);
    site_.timing.host_us += us_since(begin);
    ++site_.timing.requests;
}

Poco::Net::HTTPRequestHandler* KithWeb::createRequestHandler(
    const Poco::Net::HTTPServerRequest& request) {
    // Poco's server deletes it.
    if (request.getURI().starts_with("/kith/"))
        return std::make_unique<KithHandler>(site_).release();
    return std::make_unique<NotHere>().release();
}

}  // namespace intranet
