// A company with Kith in it whose people sign in at an identity provider, and their browsers.
#pragma once

#include <boost/test/unit_test.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "connectors/common/percent.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "gateway/http.h"
#include "kit/browser.h"
#include "saml/company.h"
#include "saml/tools.h"
#include "service/sign_on.h"
#include "store/sign_ons.h"

namespace kith::tests {

inline const std::string session_cookie = "__Host-kith-sign-on";

class Log final : public ports::LogSink {
public:
    void write(ports::LogLevel, FixedText event, std::int64_t number, FixedText reason) override {
        const std::lock_guard lock(mutex_);
        lines.push_back(std::string(event.view()) + ": " + std::string(reason.view()) + " " +
                        std::to_string(number));
    }
    std::vector<std::string> lines;

private:
    std::mutex mutex_;
};

// A person's browser: it keeps cookies, and no host says who she is.
class Window {
public:
    explicit Window(service::Rooms& rooms) : rooms_(rooms) {}

    gateway::HttpAnswer get(const std::string& target) { return send("GET", target, {}, {}); }
    gateway::HttpAnswer post_form(const std::string& target, const std::string& body) {
        return send("POST", target, "Content-Type: application/x-www-form-urlencoded\r\n", body);
    }
    gateway::HttpAnswer send(const std::string& method, const std::string& target,
                             const std::string& headers, const std::string& body) {
        auto answer = gateway::http(
            rooms_, {method, target, headers + "Host: intranet.example\r\n" + cookie_line(), body,
                     subject, "host-session"});
        keep_cookies(answer.headers);
        return answer;
    }

    // Asks for a sign-on; the ID of our request.
    std::string begin(const std::string& query = {}) {
        const auto answer = get("/saml/sign-on" + query);
        BOOST_REQUIRE(answer.status == 303);
        for (const auto& [name, value] : cookies)
            if (const auto at = name.find("kith-asked"); at != std::string::npos)
                return name.substr(at + 10);
        BOOST_FAIL("no request is kept");
        return {};
    }
    gateway::HttpAnswer bring(const std::string& xml) {
        return post_form("/saml/acs",
                         "SAMLResponse=" +
                             connectors::percent_encoded(crypto::to_base64(crypto::bytes_of(xml))));
    }
    bool is_signed_in() { return said("signedIn") == "true"; }
    std::string said(const std::string& field) {
        return kit::World::field(get("/v1/session").body, field);
    }

    std::map<std::string, std::string> cookies;
    std::string subject;

private:
    std::string cookie_line() const {
        if (cookies.empty()) return {};
        std::string line;
        for (const auto& [name, value] : cookies)
            line += (line.empty() ? "Cookie: " : "; ") + name + "=" + value;
        return line + "\r\n";
    }
    void keep_cookies(const std::string& headers) {
        std::istringstream lines(headers);
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with("Set-Cookie: ")) continue;
            const auto pair = line.substr(12, line.find(';') - 12);
            const auto name = pair.substr(0, pair.find('='));
            if (line.find("Max-Age=0") != std::string::npos)
                cookies.erase(name);
            else
                cookies[name] = pair.substr(name.size() + 1);
        }
    }

    service::Rooms& rooms_;
};

struct Office : kit::World {
    Office() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        store_directory();
        clock->pass_ms(static_cast<int>((noon_ms - clock->now_unix_ms()) % 3'600'000));
        clock->pass_hours(static_cast<int>((noon_ms - clock->now_unix_ms()) / 3'600'000));
        rooms.log = log;
        rooms.settings.widget.origins = {"https://portal.example"};
        open();
    }
    void open() {
        rooms.settings.saml = company.settings;
        using Opened = std::shared_ptr<const ports::SignOn>;
        rooms.sign_on.read_by([this](std::int64_t now_ms) -> Result<Opened> {
            auto made =
                connectors::saml::ServiceProvider::open(company.settings, now_ms, from_nowhere);
            if (made) return Opened(std::move(*made));
            return Error{ErrorCode::source_unreadable, "it cannot be used", {}, {}};
        });
    }

    Window somebody() { return Window(rooms); }
    Window signed_in(const std::string& person = "ana") {
        auto window = somebody();
        BOOST_REQUIRE(window.bring(answer_to(window.begin(), person)).status == 303);
        BOOST_REQUIRE(window.is_signed_in());
        return window;
    }

    // The provider's answer, of an assertion of its own each time.
    static std::string answer_to(const std::string& request, const std::string& person = "ana",
                                 const std::string& from = {}) {
        static int count = 0;
        const auto id = "a" + std::to_string(1000 + ++count);
        auto xml = from.empty() ? draft() : from;
        for (int i = 0; i < 2 && !request.empty(); ++i)
            xml = replaced(xml, R"(InResponseTo="q1")", "InResponseTo=\"" + request + '"');
        xml =
            replaced(replaced(xml, R"(ID="a1")", "ID=\"" + id + '"'), ">ana<", '>' + person + '<');
        return corp().sign(xml, id);
    }

    std::vector<store::SignOnRefusal> refusals() {
        const auto found = rooms.database->read(
            [](store::Transaction& tx) { return store::sign_on_refusals(tx); });
        BOOST_REQUIRE(found);
        return *found;
    }
    // The rule by which it was refused, which the log has with the reference that the page shows.
    std::string rule_of(const gateway::HttpAnswer& answer) {
        BOOST_REQUIRE(answer.status == 403);
        BOOST_REQUIRE(!refusals().empty());
        const auto newest = refusals().front();
        const auto number = std::to_string(newest.reference);
        BOOST_TEST(answer.body.find("data-shown=\"" + number + '"') != std::string::npos);
        BOOST_TEST(log->lines.back() == "sign-on refused: " + newest.rule + ' ' + number);
        return newest.rule;
    }

    static std::string logout_request(const std::string& more, const std::string& name = "ana",
                                      const std::string& id = "l1") {
        const auto xml =
            R"(<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
            R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID=")" +
            id +
            R"(" Version="2.0" IssueInstant="2026-11-24T12:00:00Z")"
            R"( Destination="https://intranet.example/kith/saml/logout">)"
            R"(<saml:Issuer>https://idp.example/</saml:Issuer><saml:NameID>)" +
            name + "</saml:NameID>" + more + "</samlp:LogoutRequest>";
        return "/saml/logout?" + python_query("SAMLRequest", xml, "state-1", corp().private_pem());
    }
    static std::string logout_response(const std::string& request, const std::string& inner = {}) {
        const auto xml =
            R"(<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
            R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="l2" Version="2.0")"
            R"( IssueInstant="2026-11-24T12:00:00Z" InResponseTo=")" +
            request +
            R"(" Destination="https://intranet.example/kith/saml/logout">)"
            R"(<saml:Issuer>https://idp.example/</saml:Issuer><samlp:Status><samlp:StatusCode)"
            R"( Value="urn:oasis:names:tc:SAML:2.0:status:Success">)" +
            inner + R"(</samlp:StatusCode></samlp:Status></samlp:LogoutResponse>)";
        return "/saml/logout?" + python_query("SAMLResponse", xml, "", corp().private_pem());
    }

    Company company;
    std::shared_ptr<Log> log = std::make_shared<Log>();
};

}  // namespace kith::tests
