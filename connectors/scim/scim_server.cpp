#include "connectors/scim/scim_server.h"

#include <Poco/FileStream.h>

#include "base/guard.h"
#include "connectors/scim/dispatch.h"
#include "connectors/scim/http_reply.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

// A set of some dozen keys; a larger file is something else.
constexpr std::size_t key_set_file_bytes_max = 1024 * 1024;

Result<SignedTokens> signed_tokens(const model::ScimServerSettings::SignedTokens& settings) {
    auto text = guard(ErrorCode::key_missing, "the file of the issuer's keys cannot be read", [&] {
        Poco::FileInputStream file(settings.keys_file);
        std::string read(key_set_file_bytes_max + 1, '\0');
        file.read(read.data(), static_cast<std::streamsize>(read.size()));
        read.resize(static_cast<std::size_t>(file.gcount()));
        return read;
    });
    if (!text) return text.error();
    if (text->size() > key_set_file_bytes_max)
        return Error{ErrorCode::key_missing,
                     "the file of the issuer's keys is too large",
                     {},
                     "name the JSON Web Key Set that the issuer publishes"};
    return SignedTokens::from(settings.issuer, settings.audience, *text);
}

}  // namespace

using ports::ProvisioningAnswer;

ScimServer::ScimServer(Key, model::ScimServerSettings settings, Tokens tokens)
    : settings_(std::move(settings)), tokens_(std::move(tokens)) {
    for (const auto& grant : settings_.grants)
        grants_.push_back({grant.role, folded(grant.group)});
}

Result<std::unique_ptr<ports::ProvisioningServer>> ScimServer::open(
    model::ScimServerSettings settings) {
    auto tokens = Tokens::from(settings.tokens);
    if (!tokens) return tokens.error();
    const auto keys = settings.signed_tokens;
    auto server = std::make_unique<ScimServer>(Key{}, std::move(settings), std::move(*tokens));
    if (keys) {
        auto checked = signed_tokens(*keys);
        if (!checked) return checked.error();
        server->signed_tokens_ = std::move(*checked);
    }
    return std::unique_ptr<ports::ProvisioningServer>(std::move(server));
}

// A signed one has two dots, and no secret of ours to be guessed: how long it takes tells nothing.
bool ScimServer::opens(std::string_view token, std::int64_t now_ms) const {
    if (tokens_.has(token)) return true;
    return signed_tokens_ && bool(signed_tokens_->check(token, now_ms));
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
