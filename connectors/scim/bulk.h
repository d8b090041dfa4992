// Many operations in one request (RFC 7644, section 3.7). All are one transaction: each that was
// answered is there, and after a crash in the middle none is.
#pragma once

#include "connectors/scim/exchange.h"

namespace kith::connectors::scim {

// References by bulkId may go forwards and round in circles: who comes later has her id already.
Answer<Reply> bulk(Exchange& exchange, const Poco::JSON::Object& message);

}  // namespace kith::connectors::scim
