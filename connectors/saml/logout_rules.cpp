#include <algorithm>
#include <array>

#include "connectors/common/quoted.h"
#include "connectors/saml/logout.h"
#include "connectors/saml/message_rules.h"
#include "connectors/saml/names.h"
#include "connectors/saml/redirect.h"
#include "connectors/saml/schema.h"
#include "connectors/saml/signature.h"

namespace kith::connectors::saml {
namespace {

constexpr auto fine = std::nullopt;

Trouble logout_has_the_form(const LogoutReading& reading, const LogoutExpected&) {
    const auto held = check_schema(reading.message);
    return held ? Trouble(fine) : Trouble(held.error());
}

Trouble is_logout_request(const LogoutReading& reading, const LogoutExpected&) {
    if (reading.received->kind == MessageKind::request &&
        is(reading.message, ns::protocol, "LogoutRequest"))
        return fine;
    return "what came as SAMLRequest is no samlp:LogoutRequest";
}

Trouble is_logout_response(const LogoutReading& reading, const LogoutExpected&) {
    if (reading.received->kind == MessageKind::response &&
        is(reading.message, ns::protocol, "LogoutResponse"))
        return fine;
    return "what came as SAMLResponse is no samlp:LogoutResponse";
}

Trouble logout_says_version_2(const LogoutReading& reading, const LogoutExpected&) {
    if (attribute(reading.message, "Version") == "2.0") return fine;
    return "Version is not 2.0";
}

Trouble logout_has_an_id(const LogoutReading& reading, const LogoutExpected&) {
    if (!attribute_or_empty(reading.message, "ID").empty()) return fine;
    return "the message has no ID";
}

// A signed message must say where it goes (Bindings 3.4.5.2, 3.5.5.2), and each of these is signed.
Trouble logout_is_sent_here(const LogoutReading& reading, const LogoutExpected& expected) {
    const auto said = attribute(reading.message, "Destination");
    if (!said) return "the message has no Destination";
    if (*said == expected.location) return fine;
    return "the Destination is " + quoted(*said) + ", and it arrived at " +
           quoted(expected.location);
}

Trouble logout_is_of_the_provider(const LogoutReading& reading, const LogoutExpected& expected) {
    return issuer_trouble(reading.issuer, expected.provider);
}

// Two signatures could be of two senders: a redirect is signed as a whole, and not inside as well.
Trouble is_signed_in_one_way(const LogoutReading& reading, const LogoutExpected&) {
    if (reading.received->binding == Binding::post) return fine;
    if (signature_of(reading.message) == nullptr) return fine;
    return "a message that came by redirect holds a signature";
}

Trouble logout_signature_holds(const LogoutReading& reading, const LogoutExpected& expected) {
    const auto& keys = expected.provider.signing_keys;
    const auto held = reading.received->binding == Binding::redirect
                          ? check_redirect_signature(*reading.received, keys)
                          : check_signature(reading.received->document, reading.message, keys);
    return held ? Trouble(fine) : Trouble(held.error());
}

Trouble was_issued_just_now(const LogoutReading& reading, const LogoutExpected& expected) {
    const auto issued = moment_at(reading.message, "IssueInstant");
    if (!issued.ms) return "IssueInstant is no time in UTC";
    const auto age = expected.now_ms - *issued.ms;
    if (age < -expected.skew_ms)
        return "it was issued " + seconds(-age) + " from now; one of the two clocks is wrong";
    if (age >= logout_age_max_ms + expected.skew_ms)
        return "it was issued " + seconds(age) +
               " ago; it is old, or one of the two clocks is wrong";
    return fine;
}

Trouble request_still_holds(const LogoutReading& reading, const LogoutExpected& expected) {
    const auto until = moment_at(reading.message, "NotOnOrAfter");
    if (!until.there) return fine;
    if (!until.ms) return "NotOnOrAfter is no time in UTC";
    if (expected.now_ms - expected.skew_ms < *until.ms) return fine;
    return "it ended " + seconds(expected.now_ms - *until.ms) + " ago";
}

Trouble names_one_subject(const LogoutReading& reading, const LogoutExpected&) {
    if (!children(reading.message, ns::assertion, "EncryptedID").empty())
        return "the NameID is encrypted, and that is not taken for logout";
    const auto names = children(reading.message, ns::assertion, "NameID");
    if (names.size() == 1 && is_name(names.front())) return fine;
    return "there is not one NameID that is a text of 1 to 256 bytes";
}

Trouble spells_its_sessions(const LogoutReading& reading, const LogoutExpected&) {
    const auto indexes = children(reading.message, ns::protocol, "SessionIndex");
    const bool plain = std::ranges::all_of(
        indexes, [](const Element* index) { return !simple_text(index).value_or("").empty(); });
    if (plain) return fine;
    return "a SessionIndex is no plain text";
}

Trouble answers_our_request(const LogoutReading& reading, const LogoutExpected& expected) {
    const auto said = attribute_or_empty(reading.message, "InResponseTo");
    if (!said.empty() && said == expected.request_id) return fine;
    return "it answers another request than this browser's";
}

Trouble logout_succeeded(const LogoutReading& reading, const LogoutExpected&) {
    const auto& codes = reading.status_codes;
    if (!codes.empty() && codes.front() == ns::success) return fine;
    return status_said(codes);
}

constexpr LogoutRule schema_row{"schema", "Core 1.3", logout_has_the_form};
constexpr LogoutRule version_row{"version", "Core 3.2", logout_says_version_2};
constexpr LogoutRule id_row{"id", "Core 1.3.4", logout_has_an_id};
constexpr LogoutRule destination_row{"destination", "Bindings 3.4.5.2, 3.5.5.2",
                                     logout_is_sent_here};
constexpr LogoutRule issuer_row{"issuer", "Profiles 4.4.4.1", logout_is_of_the_provider};
constexpr LogoutRule one_signature_row{"one_signature", "Bindings 3.4.4.1", is_signed_in_one_way};
constexpr LogoutRule signature_row{"logout_signature", "Profiles 4.4.3.3", logout_signature_holds};
constexpr LogoutRule instant_row{"issue_instant", "Core 3.2.1, 3.2.2", was_issued_just_now};

constexpr std::array request_rows{
    schema_row,
    LogoutRule{"logout_request_root", "Core 3.7.1", is_logout_request},
    version_row,
    id_row,
    destination_row,
    issuer_row,
    one_signature_row,
    signature_row,
    instant_row,
    LogoutRule{"not_on_or_after", "Core 3.7.1", request_still_holds},
    LogoutRule{"logout_name_id", "Core 3.7.1", names_one_subject},
    LogoutRule{"session_index", "Core 3.7.1", spells_its_sessions},
};

constexpr std::array answer_rows{
    schema_row,
    LogoutRule{"logout_response_root", "Core 3.7.2", is_logout_response},
    version_row,
    id_row,
    destination_row,
    issuer_row,
    one_signature_row,
    signature_row,
    instant_row,
    LogoutRule{"in_response_to", "Core 3.2.2", answers_our_request},
    LogoutRule{"status", "Core 3.2.2.2, 3.7.3.2", logout_succeeded},
};

}  // namespace

std::span<const LogoutRule> logout_request_rules() {
    return request_rows;
}

std::span<const LogoutRule> logout_response_rules() {
    return answer_rows;
}

}  // namespace kith::connectors::saml
