// What a service provider can do, as its ServiceProviderConfig says (RFC 7643, section 5; RFC 9865,
// section 4).
#pragma once

#include "base/result.h"
#include "connectors/scim_client/provider.h"

namespace kith::connectors::scim_client {

struct Abilities {
    bool told = false;  // It has a ServiceProviderConfig; else nothing is taken for granted.
    bool cursors = false;
    bool filters = false;
    bool sorts = false;
    int page_size_max = 0;  // 0: it names none.
};

Result<Abilities> abilities_of(Provider& provider);

}  // namespace kith::connectors::scim_client
