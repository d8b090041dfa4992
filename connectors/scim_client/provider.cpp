#include "connectors/scim_client/provider.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Exception.h>
#include <Poco/Timestamp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <thread>

namespace kith::connectors::scim_client {
namespace {

constexpr int tries_max = 5;
constexpr double first_rest_s = 0.5;  // Twice as long each time.
// Who wants to be left alone longer is asked again by the next run.
constexpr double rest_s_max = 120;
constexpr std::chrono::milliseconds between_questions{100};

struct Words {
    int status;
    FixedText detail;
    FixedText hint;
};

constexpr std::array known{
    Words{400, "the service provider does not understand the request",
          "check the filter (RFC 7644, section 3.4.2.2); its log says more"},
    Words{401, "the service provider does not let this account in",
          "check the token, or the name and the password; it may have expired"},
    Words{403, "the service provider knows this account and forbids it to read people",
          "give it the right to read all users and their managers"},
    Words{404, "there is no SCIM at this address, or the account may not see it",
          "check the address: /Users comes behind it"},
    Words{429, "the service provider wants to be left alone longer than a run can wait",
          "it is asked again by itself; everyMinutes and wholeEveryHours make it rarer"},
    Words{500, "the service provider met an error of its own", "its log says which"},
    Words{501, "the service provider cannot do what is asked", "its manual says what it can"},
    Words{503, "the service provider is busy or being looked after", "it is asked again by itself"},
};

bool may_get_better(int status) {
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

// RFC 9110, section 10.2.3: seconds, or a date.
std::optional<double> retry_after_s(std::string_view text) {
    int seconds = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, trouble] = std::from_chars(text.data(), end, seconds);
    if (trouble == std::errc() && stop == end && seconds >= 0) return seconds;
    try {
        int zone_s = 0;
        const auto when = Poco::DateTimeParser::parse(Poco::DateTimeFormat::HTTP_FORMAT,
                                                      std::string(text), zone_s);
        const auto left = static_cast<double>(when.timestamp() - Poco::Timestamp()) / 1e6;
        return std::max(0.0, left);
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

HttpRules rules(const model::ScimClientSettings& settings, std::function<bool()> go_on,
                std::optional<int> connect_seconds_max) {
    HttpRules rules;
    rules.ca_file = settings.ca_file;
    rules.clear_text = settings.clear_text;
    rules.connect_seconds =
        std::min(settings.connect_seconds, connect_seconds_max.value_or(settings.connect_seconds));
    rules.answer_seconds = settings.answer_seconds;
    rules.go_on = std::move(go_on);
    return rules;
}

}  // namespace

Provider::Provider(HttpPlace place, HttpRules rules, const model::ScimClientSettings& settings,
                   TokenCache& tokens)
    : rules_(std::move(rules)),
      client_(std::move(place), rules_),
      access_(settings, rules_, tokens) {}

Result<Provider> Provider::at(const model::ScimClientSettings& settings, TokenCache& tokens,
                              std::function<bool()> go_on, std::optional<int> connect_seconds_max) {
    auto place = HttpPlace::at(settings.url);
    if (!place) return place.error();
    return Provider(std::move(*place), rules(settings, std::move(go_on), connect_seconds_max),
                    settings, tokens);
}

Error Provider::refused(int status) const {
    for (const auto& one : known)
        if (one.status == status)
            return {ErrorCode::source_unreadable, one.detail, origin(), one.hint};
    return {ErrorCode::source_unreadable, "the service provider refuses what is asked",
            origin() + ", status " + std::to_string(status), "its log says why"};
}

Result<void> Provider::rest(double seconds) const {
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(std::llround(seconds * 1000));
    do {
        if (!rules_.go_on())
            return Error{
                ErrorCode::cancelled, "the reading was stopped", {}, "nothing was changed"};
        const auto left = until - std::chrono::steady_clock::now();
        std::this_thread::sleep_for(std::clamp<std::chrono::nanoseconds>(
            left, std::chrono::nanoseconds(0), between_questions));
    } while (std::chrono::steady_clock::now() < until);
    return {};
}

Result<HttpAnswer> Provider::ask_with_account(const std::string& target) {
    const auto authorization = access_.authorization();
    if (!authorization) return authorization.error();
    HttpRequest request;
    request.target = client_.place().path + target;
    request.headers = {{"Accept", "application/scim+json, application/json"}};
    if (!authorization->empty()) request.headers.emplace_back("Authorization", *authorization);
    return client_.ask(request);
}

Result<HttpAnswer> Provider::ask(const std::string& target) {
    auto answer = ask_with_account(target);
    if (!answer || answer->status != 401 || !access_.forget()) return answer;
    return ask_with_account(target);
}

Result<Reply> Provider::get(const std::string& target) {
    double next_rest_s = first_rest_s;
    for (int tries = 1;; ++tries) {
        const auto going = rest(0);
        if (!going) return going.error();
        const auto answer = ask(target);
        if (!answer) return answer.error();
        if (answer->status == 200) {
            auto json = parsed(answer->body);
            if (!json) {
                auto error = json.error();
                error.field = origin();
                return error;
            }
            return Reply{200, std::move(*json)};
        }
        if (answer->status == 401) return refused(401);
        if (!may_get_better(answer->status)) return Reply{answer->status, {}};
        const auto wanted = retry_after_s(answer->header("retry-after")).value_or(next_rest_s);
        if (tries == tries_max || wanted > rest_s_max) return refused(answer->status);
        const auto rested = rest(wanted);
        if (!rested) return rested.error();
        next_rest_s *= 2;
    }
}

}  // namespace kith::connectors::scim_client
