// Kith's own sign-on under saml/: what a service provider has to answer (SAML 2.0), and the cookies
// that a browser keeps of it.
#pragma once

#include "gateway/http_message.h"

namespace kith::gateway {

// Where the manifest has no <saml>, nothing is there.
HttpAnswer sign_on(service::Rooms& rooms, const HttpMessage& message);

// Whom the browser's cookie signs in, where the host says of nobody that she is. An error where the
// database cannot be asked.
Result<void> take_signed_on(const service::Rooms& rooms, HttpMessage& message);

}  // namespace kith::gateway
