// The root secret in an environment variable, as 64 hex digits. For containers; a file is safer,
// because a process's environment can be read by everything that runs as the same user.
#pragma once

#include <string>

#include "connectors/common/root_source.h"

namespace kith::connectors {

class EnvRootSource final : public RootSource {
public:
    explicit EnvRootSource(std::string name) : name_(std::move(name)) {}
    Result<Secret> root_secret() override;
    Result<void> keep(const Secret& root) override;  // Unsupported.

private:
    std::string name_;
};

}  // namespace kith::connectors
