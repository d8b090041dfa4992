// One operation: its name with its version, its schemas, who may call it, the use case behind it.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "gateway/json.h"
#include "gateway/schema.h"
#include "service/rooms.h"

namespace kith::gateway {

struct Caller {
    service::Rooms& rooms;
    store::Transaction& tx;
    const service::Session& session;
};

enum class Effect {
    reads,
    // Reads what its owner wrote, who is told that somebody else did: whoever is not the requester
    // reads in a transaction that notes it.
    reads_noted,
    reads_recorded,  // The audit log has it, whoever reads.
    changes,         // Its input has an idempotencyKey; calling it again with the same key changes
                     // nothing.
    erases,          // The same, and what it took is gone from the database's log afterwards.
};

// What the policy is asked before anything else: the first question of the use case. Where no
// permit speaks of it in the caller's capacity and purpose, the call ends there.
struct Asks {
    policy::Action action;
    policy::Kind kind;
};

struct Operation {
    std::string_view name;  // "support.request/1"
    std::string_view summary;
    Effect effect;
    Asks asks;
    std::vector<policy::Capacity> capacities;
    std::string_view
        list;  // Of an operation that gives pages: the field with the items; else empty.
    std::string_view input;   // JSON Schema.
    std::string_view output;  // JSON Schema, open: later versions may add fields.
    Result<Object::Ptr> (*run)(const Caller& caller, const Object& in);
};

std::vector<Operation> directory_operations();
std::vector<Operation> support_operations();
std::vector<Operation> supporter_operations();
std::vector<Operation> programme_operations();
std::vector<Operation> help_operations();
std::vector<Operation> consent_operations();
std::vector<Operation> exception_operations();
std::vector<Operation> keeping_operations();
std::vector<Operation> own_data_operations();

// Every operation there is, for tests that hold each to something.
std::vector<Operation> all_operations();

}  // namespace kith::gateway
