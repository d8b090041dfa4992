// How each call goes: find what the handle stands for, go in, work, come out, answer.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "abi/guard.h"
#include "abi/registry.h"
#include "abi/signals.h"

namespace kith::abi {

// The object of a handle, with what to answer where there is none.
template <class T>
struct Resolved {
    std::shared_ptr<T> object;
    Outcome refusal;
};

template <class T>
Resolved<T> resolve(std::uint64_t handle) {
    auto found = Registry::find(T::kind, handle);
    if (found.forked) return {nullptr, refused_forked()};
    if (!found.object) return {nullptr, refused_handle()};
    return {std::static_pointer_cast<T>(std::move(found.object)), {}};
}

// Runs `work(std::shared_ptr<T>)` inside the instance of the object.
template <class T, class Work>
Outcome entered(std::uint64_t handle, Work&& work) {
    const auto resolved = resolve<T>(handle);
    if (!resolved.object) return resolved.refusal;

    Instance& instance = resolved.object->instance();
    const Entry entry(instance);
    if (!entry) return refused_handle();
    return contained(&instance, [&] { return work(resolved.object); });
}

// A call without a handle of its own.
template <class Work>
std::int32_t guarded(kith_buf* buffer, Work&& work) {
    const PipeShield shield;
    return answer(buffer, contained(nullptr, std::forward<Work>(work)));
}

// A call on a handle.
template <class T, class Work>
std::int32_t guarded(std::uint64_t handle, kith_buf* buffer, Work&& work) {
    return guarded(buffer, [&] { return entered<T>(handle, work); });
}

}  // namespace kith::abi
