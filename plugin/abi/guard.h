// Where exceptions end: the only file that may catch what it does not know.
//
// Nothing leaves through the C interface but pthread_exit and pthread_cancel, which the C library
// makes as an unwinding of their own and ends the process for if it is stopped.
#pragma once

#include <cxxabi.h>

#include <new>

#include "abi/instance.h"
#include "abi/outcome.h"
#include "abi/signals.h"

namespace kith::abi {

// An unwinding of the C library's is no C++ object: what catches it binds a reference to nothing,
// which the sanitizers would report; and they do where this is inlined into what they watch.
#define KITH_CATCHES_UNWINDING __attribute__((noinline, no_sanitize("null")))

// A callback of the host failed in a place that has no way to say so. No std::exception, so that
// the guards of the rooms, which speak for the library below them, let it pass.
struct HostFailure {};

// Runs the work. A bug of ours closes the instance it happened in (may be null) and never the host.
template <class Work>
KITH_CATCHES_UNWINDING Outcome contained(Instance* instance, Work&& work) {
    try {
        return work();
    } catch (const HostFailure&) {
        return refused(KITH_E_HOST, "a callback of the host failed");
    } catch (const std::bad_alloc&) {
        return refused(KITH_E_MEMORY, "no memory", "repeat a change with its idempotency key");
    } catch (const ::abi::__forced_unwind&) {
        throw;
    } catch (...) {
        if (instance != nullptr) instance->abandon();
        return refused(KITH_E_INTERNAL, "a bug in Kith; the instance was closed",
                       "open it anew, and report what was called");
    }
}

// Runs a callback of the host and gives its result; one that throws has failed.
template <class Callback>
KITH_CATCHES_UNWINDING std::int32_t host_answer(Callback&& callback) {
    const HostTurn turn;
    try {
        return callback();
    } catch (const ::abi::__forced_unwind&) {
        throw;
    } catch (...) {
        return KITH_E_HOST;
    }
}

}  // namespace kith::abi
