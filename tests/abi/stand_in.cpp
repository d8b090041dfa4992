// What gateway and assembly define, played by a double that can be made to go wrong in every way.
//
// Its operations: echo, sleep, fail, throw, arm (the next call of a port throws), now, log, secret,
// pipe (a write to a closed pipe), mask, items (in pages), event, size. A session of the capacity
// "slow" takes its time. A manifest path of "throw:..." or "fail:..." does that when it is opened.
// Loading it blocks SIGPIPE, as loading Poco does.
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>

#include "assembly/kith.h"
#include "gateway/gateway.h"
#include "gateway/http.h"

namespace kith {
namespace {

const int sigpipe_blocked_at_load = [] {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return pthread_sigmask(SIG_BLOCK, &set, nullptr);
}();

// The value of a key in a flat JSON object, quotes left out.
std::string value(std::string_view json, std::string_view key) {
    const auto at = json.find('"' + std::string(key) + "\":");
    if (at == std::string_view::npos) return {};
    auto rest = json.substr(at + key.size() + 3);
    if (rest.starts_with('"')) rest.remove_prefix(1);
    return std::string(rest.substr(0, rest.find_first_of("\",}")));
}

int number(std::string_view json, std::string_view key) {
    const auto text = value(json, key);
    return text.empty() ? 0 : std::stoi(text);
}

void throw_it(std::string_view what) {
    if (what == "fault") throw Fault("a bug");
    if (what == "std") throw std::runtime_error("Ana Kowalska");
    if (what == "alloc") throw std::bad_alloc();
    if (what == "int") throw 7;
    if (what == "text") throw "Ana Kowalska";
    if (what == "exit") pthread_exit(nullptr);
}

// Looked at first: a child that was forked while another thread held the mutex must not want it.
std::atomic<bool> anything_armed{false};
std::mutex armed_mutex;
std::map<std::string, std::string, std::less<>>& armed() {
    static auto* const ports =
        std::make_unique<std::map<std::string, std::string, std::less<>>>().release();
    return *ports;
}

// Once.
void throw_if_armed(std::string_view port) {
    if (!anything_armed) return;
    std::string what;
    {
        const std::lock_guard lock(armed_mutex);
        const auto found = armed().find(port);
        if (found == armed().end()) return;
        what = found->second;
        armed().erase(found);
    }
    throw_it(what);
}

// Carried through Rooms in the place of the log, because the operations get nothing else.
struct Stage final : public ports::LogSink {
    void write(ports::LogLevel level, FixedText event, std::int64_t number,
               FixedText reason) override {
        if (host.log) host.log->write(level, event, number, reason);
    }

    assembly::Host host;
    std::mutex mutex;
    std::deque<std::uint64_t> events;
    std::uint64_t last_event = 0;
};

Stage& stage(const service::Rooms& rooms) {
    return static_cast<Stage&>(*rooms.log);
}

Error error(int code) {
    return Error{static_cast<ErrorCode>(code), "as it was asked to", "/code", "do not ask"};
}

bool sigpipe_blocked() {
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    return sigismember(&mask, SIGPIPE) == 1;
}

void write_to_closed_pipe() {
    int ends[2];
    if (pipe(ends) != 0) return;
    close(ends[0]);
    [[maybe_unused]] const auto written = write(ends[1], "x", 1);
    close(ends[1]);
}

}  // namespace

namespace assembly {

struct Kith::Parts {
    service::Rooms rooms;
};

Kith::Kith(Key, std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Kith::~Kith() = default;

Result<std::unique_ptr<Kith>> Kith::open(const std::string& path, Host host) {
    if (path.starts_with("throw:")) throw_it(path.substr(6));
    if (path.starts_with("fail:")) return error(std::stoi(path.substr(5)));
    if (path == "secret") {
        const auto got = host.secret("root");
        if (!got) return got.error();
    }
    auto parts = std::make_unique<Parts>();
    auto on = std::make_shared<Stage>();
    on->host = std::move(host);
    parts->rooms.log = on;
    return std::make_unique<Kith>(Key{}, std::move(parts));
}

service::Rooms& Kith::rooms() {
    return parts_->rooms;
}

Result<std::uint64_t> Kith::pump(std::uint32_t) {
    throw_if_armed("pump");
    return std::uint64_t{60'000};
}

Result<std::optional<std::string>> Kith::next_event() {
    throw_if_armed("next_event");
    auto& on = stage(rooms());
    const std::lock_guard lock(on.mutex);
    if (on.events.empty()) return std::optional<std::string>{};
    return std::optional<std::string>{"{\"seq\":" + std::to_string(on.events.front()) + "}"};
}

Result<void> Kith::acknowledge(std::uint64_t event) {
    throw_if_armed("acknowledge");
    auto& on = stage(rooms());
    const std::lock_guard lock(on.mutex);
    if (on.events.empty() || on.events.front() != event)
        return Error{ErrorCode::denied, "no such event", {}, {}};
    on.events.pop_front();
    return {};
}

std::string Kith::build_json() {
    return "{\"version\":\"double\"}";
}

Result<std::string> Kith::health_json() {
    throw_if_armed("health");
    return std::string("{\"store\":\"double\"}");
}

}  // namespace assembly

namespace gateway {
namespace {

using Operation = Result<std::string> (*)(Stage& on, std::string_view input);

Result<std::string> with_secret(Stage& on, std::string_view) {
    const auto got = on.host.secret("link");
    if (!got) return got.error();
    return "{\"bytes\":" + std::to_string(got->size()) + "}";
}

Result<std::string> new_event(Stage& on, std::string_view) {
    const std::lock_guard lock(on.mutex);
    on.events.push_back(++on.last_event);
    return std::string("{}");
}

Result<std::string> arm(Stage&, std::string_view input) {
    const std::lock_guard lock(armed_mutex);
    armed()[value(input, "port")] = value(input, "what");
    anything_armed = true;
    return std::string("{}");
}

const std::map<std::string, Operation, std::less<>>& operations() {
    static const auto* const table = std::make_unique<const std::map<
        std::string,
        Operation, std::less<>>>(std::map<std::string, Operation, std::less<>>{
                                     {"echo/1",
                                      [](Stage&, std::string_view in) -> Result<std::string> {
                                          return std::string(in);
                                      }},
                                     {"sleep/1",
                                      [](Stage&, std::string_view in) -> Result<std::string> {
                                          std::this_thread::sleep_for(
                                              std::chrono::milliseconds(number(in, "ms")));
                                          return std::string("{\"slept\":true}");
                                      }},
                                     {"fail/1",
                                      [](Stage&, std::string_view in) -> Result<std::string> {
                                          return error(number(in, "code"));
                                      }},
                                     {"throw/1",
                                      [](Stage&, std::string_view in) -> Result<std::string> {
                                          throw_it(value(in, "what"));
                                          return std::string("{}");
                                      }},
                                     {"now/1",
                                      [](Stage& on, std::string_view) -> Result<std::string> {
                                          const SystemClock system;
                                          const Clock& clock =
                                              on.host.clock
                                                  ? static_cast<const Clock&>(*on.host.clock)
                                                  : system;
                                          return std::to_string(clock.now_unix_ms());
                                      }},
                                     {"log/1",
                                      [](Stage& on, std::string_view) -> Result<std::string> {
                                          on.write(ports::LogLevel::warning, "a line", 42, {});
                                          return std::string("{}");
                                      }},
                                     {"pipe/1",
                                      [](Stage&, std::string_view) -> Result<std::string> {
                                          write_to_closed_pipe();
                                          return std::string("{}");
                                      }},
                                     {"mask/1",
                                      [](Stage&, std::string_view) -> Result<std::string> {
                                          return std::string(
                                              sigpipe_blocked() ? "{\"blocked\":true}" : "{}");
                                      }},
                                     {"size/1",
                                      [](Stage&, std::string_view in) -> Result<std::string> {
                                          return std::string(
                                              static_cast<std::size_t>(number(in, "bytes")), 'x');
                                      }},
                                     {"secret/1", with_secret},
                                     {"event/1", new_event},
                                     {"arm/1", arm},
                                 })
                                         .release();
    return *table;
}

}  // namespace

Result<service::Session> session(service::Rooms&, std::string_view json) {
    throw_if_armed("session");
    if (value(json, "capacity") == "slow")
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    if (value(json, "capacity").empty())
        return Error{ErrorCode::invalid_input, "a session has a capacity", "/capacity", {}};
    service::Session caller;
    caller.subject = EmployeeId(value(json, "subject"));
    return caller;
}

Result<std::string> call(service::Rooms& rooms, const service::Session&, std::string_view operation,
                         std::string_view input) {
    throw_if_armed("call");
    const auto found = operations().find(operation);
    if (found == operations().end())
        return Error{ErrorCode::unknown_operation, "no operation of that name", {}, {}};
    return found->second(stage(rooms), input);
}

std::string describe_operations() {
    return "{\"operations\":[{\"name\":\"echo/1\"}]}";
}

std::string describe_http() {
    return "{\"openapi\":\"3.1.0\"}";
}

// Says back what it was given, each in brackets.
HttpAnswer http(service::Rooms&, const HttpRequest& request) {
    throw_if_armed("http");
    std::string body;
    for (const auto part : {request.method, request.target, request.headers, request.body,
                            request.subject, request.sign_on})
        body += '[' + std::string(part) + ']';
    return {207, "Cache-Control: no-store\r\n", body};
}

bool gives_pages(std::string_view operation) {
    return operation == "items/1";
}

Result<std::string> page(service::Rooms&, const service::Session&, std::string_view,
                         std::string_view input, std::uint32_t max, std::string& after) {
    throw_if_armed("page");
    const int all = number(input, "n");
    int at = after.empty() ? 0 : std::stoi(after);
    std::string items;
    for (std::uint32_t i = 0; i < max && at < all; ++i, ++at)
        items += (items.empty() ? "" : ",") + std::to_string(at);
    after = at < all ? std::to_string(at) : "";
    return "[" + items + "]";
}

std::string problem(const Error& error, std::int32_t status) {
    return "{\"code\":" + std::to_string(status) + ",\"message\":\"" +
           std::string(error.detail.view()) + "\",\"field\":\"" + error.field + "\"}";
}

}  // namespace gateway
}  // namespace kith
