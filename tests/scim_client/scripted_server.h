// A server on loopback whose every byte is in the test's hand, for faults that a real one does not
// show.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kith::tests {

// What it says to a request. Empty: nothing, and the connection stays open.
struct Said {
    std::string bytes;
    bool hangs_up = false;  // Behind the bytes.
};

Said answer(int status, const std::string& body, const std::string& headers = "");
Said json(const std::string& body);
// A list of users as SCIM has it. `more` stands behind the total, as ",\"nextCursor\":\"b\"".
Said list(const std::vector<std::string>& users, int total, const std::string& more = "");
std::string user(const std::string& id, const std::string& more = "");

class ScriptedServer {
public:
    // `script` answers each request: its first line, without the version.
    explicit ScriptedServer(std::function<Said(const std::string& line)> script);
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ~ScriptedServer();

    std::string url(const std::string& scheme = "http") const {
        return scheme + "://127.0.0.1:" + std::to_string(port_);
    }
    int port() const { return port_; }
    std::vector<std::string> requests() const;  // Each whole, with headers and body.
    int connections() const { return connections_; }

private:
    void listen_to_all();
    void serve(int socket);

    std::function<Said(const std::string&)> script_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> over_{false};
    std::atomic<int> connections_{0};
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::vector<std::thread> talks_;
    std::thread listening_;
};

// To hold a client to its time.
using Clock = std::chrono::steady_clock;
inline double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

// What is asked for, without the cost of a real service provider's start: its config, then lists.
std::string config(const std::string& parts);

}  // namespace kith::tests
