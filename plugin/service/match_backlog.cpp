#include "service/match_backlog.h"

#include "service/place.h"
#include "store/requests.h"

namespace kith::service {
namespace {

struct Waiting {
    std::vector<RequestId> ids;
    std::vector<routing::BatchRequest> requests;  // In the order of the ids.
};

// One damaged request must not keep the others waiting.
Result<Waiting> open_all(Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                         const std::vector<RequestId>& ids) {
    Waiting waiting;
    for (const auto& id : ids) {
        auto request = open_for_routing(rooms, tx, view, id);
        if (!request && request.error().code == ErrorCode::store_corrupt) {
            rooms.log->write(ports::LogLevel::error, "matching: a damaged request was passed over",
                             1);
            continue;
        }
        if (!request) return request.error();
        waiting.ids.push_back(id);
        waiting.requests.push_back(std::move(*request));
    }
    return waiting;
}

BacklogMatch figures(const routing::Batch& batch) {
    return {batch.chosen.size(), batch.placed, batch.fit,
            batch.value,         batch.bound,  batch.placed_in_turn};
}

}  // namespace

Result<BacklogMatch> place_together(Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                                    const std::vector<RequestId>& ids) {
    const auto now = brought_up(rooms, tx, view);
    if (!now) return now.error();
    const auto waiting = open_all(rooms, tx, *now, ids);
    if (!waiting) return waiting.error();
    const auto batch = routing::match_together(waiting->requests, *now->matcher);
    for (std::size_t i = 0; i < waiting->ids.size(); ++i) {
        const auto& choice = batch.chosen[i];
        if (!choice) continue;
        const auto asked =
            propose_to(rooms, tx, waiting->ids[i], *now->snapshot.book->find(choice->supporter));
        if (!asked) return asked.error();
    }
    return figures(batch);
}

Result<BacklogMatch> match_backlog(Rooms& rooms) {
    return rooms.database->write([&](store::Transaction& tx) -> Result<BacklogMatch> {
        const auto ids = store::requests_in(tx, model::RequestState::waiting);
        if (!ids) return ids.error();
        const auto view = rooms.directory.view(rooms, tx);
        if (!view) return view.error();
        return place_together(rooms, tx, *view, *ids);
    });
}

Result<BacklogMatch> try_backlog(Rooms& rooms) {
    return rooms.database->read([&](store::Transaction& tx) -> Result<BacklogMatch> {
        const auto ids = store::requests_in(tx, model::RequestState::waiting);
        if (!ids) return ids.error();
        const auto view = rooms.directory.view(rooms, tx);
        if (!view) return view.error();
        const auto waiting = open_all(rooms, tx, *view, *ids);
        if (!waiting) return waiting.error();
        return figures(routing::match_together(waiting->requests, *view->matcher));
    });
}

}  // namespace kith::service
