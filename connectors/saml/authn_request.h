// What we ask an identity provider (Core 3.4.1): who is this?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace kith::connectors::saml {

struct AuthnRequest {
    std::string id;              // Remembered with the browser's session; new_message_id makes one.
    std::string entity_id;       // Ours.
    std::string consumer;        // Where the response is to arrive, by HTTP-POST.
    std::string destination;     // The provider's endpoint.
    std::string name_id_format;  // Empty: any.
    std::vector<std::string> authn_contexts;  // Exactly one of these. None: any.
    bool force_authn = false;                 // To be asked for the password anew.
    bool is_passive = false;                  // Not to be asked for anything.
    std::int64_t now_ms = 0;
};

// Without a signature: redirect_address and post_page give it one.
Result<std::string> authn_request_xml(const AuthnRequest& request);

}  // namespace kith::connectors::saml
