// What the rules of responses and of logout have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "connectors/saml/expected.h"
#include "connectors/saml/response.h"

namespace kith::connectors::saml {

std::string seconds(std::int64_t ms);  // "2 s", rounded up.

Trouble issuer_trouble(const Element* issuer, const IdentityProvider& provider);
std::string status_said(const std::vector<std::string>& codes);

bool is_name(const Element* name_id);  // A plain text of 1 to 256 bytes (Core 8.3.7, 8.3.8).
NameId name_of(const Element* name_id);

// What the rule says where it does not hold.
template <class Rule, class Reading, class Expected>
std::optional<Refusal> refusal_by(const Rule& rule, const Reading& reading,
                                  const Expected& expected) {
    auto said = rule.trouble(reading, expected);
    if (!said) return std::nullopt;
    const bool of_row = said.rule.empty();
    return Refusal{of_row ? rule.rule : said.rule, of_row ? rule.section : said.section,
                   std::move(*said.detail)};
}

// What the first one says that does not hold. Those before it are added to `held`, where given.
template <class Rule, class Reading, class Expected>
std::optional<Refusal> first_refusal(std::span<const Rule> rules, const Reading& reading,
                                     const Expected& expected, HeldRules* held) {
    for (const auto& rule : rules) {
        if (auto refusal = refusal_by(rule, reading, expected)) return refusal;
        if (held != nullptr) held->push_back({rule.rule, rule.section});
    }
    return std::nullopt;
}

}  // namespace kith::connectors::saml
