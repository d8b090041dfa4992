// The kinds of transaction that a use case runs in.
#pragma once

#include <string>
#include <utility>

#include "service/rooms.h"
#include "store/idempotency.h"

namespace kith::service {

// For a use case that changes nothing: one consistent view.
template <class Work>
auto reading(Rooms& rooms, Work&& work) {
    return rooms.database->read(std::forward<Work>(work));
}

// For reading what belongs to somebody who is told that it was read: the note and the view are one.
template <class Work>
auto noting(Rooms& rooms, Work&& work) {
    return rooms.database->write(std::forward<Work>(work));
}

// For a change: carried out at most once per idempotency key. A repeated call gets the answer of
// the first, kept in the same transaction as the change itself.
// `erases`: it takes something away, which has to work on a full disk, too.
template <class Work>
Result<std::string> once(Rooms& rooms, const store::CallKey& call, bool erases, Work&& work) {
    const auto carried_out = [&](store::Transaction& tx) -> Result<std::string> {
        auto kept = store::kept_answer(tx, call);
        if (!kept) return kept.error();
        if (*kept) return **kept;

        Result<std::string> answer = work(tx);
        if (!answer) return answer;

        const auto done = store::keep_answer(tx, call, *answer, rooms.clock->hour());
        if (!done) return done.error();
        return answer;
    };
    return erases ? rooms.database->erase(carried_out) : rooms.database->write(carried_out);
}

}  // namespace kith::service
