// The policy read again, from its words alone.
//
// Written from plugin/model/policy.h, without plugin/policy: names for words, every rule in turn,
// Kleene's logic by minimum and maximum. No masks and no cells, so a mistake of the gate's is not
// made here a second time.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/policy.h"

namespace kith::policy_test {

enum class Kleene { no, unknown, yes };  // In this order: "and" is the least, "or" the greatest.

struct NaiveAccess {
    std::string_view as;
    std::string_view action;
    std::string_view on;
    std::string_view purpose;
    std::map<std::string_view, Kleene> facts;
};

struct NaiveDecision {
    bool permitted = false;
    std::string why;              // One of the codes of plugin/policy/gate.h.
    std::set<std::string> rules;  // All that decided.
    std::set<std::string> obligations;
};

// What a forbid does of which nobody knows whether it is true: in Kith it denies, in Cedar it is
// skipped.
enum class UnknownForbid { denies, is_skipped };

class Naive {
public:
    explicit Naive(const model::Policy& policy);
    NaiveDecision decide(const NaiveAccess& access,
                         UnknownForbid unknown = UnknownForbid::denies) const;

private:
    using Names = std::set<std::string_view>;
    struct Sentence {
        Names all;
        Names none;
    };
    struct Said {
        std::string id;
        Names as, actions, kinds, purposes;
        std::vector<Sentence> when;
        std::set<std::string> obligations;
    };

    static Said said(const model::Rule& rule);
    static bool speaks_of(const Said& rule, const NaiveAccess& access);
    static Kleene holds(const Sentence& sentence, const NaiveAccess& access);
    static Kleene holds(const Said& rule, const NaiveAccess& access);

    std::vector<Said> forbids_;
    std::vector<Said> permits_;
    std::vector<Said> obliges_;
};

}  // namespace kith::policy_test
