// The host of these tests: shorthand for what every host writes.
#pragma once

#include <kith/kith.h>

#include <cstring>
#include <string>
#include <string_view>

namespace kith::test {

// An answer's buffer, given back at the end.
struct Answer {
    Answer() { kith_buf_init(&buffer); }
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;
    ~Answer() { kith_buf_free(&buffer); }

    // Where the next call writes: what was there is given back first.
    kith_buf* fresh() {
        kith_buf_free(&buffer);
        return &buffer;
    }
    std::string text() const {
        return buffer.data == nullptr ? std::string() : std::string(buffer.data, buffer.len);
    }
    bool says(std::string_view part) const { return text().find(part) != std::string::npos; }

    kith_buf buffer{};
};

inline kith_instance opened(const kith_host* host = nullptr, std::string_view path = "double") {
    kith_instance instance = 0;
    kith_open(host, path.data(), path.size(), &instance, nullptr);
    return instance;
}

inline kith_session session_in(kith_instance instance) {
    constexpr std::string_view json = R"({"capacity":"requester","subject":"ana"})";
    kith_session session = 0;
    kith_session_open(instance, json.data(), json.size(), &session, nullptr);
    return session;
}

inline std::int32_t call(kith_session session, const char* op, std::string_view in, kith_buf* out) {
    return kith_call(session, op, in.data(), in.size(), out);
}

// The status alone.
inline std::int32_t call(kith_session session, const char* op, std::string_view in = {}) {
    Answer out;
    return call(session, op, in, &out.buffer);
}

inline kith_job submitted(kith_session session, const char* op, std::string_view in = {}) {
    kith_job job = 0;
    kith_submit(session, op, in.data(), in.size(), &job, nullptr);
    return job;
}

inline kith_cursor walk(kith_session session, std::string_view in) {
    kith_cursor cursor = 0;
    kith_cursor_open(session, "items/1", in.data(), in.size(), &cursor, nullptr);
    return cursor;
}

inline kith_host host_table() {
    kith_host host{};
    host.size = sizeof host;
    host.abi = KITH_ABI;
    return host;
}

// An instance with a session, closed at the end of the test.
struct Opened {
    explicit Opened(const kith_host* host = nullptr)
        : instance(opened(host)), session(session_in(instance)) {}
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    ~Opened() { kith_close(instance); }

    kith_instance instance;
    kith_session session;
};

}  // namespace kith::test
