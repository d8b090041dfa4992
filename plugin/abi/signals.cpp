#include "abi/signals.h"

#include <pthread.h>
#include <signal.h>

#include <ctime>

namespace kith::abi {
namespace {

thread_local PipeShield* innermost_shield = nullptr;

sigset_t only_sigpipe() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

bool sigpipe_pending() {
    sigset_t set;
    sigpending(&set);
    return sigismember(&set, SIGPIPE) == 1;
}

}  // namespace

PipeShield::PipeShield() : outer_(innermost_shield) {
    put_up();
    innermost_shield = this;
}

PipeShield::~PipeShield() {
    take_down();
    innermost_shield = outer_;
}

void PipeShield::put_up() {
    const sigset_t pipe = only_sigpipe();
    sigset_t before;
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    blocked_before_ = sigismember(&before, SIGPIPE) == 1;
    // A signal can wait only where it was blocked.
    pending_before_ = blocked_before_ && sigpipe_pending();
}

void PipeShield::take_down() {
    const sigset_t pipe = only_sigpipe();
    const timespec at_once{};
    // One that waited before is the host's own and stays.
    if (!pending_before_ && sigpipe_pending()) sigtimedwait(&pipe, nullptr, &at_once);
    if (!blocked_before_) pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
}

HostTurn::HostTurn() : shield_(innermost_shield) {
    if (shield_ != nullptr) shield_->take_down();
}

HostTurn::~HostTurn() {
    if (shield_ != nullptr) shield_->put_up();
}

}  // namespace kith::abi
