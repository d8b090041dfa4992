#include "connectors/saml/response.h"

#include <algorithm>

#include "connectors/saml/message_rules.h"
#include "connectors/saml/names.h"

namespace kith::connectors::saml {
namespace {

// One attribute that is given twice has the values of both, so that no reader takes another one.
std::vector<SamlAttribute> attributes_of(const Element* assertion) {
    std::vector<SamlAttribute> found;
    for (const auto* const statement : children(assertion, ns::assertion, "AttributeStatement"))
        for (const auto* const each : children(statement, ns::assertion, "Attribute")) {
            const auto name = attribute_or_empty(each, "Name");
            const auto format = attribute_or_empty(each, "NameFormat");
            auto known = std::ranges::find_if(found, [&](const SamlAttribute& other) {
                return other.name == name && other.format == format;
            });
            if (known == found.end()) known = found.insert(found.end(), {name, format, {}});
            for (const auto* const value : children(each, ns::assertion, "AttributeValue"))
                known->values.push_back(simple_text(value).value_or(""));
        }
    return found;
}

// The longest that any confirmation of it can be used.
std::int64_t replay_until(const Reading& reading, const Expected& expected) {
    std::int64_t until = expected.now_ms;
    for (const auto* const each : children(reading.subject, ns::assertion, "SubjectConfirmation")) {
        const auto* const data = child(each, ns::assertion, "SubjectConfirmationData");
        until = std::max(until, moment_at(data, "NotOnOrAfter").ms.value_or(0));
    }
    return until + expected.skew_ms;
}

SignedIn read_out(const Reading& reading, const Expected& expected) {
    SignedIn read;
    read.name_id = name_of(reading.name_id);
    read.attributes = attributes_of(reading.assertion);
    read.session_index = attribute_or_empty(reading.authn_statement, "SessionIndex");
    read.authn_context =
        simple_text(child(child(reading.authn_statement, ns::assertion, "AuthnContext"),
                          ns::assertion, "AuthnContextClassRef"))
            .value_or("");
    read.assertion_id = attribute_or_empty(reading.assertion, "ID");
    read.replay_until_ms = replay_until(reading, expected);
    read.session_until_ms = moment_at(reading.authn_statement, "SessionNotOnOrAfter").ms;
    return read;
}

}  // namespace

Checked<SignedIn> check_response_by(std::span<const ResponseRule> rules, std::string_view xml,
                                    const Expected& expected) {
    const auto document = Document::parse(xml);
    if (!document) return document.error();
    const auto reading = read_parts(*document);
    const auto refusal = first_refusal(rules, reading, expected);
    if (refusal) return *refusal;
    return read_out(reading, expected);
}

Checked<SignedIn> check_response(std::string_view xml, const Expected& expected) {
    return check_response_by(response_rules(), xml, expected);
}

}  // namespace kith::connectors::saml
