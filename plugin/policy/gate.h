// The one question in front of every reading and every act: may this one do that, to this, for that
// reason?
//
// Default deny. Pure: the facts are read by the service from Kith's own store and handed in;
// nothing in them comes from a caller. The policy engine that follows replaces what is inside Gate
// and keeps the call.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/permit.h"

namespace kith::policy {

using model::Kind;

enum class Capacity {
    employee,
    requester,
    peer_supporter,
    coordinator,
    it_admin,
    host,
    library,  // Kith's own acts: routing a request, passing a silent one on. Never a session's.
};

enum class Action {
    search,
    read,
    open,
    write,
    answer,
    recuse,
    reassign,
    close,
    approve,
    import_,
    acknowledge,
    erase
};

enum class Purpose { peer_support, routing, programme, administration };

// What Kith knows of the subject and the object. False where it does not know.
struct Facts {
    bool owner = false;       // The subject asked for this support, or it is her own record.
    bool proposed = false;    // It was offered to her and awaits her answer.
    bool assigned = false;    // She accepted it and it stands.
    bool name_given = false;  // The requester chose to be known to her supporter by name.
};

struct Access {
    Capacity capacity = Capacity::employee;
    Action action = Action::read;
    Kind kind = Kind::directory;
    Purpose purpose = Purpose::peer_support;
    Facts facts;
    RequestId request;  // Empty where no request is meant.
};

class Gate {
public:
    // The pass, or denied().
    static Result<model::Permit> permit(const Access& access);
};

// The one answer for not allowed, not found and no longer there.
Error denied();

// Who could read this kind of a request, computed by asking the gate for each capacity.
std::vector<Capacity> readers(Kind kind);

std::string_view name(Capacity capacity);                 // "peer-supporter" ...
std::optional<Capacity> capacity(std::string_view name);  // Never `library`.
std::optional<Purpose> purpose(std::string_view name);    // "peer-support" ...

}  // namespace kith::policy
