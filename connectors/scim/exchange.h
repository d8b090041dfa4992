// One request to the service provider and what its parts need: the source's settings, the
// resources, the time. Replies, before they become HTTP.
#pragma once

#include <string>
#include <unordered_set>

#include "connectors/scim/json.h"
#include "connectors/scim/problem.h"
#include "connectors/scim/resource.h"
#include "model/settings.h"
#include "ports/provisioning.h"

namespace kith::connectors::scim {

struct Reply {
    int status = 200;
    Poco::JSON::Object::Ptr body;  // nullptr: none.
    std::string version;           // Its ETag; empty: none.
    std::string location;
};

// While one transaction lasts.
struct Exchange {
    const model::ScimServerSettings& settings;
    const std::string& base;
    ports::ResourceTable& table;
    std::int64_t now_ms = 0;
    // Of a bulk: ids that were given to resources which come later in it.
    std::unordered_set<std::string> pending{};
};

inline Problem not_found() {
    return {404, {}, "there is no such resource", {}};
}

// What the store says when it cannot, in the protocol's words.
Problem problem_of(const Error& error);

template <class T>
Answer<T> told(Result<T> from) {
    if (!from) return problem_of(from.error());
    if constexpr (std::is_void_v<T>) {
        return {};
    } else {
        return std::move(*from);
    }
}

}  // namespace kith::connectors::scim
