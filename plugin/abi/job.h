// One operation that runs later, and a walk over one that answers in pages.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "abi/session.h"

namespace kith::abi {

// An operation with its input, kept beyond the call that gave it; wiped when it goes.
struct Order {
    Order(std::string_view operation_name, std::string_view input_json)
        : operation(operation_name), input(input_json) {}
    ~Order();
    Order(const Order&) = delete;
    Order& operator=(const Order&) = delete;

    const std::string operation;
    std::string input;
};

struct Job final : public Object {
    static constexpr Kind kind = Kind::job;
    enum class State { queued, running, done, cancelled, taken };

    Job(std::shared_ptr<Session> of, std::string_view operation, std::string_view input)
        : Object(kind), session(std::move(of)), order(operation, input) {}
    ~Job() override;

    Instance& instance() { return session->instance(); }

    State state() const;
    bool cancel();         // False where it has begun.
    void run_if_queued();  // Stays queued where its session is in use.
    // What it came to, once; empty while it is not there.
    std::optional<Outcome> take();

    const std::shared_ptr<Session> session;
    const Order order;

private:
    bool move(State from, State to);

    mutable std::mutex mutex_;
    State state_ = State::queued;
    Outcome outcome_;
};

struct Cursor final : public Object {
    static constexpr Kind kind = Kind::cursor;

    Cursor(std::shared_ptr<Session> of, std::string_view operation, std::string_view input)
        : Object(kind), session(std::move(of)), order(operation, input) {}

    Instance& instance() { return session->instance(); }

    const std::shared_ptr<Session> session;
    const Order order;
    // Whoever uses the session may read and write these.
    std::string after;
    bool ended = false;
};

}  // namespace kith::abi
