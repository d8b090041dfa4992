// For commands that stay: SIGTERM and SIGINT end them, between two steps.
#pragma once

#include <cstdint>

namespace kith::ctl {

void listen_for_stop();
bool stopped();
void nap(std::uint64_t ms);  // A signal ends it early.

}  // namespace kith::ctl
