// The root secret from the host: its own vault, its own way.
#pragma once

#include <functional>

#include "connectors/common/root_source.h"

namespace kith::connectors {

class HostRootSource final : public RootSource {
public:
    using Ask = std::function<Result<Secret>()>;

    explicit HostRootSource(Ask ask) : ask_(std::move(ask)) {}
    Result<Secret> root_secret() override;
    Result<void> keep(const Secret& root) override;  // Unsupported: the host keeps its own.

private:
    Ask ask_;
};

}  // namespace kith::connectors
