#include "connectors/common/http_client.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/URI.h>

#include <algorithm>
#include <array>
#include <istream>
#include <limits>
#include <optional>
#include <ostream>

#include "base/guard.h"
#include "base/text.h"
#include "connectors/common/http_socket.h"
#include "connectors/common/trusted_cas.h"

namespace kith::connectors {
namespace {

constexpr int redirects_max = 3;
constexpr std::size_t header_bytes_max = 64 * 1024;
constexpr std::size_t read_bytes = 16 * 1024;

Error trouble(FixedText detail, const std::string& where, FixedText hint) {
    return {ErrorCode::source_unreadable, detail, where, hint};
}

Error with_place(Error error, const HttpPlace& place) {
    if (error.field.empty()) error.field = place.origin();
    return error;
}

// A line end in a header would begin another one.
bool is_line(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7F;
    });
}

class Wrapped : public Poco::Net::StreamSocket {
public:
    explicit Wrapped(HttpSocket::Owned socket) : StreamSocket(socket.duplicate()) {}
};

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// The target on the same server; none where it leads elsewhere.
std::optional<std::string> target_here(const std::string& location, const HttpPlace& place,
                                       const std::string& from) {
    std::optional<std::string> target;
    const auto read = guard(ErrorCode::source_unreadable, "no location", [&] {
        Poco::URI base(place.origin() + from);
        base.resolve(location);
        const auto there = HttpPlace::at(base.getScheme() + "://" + base.getAuthority());
        if (!location.empty() && there && there->origin() == place.origin())
            target = base.getPathAndQuery();
    });
    return read ? target : std::nullopt;
}

Error leads_elsewhere(const HttpPlace& place) {
    return trouble("the server sends whoever asks to another address, as to a page for signing in",
                   place.origin(), "write the address that answers by itself");
}

}  // namespace

Result<HttpPlace> HttpPlace::at(const std::string& url) {
    HttpPlace place;
    const auto read = guard(ErrorCode::source_unreadable, "this is no URL", [&] {
        const Poco::URI given(url);
        place.encrypted = given.getScheme() == "https";
        place.host = given.getHost();
        place.port = given.getPort();
        place.path = given.getPath();
        if (place.host.starts_with('['))
            place.host = place.host.substr(1, place.host.find(']') - 1);
        return (place.encrypted || given.getScheme() == "http") && !place.host.empty() &&
               place.port != 0 && given.getUserInfo().empty() && given.getRawQuery().empty() &&
               given.getFragment().empty() && is_line(place.host) && is_line(place.path);
    });
    if (!read || !*read)
        return trouble("this is no address of a server", url,
                       "https://HOST/PATH, without a user and without a query");
    while (place.path.ends_with('/'))
        place.path.pop_back();
    return place;
}

std::string HttpPlace::origin() const {
    const auto name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return (encrypted ? "https://" : "http://") + lower_ascii(name) + ":" + std::to_string(port);
}

std::string_view HttpAnswer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

struct HttpClient::State {
    // Poco waits for nobody here: the socket keeps the times. What the host set as a proxy for all
    // sessions of the process is the host's.
    class Session : public Poco::Net::HTTPClientSession {
    public:
        explicit Session(const HttpSocket::Owned& socket) : HTTPClientSession(Wrapped(socket)) {
            setProxyConfig({});
            setKeepAlive(true);
            setKeepAliveTimeout(Poco::Timespan(Poco::Timespan::DAYS));
        }
    };

    HttpPlace place;
    HttpRules rules;
    std::optional<crypto::TlsTrust> trust;
    HttpSocket::Owned socket;
    std::unique_ptr<Session> session;
};

HttpClient::HttpClient(HttpPlace place, HttpRules rules)
    : state_(std::make_unique<State>(
          State{std::move(place), std::move(rules), std::nullopt, {}, nullptr})) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

const HttpPlace& HttpClient::place() const {
    return state_->place;
}

Result<void> HttpClient::connect() {
    auto& now = *state_;
    now.session.reset();
    if (!now.place.encrypted && !now.rules.clear_text)
        return trouble(
            "the address is in clear: passwords and people would cross the network as "
            "they are",
            {}, "write https://");
    if (now.place.encrypted && !now.trust) {
        const auto file = trusted_cas(now.rules.ca_file);
        if (!file) return file.error();
        auto trust = crypto::TlsTrust::in(*file);
        if (!trust) return trust.error();
        now.trust = std::move(*trust);
    }
    auto socket =
        HttpSocket::reach(now.place.host, now.place.port,
                          {now.rules.connect_seconds, now.rules.answer_seconds, now.rules.go_on});
    if (!socket) return socket.error();
    now.socket = std::move(*socket);
    if (now.place.encrypted) {
        auto tls = crypto::TlsClient::to(now.place.host, *now.trust);
        if (!tls) return tls.error();
        const auto encrypted = now.socket->encrypt(std::move(*tls));
        if (!encrypted) return encrypted;
    }
    now.session = std::make_unique<State::Session>(now.socket);
    return {};
}

Result<HttpAnswer> HttpClient::exchange(const HttpRequest& request) {
    auto& now = *state_;
    now.socket->begin(now.rules.body_bytes_max + header_bytes_max);
    HttpAnswer answer;
    bool goes_on = false;
    std::streamsize promised = 0;
    const auto spoken = guard(
        ErrorCode::source_unreadable, "what answers there does not speak HTTP, or broke off", [&] {
            Poco::Net::HTTPRequest asked(request.method, request.target, "HTTP/1.1");
            const auto origin = now.place.origin();
            asked.set("Host", origin.substr(origin.find("//") + 2));
            for (const auto& [name, value] : request.headers)
                asked.set(name, value);
            if (request.method != "GET")
                asked.setContentLength(static_cast<std::streamsize>(request.body.size()));
            now.session->sendRequest(asked) << request.body << std::flush;

            Poco::Net::HTTPResponse heard;
            auto& body = now.session->receiveResponse(heard);
            answer.status = heard.getStatus();
            for (const auto& [name, value] : heard)
                answer.headers.emplace(lower_ascii(name), value);
            std::array<char, read_bytes> part{};
            while (body.read(part.data(), part.size()), body.gcount() > 0)
                answer.body.append(part.data(), static_cast<std::size_t>(body.gcount()));
            goes_on = heard.getKeepAlive();
            promised = heard.getContentLength();
        });
    if (now.socket->fault()) return *now.socket->fault();
    if (!spoken)
        return trouble(spoken.error().detail, {},
                       "is this its port? Where it breaks off each time, look into its log");
    const bool cut = promised != Poco::Net::HTTPMessage::UNKNOWN_CONTENT_LENGTH &&
                     static_cast<std::size_t>(promised) != answer.body.size();
    if (cut || !goes_on) now.session.reset();
    if (cut)
        return trouble("the server's answer broke off", {},
                       "where it does each time, look into the server's log");
    return answer;
}

Result<HttpAnswer> HttpClient::ask_once(const HttpRequest& request) {
    auto& now = *state_;
    for (;;) {
        const bool reused = now.session != nullptr;
        if (!reused) {
            const auto connected = connect();
            if (!connected) return connected.error();
        }
        auto answer = exchange(request);
        if (answer) return answer;
        now.session.reset();
        const bool asked_in_vain = reused && now.socket->closed() && now.socket->received() == 0;
        if (!asked_in_vain || request.method != "GET") return answer;
    }
}

Result<HttpAnswer> HttpClient::ask(const HttpRequest& request) {
    for (const auto& [name, value] : request.headers)
        if (!is_line(value))
            return trouble("a password, a token or a name holds a line end or a control character",
                           {}, "write it without");
    auto asked = request;
    for (int redirects = 0;; ++redirects) {
        auto answer = ask_once(asked);
        if (!answer) return with_place(answer.error(), state_->place);
        if (!is_redirect(answer->status)) return answer;
        const auto target =
            target_here(std::string(answer->header("location")), state_->place, asked.target);
        const bool same_request = answer->status == 307 || answer->status == 308;
        if (!same_request || !target || redirects == redirects_max)
            return leads_elsewhere(state_->place);
        asked.target = *target;
    }
}

}  // namespace kith::connectors
