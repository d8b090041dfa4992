#include "connectors/saml/service_provider.h"

#include <algorithm>
#include <array>

#include "connectors/saml/own_metadata.h"
#include "connectors/saml/sign_on.h"

namespace kith::connectors::saml {
namespace {

// What we ask for; AES-CBC is opened too where it must be (decryption.h).
constexpr std::array encryption_methods{"http://www.w3.org/2009/xmlenc11#aes256-gcm",
                                        "http://www.w3.org/2009/xmlenc11#aes128-gcm",
                                        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"};
constexpr std::int64_t metadata_valid_ms = std::int64_t{7} * 86'400'000;

Expected::Signed as_expected(model::SamlSettings::Signed must_be) {
    using From = model::SamlSettings::Signed;
    switch (must_be) {
        case From::response:
            return Expected::Signed::response;
        case From::assertion:
            return Expected::Signed::assertion;
        case From::both:
            return Expected::Signed::both;
        case From::either:
            break;
    }
    return Expected::Signed::either;
}

Refusal no_own_key(const Error& error) {
    return {"own_key", "manifest", error.field + ": " + std::string(error.detail.view())};
}

bool opens(const crypto::PrivateKey& key) {
    return key.fits(crypto::SignatureScheme::rsa_sha256);  // What is encrypted, is so for RSA.
}

}  // namespace

Checked<std::unique_ptr<ports::SignOn>> open_sign_on(const model::SamlSettings& settings,
                                                     std::int64_t now_ms,
                                                     const ports::MetadataOf& metadata_of) {
    auto opened = ServiceProvider::open(settings, now_ms, metadata_of);
    if (!opened) return opened.error();
    return std::unique_ptr<ports::SignOn>(std::move(*opened));
}

Checked<std::unique_ptr<ServiceProvider>> ServiceProvider::open(const model::SamlSettings& settings,
                                                                std::int64_t now_ms,
                                                                const Fetch& fetch) {
    auto own = read_own_keys(settings.keys);
    if (!own) return no_own_key(own.error());
    auto partners = read_partners(settings.providers, now_ms, fetch);
    if (!partners) return partners.error();
    return std::make_unique<ServiceProvider>(Key{}, settings, std::move(*own),
                                             std::move(*partners));
}

Result<std::string> ServiceProvider::metadata(std::int64_t now_ms) const {
    OwnMetadata out;
    out.entity_id = settings_.entity_id;
    out.consumer = consumer();
    out.logout = logout();
    out.signing_certificates = own_.certificates;
    for (std::size_t i = 0; i < own_.keys.size(); ++i)
        if (opens(own_.keys[i])) out.encryption_certificates.push_back(own_.certificates[i]);
    out.encryption_methods = {encryption_methods.begin(), encryption_methods.end()};
    out.wants_assertions_signed = std::ranges::any_of(partners_, [](const auto& partner) {
        return partner.settings.must_be_signed != model::SamlSettings::Signed::response;
    });
    for (const auto& partner : partners_)
        if (const auto& format = partner.settings.name_id_format;
            !format.empty() &&
            std::ranges::find(out.name_id_formats, format) == out.name_id_formats.end())
            out.name_id_formats.push_back(format);
    out.valid_until_ms = now_ms + metadata_valid_ms;
    return own_metadata(out, signer_of(own_));
}

const Partner* ServiceProvider::partner_called(const std::string& name) const {
    const auto found = std::ranges::find_if(
        partners_, [&](const auto& partner) { return partner.settings.name == name; });
    return found == partners_.end() ? nullptr : &*found;
}

const Partner& ServiceProvider::partner_of(const std::string& entity_id) const {
    const auto found = std::ranges::find_if(
        partners_, [&](const auto& partner) { return partner.provider().entity_id == entity_id; });
    return found == partners_.end() ? partners_.front() : *found;
}

Expected ServiceProvider::expected(const Partner& partner,
                                   const std::optional<std::string>& request_id,
                                   std::int64_t now_ms) const {
    Expected out;
    out.entity_id = settings_.entity_id;
    out.consumer = consumer();
    out.provider = partner.provider();
    out.request_id = request_id;
    std::ranges::copy_if(own_.keys, std::back_inserter(out.decryption_keys), opens);
    out.must_be_signed = as_expected(partner.settings.must_be_signed);
    out.now_ms = now_ms;
    out.skew_ms = settings_.skew_seconds * std::int64_t{1000};
    out.authn_contexts = partner.settings.authn_contexts;
    out.name_id_format = partner.settings.name_id_format;
    return out;
}

LogoutExpected ServiceProvider::logout_expected(const Partner& partner, std::int64_t now_ms) const {
    LogoutExpected out;
    out.location = logout();
    out.provider = partner.provider();
    out.now_ms = now_ms;
    out.skew_ms = settings_.skew_seconds * std::int64_t{1000};
    return out;
}

}  // namespace kith::connectors::saml
