#include "abi/structs.h"

#include <kith/core_table.h>

#include <algorithm>
#include <cstring>

namespace kith::abi {
namespace {

// The fields that every version has: size, abi, flags, max_threads.
constexpr std::size_t host_bytes_min = offsetof(kith_host, ctx);

HostReading refuse(Outcome refusal) {
    HostReading reading;
    reading.refusal = std::move(refusal);
    return reading;
}

Outcome unknown_field(std::size_t byte) {
    Outcome outcome =
        refused(KITH_E_ABI,
                "kith_host: this library does not know the field at this byte, and it "
                "is not zero",
                "leave the field empty, or install a newer libkith");
    outcome.byte = static_cast<std::int64_t>(byte);
    return outcome;
}

// Empty where the two headers fit each other.
std::optional<Outcome> abi_refusal(std::uint32_t abi) {
    if (abi >> 16 != KITH_ABI >> 16) {
        return refused(KITH_E_ABI,
                       "kith_host.abi: the major version differs; this library speaks 1.1",
                       "set it to KITH_ABI of the header that the host was compiled with");
    }
    if (abi > KITH_ABI) {
        return refused(KITH_E_ABI,
                       "kith_host.abi: the minor version is too new; this library speaks 1.1",
                       "install a newer libkith");
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> unknown_byte(const void* of, std::size_t size, std::size_t known) {
    if (size > KITH_STRUCT_BYTES_MAX) return 0;
    const auto* bytes = static_cast<const unsigned char*>(of);
    const auto* end = bytes + std::max(size, known);
    const auto* found =
        std::find_if(bytes + known, end, [](unsigned char byte) { return byte != 0; });
    if (found == end) return std::nullopt;
    return static_cast<std::size_t>(found - bytes);
}

HostReading read_host(const kith_host* host) {
    if (host == nullptr) return {};

    const std::size_t size = host->size;
    if (size < host_bytes_min || size > KITH_STRUCT_BYTES_MAX)
        return refuse(refused(KITH_E_ARGUMENT, "kith_host.size: not the size of that struct",
                              "set it to sizeof(kith_host)"));
    if (size < sizeof(kith_host) && size % sizeof(void*) != 0)
        return refuse(refused(KITH_E_ARGUMENT, "kith_host.size: it cuts a field in two",
                              "set it to sizeof(kith_host)"));
    if (auto refusal = abi_refusal(host->abi)) return refuse(std::move(*refusal));
    if (const auto byte = unknown_byte(host, size, sizeof(kith_host)))
        return refuse(unknown_field(*byte));
    if (host->flags != 0)
        return refuse(refused(KITH_E_ARGUMENT, "kith_host.flags: no flag is known", "set it to 0"));

    HostReading reading;
    std::memcpy(&reading.host, host, std::min(size, sizeof(kith_host)));
    return reading;
}

}  // namespace kith::abi
