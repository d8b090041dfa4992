// What a policy says, as plain values: the constitution, the shipped permits, a manifest's own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/access.h"

namespace kith::model {

// Where a rule was written, for whoever has to mend it. Not part of what it says.
struct Written {
    std::string file;
    int line = 0;
};

// True where every fact of `all` is true and every fact of `none` is false; false where one of them
// is known to be otherwise; else unknown (Kleene's strong three-valued logic).
struct Term {
    Words<Fact> all;
    Words<Fact> none;
    bool operator==(const Term&) const = default;
};

// True where one term is, unknown where none is but one may be. Without terms: always true.
using Condition = std::vector<Term>;

// To whom and what a rule applies.
struct Scope {
    Words<Capacity> as = Words<Capacity>::all();
    Words<Action> actions = Words<Action>::all();
    Words<Kind> kinds = Words<Kind>::all();
    Words<Purpose> purposes = Words<Purpose>::all();
};

struct Rule {
    std::string id;
    Scope scope;
    Condition when;
    Words<Obligation> obligations;  // Of a permit, and of an `oblige`, which is nothing else.
    Written written;
};

// Whatever is permitted within the scope, `unless` was true of it. Without `unless`: nothing is.
struct Invariant {
    std::string id;
    Scope scope;
    std::optional<Condition> unless;
    Written written;
};

// One request and its answer, run whenever the policy is loaded.
struct Example {
    bool permitted = false;
    Capacity capacity = Capacity::employee;
    Action action = Action::read;
    Kind kind = Kind::guidance;
    Purpose purpose = Purpose::peer_support;
    Words<Fact> given;              // True.
    Words<Fact> missing;            // Unknown. Every other fact is false.
    Words<Obligation> obligations;  // At least these, where it is permitted.
    Written written;
};

struct Policy {
    std::vector<Rule> permits;
    std::vector<Rule> forbids;
    std::vector<Rule> obliges;
    std::vector<std::string> withdrawn;  // Shipped permits that a site does without.
    std::vector<Invariant> invariants;
    std::vector<Example> examples;
};

}  // namespace kith::model
