// What an instance does by itself: what is due, and what the host should hear of.
#include <algorithm>
#include <chrono>
#include <thread>

#include "abi/entered.h"
#include "abi/functions.h"
#include "abi/job.h"

namespace kith::abi {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How long a wait sleeps between two looks: short for a person, long for a processor.
constexpr milliseconds look_again{20};

std::uint32_t rest_ms(Clock::time_point until) {
    const auto rest = std::chrono::duration_cast<milliseconds>(until - Clock::now()).count();
    return static_cast<std::uint32_t>(std::max<std::int64_t>(rest, 0));
}

// Each job that waits now is tried once. One whose session is in use goes to the end of the queue.
void run_jobs(Instance& instance, Clock::time_point until) {
    for (std::size_t left = instance.jobs_waiting(); left > 0; --left) {
        if (Clock::now() >= until || instance.closing()) return;
        const auto job = instance.next_job();
        if (!job) return;
        job->run_if_queued();
        if (job->state() == Job::State::queued) instance.queue(job);
    }
}

Outcome pumped(Instance& instance, std::uint32_t budget_ms, std::uint64_t& next_due_ms) {
    const auto until = Clock::now() + milliseconds(budget_ms);
    run_jobs(instance, until);

    const auto next = instance.kith().pump(rest_ms(until));
    if (!next) return failed(next.error());
    next_due_ms = instance.jobs_waiting() > 0 ? 0 : *next;
    contained(&instance, [&] {
        instance.wake_host();
        return Outcome{};
    });
    return {};
}

Outcome awaited_event(Instance& instance, std::uint32_t wait_ms) {
    const auto until = Clock::now() + milliseconds(wait_ms);
    while (true) {
        auto event = instance.kith().next_event();
        if (!event) return failed(event.error());

        Outcome outcome;
        if (*event) {
            outcome.text = std::move(**event);
            return outcome;
        }
        // Whoever closes the instance waits for us.
        if (instance.closing() || Clock::now() >= until) {
            outcome.status = KITH_NONE;
            return outcome;
        }
        std::this_thread::sleep_for(std::min(look_again, milliseconds(rest_ms(until) + 1)));
    }
}

}  // namespace

std::int32_t pump(kith_instance instance, std::uint32_t budget_ms, std::uint64_t* next_due_ms) {
    if (next_due_ms == nullptr) return KITH_E_ARGUMENT;
    return guarded<Instance>(instance, nullptr, [&](const auto& object) {
        return pumped(*object, budget_ms, *next_due_ms);
    });
}

std::int32_t next_event(kith_instance instance, std::uint32_t wait_ms, kith_buf* out) {
    if (!usable(out)) return KITH_E_ARGUMENT;
    return guarded<Instance>(instance, out,
                             [&](const auto& object) { return awaited_event(*object, wait_ms); });
}

std::int32_t event_ack(kith_instance instance, std::uint64_t seq, kith_buf* err) {
    if (!absent_or_usable(err)) return KITH_E_ARGUMENT;
    return guarded<Instance>(instance, err, [&](const auto& object) -> Outcome {
        const auto done = object->kith().acknowledge(seq);
        if (!done) return failed(done.error());
        return {};
    });
}

}  // namespace kith::abi
