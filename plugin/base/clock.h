// The time, handed in: tests own it, and a host may lend its own.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/day.h"

namespace kith {

class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    virtual std::int64_t now_unix_ms() const = 0;

    // Times of a party's acts are kept by the hour only (design, section 7).
    std::int64_t hour() const { return now_unix_ms() / 3'600'000; }  // Hours since 1970, UTC.
    Day today() const { return Day{static_cast<std::int32_t>(now_unix_ms() / 86'400'000)}; }
};

class SystemClock final : public Clock {
public:
    std::int64_t now_unix_ms() const override {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
    }
};

}  // namespace kith
