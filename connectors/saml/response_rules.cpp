#include <algorithm>
#include <array>

#include "connectors/common/quoted.h"
#include "connectors/saml/message_rules.h"
#include "connectors/saml/names.h"
#include "connectors/saml/schema.h"
#include "connectors/saml/signature.h"

namespace kith::connectors::saml {
namespace {

constexpr auto none = std::nullopt;

constexpr const char* bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

bool is_signed(const Element* element) {
    return signature_of(element) != nullptr;
}

std::string text_in(const Element* element) {
    return simple_text(element).value_or("");
}

Trouble has_the_form(const Element* root) {
    const auto held = check_schema(root);
    return held ? Trouble(none) : Trouble(held.error());
}

Trouble message_has_the_form(const Reading& reading, const Expected&) {
    return has_the_form(reading.response);
}

// What was decrypted has a form of its own.
Trouble assertion_has_the_form(const Reading& reading, const Expected&) {
    const bool came_as_it_is = reading.assertion_document == reading.document;
    return reading.assertion == nullptr || came_as_it_is ? Trouble(none)
                                                         : has_the_form(reading.assertion);
}

Trouble name_has_the_form(const Reading& reading, const Expected&) {
    return reading.encrypted_id == nullptr ? Trouble(none) : has_the_form(reading.name_id);
}

Trouble is_response(const Reading& reading, const Expected&) {
    if (is(reading.response, ns::protocol, "Response")) return none;
    return "the message is no samlp:Response";
}

Trouble says_version_2(const Reading& reading, const Expected&) {
    const auto fine = [](const Element* element) {
        return element == nullptr || attribute(element, "Version") == "2.0";
    };
    if (fine(reading.response) && fine(reading.assertion)) return none;
    return "Version is not 2.0";
}

Trouble has_ids(const Reading& reading, const Expected&) {
    const auto fine = [](const Element* element) {
        return element == nullptr || !attribute_or_empty(element, "ID").empty();
    };
    if (fine(reading.response) && fine(reading.assertion)) return none;
    return "the response or its assertion has no ID";
}

Trouble is_issued_by_now(const Reading& reading, const Expected& expected) {
    for (const auto* const element : {reading.response, reading.assertion}) {
        if (element == nullptr) continue;
        const auto issued = moment_at(element, "IssueInstant");
        if (!issued.ms) return "IssueInstant is no time in UTC";
        if (*issued.ms > expected.now_ms + expected.skew_ms)
            return "it was issued " + seconds(*issued.ms - expected.now_ms) +
                   " from now; one of the two clocks is wrong";
    }
    return none;
}

Trouble is_sent_here(const Reading& reading, const Expected& expected) {
    const auto said = attribute(reading.response, "Destination");
    if (!said && !is_signed(reading.response)) return none;
    if (!said) return "a signed response has no Destination";
    if (*said == expected.consumer) return none;
    return "the Destination is " + quoted(*said) + ", and it arrived at " +
           quoted(expected.consumer);
}

Trouble is_of_the_provider(const Reading& reading, const Expected& expected) {
    const bool may_be_absent = !is_signed(reading.response) &&
                               reading.encrypted_assertions.empty() &&
                               children(reading.response, ns::assertion, "Issuer").empty();
    return may_be_absent ? Trouble(none)
                         : issuer_trouble(reading.response_issuer, expected.provider);
}

Trouble answers_the_request(const Reading& reading, const Expected& expected) {
    if (attribute(reading.response, "InResponseTo") == expected.request_id) return none;
    return expected.request_id ? "it answers another request than this browser's"
                               : "it says that it answers a request, and there was none";
}

Trouble succeeded(const Reading& reading, const Expected&) {
    const auto codes = status_codes(reading);
    if (!codes.empty() && codes.front() == ns::success) return none;
    return status_said(codes);
}

Trouble holds_one_assertion(const Reading& reading, const Expected&) {
    if (reading.assertions.size() + reading.encrypted_assertions.size() == 1) return none;
    return "it holds " +
           std::to_string(reading.assertions.size() + reading.encrypted_assertions.size()) +
           " assertions, and one is taken";
}

Trouble signs_what_must_be_signed(const Reading& reading, const Expected& expected) {
    const bool response = is_signed(reading.response);
    const bool assertion = reading.assertion != nullptr && is_signed(reading.assertion);
    switch (expected.must_be_signed) {
        case Expected::Signed::either:
            return response || assertion ? Trouble(none)
                                         : Trouble("neither response nor assertion is signed");
        case Expected::Signed::response:
            return response ? Trouble(none) : Trouble("the response is not signed");
        case Expected::Signed::assertion:
            return assertion ? Trouble(none) : Trouble("the assertion is not signed");
        case Expected::Signed::both:
            return response && assertion ? Trouble(none)
                                         : Trouble("response and assertion are not both signed");
    }
    return "it is not signed";
}

Trouble assertion_is_of_the_provider(const Reading& reading, const Expected& expected) {
    return issuer_trouble(reading.assertion_issuer, expected.provider);
}

// What of a confirmation is not as it must be; nothing: it confirms her.
Trouble confirmation_trouble(const Element* confirmation, const Expected& expected) {
    if (attribute(confirmation, "Method") != bearer) return "its method is not bearer";
    const auto* const data = child(confirmation, ns::assertion, "SubjectConfirmationData");
    if (data == nullptr) return "it has no data";
    if (attribute(data, "Recipient") != expected.consumer)
        return "its Recipient is " + quoted(attribute_or_empty(data, "Recipient")) +
               ", and this place is " + quoted(expected.consumer);
    if (moment_at(data, "NotBefore").there) return "it has a NotBefore";
    const auto until = moment_at(data, "NotOnOrAfter");
    if (!until.ms) return "it has no NotOnOrAfter in UTC";
    if (expected.now_ms - expected.skew_ms >= *until.ms)
        return "it ended " + seconds(expected.now_ms - *until.ms) + " ago";
    if (attribute(data, "InResponseTo") != expected.request_id) return "it answers another request";
    return none;
}

Trouble confirms_the_subject(const Reading& reading, const Expected& expected) {
    Trouble last = "the subject has no confirmation";
    for (const auto* const each : children(reading.subject, ns::assertion, "SubjectConfirmation")) {
        last = confirmation_trouble(each, expected);
        if (!last) return none;
    }
    return "no confirmation of the subject holds; of the last one: " + *last.detail;
}

Trouble has_conditions(const Reading& reading, const Expected&) {
    if (reading.conditions != nullptr) return none;
    return "the assertion has no conditions";
}

Trouble is_valid_now(const Reading& reading, const Expected& expected) {
    const auto from = moment_at(reading.conditions, "NotBefore");
    const auto until = moment_at(reading.conditions, "NotOnOrAfter");
    if ((from.there && !from.ms) || (until.there && !until.ms))
        return "a time of the conditions is none in UTC";
    if (from.ms && until.ms && *from.ms >= *until.ms) return "the conditions end before they begin";
    if (from.ms && *from.ms > expected.now_ms + expected.skew_ms)
        return "the assertion is valid in " + seconds(*from.ms - expected.now_ms) +
               "; the provider's clock or this one is wrong";
    if (until.ms && expected.now_ms - expected.skew_ms >= *until.ms)
        return "the assertion ended " + seconds(expected.now_ms - *until.ms) +
               " ago; it is old, or the provider's clock or this one is wrong";
    return none;
}

Trouble is_for_us(const Reading& reading, const Expected& expected) {
    const auto restrictions = children(reading.conditions, ns::assertion, "AudienceRestriction");
    if (restrictions.empty()) return "the assertion names no audience";
    for (const auto* const restriction : restrictions) {
        const auto audiences = children(restriction, ns::assertion, "Audience");
        const bool ours = std::ranges::any_of(audiences, [&](const Element* each) {
            return simple_text(each) == expected.entity_id;
        });
        if (ours) continue;
        const auto said = audiences.empty() ? std::string() : text_in(audiences.front());
        return "the assertion is for the audience " + quoted(said) +
               ", and this service provider is " + quoted(expected.entity_id);
    }
    return none;
}

Trouble has_known_conditions(const Reading& reading, const Expected&) {
    const auto count = [&](const char* name) {
        return children(reading.conditions, ns::assertion, name).size();
    };
    const auto all = children(reading.conditions).size();
    const auto restrictions = count("AudienceRestriction");
    const auto once = count("OneTimeUse");
    const auto proxies = count("ProxyRestriction");
    if (once <= 1 && proxies <= 1 && restrictions + once + proxies == all) return none;
    return "the assertion has a condition that is not known, or one twice";
}

Trouble says_how_she_signed_in(const Reading& reading, const Expected& expected) {
    if (reading.authn_statement == nullptr) return "the assertion has no AuthnStatement";
    const auto at = moment_at(reading.authn_statement, "AuthnInstant");
    if (!at.ms) return "AuthnInstant is no time in UTC";
    if (*at.ms > expected.now_ms + expected.skew_ms)
        return "AuthnInstant is " + seconds(*at.ms - expected.now_ms) + " from now";
    const auto* const context = child(reading.authn_statement, ns::assertion, "AuthnContext");
    for (const auto* const name : children(context, ns::assertion, "AuthnContextClassRef"))
        if (!simple_text(name)) return "the AuthnContext's name is no plain text";
    return none;
}

Trouble session_lasts(const Reading& reading, const Expected& expected) {
    const auto until = moment_at(reading.authn_statement, "SessionNotOnOrAfter");
    if (!until.there) return none;
    if (!until.ms) return "SessionNotOnOrAfter is no time in UTC";
    if (expected.now_ms < *until.ms) return none;
    return "the provider's session ended " + seconds(expected.now_ms - *until.ms) + " ago";
}

Trouble signed_in_anew(const Reading& reading, const Expected& expected) {
    if (!expected.authn_after_ms) return none;
    const auto at = moment_at(reading.authn_statement, "AuthnInstant");
    if (at.ms && *at.ms + expected.skew_ms >= *expected.authn_after_ms) return none;
    return "the provider was to ask for the password anew, and did not";
}

Trouble signed_in_as_asked(const Reading& reading, const Expected& expected) {
    if (expected.authn_contexts.empty()) return none;
    const auto* const context = child(reading.authn_statement, ns::assertion, "AuthnContext");
    const auto name = text_in(child(context, ns::assertion, "AuthnContextClassRef"));
    if (std::ranges::find(expected.authn_contexts, name) != expected.authn_contexts.end())
        return none;
    return "the AuthnContext is " + quoted(name) + ", and another one was asked for";
}

Trouble names_the_subject(const Reading& reading, const Expected& expected) {
    const auto names = children(reading.subject, ns::assertion, "NameID").size() +
                       children(reading.subject, ns::assertion, "EncryptedID").size();
    if (names == 0 && expected.name_id_format.empty()) return none;
    if (names != 1) return "the subject has no NameID, or more than one";
    if (!is_name(reading.name_id)) return "the NameID is no text of 1 to 256 bytes";
    const auto format = attribute_or_empty(reading.name_id, "Format");
    if (expected.name_id_format.empty() || format == expected.name_id_format) return none;
    return "the NameID's Format is " + quoted(format) + ", and " + quoted(expected.name_id_format) +
           " was asked for";
}

Trouble spells_its_values(const Reading& reading, const Expected&) {
    for (const auto* const statement :
         children(reading.assertion, ns::assertion, "AttributeStatement"))
        for (const auto* const each : children(statement, ns::assertion, "Attribute"))
            for (const auto* const value : children(each, ns::assertion, "AttributeValue"))
                if (!simple_text(value))
                    return "a value of the attribute " + quoted(attribute_or_empty(each, "Name")) +
                           " is no plain text";
    return none;
}

// A signature that is there must hold, also where another one would do.
Trouble response_signature_holds(const Reading& reading, const Expected& expected) {
    if (!is_signed(reading.response)) return none;
    const auto held =
        check_signature(*reading.document, reading.response, expected.provider.signing_keys);
    return held ? Trouble(none) : Trouble(held.error());
}

Trouble assertion_signature_holds(const Reading& reading, const Expected& expected) {
    if (reading.assertion == nullptr || !is_signed(reading.assertion)) return none;
    const auto held = check_signature(*reading.assertion_document, reading.assertion,
                                      expected.provider.signing_keys);
    return held ? Trouble(none) : Trouble(held.error());
}

constexpr std::array response_rows{
    ResponseRule{"schema", "Core 1.3", message_has_the_form, Asked::as_it_came},
    ResponseRule{"response_root", "Core 3.3.3", is_response, Asked::as_it_came},
    ResponseRule{"destination", "Core 3.2.2; Bindings 3.5.5.2", is_sent_here, Asked::as_it_came},
    ResponseRule{"issuer", "Profiles 4.1.4.2", is_of_the_provider, Asked::as_it_came},
    ResponseRule{"in_response_to", "Profiles 4.1.4.3, 4.1.5", answers_the_request,
                 Asked::as_it_came},
    ResponseRule{"response_signature", "Core 5.4", response_signature_holds, Asked::as_it_came},
    ResponseRule{"status", "Core 3.2.2.2", succeeded, Asked::as_it_came},
    ResponseRule{"one_assertion", "Profiles 4.1.4.2", holds_one_assertion, Asked::as_it_came},
    ResponseRule{"schema_of_assertion", "Core 1.3", assertion_has_the_form},
    ResponseRule{"version", "Core 4.1", says_version_2},
    ResponseRule{"id", "Core 1.3.4", has_ids},
    ResponseRule{"signed", "Profiles 4.1.4.5", signs_what_must_be_signed},
    ResponseRule{"assertion_signature", "Core 5.4", assertion_signature_holds},
    ResponseRule{"issue_instant", "Core 2.3.3, 3.2.2", is_issued_by_now},
    ResponseRule{"assertion_issuer", "Profiles 4.1.4.2", assertion_is_of_the_provider},
    ResponseRule{"subject_confirmation", "Profiles 3.3, 4.1.4.2", confirms_the_subject},
    ResponseRule{"conditions", "Profiles 4.1.4.2", has_conditions},
    ResponseRule{"conditions_known", "Core 2.5.1.1", has_known_conditions},
    ResponseRule{"validity", "Core 2.5.1.2", is_valid_now},
    ResponseRule{"audience", "Core 2.5.1.4", is_for_us},
    ResponseRule{"authn_statement", "Core 2.7.2", says_how_she_signed_in},
    ResponseRule{"session", "Core 2.7.2", session_lasts},
    ResponseRule{"force_authn", "Core 3.4.1", signed_in_anew},
    ResponseRule{"authn_context", "Core 3.3.2.2.1", signed_in_as_asked},
    ResponseRule{"attribute_values", "Core 2.7.3.1.1", spells_its_values},
    ResponseRule{"schema_of_name_id", "Core 1.3", name_has_the_form, Asked::with_name_id},
    ResponseRule{"name_id", "Core 2.2.2, 8.3", names_the_subject, Asked::with_name_id},
};

}  // namespace

std::span<const ResponseRule> response_rules() {
    return response_rows;
}

}  // namespace kith::connectors::saml
