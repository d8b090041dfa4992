// Where log lines go. A line is fixed text and numbers: there is no way to hand a name or content
// in.
#pragma once

#include <cstdint>

#include "base/error.h"

namespace kith::ports {

enum class LogLevel { debug, info, warning, error };

class LogSink {
public:
    LogSink() = default;
    LogSink(const LogSink&) = delete;
    LogSink& operator=(const LogSink&) = delete;
    virtual ~LogSink() = default;

    // Any thread; never called under a lock of ours. `number` is a count, a duration or a
    // reference; `reason` is a code, or empty.
    virtual void write(LogLevel level, FixedText event, std::int64_t number, FixedText reason) = 0;
    void write(LogLevel level, FixedText event, std::int64_t number) {
        write(level, event, number, {});
    }
};

}  // namespace kith::ports
