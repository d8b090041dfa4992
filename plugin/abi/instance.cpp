#include "abi/instance.h"

#include <functional>
#include <new>
#include <string>
#include <utility>

#include "abi/registry.h"

namespace kith::abi {
namespace {

thread_local Entry* innermost_entry = nullptr;

}  // namespace

Instance::Instance(std::unique_ptr<assembly::Kith> kith, std::shared_ptr<const HostLink> host)
    : Object(Kind::instance), host_(std::move(host)), kith_(std::move(kith)) {}

bool Instance::enter() {
    const std::lock_guard lock(mutex_);
    if (closing_) return false;
    ++inside_;
    return true;
}

void Instance::leave() {
    std::unique_ptr<assembly::Kith> ended;  // Ends after the lock: it may call the host.
    const std::lock_guard lock(mutex_);
    --inside_;
    if (abandoned_ && inside_ == 0) ended = std::move(kith_);
    left_.notify_all();
}

void Instance::abandon() noexcept {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        abandoned_ = true;
    }
    auto* registry = Registry::existing();
    if (registry == nullptr) return;
    try {
        registry->take(Kind::instance, handle);
    } catch (const std::bad_alloc&) {
        // The handles stay in the registry, and lead to an instance that lets nobody in.
    }
}

void Instance::drain() {
    std::unique_ptr<assembly::Kith> ended;
    std::unique_lock lock(mutex_);
    closing_ = true;
    left_.wait(lock, [&] { return inside_ == 0; });
    ended = std::move(kith_);
}

bool Instance::closing() const {
    const std::lock_guard lock(mutex_);
    return closing_;
}

void Instance::queue(const std::shared_ptr<Job>& job) {
    const std::lock_guard lock(mutex_);
    // A host that only polls never pumps: what it closed goes here.
    std::erase_if(jobs_, [](const auto& waiting) { return waiting.expired(); });
    jobs_.emplace_back(job);
}

std::shared_ptr<Job> Instance::next_job() {
    const std::lock_guard lock(mutex_);
    while (!jobs_.empty()) {
        auto job = jobs_.front().lock();
        jobs_.pop_front();
        if (job) return job;
    }
    return nullptr;
}

std::size_t Instance::jobs_waiting() const {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
}

void Instance::wake_host() {
    if (!host_->can_wake()) return;
    const auto event = kith_->next_event();
    if (!event || !*event) return;

    const std::size_t mark = std::hash<std::string>{}(**event);
    {
        const std::lock_guard lock(mutex_);
        if (mark == woken_for_) return;
        woken_for_ = mark;
    }
    host_->wake();
}

Entry::Entry(Instance& instance)
    : instance_(instance), outer_(innermost_entry), entered_(instance.enter()) {
    if (entered_) innermost_entry = this;
}

Entry::~Entry() {
    if (!entered_) return;
    innermost_entry = outer_;
    instance_.leave();
}

bool Entry::inside(const Instance& instance) {
    for (const Entry* entry = innermost_entry; entry != nullptr; entry = entry->outer_)
        if (&entry->instance_ == &instance) return true;
    return false;
}

}  // namespace kith::abi
