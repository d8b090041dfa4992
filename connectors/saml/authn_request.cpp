#include "connectors/saml/authn_request.h"

#include "connectors/saml/names.h"
#include "connectors/saml/own_message.h"

namespace kith::connectors::saml {
namespace {

constexpr const char* transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

}  // namespace

Result<std::string> authn_request_xml(const AuthnRequest& request) {
    auto writing =
        begun("AuthnRequest", {request.id, request.entity_id, request.destination, request.now_ms});
    auto* const root = writing.root();
    writing.set(root, "AssertionConsumerServiceURL", request.consumer);
    writing.set(root, "ProtocolBinding", ns::post_binding);
    if (request.force_authn) writing.set(root, "ForceAuthn", "true");
    if (request.is_passive) writing.set(root, "IsPassive", "true");
    if (!request.name_id_format.empty()) {
        auto* const policy = writing.add(root, ns::protocol, "NameIDPolicy");
        writing.set(policy, "Format", request.name_id_format);
        // Errata E14: true where nothing else is meant, and never for a transient name.
        if (request.name_id_format != transient) writing.set(policy, "AllowCreate", "true");
    }
    if (!request.authn_contexts.empty()) {
        auto* const asked = writing.add(root, ns::protocol, "RequestedAuthnContext");
        writing.set(asked, "Comparison", "exact");
        for (const auto& context : request.authn_contexts)
            writing.add(asked, ns::assertion, "AuthnContextClassRef", context);
    }
    return writing.text();
}

}  // namespace kith::connectors::saml
