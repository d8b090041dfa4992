// Locks keys with a root secret that its source gives away: AES-256-GCM under a key derived from
// it. The secret is read for each use and wiped after it.
#pragma once

#include <memory>

#include "connectors/common/root_source.h"
#include "ports/key_source.h"

namespace kith::connectors {

class RootKeySource final : public ports::KeySource {
public:
    explicit RootKeySource(std::unique_ptr<RootSource> root) : root_(std::move(root)) {}

    Result<std::vector<std::uint8_t>> wrap(const Secret& key, std::string_view place) override;
    Result<Secret> unwrap(std::span<const std::uint8_t> wrapped, std::string_view place) override;
    Result<void> make_root() override;

private:
    Result<Secret> locking_key();

    std::unique_ptr<RootSource> root_;
};

}  // namespace kith::connectors
