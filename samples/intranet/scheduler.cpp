#include "scheduler.h"

#include <algorithm>
#include <chrono>

namespace intranet {

Scheduler::Scheduler(KithLibrary& kith, Personas& personas)
    : kith_(kith), personas_(personas), thread_([this] { run(); }) {}

Scheduler::~Scheduler() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    ended_.notify_one();
    thread_.join();
}

void Scheduler::run() {
    constexpr std::uint64_t nap_ms_max = 1000;
    std::unique_lock lock(mutex_);
    while (!ending_) {
        lock.unlock();
        const auto due_ms = kith_.pump(100);
        while (const auto audience = kith_.next_notice())
            personas_.note(*audience);
        lock.lock();
        ended_.wait_for(lock, std::chrono::milliseconds(std::min(due_ms, nap_ms_max)),
                        [this] { return ending_; });
    }
}

}  // namespace intranet
