// What the SAML targets hold messages against: a provider whose key nobody has.
#pragma once

#include <span>
#include <vector>

#include "connectors/saml/expected.h"
#include "connectors/saml/logout.h"

namespace kith::fuzz {

// 2026-11-24T12:00:00Z, when the kept messages were made.
inline constexpr std::int64_t noon_ms = 1'795'521'600'000;

connectors::saml::Expected expected_response();
connectors::saml::LogoutExpected expected_logout();

// The rules that are left where a fuzzer cannot pass the others: all but those of signatures.
template <class Rule>
std::vector<Rule> unsigned_rules(std::span<const Rule> rules) {
    std::vector<Rule> left;
    for (const auto& rule : rules)
        if (rule.rule.view().find("sign") == std::string_view::npos &&
            !rule.rule.view().starts_with("schema"))
            left.push_back(rule);
    return left;
}

}  // namespace kith::fuzz
