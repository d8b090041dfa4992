// What an author of a policy and an auditor ask of it. Behind `kithctl policy`. Reads no database.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "policy/explain.h"

namespace kith::assembly {

struct PolicyReport {
    Findings findings;                  // Errors, and permits that say nothing of their own.
    std::vector<std::string> untested;  // Rules that no proof and no example would miss.
    std::size_t invariants = 0;         // Proved.
    std::size_t examples = 0;           // Tried.
    std::size_t rules = 0;
    std::string hash;
};
Result<PolicyReport> check_policy(const std::string& manifest);

// Every rule in force, by id: "permit own-request", "forbid erased", "oblige ...".
Result<std::vector<std::string>> list_policy(const std::string& manifest, Findings& findings);

// In the words of the manifest; `given` and `unknown` are lists of facts, every other is false.
struct Question {
    std::string as;
    std::string action;
    std::string on;
    std::string purpose;
    std::string given;
    std::string unknown;
};
// invalid_input, and which word it is, where a word is in no list.
Result<policy::Explanation> explain_policy(const std::string& manifest, const Question& question,
                                           Findings& findings);

struct ChangedAnswer {
    std::string request;  // In a sentence.
    bool permitted_before = false;
};
Result<std::vector<ChangedAnswer>> policy_difference(const std::string& before,
                                                     const std::string& after, Findings& findings);

}  // namespace kith::assembly
