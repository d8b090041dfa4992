#include "abi/host_link.h"

#include <algorithm>
#include <string>
#include <utility>

#include "abi/guard.h"
#include "base/limits.h"

namespace kith::abi {
namespace {

class HostClock final : public Clock {
public:
    explicit HostClock(std::shared_ptr<const HostLink> link) : link_(std::move(link)) {}
    std::int64_t now_unix_ms() const override { return link_->now_unix_ms(); }

private:
    std::shared_ptr<const HostLink> link_;
};

class HostLog final : public ports::LogSink {
public:
    explicit HostLog(std::shared_ptr<const HostLink> link) : link_(std::move(link)) {}
    void write(ports::LogLevel level, FixedText event, std::int64_t number,
               FixedText reason) override {
        link_->log(level, event, number, reason);
    }

private:
    std::shared_ptr<const HostLink> link_;
};

std::int32_t level_number(ports::LogLevel level) {
    switch (level) {
        case ports::LogLevel::debug:
            return KITH_LOG_DEBUG;
        case ports::LogLevel::info:
            return KITH_LOG_INFO;
        case ports::LogLevel::warning:
            return KITH_LOG_WARNING;
        case ports::LogLevel::error:
            return KITH_LOG_ERROR;
    }
    return KITH_LOG_ERROR;
}

// What `write` gets as its sink.
struct Received {
    Secret bytes;
    bool no_memory = false;
};

// Called by the host: nothing may leave it, so it only notes that memory ran out.
std::int32_t receive(void* sink, const void* bytes, std::uint64_t n) noexcept {
    auto* received = static_cast<Received*>(sink);
    if (received == nullptr || (bytes == nullptr && n != 0)) return KITH_E_ARGUMENT;
    if (n > limits::host_secret_bytes_max - received->bytes.size()) return KITH_E_TOO_LARGE;
    try {
        const auto* first = static_cast<const std::uint8_t*>(bytes);
        const auto before = std::as_const(received->bytes).bytes();
        Secret joined(before.size() + static_cast<std::size_t>(n));
        const auto rest = std::copy(before.begin(), before.end(), joined.bytes().begin());
        std::copy_n(first, n, rest);
        received->bytes = std::move(joined);
    } catch (const std::bad_alloc&) {
        received->no_memory = true;
        return KITH_E_MEMORY;
    }
    return KITH_OK;
}

}  // namespace

void HostLink::log(ports::LogLevel level, FixedText event, std::int64_t number,
                   FixedText reason) const {
    if (host_.log == nullptr) return;
    std::string text(event.view());
    if (!reason.empty()) text += ": " + std::string(reason.view());
    host_answer([&] {
        return host_.log(host_.ctx, level_number(level), text.data(), text.size(), number);
    });
}

std::int64_t HostLink::now_unix_ms() const {
    std::int64_t now = 0;
    const auto status = host_answer([&] { return host_.now_unix_ms(host_.ctx, &now); });
    if (status != KITH_OK) throw HostFailure{};
    return now;
}

Result<Secret> HostLink::secret(std::string_view name) const {
    Received received;
    const auto status = host_answer(
        [&] { return host_.secret_get(host_.ctx, name.data(), name.size(), &receive, &received); });
    if (received.no_memory) throw std::bad_alloc();
    if (status == KITH_NONE)
        return Error{ErrorCode::key_missing, "the host has no secret of that name", {}, {}};
    if (status != KITH_OK) throw HostFailure{};
    return std::move(received.bytes);
}

void HostLink::wake() const {
    host_answer([&] { return host_.wake(host_.ctx); });
}

assembly::Host HostLink::lend(const std::shared_ptr<const HostLink>& link) {
    assembly::Host host;
    if (link->host_.now_unix_ms != nullptr) host.clock = std::make_shared<HostClock>(link);
    if (link->host_.log != nullptr) host.log = std::make_shared<HostLog>(link);
    if (link->host_.secret_get != nullptr)
        host.secret = [link](std::string_view name) { return link->secret(name); };
    return host;
}

}  // namespace kith::abi
