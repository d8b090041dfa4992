// A company whose manifest has a <saml> with two identity providers, and the files that it names.
#pragma once

#include <memory>
#include <string>

#include "connectors/saml/service_provider.h"
#include "saml/draft.h"
#include "saml/issuer.h"
#include "saml/recipient.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {

inline const std::string corp_name = "https://idp.example/";
inline const std::string clinic_name = "https://clinic.example/";

const Issuer& corp();
const Issuer& clinic();
const Recipient& first_key();
const Recipient& next_key();

// With endpoints by HTTP-Redirect, valid for a week from noon.
std::string metadata_of(const std::string& name, const Issuer& issuer);

Result<std::string> from_nowhere(const std::string& url);

struct Company {
    Company();

    std::string written(const std::string& name, const std::string& text);
    model::SamlSettings::OwnKey own_key(const std::string& name, const Recipient& key);
    model::SamlSettings::Provider provider(const std::string& name, const std::string& entity_id,
                                           const Issuer& issuer);

    std::unique_ptr<connectors::saml::ServiceProvider> opened() const;
    connectors::saml::Refusal refused() const;
    // By somebody who keeps it and says what it must answer; empty: nobody asked.
    ports::SignOnVerdict judged(const std::string& text,
                                const std::string& in_response_to = "q1") const;
    ports::SignOnVerdict redirected(const std::string& query) const;

    Folder folder;
    model::SamlSettings settings;
};

// The draft as a provider sends it to whom nobody asked.
std::string unasked_draft();

}  // namespace kith::tests
