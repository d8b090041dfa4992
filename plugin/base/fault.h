// A bug of ours, said loudly: KITH_ASSERT throws Fault, and only plugin/abi stops it.
//
// A Fault closes the instance it happened in and never the host.
#pragma once

#include <stdexcept>

namespace kith {

class Fault : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

}  // namespace kith

#define KITH_ASSERT(claim)                                       \
    do {                                                         \
        if (!(claim)) throw ::kith::Fault("assertion: " #claim); \
    } while (false)
