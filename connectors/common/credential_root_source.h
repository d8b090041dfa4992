// The root secret as a credential of systemd (systemd.exec(5), LoadCredentialEncrypted=): encrypted
// on the disk under a key of the machine or its TPM, decrypted by systemd for the one service, into
// memory that is gone with it.
#pragma once

#include <string>

#include "connectors/common/root_source.h"

namespace kith::connectors {

class CredentialRootSource final : public RootSource {
public:
    // The credential's name: a file in the folder that $CREDENTIALS_DIRECTORY names.
    explicit CredentialRootSource(std::string name) : name_(std::move(name)) {}
    Result<Secret> root_secret() override;
    Result<void> keep(const Secret& root) override;  // Unsupported: systemd-creds makes them.

private:
    std::string name_;
};

}  // namespace kith::connectors
