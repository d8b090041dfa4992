#include "scripted_server.h"

#include <arpa/inet.h>
#include <boost/test/unit_test.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace kith::tests {
namespace {

constexpr int look_again_ms = 20;

bool readable(int socket) {
    pollfd asked{socket, POLLIN, 0};
    return ::poll(&asked, 1, look_again_ms) > 0;
}

std::size_t body_bytes(const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

// The end of the first request in what came so far; 0: not yet.
std::size_t end_of_request(const std::string& bytes) {
    const auto head = bytes.find("\r\n\r\n");
    if (head == std::string::npos) return 0;
    const auto end = head + 4 + body_bytes(bytes.substr(0, head));
    return bytes.size() >= end ? end : 0;
}

}  // namespace

Said answer(int status, const std::string& body, const std::string& headers) {
    return {"HTTP/1.1 " + std::to_string(status) + " Said\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
            false};
}

Said json(const std::string& body) {
    return answer(200, body, "Content-Type: application/scim+json\r\n");
}

std::string user(const std::string& id, const std::string& more) {
    return R"({"id":")" + id + R"(","userName":")" + id + "\"" + more + "}";
}

Said list(const std::vector<std::string>& users, int total, const std::string& more) {
    std::string all;
    for (const auto& one : users)
        all += (all.empty() ? "" : ",") + one;
    return json(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],)"
                R"("totalResults":)" +
                std::to_string(total) + more + R"(,"Resources":[)" + all + "]}");
}

std::string config(const std::string& parts) {
    return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"])" +
           (parts.empty() ? parts : "," + parts) + "}";
}

ScriptedServer::ScriptedServer(std::function<Said(const std::string& line)> script)
    : script_(std::move(script)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const at = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    BOOST_REQUIRE(::bind(listener_, at, size) == 0);
    BOOST_REQUIRE(::listen(listener_, 16) == 0);
    BOOST_REQUIRE(::getsockname(listener_, at, &size) == 0);
    port_ = ntohs(address.sin_port);
    listening_ = std::thread([this] { listen_to_all(); });
}

ScriptedServer::~ScriptedServer() {
    over_ = true;
    listening_.join();
    for (auto& talk : talks_)
        talk.join();
    ::close(listener_);
}

std::vector<std::string> ScriptedServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void ScriptedServer::listen_to_all() {
    while (!over_) {
        if (!readable(listener_)) continue;
        const int socket = ::accept(listener_, nullptr, nullptr);
        ++connections_;
        talks_.emplace_back([this, socket] { serve(socket); });
    }
}

void ScriptedServer::serve(int socket) {
    std::string heard;
    std::array<char, 4096> part{};
    bool goes_on = true;
    while (goes_on && !over_) {
        if (!readable(socket)) continue;
        const auto got = ::recv(socket, part.data(), part.size(), 0);
        if (got <= 0) break;
        heard.append(part.data(), static_cast<std::size_t>(got));
        while (const auto end = end_of_request(heard)) {
            const auto request = heard.substr(0, end);
            heard.erase(0, end);
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(request);
            }
            const auto said = script_(request.substr(0, request.find(" HTTP/")));
            const auto put = ::send(socket, said.bytes.data(), said.bytes.size(), MSG_NOSIGNAL);
            goes_on = put >= 0 && !said.hangs_up;
            if (!goes_on) break;
        }
    }
    ::close(socket);
}

}  // namespace kith::tests
