// The HTTP-Redirect binding (Bindings 3.4): a message as the query of an address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/saml/received.h"
#include "connectors/saml/signer.h"

namespace kith::connectors::saml {

// The address that the browser is sent to. The message itself holds no signature (3.4.4.1).
Result<std::string> redirect_address(const Sending& sending, const Signer& signer);

// Each parameter once or not at all, what is inflated bounded, and no samlp:Response (Profiles
// 4.1.2). `query`: behind the question mark, as the browser sent it.
Checked<Received> read_redirect(std::string_view query);

Checked<void> check_redirect_signature(const Received& message,
                                       const std::vector<crypto::VerifyingKey>& keys);

}  // namespace kith::connectors::saml
