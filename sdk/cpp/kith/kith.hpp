// Kith for C++17 and later: owners over kith.h, header only. Nothing here loads a library or keeps
// state.
//
//     kith::Instance instance("/etc/kith/tenant.xml");
//     kith::Session session = instance.session(R"({"capacity": "requester", ...})");
//     std::string answer = session.call("directory.search/1", R"({"language": "en"})");
//
// A refusal is thrown as kith::Error, whose `status` and `problem` are those of the C interface.
#pragma once

#include <kith/kith.h>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kith {

class Error : public std::exception {
public:
    Error(std::int32_t of_status, std::string json) : status(of_status), problem(std::move(json)) {}

    const char* what() const noexcept override { return kith_status_text(status); }

    const std::int32_t status;
    const std::string problem;  // JSON, or empty.
};

// A buffer that is given back.
class Buffer {
public:
    Buffer() { kith_buf_init(&buffer_); }
    ~Buffer() { kith_buf_free(&buffer_); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    kith_buf* to_fill() {
        kith_buf_free(&buffer_);
        return &buffer_;
    }
    std::string text() const {
        if (buffer_.data == nullptr) return {};
        return std::string(buffer_.data, static_cast<std::size_t>(buffer_.len));
    }

private:
    kith_buf buffer_;
};

// Throws where `status` is a refusal; else gives it back.
inline std::int32_t checked(std::int32_t status, const Buffer& explained) {
    if (status < 0) throw Error(status, explained.text());
    return status;
}

// A handle and the function that closes it. What is moved from is empty, and so is what was closed.
template <std::int32_t (*Close)(std::uint64_t)>
class Handle {
public:
    Handle() = default;
    explicit Handle(std::uint64_t handle) : handle_(handle) {}
    Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            close();
            handle_ = std::exchange(other.handle_, 0);
        }
        return *this;
    }
    ~Handle() { close(); }

    std::uint64_t get() const { return handle_; }
    explicit operator bool() const { return handle_ != 0; }
    void close() {
        if (handle_ != 0) Close(std::exchange(handle_, 0));
    }

private:
    std::uint64_t handle_ = 0;
};

class Job {
public:
    explicit Job(kith_job handle) : handle_(handle) {}

    // The answer, once; empty while it is not there.
    std::optional<std::string> poll(std::uint32_t wait_ms = 0) {
        Buffer out;
        const auto status = checked(kith_job_poll(handle_.get(), wait_ms, out.to_fill()), out);
        if (status != KITH_OK) return std::nullopt;
        return out.text();
    }
    // False where it has begun.
    bool cancel() { return kith_job_cancel(handle_.get()) == KITH_OK; }

private:
    Handle<kith_job_close> handle_;
};

class Cursor {
public:
    explicit Cursor(kith_cursor handle) : handle_(handle) {}

    // The next page as a JSON array; empty after the last one.
    std::optional<std::string> next(std::uint32_t max) {
        Buffer out;
        if (checked(kith_cursor_next(handle_.get(), max, out.to_fill()), out) == KITH_NONE)
            return std::nullopt;
        return out.text();
    }

private:
    Handle<kith_cursor_close> handle_;
};

// One thread at a time.
class Session {
public:
    explicit Session(kith_session handle) : handle_(handle) {}

    std::string call(const char* operation, std::string_view json = {}) {
        Buffer out;
        checked(kith_call(handle_.get(), operation, json.data(), json.size(), out.to_fill()), out);
        return out.text();
    }
    Job submit(const char* operation, std::string_view json = {}) {
        Buffer err;
        kith_job job = 0;
        checked(
            kith_submit(handle_.get(), operation, json.data(), json.size(), &job, err.to_fill()),
            err);
        return Job(job);
    }
    Cursor walk(const char* operation, std::string_view json = {}) {
        Buffer err;
        kith_cursor cursor = 0;
        checked(kith_cursor_open(handle_.get(), operation, json.data(), json.size(), &cursor,
                                 err.to_fill()),
                err);
        return Cursor(cursor);
    }
    kith_session get() const { return handle_.get(); }

private:
    Handle<kith_session_close> handle_;
};

// Any thread. Outlives its sessions, or closes them.
// One HTTP request as the host's server has read it; see kith_http_request.
struct HttpRequest {
    std::string_view method;
    std::string_view target;
    std::string_view headers;
    std::string_view body;
    std::string_view subject;
    std::string_view sign_on;
};

struct HttpAnswer {
    std::int32_t status = 0;
    std::string headers;
    std::string body;
};

class Instance {
public:
    // `host`, and what it points to, outlive the instance.
    explicit Instance(std::string_view manifest_path, const kith_host* host = nullptr) {
        Buffer err;
        kith_instance instance = 0;
        checked(
            kith_open(host, manifest_path.data(), manifest_path.size(), &instance, err.to_fill()),
            err);
        handle_ = Handle<kith_close>(instance);
    }

    Session session(std::string_view json) {
        Buffer err;
        kith_session session = 0;
        checked(kith_session_open(handle_.get(), json.data(), json.size(), &session, err.to_fill()),
                err);
        return Session(session);
    }
    HttpAnswer http(const HttpRequest& request) {
        const kith_http_request given{sizeof(kith_http_request), 0,
                                      request.method.data(),     request.method.size(),
                                      request.target.data(),     request.target.size(),
                                      request.headers.data(),    request.headers.size(),
                                      request.body.data(),       request.body.size(),
                                      request.subject.data(),    request.subject.size(),
                                      request.sign_on.data(),    request.sign_on.size()};
        HttpAnswer answer;
        Buffer headers;
        Buffer body;
        checked(kith_http(handle_.get(), &given, &answer.status, headers.to_fill(), body.to_fill()),
                body);
        answer.headers = headers.text();
        answer.body = body.text();
        return answer;
    }
    // "operations", "http", "build" or "health".
    std::string describe(const char* what) const {
        Buffer out;
        checked(kith_describe(handle_.get(), what, out.to_fill()), out);
        return out.text();
    }
    // In how many milliseconds to pump again.
    std::uint64_t pump(std::uint32_t budget_ms) {
        std::uint64_t due = 0;
        checked(kith_pump(handle_.get(), budget_ms, &due), Buffer());
        return due;
    }
    std::optional<std::string> next_event(std::uint32_t wait_ms = 0) {
        Buffer out;
        if (checked(kith_next_event(handle_.get(), wait_ms, out.to_fill()), out) == KITH_NONE)
            return std::nullopt;
        return out.text();
    }
    void acknowledge(std::uint64_t seq) {
        Buffer err;
        checked(kith_event_ack(handle_.get(), seq, err.to_fill()), err);
    }
    kith_instance get() const { return handle_.get(); }

private:
    Handle<kith_close> handle_;
};

}  // namespace kith
