// The namespaces of SAML 2.0 and of the signatures and encryption that it uses, and what else it
// names by a URI.
#pragma once

namespace kith::connectors::saml::ns {

inline constexpr const char* protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
inline constexpr const char* assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
inline constexpr const char* metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
inline constexpr const char* signature = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr const char* encryption = "http://www.w3.org/2001/04/xmlenc#";
inline constexpr const char* encryption11 = "http://www.w3.org/2009/xmlenc11#";
inline constexpr const char* exclusive_c14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr const char* enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

inline constexpr const char* redirect_binding =
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
inline constexpr const char* post_binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
inline constexpr const char* entity_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
inline constexpr const char* success = "urn:oasis:names:tc:SAML:2.0:status:Success";

}  // namespace kith::connectors::saml::ns
