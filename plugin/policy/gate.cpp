#include "policy/gate.h"

#include <array>

namespace kith::policy {
namespace {

// What must be true of the subject for a row to permit. `anyone`: the capacity alone is enough.
enum class Needs { anyone, owner, proposed, assigned, proposed_or_assigned, assigned_with_consent };

struct Row {
    Capacity capacity;
    Action action;
    Kind kind;
    Purpose purpose;
    Needs needs;
};

// Everything that is allowed. What is not a row here is denied.
constexpr std::array rows{
    // Looking round leaves no trace and needs no reason.
    Row{Capacity::employee, Action::search, Kind::directory, Purpose::peer_support, Needs::anyone},
    Row{Capacity::requester, Action::search, Kind::directory, Purpose::peer_support, Needs::anyone},
    Row{Capacity::peer_supporter, Action::search, Kind::directory, Purpose::peer_support,
        Needs::anyone},
    Row{Capacity::coordinator, Action::search, Kind::directory, Purpose::programme, Needs::anyone},

    // Who asked owns the request: she reads all of it, and she alone may ask for someone else.
    Row{Capacity::requester, Action::open, Kind::request_state, Purpose::peer_support,
        Needs::anyone},
    Row{Capacity::requester, Action::read, Kind::request_state, Purpose::peer_support,
        Needs::owner},
    Row{Capacity::requester, Action::read, Kind::request_content, Purpose::peer_support,
        Needs::owner},
    Row{Capacity::requester, Action::read, Kind::conversation, Purpose::peer_support, Needs::owner},
    Row{Capacity::requester, Action::write, Kind::conversation, Purpose::peer_support,
        Needs::owner},
    Row{Capacity::requester, Action::reassign, Kind::request_state, Purpose::peer_support,
        Needs::owner},
    Row{Capacity::requester, Action::close, Kind::request_state, Purpose::peer_support,
        Needs::owner},
    Row{Capacity::requester, Action::erase, Kind::request_state, Purpose::peer_support,
        Needs::owner},
    Row{Capacity::requester, Action::read, Kind::request_looks, Purpose::peer_support,
        Needs::owner},

    // A supporter sees that something is offered; what was written only after she accepted.
    Row{Capacity::peer_supporter, Action::read, Kind::request_state, Purpose::peer_support,
        Needs::proposed_or_assigned},
    Row{Capacity::peer_supporter, Action::answer, Kind::request_state, Purpose::peer_support,
        Needs::proposed},
    Row{Capacity::peer_supporter, Action::recuse, Kind::request_state, Purpose::peer_support,
        Needs::proposed_or_assigned},
    Row{Capacity::peer_supporter, Action::reassign, Kind::request_state, Purpose::peer_support,
        Needs::assigned},
    Row{Capacity::peer_supporter, Action::close, Kind::request_state, Purpose::peer_support,
        Needs::assigned},
    Row{Capacity::peer_supporter, Action::read, Kind::request_content, Purpose::peer_support,
        Needs::assigned},
    Row{Capacity::peer_supporter, Action::read, Kind::conversation, Purpose::peer_support,
        Needs::assigned},
    Row{Capacity::peer_supporter, Action::write, Kind::conversation, Purpose::peer_support,
        Needs::assigned},
    Row{Capacity::peer_supporter, Action::read, Kind::request_identity, Purpose::peer_support,
        Needs::assigned_with_consent},

    // The programme: an employee's own entry, the coordinator's approval, states and counts.
    Row{Capacity::employee, Action::write, Kind::supporter_record, Purpose::programme,
        Needs::owner},
    Row{Capacity::employee, Action::read, Kind::supporter_record, Purpose::programme, Needs::owner},
    Row{Capacity::peer_supporter, Action::write, Kind::supporter_record, Purpose::programme,
        Needs::owner},
    Row{Capacity::peer_supporter, Action::read, Kind::supporter_record, Purpose::programme,
        Needs::owner},
    Row{Capacity::coordinator, Action::read, Kind::supporter_record, Purpose::programme,
        Needs::anyone},
    Row{Capacity::coordinator, Action::approve, Kind::supporter_record, Purpose::programme,
        Needs::anyone},
    Row{Capacity::coordinator, Action::read, Kind::programme_counts, Purpose::programme,
        Needs::anyone},

    // Running it: the feed and the notices, nothing of what people said.
    Row{Capacity::it_admin, Action::import_, Kind::people_feed, Purpose::administration,
        Needs::anyone},
    Row{Capacity::host, Action::import_, Kind::people_feed, Purpose::administration, Needs::anyone},
    Row{Capacity::host, Action::read, Kind::notice, Purpose::administration, Needs::anyone},
    Row{Capacity::host, Action::acknowledge, Kind::notice, Purpose::administration, Needs::anyone},

    // Kith itself must know who asks, whom it concerns and about what, to keep them apart.
    Row{Capacity::library, Action::read, Kind::request_identity, Purpose::routing, Needs::anyone},
    Row{Capacity::library, Action::read, Kind::request_content, Purpose::routing, Needs::anyone},
};

bool holds(Needs needs, const Facts& facts) {
    switch (needs) {
        case Needs::anyone:
            return true;
        case Needs::owner:
            return facts.owner;
        case Needs::proposed:
            return facts.proposed;
        case Needs::assigned:
            return facts.assigned;
        case Needs::proposed_or_assigned:
            return facts.proposed || facts.assigned;
        case Needs::assigned_with_consent:
            return facts.assigned && facts.name_given;
    }
    return false;
}

bool allowed(const Access& access) {
    for (const Row& row : rows) {
        if (row.capacity == access.capacity && row.action == access.action &&
            row.kind == access.kind && row.purpose == access.purpose &&
            holds(row.needs, access.facts))
            return true;
    }
    return false;
}

struct CapacityName {
    Capacity capacity;
    std::string_view name;
};

constexpr std::array capacity_names{
    CapacityName{Capacity::employee, "employee"},
    CapacityName{Capacity::requester, "requester"},
    CapacityName{Capacity::peer_supporter, "peer-supporter"},
    CapacityName{Capacity::coordinator, "coordinator"},
    CapacityName{Capacity::it_admin, "it-admin"},
    CapacityName{Capacity::host, "host"},
};

}  // namespace

Result<model::Permit> Gate::permit(const Access& access) {
    if (!allowed(access)) return denied();
    return model::Permit{access.kind, access.request};
}

Error denied() {
    return Error{ErrorCode::denied,
                 "not allowed, or no longer there",
                 {},
                 "check the id, the session's capacity and its purpose"};
}

std::vector<Capacity> readers(Kind kind) {
    std::vector<Capacity> found;
    for (const auto& [capacity, name] : capacity_names) {
        Access access{capacity, Action::read, kind, Purpose::peer_support, {true, true, true, true},
                      {}};
        const bool for_support = allowed(access);
        access.purpose = Purpose::programme;
        const bool for_programme = allowed(access);
        access.purpose = Purpose::administration;
        if (for_support || for_programme || allowed(access)) found.push_back(capacity);
    }
    return found;
}

std::string_view name(Capacity capacity) {
    for (const auto& known : capacity_names)
        if (known.capacity == capacity) return known.name;
    return "library";
}

std::optional<Capacity> capacity(std::string_view name) {
    for (const auto& known : capacity_names)
        if (known.name == name) return known.capacity;
    return std::nullopt;
}

std::optional<Purpose> purpose(std::string_view name) {
    if (name == "peer-support") return Purpose::peer_support;
    if (name == "programme") return Purpose::programme;
    if (name == "administration") return Purpose::administration;
    return std::nullopt;
}

}  // namespace kith::policy
