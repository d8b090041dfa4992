#include "service/rate_limit.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"

namespace kith::service {

double RateLimit::filled(const Bucket& bucket, std::int64_t now_ms) const {
    const auto passed_ms = std::max<std::int64_t>(now_ms - bucket.filled_ms, 0);
    const auto passed_s = static_cast<double>(passed_ms) / 1000.0;
    return std::min(bucket.calls + passed_s * measure_.per_second, double(measure_.burst));
}

int RateLimit::wait_s(std::string_view caller, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= limits::callers_remembered) forget_full(now_ms);

    auto& bucket = buckets_.try_emplace(std::string(caller), Bucket{double(measure_.burst), now_ms})
                       .first->second;
    bucket.calls = filled(bucket, now_ms);
    bucket.filled_ms = now_ms;
    if (bucket.calls < 1)
        return static_cast<int>(std::ceil((1 - bucket.calls) / measure_.per_second));
    bucket.calls -= 1;
    return 0;
}

// Who has not called for a while has a full bucket again: forgetting it changes nothing.
void RateLimit::forget_full(std::int64_t now_ms) {
    std::erase_if(buckets_, [&](const auto& entry) {
        return filled(entry.second, now_ms) >= measure_.burst;
    });
}

}  // namespace kith::service
