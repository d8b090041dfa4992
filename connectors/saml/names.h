// The namespaces of SAML 2.0 and of the signatures and encryption that it uses.
#pragma once

namespace kith::connectors::saml::ns {

inline constexpr const char* protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
inline constexpr const char* assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
inline constexpr const char* metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
inline constexpr const char* signature = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr const char* encryption = "http://www.w3.org/2001/04/xmlenc#";
inline constexpr const char* encryption11 = "http://www.w3.org/2009/xmlenc11#";
inline constexpr const char* exclusive_c14n = "http://www.w3.org/2001/10/xml-exc-c14n#";

}  // namespace kith::connectors::saml::ns
