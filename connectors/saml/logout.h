// Single logout (Core 3.7, Profiles 4.4): requests and responses, ours and the provider's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/saml/own_message.h"
#include "connectors/saml/received.h"
#include "connectors/saml/response.h"

namespace kith::connectors::saml {

// How old a message may be that does not say until when it holds, and for how long ours hold.
inline constexpr std::int64_t logout_age_max_ms = 300'000;

// Without a signature: redirect_address and post_page give it one.
Result<std::string> logout_request_xml(const OwnMessage& message, const NameId& name_id,
                                       const std::string& session_index);

enum class LogoutStatus : std::uint8_t { done, failed };
Result<std::string> logout_response_xml(const OwnMessage& message,
                                        const std::string& in_response_to, LogoutStatus status);

struct LogoutExpected {
    std::string location;       // Where the message arrived, byte for byte.
    IdentityProvider provider;  // The one of the session, and no other.
    std::string request_id;     // Ours, which a response must answer.
    std::int64_t now_ms = 0;
    std::int64_t skew_ms = 60'000;
};

// Whose session is to end. The caller holds it against the sessions that this provider began.
struct LogoutAsked {
    std::string id;  // To be answered.
    NameId name_id;
    std::vector<std::string> session_indexes;  // None: all of hers.
};

struct LogoutAnswered {
    bool everywhere = true;  // False: other services did not end theirs.
};

// Who a message says that it is from, to find the session's provider by. Nobody vouches for it.
std::string said_issuer(const Received& received);

// Every rule, then what it says; `held` as in message_rules.h.
Checked<LogoutAsked> check_logout_request(const Received& received, const LogoutExpected& expected,
                                          HeldRules* held = nullptr);
Checked<LogoutAnswered> check_logout_response(const Received& received,
                                              const LogoutExpected& expected,
                                              HeldRules* held = nullptr);

struct LogoutReading {
    const Received* received = nullptr;
    const Element* message = nullptr;
    const Element* issuer = nullptr;
    std::vector<std::string> status_codes;
};
struct LogoutRule {
    FixedText rule;
    std::string_view section;
    Trouble (*trouble)(const LogoutReading& reading, const LogoutExpected& expected);
};
// In the order in which they are asked.
std::span<const LogoutRule> logout_request_rules();
std::span<const LogoutRule> logout_response_rules();

// For tests: the same by these rules alone, so that each is shown to be needed.
Checked<LogoutAsked> check_logout_request_by(std::span<const LogoutRule> rules,
                                             const Received& received,
                                             const LogoutExpected& expected,
                                             HeldRules* held = nullptr);
Checked<LogoutAnswered> check_logout_response_by(std::span<const LogoutRule> rules,
                                                 const Received& received,
                                                 const LogoutExpected& expected,
                                                 HeldRules* held = nullptr);

}  // namespace kith::connectors::saml
