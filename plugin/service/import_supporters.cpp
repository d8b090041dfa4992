#include "service/import_supporters.h"

#include <algorithm>
#include <map>

#include "service/eligibility.h"
#include "service/recheck_assignments.h"
#include "service/standing.h"
#include "store/caseloads.h"

namespace kith::service {
namespace {

using Loads = std::map<store::SupporterRef, store::StoredLoad>;

int known_open(const Rooms& rooms, const Loads& loads, const EmployeeId& supporter) {
    const auto load = loads.find(store::supporter_ref(*rooms.database, supporter));
    return load == loads.end() ? 0 : load->second.open;
}

std::string sentence(const std::vector<FixedText>& reasons) {
    std::string text;
    for (const auto& reason : reasons)
        text += (text.empty() ? "" : "; ") + std::string(reason.view());
    return text;
}

}  // namespace

Result<SupportersImport> import_supporters(Rooms& rooms, store::Transaction& tx,
                                           const Session& session,
                                           std::vector<model::PeerSupporter> supporters) {
    const auto permit = may(rooms, tx, session, policy::Action::import_, policy::Kind::people_feed);
    if (!permit) return permit.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto loads = store::loads(tx, rooms.clock->today());
    if (!loads) return loads.error();

    SupportersImport done;
    done.supporters = supporters.size();
    for (auto& supporter : supporters) {
        supporter.open_cases =
            std::max(0, supporter.open_cases - known_open(rooms, *loads, supporter.id));
        const auto reasons =
            ineligible(rooms.settings.eligibility, *view->snapshot.chart, supporter.id);
        if (reasons.empty() || !supporter.listed) continue;
        supporter.listed = false;
        done.unlisted.push_back({supporter.id, sentence(reasons)});
    }
    const auto stored = store::replace_supporters(tx, supporters);
    if (!stored) return stored.error();
    const auto ended = recheck_assignments(rooms, tx);
    if (!ended) return ended.error();
    done.assignments_ended = *ended;
    return done;
}

Result<std::vector<model::PeerSupporter>> export_supporters(Rooms& rooms, store::Transaction& tx,
                                                            const Session& session) {
    const auto permit = may(rooms, tx, session, policy::Action::import_, policy::Kind::people_feed);
    if (!permit) return permit.error();
    auto supporters = store::supporters(tx);
    if (!supporters) return supporters.error();
    const auto loads = store::loads(tx, rooms.clock->today());
    if (!loads) return loads.error();
    for (auto& supporter : *supporters)
        supporter.open_cases += known_open(rooms, *loads, supporter.id);
    return supporters;
}

}  // namespace kith::service
