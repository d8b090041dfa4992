// The JSON API under v1/: one operation a route, behind the same table as the C interface.
#pragma once

#include "gateway/http_message.h"

namespace kith::gateway {

HttpAnswer api(service::Rooms& rooms, const HttpMessage& message);

}  // namespace kith::gateway
