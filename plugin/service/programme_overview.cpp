#include "service/programme_overview.h"

#include <algorithm>

#include "service/standing.h"

namespace kith::service {
namespace {

using model::Enrolment;

bool offered_today(const model::PeerSupporter& supporter, const DirectoryView& view, Day today) {
    if (directory::is_barred(view.snapshot, supporter.id)) return false;
    return supporter.listed && supporter.accredited_until && *supporter.accredited_until >= today &&
           !(supporter.on_leave_until && *supporter.on_leave_until >= today);
}

// Nothing where too few stand behind the figures, and where the policy shows none at all.
Result<std::optional<store::StateCounts>> counts_for(Rooms& rooms, store::Transaction& tx,
                                                     const Session& session) {
    const auto counts = store::state_counts(tx);
    if (!counts) return counts.error();
    const auto all = counts->waiting + counts->offered + counts->active + counts->closed;
    const auto action = policy::Action::read;
    const auto kind = policy::Kind::programme_counts;
    const auto permit = all >= cohort_min
                            ? may(rooms, tx, session, action, kind, {policy::Fact::cohort_met})
                            : may(rooms, tx, session, action, kind);
    if (permit) return std::optional(*counts);
    if (permit.error().code == ErrorCode::denied) return std::optional<store::StateCounts>{};
    return permit.error();
}

}  // namespace

Result<ProgrammeOverview> programme_overview(Rooms& rooms, store::Transaction& tx,
                                             const Session& session) {
    const auto permit =
        may(rooms, tx, session, policy::Action::read, policy::Kind::supporter_record);
    if (!permit) return permit.error();
    const auto counts = counts_for(rooms, tx, session);
    if (!counts) return counts.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    ProgrammeOverview overview;
    overview.requests = *counts;
    for (const auto& supporter : view->snapshot.book->all()) {
        if (supporter.enrolment == Enrolment::applied) ++overview.supporters_applied;
        if (supporter.enrolment != Enrolment::approved) continue;
        if (offered_today(supporter, *view, rooms.clock->today())) {
            ++overview.supporters_listed;
            continue;
        }
        ++overview.supporters_paused;
    }
    return overview;
}

Result<std::vector<SupporterEntry>> supporter_list(Rooms& rooms, store::Transaction& tx,
                                                   const Session& session) {
    const auto permit =
        may(rooms, tx, session, policy::Action::read, policy::Kind::supporter_record);
    if (!permit) return permit.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    const auto& chart = *view->snapshot.chart;
    std::vector<SupporterEntry> entries;
    for (const auto& supporter : view->snapshot.book->all()) {
        SupporterEntry entry;
        entry.supporter = supporter;
        // Whom she would rather not meet is her own affair.
        entry.supporter.declared_conflicts.clear();
        if (const auto seat = chart.seat(supporter.id))
            entry.display_name = chart.person(*seat).display_name;
        entry.eligible = !directory::is_barred(view->snapshot, supporter.id);
        entries.push_back(std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return a.supporter.enrolment < b.supporter.enrolment;
    });
    return entries;
}

}  // namespace kith::service
