#include "connectors/saml/logout.h"

#include <algorithm>

#include "connectors/common/moment.h"
#include "connectors/saml/message_rules.h"
#include "connectors/saml/names.h"

namespace kith::connectors::saml {
namespace {

constexpr const char* responder = "urn:oasis:names:tc:SAML:2.0:status:Responder";
constexpr const char* partial_logout = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

LogoutReading logout_reading(const Received& received) {
    const auto parts = read_parts(received.document);
    return {&received, parts.response, parts.response_issuer, status_codes(parts)};
}

void set_if_there(Writing& writing, xmlNode* element, const char* name, const std::string& value) {
    if (!value.empty()) writing.set(element, name, value);
}

}  // namespace

Result<std::string> logout_request_xml(const OwnMessage& message, const NameId& name_id,
                                       const std::string& session_index) {
    auto writing = begun("LogoutRequest", message);
    auto* const root = writing.root();
    writing.set(root, "NotOnOrAfter", moment_text(message.now_ms + logout_age_max_ms));
    auto* const name = writing.add(root, ns::assertion, "NameID", name_id.value);
    set_if_there(writing, name, "Format", name_id.format);
    set_if_there(writing, name, "NameQualifier", name_id.name_qualifier);
    set_if_there(writing, name, "SPNameQualifier", name_id.sp_name_qualifier);
    if (!session_index.empty()) writing.add(root, ns::protocol, "SessionIndex", session_index);
    return writing.text();
}

Result<std::string> logout_response_xml(const OwnMessage& message,
                                        const std::string& in_response_to, LogoutStatus status) {
    auto writing = begun("LogoutResponse", message);
    auto* const root = writing.root();
    writing.set(root, "InResponseTo", in_response_to);
    auto* const code =
        writing.add(writing.add(root, ns::protocol, "Status"), ns::protocol, "StatusCode");
    writing.set(code, "Value", status == LogoutStatus::done ? ns::success : responder);
    return writing.text();
}

std::string said_issuer(const Received& received) {
    return simple_text(logout_reading(received).issuer).value_or("");
}

Checked<LogoutAsked> check_logout_request_by(std::span<const LogoutRule> rules,
                                             const Received& received,
                                             const LogoutExpected& expected, HeldRules* held) {
    const auto reading = logout_reading(received);
    const auto refusal = first_refusal(rules, reading, expected, held);
    if (refusal) return *refusal;
    LogoutAsked asked;
    asked.id = attribute_or_empty(reading.message, "ID");
    asked.name_id = name_of(child(reading.message, ns::assertion, "NameID"));
    for (const auto* const index : children(reading.message, ns::protocol, "SessionIndex"))
        asked.session_indexes.push_back(simple_text(index).value_or(""));
    return asked;
}

Checked<LogoutAnswered> check_logout_response_by(std::span<const LogoutRule> rules,
                                                 const Received& received,
                                                 const LogoutExpected& expected, HeldRules* held) {
    const auto reading = logout_reading(received);
    const auto refusal = first_refusal(rules, reading, expected, held);
    if (refusal) return *refusal;
    const auto& codes = reading.status_codes;
    return LogoutAnswered{std::ranges::find(codes, partial_logout) == codes.end()};
}

Checked<LogoutAsked> check_logout_request(const Received& received, const LogoutExpected& expected,
                                          HeldRules* held) {
    return check_logout_request_by(logout_request_rules(), received, expected, held);
}

Checked<LogoutAnswered> check_logout_response(const Received& received,
                                              const LogoutExpected& expected, HeldRules* held) {
    return check_logout_response_by(logout_response_rules(), received, expected, held);
}

}  // namespace kith::connectors::saml
