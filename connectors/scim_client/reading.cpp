#include "connectors/scim_client/reading.h"

#include <algorithm>
#include <utility>

namespace kith::connectors::scim_client {
namespace {

// A page by index holds the last user of the page before, and then another one.
constexpr int page_size_min = 2;

}  // namespace

std::string way_of(const Abilities& can) {
    return can.cursors ? "cursor" : "index";
}

std::string reason_of(const Abilities& can) {
    if (!can.told)
        return "the service provider does not say what it can do (/ServiceProviderConfig)";
    return can.cursors ? "the service provider offers cursors"
                       : "the service provider offers no cursors";
}

Asked asked_of(const model::ScimClientSettings& settings, const Abilities& can,
               std::string filter) {
    Asked asked;
    asked.filter = std::move(filter);
    asked.page_size = settings.page_size;
    if (can.page_size_max > 0) asked.page_size = std::min(asked.page_size, can.page_size_max);
    asked.page_size = std::max(asked.page_size, page_size_min);
    asked.person_id = settings.person_id;
    return asked;
}

}  // namespace kith::connectors::scim_client
