// Kith as a service provider, as the manifest has it: our keys, the providers, what is asked of
// them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/saml/expected.h"
#include "connectors/saml/logout.h"
#include "connectors/saml/own_keys.h"
#include "connectors/saml/partner.h"
#include "ports/sign_on.h"

namespace kith::connectors::saml {

class ServiceProvider final : public ports::SignOn {
    struct Key {};  // Only open() has one.

public:
    // Reads keys, certificates and metadata; refused where one is not to be used.
    static Checked<std::unique_ptr<ServiceProvider>> open(const model::SamlSettings& settings,
                                                          std::int64_t now_ms, const Fetch& fetch);
    ServiceProvider(Key, model::SamlSettings settings, OwnKeys own, std::vector<Partner> partners)
        : settings_(std::move(settings)), own_(std::move(own)), partners_(std::move(partners)) {}

    Result<std::string> metadata(std::int64_t now_ms) const override;
    Result<ports::SignOnSent> ask(const Question& question) const override;
    Result<ports::SignOnVerdict> judge(const ports::SignOnMessage& message,
                                       ports::SignOnMemory& memory) const override;
    Result<std::optional<ports::SignOnSent>> ask_logout(const Session& session,
                                                        std::int64_t now_ms) const override;
    Result<std::optional<ports::SignOnSent>> answer_logout(const ports::SignOnVerdict& asked,
                                                           const std::string& relay_state,
                                                           std::int64_t now_ms) const override;

    // The one with that entity id; of no other the first, whose rules then say who was meant.
    const Partner& partner_of(const std::string& entity_id) const;
    const Partner* partner_called(const std::string& name) const;  // nullptr: none.
    // What a response of it is held against.
    Expected expected(const Partner& partner, const std::optional<std::string>& request_id,
                      std::int64_t now_ms) const;
    LogoutExpected logout_expected(const Partner& partner, std::int64_t now_ms) const;
    // Until then at the latest somebody who signs in now is signed in.
    std::int64_t session_until_ms(std::int64_t now_ms) const {
        return now_ms + settings_.session_hours * std::int64_t{3'600'000};
    }
    // Where messages arrive.
    std::string consumer() const { return settings_.address + "/saml/acs"; }
    std::string logout() const { return settings_.address + "/saml/logout"; }

private:
    model::SamlSettings settings_;
    OwnKeys own_;
    std::vector<Partner> partners_;
};

}  // namespace kith::connectors::saml
