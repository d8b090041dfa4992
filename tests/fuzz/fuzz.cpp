// The door through which libFuzzer comes in; KITH_FUZZ_TARGET names what is behind it.
#include <cstddef>
#include <cstdint>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are characters here.
    kith::fuzz::KITH_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}
