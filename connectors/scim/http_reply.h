// Replies and problems as HTTP (RFC 7644, sections 3.1 and 3.12).
#pragma once

#include "connectors/scim/exchange.h"

namespace kith::connectors::scim {

ports::ProvisioningAnswer http_problem(const Problem& problem);
// A GET of what the client has already is 304.
ports::ProvisioningAnswer http_reply(const Answer<Reply>& reply,
                                     const ports::ProvisioningRequest& request);

}  // namespace kith::connectors::scim
