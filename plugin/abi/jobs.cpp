// Operations that run later.
#include <string.h>  // explicit_bzero

#include <algorithm>
#include <chrono>
#include <thread>

#include "abi/arguments.h"
#include "abi/entered.h"
#include "abi/functions.h"
#include "abi/job.h"
#include "abi/perform.h"
#include "base/limits.h"

namespace kith::abi {

Order::~Order() {
    explicit_bzero(input.data(), input.size());
}

Job::~Job() {
    explicit_bzero(outcome_.text.data(), outcome_.text.size());
}

Job::State Job::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

bool Job::move(State from, State to) {
    const std::lock_guard lock(mutex_);
    if (state_ != from) return false;
    state_ = to;
    return true;
}

bool Job::cancel() {
    return move(State::queued, State::cancelled) || state() == State::cancelled;
}

void Job::run_if_queued() {
    const SessionUse use(*session);
    if (!use || !move(State::queued, State::running)) return;

    auto outcome =
        contained(&instance(), [&] { return performed(*session, order.operation, order.input); });
    const std::lock_guard lock(mutex_);
    outcome_ = std::move(outcome);
    state_ = State::done;
}

std::optional<Outcome> Job::take() {
    const std::lock_guard lock(mutex_);
    switch (state_) {
        case State::queued:
        case State::running:
            return std::nullopt;
        case State::done:
            state_ = State::taken;
            return std::move(outcome_);
        case State::cancelled:
            state_ = State::taken;
            return refused(KITH_E_CANCELLED, "the job was cancelled before it ran");
        case State::taken:
            break;
    }
    Outcome none;
    none.status = KITH_NONE;
    return none;
}

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds between_tries{2};

Outcome submitted(const std::shared_ptr<Session>& session, std::string_view operation,
                  std::string_view input, kith_job& handle) {
    const SessionUse use(*session);
    if (!use) return refused_busy_session();

    const auto job = std::make_shared<Job>(session, operation, input);
    auto outcome = registered(job, session->handle, handle);
    if (outcome.status == KITH_OK) session->instance().queue(job);
    return outcome;
}

Outcome polled(Job& job, std::uint32_t wait_ms) {
    const auto until = Clock::now() + milliseconds(wait_ms);
    while (true) {
        job.run_if_queued();
        if (auto outcome = job.take()) return std::move(*outcome);
        // Whoever closes the instance waits for us.
        if (Clock::now() >= until || job.instance().closing()) break;
        std::this_thread::sleep_for(between_tries);
    }
    Outcome pending;
    pending.status = KITH_PENDING;
    return pending;
}

}  // namespace

std::int32_t submit(kith_session session, const char* op, const char* in, std::uint64_t n,
                    kith_job* job, kith_buf* err) {
    if (job != nullptr) *job = 0;
    if (!absent_or_usable(err)) return KITH_E_ARGUMENT;
    return guarded<Session>(session, err, [&](const auto& object) -> Outcome {
        if (job == nullptr) return refused(KITH_E_ARGUMENT, "the place for the handle is NULL");
        if (auto wrong = unfit_name(op)) return std::move(*wrong);
        if (auto wrong = unfit(in, n, limits::call_bytes_max)) return std::move(*wrong);
        return submitted(object, op, json_input(in, n), *job);
    });
}

std::int32_t job_poll(kith_job job, std::uint32_t wait_ms, kith_buf* out) {
    if (!usable(out)) return KITH_E_ARGUMENT;
    return guarded<Job>(job, out, [&](const auto& object) { return polled(*object, wait_ms); });
}

std::int32_t job_cancel(kith_job job) {
    return guarded<Job>(job, nullptr, [](const auto& object) -> Outcome {
        if (object->cancel()) return {};
        return refused(KITH_E_CONFLICT, "the job has begun");
    });
}

std::int32_t job_close(kith_job job) {
    return guarded<Job>(job, nullptr, [&](const auto&) -> Outcome {
        if (Registry::here().take(Kind::job, job).empty()) return refused_handle();
        return {};
    });
}

}  // namespace kith::abi
