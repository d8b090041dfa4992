// Lists of resources (RFC 7644, section 3.4.2; RFC 9865): of one type, or of all.
#pragma once

#include <functional>
#include <vector>

#include "connectors/scim/cursor.h"
#include "connectors/scim/exchange.h"
#include "connectors/scim/query.h"
#include "model/provisioned.h"

namespace kith::connectors::scim {

// How many are looked at one by one, at most; a filter that an index answers has no such bound.
inline constexpr std::size_t looked_at_max = 200'000;

struct ListOf {
    std::vector<model::ResourceKind> kinds;
    // The same query, read for each of these kinds.
    std::vector<Query> queries;
    const Signer& signer;
};

Answer<Reply> list(Exchange& exchange, const ListOf& of);

}  // namespace kith::connectors::scim
