#include "connectors/scim_client/abilities.h"

#include <algorithm>

namespace kith::connectors::scim_client {
namespace {

constexpr std::int64_t page_size_limit = 100'000;

bool is_true(const Object& config, std::string_view part, std::string_view name) {
    const auto object = as_object(sent_member(config, part));
    return object && as_truth(sent_member(*object, name)).value_or(false);
}

// The smaller of two limits, of which each may be missing.
int smaller(int limit, const Object& config, std::string_view part, std::string_view name) {
    const auto object = as_object(sent_member(config, part));
    if (!object) return limit;
    const auto given = as_number(sent_member(*object, name)).value_or(0);
    if (given <= 0) return limit;
    const auto bounded = static_cast<int>(std::min(given, page_size_limit));
    return limit == 0 ? bounded : std::min(limit, bounded);
}

}  // namespace

Result<Abilities> abilities_of(Provider& provider) {
    const auto reply = provider.get("/ServiceProviderConfig");
    if (!reply) return reply.error();
    Abilities can;
    // Some have none, or show it to nobody.
    if (reply->status != 200) return can;
    const auto& config = *reply->json;
    can.told = true;
    can.cursors = is_true(config, "pagination", "cursor");
    can.filters = is_true(config, "filter", "supported");
    can.sorts = is_true(config, "sort", "supported");
    can.page_size_max = smaller(0, config, "pagination", "maxPageSize");
    can.page_size_max = smaller(can.page_size_max, config, "filter", "maxResults");
    return can;
}

}  // namespace kith::connectors::scim_client
