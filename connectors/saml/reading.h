// A response by its parts. What is not there is nullptr, empty or none; the rules say what must be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "connectors/saml/document.h"

namespace kith::connectors::saml {

struct Reading {
    const Document* document = nullptr;  // As it came.
    const Element* response = nullptr;
    const Element* response_issuer = nullptr;
    const Element* status = nullptr;
    std::vector<const Element*> assertions;
    std::vector<const Element*> encrypted_assertions;

    // Of the only assertion, as it came or decrypted.
    const Document* assertion_document = nullptr;
    const Element* assertion = nullptr;
    const Element* assertion_issuer = nullptr;
    const Element* subject = nullptr;
    const Element* name_id = nullptr;
    const Element* encrypted_id = nullptr;
    const Element* conditions = nullptr;
    const Element* authn_statement = nullptr;
};

Reading read_parts(const Document& document);
// With what was decrypted, which stays a document of its own: what was verified as it came is never
// changed, and no namespace that is declared around it gives it another meaning.
Reading with_assertion(Reading reading, const Document& decrypted);
Reading with_name_id(Reading reading, const Document& decrypted);

// An attribute that holds a point in time in UTC (Core 1.3.3).
struct Moment {
    bool there = false;
    std::optional<std::int64_t> ms;  // None: it is there and is none.
};
Moment moment_at(const Element* element, const char* name);

// The status codes, from the outer one to the inner one.
std::vector<std::string> status_codes(const Reading& reading);

}  // namespace kith::connectors::saml
