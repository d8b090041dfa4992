// One subject in one capacity, and the thread that is in it at the moment.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "abi/instance.h"
#include "service/rooms.h"

namespace kith::abi {

class Session final : public Object {
public:
    static constexpr Kind kind = Kind::session;

    Session(std::shared_ptr<Instance> of, service::Session caller)
        : Object(kind), instance_(std::move(of)), caller_(std::move(caller)) {}

    Instance& instance() { return *instance_; }
    const service::Session& caller() const { return caller_; }

private:
    friend class SessionUse;
    std::shared_ptr<Instance> instance_;
    service::Session caller_;
    std::atomic<bool> in_use_{false};
};

// One thread's use of a session; false where another one, or this one further up, is in it.
class SessionUse {
public:
    explicit SessionUse(Session& session)
        : session_(session), ours_(!session.in_use_.exchange(true, std::memory_order_acquire)) {}
    ~SessionUse() {
        if (ours_) session_.in_use_.store(false, std::memory_order_release);
    }
    SessionUse(const SessionUse&) = delete;
    SessionUse& operator=(const SessionUse&) = delete;

    explicit operator bool() const { return ours_; }

private:
    Session& session_;
    bool ours_;
};

}  // namespace kith::abi
