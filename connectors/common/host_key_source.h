// The root secret from the host: its own vault, its own way.
#pragma once

#include <functional>

#include "ports/key_source.h"

namespace kith::connectors {

class HostKeySource final : public ports::KeySource {
public:
    using Ask = std::function<Result<Secret>()>;

    explicit HostKeySource(Ask ask) : ask_(std::move(ask)) {}
    Result<Secret> root_secret() override;
    Result<void> keep(const Secret& root) override;  // Unsupported: the host keeps its own.

private:
    Ask ask_;
};

}  // namespace kith::connectors
