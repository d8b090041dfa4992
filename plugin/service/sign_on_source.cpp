#include "service/sign_on_source.h"

#include <utility>

namespace kith::service {
namespace {

constexpr std::int64_t read_every_ms = 5 * 60'000;

}  // namespace

void SignOnSource::read_by(Open open) {
    const std::lock_guard lock(mutex_);
    open_ = std::move(open);
    last_.reset();
    read_again_ms_ = 0;
}

std::shared_ptr<const ports::SignOn> SignOnSource::at(std::int64_t now_ms) {
    const std::unique_lock reading(reading_, std::try_to_lock);
    if (reading.owns_lock() && is_due(now_ms)) {
        const auto opened = open_(now_ms);
        const std::lock_guard lock(mutex_);
        read_again_ms_ = now_ms + read_every_ms;
        if (opened) last_ = *opened;
    }
    const std::lock_guard lock(mutex_);
    return last_;
}

bool SignOnSource::is_due(std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    return open_ && now_ms >= read_again_ms_;
}

}  // namespace kith::service
