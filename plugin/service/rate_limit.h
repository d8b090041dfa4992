// How often one caller may call: her own calls and nobody else's, so that an answer "too many"
// tells her nothing about others.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kith::service {

// A bucket of calls for each caller, filled again with time. In memory only, of this process:
// what somebody did when is nowhere written.
class RateLimit {
public:
    struct Measure {
        int burst;
        double per_second;
    };
    explicit RateLimit(Measure measure) : measure_(measure) {}

    // 0 where the caller may go on, else in how many seconds she may. Any thread.
    int wait_s(std::string_view caller, std::int64_t now_ms);

private:
    struct Bucket {
        double calls = 0;  // Still free.
        std::int64_t filled_ms = 0;
    };

    double filled(const Bucket& bucket, std::int64_t now_ms) const;
    void forget_full(std::int64_t now_ms);

    const Measure measure_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace kith::service
