// The month's turn of the keys, by time or by an administrator. Nobody reads anything by it: the
// store opens an identity only to write its pseudonyms anew.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "service/rooms.h"
#include "store/keyring.h"

namespace kith::service {

struct KeyStatus {
    store::Epochs epochs;  // Of the database.
    std::vector<store::EpochDay> keyring;
    std::int64_t under_current = 0;   // Data keys.
    std::int64_t under_previous = 0;  // Those that a turn has still to lock anew.
    std::vector<RequestId> left;      // Whose those are, the first of them.
    std::optional<Day> next_turn;  // When the current epoch ends; empty where the keyring lacks it.
};
Result<KeyStatus> key_status(Rooms& rooms);

// Told what was turned so far and of how many; false stops, and the turn goes on another time.
using TurnWatch = std::function<bool(std::int64_t turned, std::int64_t all)>;

// Begins a turn or goes on with one. False where it was stopped before its end. busy where somebody
// else turns at this moment.
Result<bool> turn_keys(Rooms& rooms, const TurnWatch& watch);

// Destroys what a turn that was stopped at its last step left in the keyring. True, for then it has
// ended; busy where somebody else turns at this moment.
Result<bool> clear_keyring(Rooms& rooms);

// Where the month is over or a turn was left unfinished.
Result<bool> turn_is_due(Rooms& rooms);

}  // namespace kith::service
