#include "saml.h"

#include "crypto/signing.h"
#include "promises.h"

namespace kith::fuzz {
namespace {

// Its private key was thrown away.
constexpr const char* certificate =
    "MIIBcDCCARegAwIBAgIUfXbxkCEzzQdW7TDWQRH2IIYvT2kwCgYIKoZIzj0EAwIwDjEMMAoGA1UEAwwD"
    "aWRwMB4XDTI2MTEzMDE4MzcxOFoXDTM2MTEyNzE4MzcxOFowDjEMMAoGA1UEAwwDaWRwMFkwEwYHKoZI"
    "zj0CAQYIKoZIzj0DAQcDQgAE5joIXiA0lYiPJk8u7ctWaQyoVQ3I0n67pY1vTHzliYVHi0WXIsCnpOxh"
    "1vNNAWpfGS9KLmxJaVlYWM1LdQe8e6NTMFEwHQYDVR0OBBYEFKzOkAA2+9tby/Cz4VlH9lioa35lMB8G"
    "A1UdIwQYMBaAFKzOkAA2+9tby/Cz4VlH9lioa35lMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID"
    "RwAwRAIgHM1KLZSyDsQR/n4OaZ1v3CJiDYCEYSI+Hn9U6kO1xcECIGAJGwCUJY5jbGDWD3hgq02bQPQN"
    "QOT0lWeZLMe45ecc";

connectors::saml::IdentityProvider nobody() {
    const auto der = crypto::from_base64(certificate);
    must(der.has_value(), "the certificate is one");
    const auto key = crypto::VerifyingKey::of_certificate(*der);
    must(static_cast<bool>(key), "the certificate has a key");
    return {"https://idp.example/", {*key}};
}

}  // namespace

connectors::saml::Expected expected_response() {
    connectors::saml::Expected expected;
    expected.entity_id = "https://intranet.example/kith/saml/metadata";
    expected.consumer = "https://intranet.example/kith/saml/acs";
    expected.provider = nobody();
    expected.request_id = "q1";
    expected.now_ms = noon_ms;
    return expected;
}

connectors::saml::LogoutExpected expected_logout() {
    connectors::saml::LogoutExpected expected;
    expected.location = "https://intranet.example/kith/saml/logout";
    expected.provider = nobody();
    expected.request_id = "q1";
    expected.now_ms = noon_ms;
    return expected;
}

}  // namespace kith::fuzz
