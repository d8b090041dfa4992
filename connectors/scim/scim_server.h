// The SCIM 2.0 service provider (RFC 7643, 7644, 9865), as one source sees it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "connectors/scim/signed_token.h"
#include "connectors/scim/token.h"
#include "model/settings.h"
#include "ports/provisioning.h"

namespace kith::connectors::scim {

class ScimServer final : public ports::ProvisioningServer {
public:
    // key_missing where a token or the keys of signed ones cannot be read.
    static Result<std::unique_ptr<ports::ProvisioningServer>> open(
        model::ScimServerSettings settings);

    const std::string& source() const override { return settings_.name; }
    const std::vector<Grant>& grants() const override { return grants_; }
    bool opens(std::string_view token, std::int64_t now_ms) const override;
    ports::ProvisioningAnswer answer(const ports::ProvisioningRequest& request,
                                     ports::ProvisioningDesk& desk) const override;

private:
    struct Key {};  // Only open() has one.

public:
    ScimServer(Key, model::ScimServerSettings settings, Tokens tokens);

private:
    model::ScimServerSettings settings_;
    std::vector<Grant> grants_;
    Tokens tokens_;
    std::optional<SignedTokens> signed_tokens_;
};

ports::ProvisioningAnswer refusal(const ports::ProvisioningRefusal& refusal);

}  // namespace kith::connectors::scim
