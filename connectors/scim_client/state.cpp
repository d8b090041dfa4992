#include "connectors/scim_client/state.h"

#include "base/text.h"
#include "connectors/common/moment.h"

namespace kith::connectors::scim_client {
namespace {

constexpr std::string_view version = "kith-scim-1";
constexpr char separator = '\n';

// All that changes whom a reading tells, or how.
std::string depends(const model::ScimClientSettings& settings) {
    return join(
        {std::string(version), settings.url, settings.user, settings.token, settings.client_id,
         settings.scope, settings.filter, std::to_string(static_cast<int>(settings.person_id))},
        {&separator, 1});
}

}  // namespace

std::string state_after(std::int64_t changed_ms, const model::ScimClientSettings& settings) {
    return moment_text(changed_ms) + separator + depends(settings);
}

std::optional<std::int64_t> changed_before(const std::string& state,
                                           const model::ScimClientSettings& settings) {
    const auto end = state.find(separator);
    if (end == std::string::npos || state.substr(end + 1) != depends(settings)) return std::nullopt;
    return moment_of(state.substr(0, end));
}

}  // namespace kith::connectors::scim_client
