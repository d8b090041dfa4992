// A browser's side of the web gateway, for tests in C++: who is signed in, which headers go along.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "gateway/http.h"
#include "kit/world.h"

namespace kith::kit {

class Browser {
public:
    // Signed in as `subject`; empty: nobody.
    Browser(World& world, std::string subject, std::string sign_on = "sign-on-1")
        : world_(world), subject_(std::move(subject)), sign_on_(std::move(sign_on)) {}

    // Sent with each request from now on; an empty value takes it off.
    void header(const std::string& name, const std::string& value) {
        if (value.empty())
            headers_.erase(name);
        else
            headers_[name] = value;
    }
    // Reads v1/session, as a page does when it opens.
    void open_page() { header("Kith-CSRF", World::field(get("/v1/session").body, "csrf")); }

    gateway::HttpAnswer get(const std::string& target) { return send("GET", target, {}); }
    gateway::HttpAnswer post(const std::string& target, const std::string& body = "{}") {
        return change("POST", target, body, "key-" + std::to_string(10'000'000 + keys_++));
    }
    gateway::HttpAnswer change(const std::string& method, const std::string& target,
                               const std::string& body, const std::string& key) {
        header("Idempotency-Key", key);
        header("Content-Type", "application/json");
        auto answer = send(method, target, body);
        header("Idempotency-Key", {});
        header("Content-Type", {});
        return answer;
    }
    gateway::HttpAnswer send(const std::string& method, const std::string& target,
                             const std::string& body) {
        std::string lines;
        for (const auto& [name, value] : headers_)
            lines += name + ": " + value + "\r\n";
        return gateway::http(world_.rooms, {method, target, lines, body, subject_, sign_on_});
    }

private:
    World& world_;
    std::string subject_;
    std::string sign_on_;
    std::map<std::string, std::string> headers_{{"Host", "kith.example"},
                                                {"Sec-Fetch-Site", "same-origin"}};
    int keys_ = 0;
};

// The value of a header; empty where it is not there.
inline std::string header_of(const gateway::HttpAnswer& answer, const std::string& name) {
    const auto at = answer.headers.find(name + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 2;
    return answer.headers.substr(begin, answer.headers.find('\r', begin) - begin);
}

}  // namespace kith::kit
