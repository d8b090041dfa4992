// What a client does to one resource (RFC 7644, sections 3.3 to 3.6): each inside one transaction,
// everything checked before the first line is written.
#pragma once

#include <string>

#include "connectors/scim/exchange.h"
#include "connectors/scim/projection.h"
#include "model/provisioned.h"

namespace kith::connectors::scim {

// Which resource, and under which condition.
struct Target {
    model::ResourceKind kind = model::ResourceKind::user;
    std::string id;        // Of `create`: the one that it gets; empty: a new one.
    std::string if_match;  // As the header came, or a bulk operation's version.
};

Answer<Reply> create(Exchange& exchange, const Target& target, const Poco::JSON::Object& given,
                     const Wanted& wanted);
Answer<Reply> read(Exchange& exchange, const Target& target, const Wanted& wanted);
Answer<Reply> replace(Exchange& exchange, const Target& target, const Poco::JSON::Object& given,
                      const Wanted& wanted);
Answer<Reply> patch(Exchange& exchange, const Target& target, const Poco::JSON::Object& message,
                    const Wanted& wanted);
Answer<Reply> remove(Exchange& exchange, const Target& target);

}  // namespace kith::connectors::scim
