// What a client can learn of this service provider (RFC 7644, section 4).
#pragma once

#include <string>
#include <vector>

#include "connectors/scim/exchange.h"

namespace kith::connectors::scim {

inline bool is_discovery(const std::string& endpoint) {
    return endpoint == "ServiceProviderConfig" || endpoint == "ResourceTypes" ||
           endpoint == "Schemas";
}

// `path` begins with one of these. A filter is refused; what sorts and pages is passed over.
Answer<Reply> discovery(const std::vector<std::string>& path, const std::string& base,
                        bool filtered);

}  // namespace kith::connectors::scim
