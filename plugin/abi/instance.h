// One opened tenant, and who is inside it at the moment.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

#include "abi/host_link.h"
#include "abi/object.h"
#include "assembly/kith.h"

namespace kith::abi {

struct Job;

class Instance final : public Object {
public:
    static constexpr Kind kind = Kind::instance;

    Instance(std::unique_ptr<assembly::Kith> kith, std::shared_ptr<const HostLink> host);

    Instance& instance() { return *this; }
    assembly::Kith& kith() { return *kith_; }  // Only for who is inside.

    // A bug was met inside: its handles are stale from now on, and the last one to leave ends the
    // rooms.
    void abandon() noexcept;
    // No new call comes in; waits for the ones inside, then ends the rooms. Not from the inside.
    void drain();
    bool closing() const;

    // Jobs wait here for kith_pump. One that was polled or closed meanwhile is skipped by the
    // taker.
    void queue(const std::shared_ptr<Job>& job);
    std::shared_ptr<Job> next_job();  // Null where none waits.
    std::size_t jobs_waiting() const;

    // Calls the host's wake where there is an event that it was not yet woken for.
    void wake_host();

private:
    friend class Entry;
    bool enter();
    void leave();

    mutable std::mutex mutex_;
    std::condition_variable left_;
    std::size_t inside_ = 0;
    bool closing_ = false;
    bool abandoned_ = false;
    std::deque<std::weak_ptr<Job>> jobs_;
    std::size_t woken_for_ = 0;

    std::shared_ptr<const HostLink> host_;
    std::unique_ptr<assembly::Kith> kith_;
};

// One thread's stay inside an instance.
class Entry {
public:
    explicit Entry(Instance& instance);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    explicit operator bool() const { return entered_; }
    // Whether the calling thread is inside already, because a callback called us.
    static bool inside(const Instance& instance);

private:
    Instance& instance_;
    Entry* outer_;
    bool entered_;
};

}  // namespace kith::abi
