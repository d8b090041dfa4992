// The root secret in a file that nobody but the process's user can read.
#pragma once

#include <string>

#include "connectors/common/root_source.h"

namespace kith::connectors {

class FileRootSource final : public RootSource {
public:
    explicit FileRootSource(std::string path) : path_(std::move(path)) {}

    // The file must be as guarded_file.h wants it.
    Result<Secret> root_secret() override;

    // Makes the file, with rights for its owner only; it is on the disk when this returns.
    Result<void> keep(const Secret& root) override;

private:
    std::string path_;
};

}  // namespace kith::connectors
