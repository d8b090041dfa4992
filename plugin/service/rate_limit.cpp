#include "service/rate_limit.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"

namespace kith::service {
namespace {

double filled(double calls, std::int64_t since_ms, std::int64_t now_ms) {
    const auto passed = static_cast<double>(std::max<std::int64_t>(now_ms - since_ms, 0)) / 1000.0;
    return std::min(calls + passed * limits::calls_per_second, double{limits::calls_burst});
}

}  // namespace

int RateLimit::wait_s(std::string_view caller, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= limits::callers_remembered) forget_full(now_ms);

    auto& bucket =
        buckets_.try_emplace(std::string(caller), Bucket{double{limits::calls_burst}, now_ms})
            .first->second;
    bucket.calls = filled(bucket.calls, bucket.filled_ms, now_ms);
    bucket.filled_ms = now_ms;
    if (bucket.calls < 1)
        return static_cast<int>(std::ceil((1 - bucket.calls) / limits::calls_per_second));
    bucket.calls -= 1;
    return 0;
}

// Who has not called for a while has a full bucket again: forgetting it changes nothing.
void RateLimit::forget_full(std::int64_t now_ms) {
    std::erase_if(buckets_, [&](const auto& entry) {
        const auto& bucket = entry.second;
        return filled(bucket.calls, bucket.filled_ms, now_ms) >= limits::calls_burst;
    });
}

}  // namespace kith::service
