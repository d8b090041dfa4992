// The one question in front of every reading and every act: may this one do that, to this, for that
// reason?
//
// Default deny. A forbid that is true or unknown denies; a permit must be true; whatever is obliged
// must have been done, or nothing opens. The order of rules never matters. Pure and unchanging once
// built: any thread may ask. Cost of a decision: the few rules of its cell.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/permit.h"
#include "policy/condition.h"

namespace kith::policy {

struct Access {
    Capacity capacity = Capacity::employee;
    Action action = Action::read;
    Kind kind = Kind::directory;
    Purpose purpose = Purpose::peer_support;
    Facts facts;
    RequestId request;  // Empty where no request is meant.
};

// Stable codes, for auditors and tests. Users get denied() whatever the reason.
enum class Why : std::uint8_t {
    permitted,
    no_rule,         // No permit speaks of this at all.
    no_permit_true,  // Permits do, and none is true.
    forbidden,       // A forbid is true.
    fact_unknown,    // A forbid may be true: something that it asks for is not known.
    not_a_request,   // A word that is in no list.
};
std::string_view code(Why why);  // "permitted" ...

using RuleNumber = std::uint16_t;  // In the gate's own list of rules.

// Only a gate makes one. Cheap to copy.
class Decision {
public:
    bool permitted() const { return why_ == Why::permitted; }
    Why why() const { return why_; }
    // What must be done before release(): of all permits that are true, and what is obliged anyway.
    Words<Obligation> obligations() const { return obligations_; }
    // The rules that decided: the forbids, or else the permits that are true. The first six by
    // name, each once.
    std::span<const RuleNumber> rules() const { return {rules_.data(), count_}; }

private:
    friend class Gate;
    // A rule's lines come one after the other.
    void determined_by(RuleNumber rule) {
        if (count_ > 0 && rules_[count_ - 1U] == rule) return;
        if (count_ < rules_.size()) rules_[count_++] = rule;
    }

    Why why_ = Why::not_a_request;
    Words<Obligation> obligations_;
    std::array<RuleNumber, 6> rules_{};
    std::uint8_t count_ = 0;
};

class Gate {
public:
    // `policy`: everything that is in force (policy_set.h), already checked (problems.h).
    explicit Gate(const model::Policy& policy);

    Decision decide(const Access& access) const;
    // The pass for what was decided, once `done` has all its obligations; denied() otherwise.
    // The decision is made again here, so that it cannot belong to another access.
    Result<model::Permit> release(const Access& access, Words<Obligation> done) const;

    // Whether any permit speaks of it, whatever the facts.
    bool considers(Capacity capacity, Action action, Kind kind, Purpose purpose) const;

    // Ids of rules, in the order of their names.
    std::vector<std::string> ids(std::span<const RuleNumber> rules) const;
    std::size_t size() const { return ids_.size(); }

private:
    // One way in which a rule of a cell can be true.
    struct Line {
        Term term;
        Words<Obligation> obligations;
        RuleNumber rule = 0;
    };
    // Its forbids are the lines [first, permits), its permits [permits, end).
    struct Cell {
        std::uint32_t first = 0;
        std::uint32_t permits = 0;
        std::uint32_t end = 0;
        Words<Obligation> obliged;
    };

    static std::optional<std::size_t> index(Capacity capacity, Action action, Kind kind,
                                            Purpose purpose);
    void add(const std::vector<model::Rule>& rules, const Access& cell, RuleNumber number);
    void judge_forbids(const Cell& cell, const Facts& facts, Decision& decision) const;
    void judge_permits(const Cell& cell, const Facts& facts, Decision& decision) const;

    std::vector<std::string> ids_;
    std::vector<Cell> cells_;
    std::vector<Line> lines_;
};

// The one answer for not allowed, not found and no longer there.
Error denied();

// A capacity or a purpose that a session can have: never Kith's own.
std::optional<Capacity> capacity(std::string_view name);
std::optional<Purpose> purpose(std::string_view name);
using model::name;

bool speaks_of(const model::Scope& scope, const Access& access);

}  // namespace kith::policy
