#include "saml/company.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

#include "crypto/signing.h"

namespace kith::tests {
namespace {

using connectors::saml::ServiceProvider;
using ports::SignOnMessage;
using ports::SignOnVerdict;

// Waits for the answer to one request, and forgets what it saw.
class Waiting final : public ports::SignOnMemory {
public:
    explicit Waiting(std::string request) : request_(std::move(request)) {}
    Result<std::optional<Asked>> take(const std::string& request) override {
        return request == request_ ? std::optional(Asked{}) : std::nullopt;
    }
    Result<bool> is_first(const std::string&, std::int64_t) override { return true; }

private:
    std::string request_;
};

}  // namespace

const Issuer& corp() {
    static const auto made = Issuer::rsa();
    return made;
}

const Issuer& clinic() {
    static const auto made = Issuer::rsa();
    return made;
}

const Recipient& first_key() {
    static const auto made = Recipient::rsa();
    return made;
}

const Recipient& next_key() {
    static const auto made = Recipient::rsa();
    return made;
}

std::string metadata_of(const std::string& name, const Issuer& issuer) {
    return R"(<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata")"
           R"( xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="m1" entityID=")" +
           name +
           R"(" validUntil="2026-12-01T12:00:00Z"><md:IDPSSODescriptor)"
           R"( protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">)"
           R"(<md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>)" +
           crypto::to_base64(issuer.certificate()) +
           R"(</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>)"
           R"(<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")"
           R"( Location=")" +
           name +
           R"(slo"/>)"
           R"(<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")"
           R"( Location=")" +
           name + R"(sso"/></md:IDPSSODescriptor></md:EntityDescriptor>)";
}

Result<std::string> from_nowhere(const std::string& url) {
    return Error{ErrorCode::source_unreadable, "nobody answers", url, {}};
}

Company::Company() {
    settings.entity_id = "https://intranet.example/kith/saml/metadata";
    settings.address = "https://intranet.example/kith";
    settings.keys = {own_key("first", first_key())};
    settings.providers = {provider("corp", corp_name, corp()),
                          provider("clinic", clinic_name, clinic())};
    settings.providers[1].person_attribute = "mail";
}

std::string Company::written(const std::string& name, const std::string& text) {
    const auto path = folder / name;
    write(path, text);
    return path;
}

model::SamlSettings::OwnKey Company::own_key(const std::string& name, const Recipient& key) {
    const auto file = written(name + ".key", key.pem());
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    return {written(name + ".crt", key.certificate_pem()), "file:" + file};
}

model::SamlSettings::Provider Company::provider(const std::string& name,
                                                const std::string& entity_id,
                                                const Issuer& issuer) {
    model::SamlSettings::Provider made;
    made.name = name;
    made.metadata_file = written(name + ".xml", metadata_of(entity_id, issuer));
    return made;
}

std::unique_ptr<ServiceProvider> Company::opened() const {
    auto made = ServiceProvider::open(settings, noon_ms, from_nowhere);
    BOOST_REQUIRE_MESSAGE(made, (made ? "" : made.error().detail));
    return std::move(*made);
}

connectors::saml::Refusal Company::refused() const {
    const auto made = ServiceProvider::open(settings, noon_ms, from_nowhere);
    BOOST_REQUIRE(!made);
    return made.error();
}

SignOnVerdict Company::judged(const std::string& text, const std::string& in_response_to) const {
    Waiting memory(in_response_to);
    const auto verdict = opened()->judge({text, SignOnMessage::Came::kept, noon_ms}, memory);
    BOOST_REQUIRE(verdict);
    return *verdict;
}

SignOnVerdict Company::redirected(const std::string& query) const {
    Waiting memory("");
    const auto verdict = opened()->judge({query, SignOnMessage::Came::redirected, noon_ms}, memory);
    BOOST_REQUIRE(verdict);
    return *verdict;
}

std::string unasked_draft() {
    return replaced(replaced(draft(), R"( InResponseTo="q1"><saml:Issuer>)", "><saml:Issuer>"),
                    R"( InResponseTo="q1"/>)", "/>");
}

}  // namespace kith::tests
