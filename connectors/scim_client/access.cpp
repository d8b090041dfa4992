#include "connectors/scim_client/access.h"

#include <Poco/Base64Encoder.h>

#include <algorithm>
#include <sstream>

#include "connectors/common/percent.h"
#include "connectors/common/referenced_secret.h"
#include "connectors/scim_client/json.h"

namespace kith::connectors::scim_client {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

// Before it expires a token is not used any more: the request needs its time.
constexpr seconds reserve{30};
// RFC 6749, section 5.1: how long a token lives need not be said. Ten minutes is soon enough.
constexpr std::int64_t lives_by_default_s = 600;

std::string_view text(const Secret& secret) {
    return {reinterpret_cast<const char*>(secret.bytes().data()), secret.size()};
}

std::string basic(std::string_view name, std::string_view password) {
    std::ostringstream encoded;
    Poco::Base64Encoder encoder(encoded);
    encoder.rdbuf()->setLineLength(0);
    encoder << name << ':' << password;
    encoder.close();
    return "Basic " + encoded.str();
}

Error refused(int status, const std::string& where) {
    if (status == 400 || status == 401 || status == 403)
        return {ErrorCode::source_unreadable,
                "the OAuth 2.0 server gives no token for this client and its secret", where,
                "check the client's name, its secret and the scope there"};
    return {ErrorCode::source_unreadable, "the OAuth 2.0 server gave no token", where,
            "check its address, and look into its log"};
}

}  // namespace

std::optional<std::string> TokenCache::token() const {
    const std::lock_guard lock(mutex_);
    if (token_.size() == 0 || steady_clock::now() >= until_) return std::nullopt;
    return std::string(text(token_));
}

void TokenCache::keep(std::string_view token, seconds lives) {
    const std::lock_guard lock(mutex_);
    token_ = Secret({reinterpret_cast<const std::uint8_t*>(token.data()), token.size()});
    until_ = steady_clock::now() + lives - reserve;
}

void TokenCache::forget() {
    const std::lock_guard lock(mutex_);
    token_ = Secret();
}

Result<std::string> Access::ask_for_token() {
    const auto secret = referenced_secret(settings_.client_secret);
    if (!secret) return secret.error();
    const auto place = HttpPlace::at(settings_.token_url);
    if (!place) return place.error();
    HttpRequest request;
    request.method = "POST";
    request.target = place->path.empty() ? "/" : place->path;
    // RFC 6749, section 2.3.1: both encoded, as in a form.
    request.headers = {{"Authorization", basic(percent_encoded(settings_.client_id),
                                               percent_encoded(text(*secret)))},
                       {"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = "grant_type=client_credentials";
    if (!settings_.scope.empty()) request.body += "&scope=" + percent_encoded(settings_.scope);

    const auto answer = HttpClient(*place, rules_).ask(request);
    if (!answer) return answer.error();
    if (answer->status != 200) return refused(answer->status, place->origin());
    const auto given = parsed(answer->body);
    if (!given) return refused(answer->status, place->origin());
    const auto token = as_text(sent_member(**given, "access_token")).value_or("");
    if (token.empty()) return refused(answer->status, place->origin());
    const auto lives = as_number(sent_member(**given, "expires_in")).value_or(lives_by_default_s);
    tokens_.keep(token, seconds(std::clamp<std::int64_t>(lives, 0, 24 * 60 * 60)));
    return token;
}

Result<std::string> Access::authorization() {
    if (!settings_.token_url.empty()) {
        if (const auto kept = tokens_.token()) return "Bearer " + *kept;
        const auto token = ask_for_token();
        if (!token) return token.error();
        return "Bearer " + *token;
    }
    if (!settings_.token.empty()) {
        const auto token = referenced_secret(settings_.token);
        if (!token) return token.error();
        return "Bearer " + std::string(text(*token));
    }
    if (settings_.user.empty()) return std::string();
    const auto password = referenced_secret(settings_.password);
    if (!password) return password.error();
    return basic(settings_.user, text(*password));
}

bool Access::forget() {
    tokens_.forget();
    return !settings_.token_url.empty();
}

}  // namespace kith::connectors::scim_client
