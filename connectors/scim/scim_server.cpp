#include "connectors/scim/scim_server.h"

#include "connectors/scim/dispatch.h"
#include "connectors/scim/http_reply.h"

namespace kith::connectors::scim {

using ports::ProvisioningAnswer;

Result<std::unique_ptr<ports::ProvisioningServer>> ScimServer::open(
    model::ScimServerSettings settings) {
    auto tokens = Tokens::from(settings.tokens);
    if (!tokens) return tokens.error();
    return std::unique_ptr<ports::ProvisioningServer>(
        new ScimServer(std::move(settings), std::move(*tokens)));
}

bool ScimServer::opens(std::string_view token, std::int64_t) const {
    return tokens_.has(token);
}

ProvisioningAnswer ScimServer::answer(const ports::ProvisioningRequest& request,
                                      ports::ProvisioningDesk& desk) const {
    return http_reply(Dispatch(settings_, request, desk).run(), request);
}

ProvisioningAnswer refusal(const ports::ProvisioningRefusal& refusal) {
    auto answer = http_problem({refusal.status, {}, refusal.detail, {}});
    if (refusal.status == 401)
        answer.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"scim\"");
    if (refusal.retry_after_s > 0)
        answer.headers.emplace_back("Retry-After", std::to_string(refusal.retry_after_s));
    return answer;
}

}  // namespace kith::connectors::scim
