#include "connectors/saml/reading.h"

#include <utility>

#include "connectors/common/moment.h"
#include "connectors/saml/names.h"

namespace kith::connectors::saml {
namespace {

Reading with_parts_of(Reading reading, const Document& document, const Element* assertion) {
    reading.assertion_document = &document;
    reading.assertion = assertion;
    reading.assertion_issuer = child(assertion, ns::assertion, "Issuer");
    reading.subject = child(assertion, ns::assertion, "Subject");
    reading.name_id = child(reading.subject, ns::assertion, "NameID");
    reading.encrypted_id = child(reading.subject, ns::assertion, "EncryptedID");
    reading.conditions = child(assertion, ns::assertion, "Conditions");
    const auto statements = children(assertion, ns::assertion, "AuthnStatement");
    if (!statements.empty()) reading.authn_statement = statements.front();
    return reading;
}

}  // namespace

Reading read_parts(const Document& document) {
    Reading reading;
    reading.document = &document;
    reading.response = document.root();
    reading.response_issuer = child(reading.response, ns::assertion, "Issuer");
    reading.status = child(reading.response, ns::protocol, "Status");
    reading.assertions = children(reading.response, ns::assertion, "Assertion");
    reading.encrypted_assertions = children(reading.response, ns::assertion, "EncryptedAssertion");
    if (reading.assertions.size() != 1) return reading;
    const auto* const only = reading.assertions.front();
    return with_parts_of(std::move(reading), document, only);
}

Reading with_assertion(Reading reading, const Document& decrypted) {
    return with_parts_of(std::move(reading), decrypted, decrypted.root());
}

Reading with_name_id(Reading reading, const Document& decrypted) {
    reading.name_id = decrypted.root();
    return reading;
}

Moment moment_at(const Element* element, const char* name) {
    const auto text = attribute(element, name);
    if (!text) return {};
    if (!text->ends_with('Z')) return {true, std::nullopt};
    return {true, moment_of(*text)};
}

std::vector<std::string> status_codes(const Reading& reading) {
    std::vector<std::string> codes;
    for (const auto* at = child(reading.status, ns::protocol, "StatusCode"); at != nullptr;
         at = child(at, ns::protocol, "StatusCode"))
        codes.push_back(attribute_or_empty(at, "Value"));
    return codes;
}

}  // namespace kith::connectors::saml
