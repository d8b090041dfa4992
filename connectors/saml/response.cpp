#include "connectors/saml/response.h"

#include <algorithm>

#include "connectors/saml/decryption.h"
#include "connectors/saml/message_rules.h"
#include "connectors/saml/names.h"
#include "connectors/saml/signature.h"

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

Checked<void> hold(std::span<const ResponseRule> rules, Asked now, const Reading& reading,
                   const Expected& expected, HeldRules* held) {
    for (const auto& rule : rules) {
        if (rule.asked != now) continue;
        auto refusal = refusal_by(rule, reading, expected);
        if (refusal) return std::move(*refusal);
        if (held != nullptr) held->push_back({rule.rule, rule.section});
    }
    return {};
}

using MayBeDocument = std::optional<Document>;

Checked<MayBeDocument> decrypted(const Encrypted& encrypted, const Reading& reading,
                                 const Expected& expected) {
    if (encrypted.element == nullptr) return MayBeDocument();
    auto document = decrypt(encrypted, expected.decryption_keys);
    if (!document) return document.error();
    for (const auto* const other : {reading.document, reading.assertion_document})
        if (other != nullptr && other->shares_id_with(*document))
            return Refusal{"xml_id", "Core 1.3.4",
                           "an ID of what is encrypted stands outside of it too"};
    return MayBeDocument(std::move(*document));
}

Encrypted encrypted_assertion_of(const Reading& reading) {
    const bool only = reading.assertions.empty() && reading.encrypted_assertions.size() == 1;
    return {only ? reading.encrypted_assertions.front() : nullptr, "Assertion",
            signature_of(reading.response) != nullptr};
}

Encrypted encrypted_name_of(const Reading& reading) {
    return {
        reading.encrypted_id, "NameID",
        signature_of(reading.response) != nullptr || signature_of(reading.assertion) != nullptr};
}

Checked<SignedIn> checked_by(std::span<const ResponseRule> rules, const Document& document,
                             const Expected& expected, HeldRules* held) {
    auto reading = read_parts(document);
    const auto came = hold(rules, Asked::as_it_came, reading, expected, held);
    if (!came) return came.error();

    const auto assertion = decrypted(encrypted_assertion_of(reading), reading, expected);
    if (!assertion) return assertion.error();
    if (*assertion) reading = with_assertion(std::move(reading), **assertion);
    const auto asserted = hold(rules, Asked::with_assertion, reading, expected, held);
    if (!asserted) return asserted.error();

    const auto name_id = decrypted(encrypted_name_of(reading), reading, expected);
    if (!name_id) return name_id.error();
    if (*name_id) reading = with_name_id(std::move(reading), **name_id);
    const auto named = hold(rules, Asked::with_name_id, reading, expected, held);
    if (!named) return named.error();
    return read_out(reading, expected);
}

}  // namespace

Checked<SignedIn> check_response_by(std::span<const ResponseRule> rules, std::string_view xml,
                                    const Expected& expected) {
    const auto document = Document::parse(xml);
    if (!document) return document.error();
    return checked_by(rules, *document, expected, nullptr);
}

Checked<SignedIn> check_response(const Document& document, const Expected& expected,
                                 HeldRules* held) {
    return checked_by(response_rules(), document, expected, held);
}

Checked<SignedIn> check_response(std::string_view xml, const Expected& expected) {
    return check_response_by(response_rules(), xml, expected);
}

}  // namespace kith::connectors::saml
