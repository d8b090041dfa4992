// Where a provider of people comes in: scim/v2.
#pragma once

#include "gateway/http_message.h"

namespace kith::gateway {

// Where no provider is named in the manifest, nothing is there.
HttpAnswer provisioning(service::Rooms& rooms, const HttpMessage& message);

}  // namespace kith::gateway
