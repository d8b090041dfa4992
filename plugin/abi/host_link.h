// The host's callbacks, as the rooms know them.
//
// Each runs on the thread that is inside a call, under the host's own signal mask.
#pragma once

#include <kith/kith.h>

#include <memory>
#include <string_view>

#include "assembly/kith.h"

namespace kith::abi {

class HostLink {
public:
    explicit HostLink(const kith_host& host) : host_(host) {}

    void log(ports::LogLevel level, FixedText event, std::int64_t number, FixedText reason) const;
    std::int64_t now_unix_ms() const;  // Throws HostFailure: there is no time to go on with.
    // key_missing where the host has no such secret; throws HostFailure where the callback failed.
    Result<Secret> secret(std::string_view name) const;
    bool can_wake() const { return host_.wake != nullptr; }
    void wake() const;

    // What the rooms get to see: only what the host lends.
    static assembly::Host lend(const std::shared_ptr<const HostLink>& link);

private:
    kith_host host_;
};

}  // namespace kith::abi
