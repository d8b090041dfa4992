#include "ctl/until_stopped.h"

#include <csignal>
#include <ctime>

namespace kith::ctl {
namespace {

volatile std::sig_atomic_t asked_to_stop = 0;

void stop(int) {
    asked_to_stop = 1;
}

}  // namespace

void listen_for_stop() {
    std::signal(SIGTERM, stop);
    std::signal(SIGINT, stop);
}

bool stopped() {
    return asked_to_stop != 0;
}

void nap(std::uint64_t ms) {
    const timespec length{static_cast<std::time_t>(ms / 1000),
                          static_cast<long>(ms % 1000) * 1'000'000};
    nanosleep(&length, nullptr);
}

}  // namespace kith::ctl
