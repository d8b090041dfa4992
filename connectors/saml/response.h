// A response of Web Browser SSO (Profiles 4.1), from its bytes to who signed in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/saml/expected.h"
#include "connectors/saml/reading.h"

namespace kith::connectors::saml {

struct NameId {
    std::string value;
    std::string format;
    std::string name_qualifier;
    std::string sp_name_qualifier;
};

struct SamlAttribute {
    std::string name;
    std::string format;
    std::vector<std::string> values;
};

struct SignedIn {
    NameId name_id;  // Empty where the provider gave none.
    std::vector<SamlAttribute> attributes;
    std::string session_index;
    std::string authn_context;
    std::string assertion_id;
    std::int64_t replay_until_ms = 0;  // Until then the assertion's id must be remembered.
    std::optional<std::int64_t> session_until_ms;
};

// What is wrong, or nothing.
struct Trouble {
    Trouble(std::nullopt_t) {}                              // NOLINT(google-explicit-constructor)
    Trouble(const char* said) : detail(said) {}             // NOLINT(google-explicit-constructor)
    Trouble(std::string said) : detail(std::move(said)) {}  // NOLINT(google-explicit-constructor)
    // Of a signature: which of its own rules it breaks.
    explicit Trouble(const Refusal& refusal)
        : detail(refusal.detail), rule(refusal.rule), section(refusal.section) {}

    explicit operator bool() const { return detail.has_value(); }

    std::optional<std::string> detail;
    FixedText rule;  // Empty: that of the row.
    std::string_view section;
};

// When a rule is asked: what is encrypted opens after what covers it was verified.
enum class Asked : std::uint8_t { as_it_came, with_assertion, with_name_id };

struct ResponseRule {
    FixedText rule;
    std::string_view section;
    Trouble (*trouble)(const Reading& reading, const Expected& expected);
    Asked asked = Asked::with_assertion;
};
std::span<const ResponseRule> response_rules();  // In the order in which they are asked.

// Every rule, then what it says. The replay cache is for the caller. Rules that hold are added to
// `held`, where given.
Checked<SignedIn> check_response(const Document& document, const Expected& expected,
                                 HeldRules* held);
Checked<SignedIn> check_response(std::string_view xml, const Expected& expected);

// For tests: the same by these rules alone, so that each is shown to be needed.
Checked<SignedIn> check_response_by(std::span<const ResponseRule> rules, std::string_view xml,
                                    const Expected& expected);

}  // namespace kith::connectors::saml
