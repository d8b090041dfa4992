#include "connectors/saml/redirect.h"
#include "connectors/saml/relay_state.h"
#include "promises.h"
#include "saml.h"
#include "targets.h"

namespace kith::fuzz {

void saml_query(std::string_view input) {
    static const auto expected = expected_logout();
    static const auto requests = unsigned_rules(connectors::saml::logout_request_rules());
    const auto received = connectors::saml::read_redirect(input);
    if (!received) return;
    must(connectors::saml::is_relay_state(received->relay_state), "a relay state is plain");
    must(!connectors::saml::check_redirect_signature(*received, expected.provider.signing_keys),
         "nobody else's signature is the provider's");
    must(!connectors::saml::check_logout_request(*received, expected),
         "no session ends without the provider's signature");
    static_cast<void>(connectors::saml::check_logout_request_by(requests, *received, expected));
}

}  // namespace kith::fuzz
