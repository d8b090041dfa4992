#include "store/directory_tops.h"

#include <limits>
#include <optional>

#include "store/directory_state.h"
#include "store/rows_digest.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

struct Top {
    std::string person;
    int unsure = 0;
};

template <class... Parts>
Result<std::vector<Top>> found_tops(Transaction& tx, std::string_view sql, const Parts&... parts) {
    std::vector<std::string> people;
    std::vector<int> unsure;
    const auto read = tx.run(sql, tx.tenant(), parts..., into(people), into(unsure));
    if (!read) return read.error();
    std::vector<Top> tops;
    for (std::size_t i = 0; i < people.size(); ++i)
        tops.push_back({std::move(people[i]), unsure[i]});
    return tops;
}

Result<std::vector<Top>> with(Transaction& tx, int unsure, int at_most) {
    return found_tops(tx,
                      "SELECT person_id, unsure FROM dir_top WHERE tenant_id = $1 AND unsure = $2 "
                      "ORDER BY person_id LIMIT $3",
                      bind(unsure), bind(at_most));
}

struct StatedTops {
    std::string sure;
    std::string unsure;
};

Result<std::optional<StatedTops>> stated_tops(Transaction& tx) {
    std::vector<std::string> sure;
    std::vector<std::string> unsure;
    const auto read =
        tx.run("SELECT sure_digest, unsure_digest FROM dir_top_state WHERE tenant_id = $1",
               tx.tenant(), into(sure), into(unsure));
    if (!read) return read.error();
    if (sure.empty()) return std::optional<StatedTops>{};
    return std::optional(StatedTops{sure.front(), unsure.front()});
}

// Rows and digests together.
class Rows {
public:
    explicit Rows(Transaction& tx)
        : tx_(tx), sure_(tx.tenant_keys(), "sure tops"), unsure_(tx.tenant_keys(), "unsure tops") {}

    // As they were kept for this version of the people. False: they never were, and are made anew.
    Result<bool> begin(std::int64_t version) {
        const auto kept = stated_tops(tx_);
        if (!kept) return kept.error();
        if (!*kept) {
            const auto made = make_anew();
            if (!made) return made.error();
            return false;
        }
        if (!tx_.database().has_key()) return true;
        const auto sure = sure_.resume(version, (*kept)->sure);
        if (!sure) return sure.error();
        const auto unsure = unsure_.resume(version, (*kept)->unsure);
        if (!unsure) return unsure.error();
        return true;
    }

    Result<void> look_at(const EmployeeId& person) {
        const auto before = found_tops(
            tx_, "SELECT person_id, unsure FROM dir_top WHERE tenant_id = $1 AND person_id = $2",
            bind(person.text()));
        if (!before) return before.error();
        const auto now = found_tops(tx_,
                                    "SELECT p.id, p.manager_unsure FROM dir_person p "
                                    "WHERE p.tenant_id = $1 AND p.id = $2 AND p.manager_id = '' "
                                    "AND p.departed = 0 AND EXISTS (SELECT 1 FROM dir_person r "
                                    "WHERE r.tenant_id = p.tenant_id AND r.manager_id = p.id)",
                                    bind(person.text()));
        if (!now) return now.error();
        for (const auto& top : *before) {
            digest_of(top).take_out(top.person);
            const auto gone = tx_.run("DELETE FROM dir_top WHERE tenant_id = $1 AND person_id = $2",
                                      tx_.tenant(), bind(person.text()));
            if (!gone) return gone.error();
        }
        for (const auto& top : *now) {
            const auto added = add(top);
            if (!added) return added;
        }
        return {};
    }

    Result<void> end(std::int64_t version) {
        const auto sure = sure_.stated(version);
        if (!sure) return sure.error();
        const auto unsure = unsure_.stated(version);
        if (!unsure) return unsure.error();
        const auto done = tx_.run(
            "INSERT INTO dir_top_state (tenant_id, sure_digest, unsure_digest) "
            "VALUES ($1, $2, $3) ON CONFLICT (tenant_id) DO UPDATE SET "
            "sure_digest = excluded.sure_digest, unsure_digest = excluded.unsure_digest",
            tx_.tenant(), bind(*sure), bind(*unsure));
        if (!done) return done.error();
        return {};
    }

private:
    RowsDigest& digest_of(const Top& top) { return top.unsure == 0 ? sure_ : unsure_; }

    Result<void> add(const Top& top) {
        digest_of(top).add(top.person);
        const auto done =
            tx_.run("INSERT INTO dir_top (tenant_id, person_id, unsure) VALUES ($1, $2, $3)",
                    tx_.tenant(), bind(top.person), bind(top.unsure));
        if (!done) return done.error();
        return {};
    }

    Result<void> make_anew() {
        const auto cleared = tx_.run("DELETE FROM dir_top WHERE tenant_id = $1", tx_.tenant());
        if (!cleared) return cleared.error();
        const auto all =
            found_tops(tx_,
                       "SELECT p.id, p.manager_unsure FROM dir_person p "
                       "WHERE p.tenant_id = $1 AND p.manager_id = '' AND p.departed = 0 "
                       "AND EXISTS (SELECT 1 FROM dir_person r "
                       "WHERE r.tenant_id = p.tenant_id AND r.manager_id = p.id)");
        if (!all) return all.error();
        for (const auto& top : *all) {
            const auto added = add(top);
            if (!added) return added;
        }
        return {};
    }

    Transaction& tx_;
    RowsDigest sure_;
    RowsDigest unsure_;
};

}  // namespace

Result<Tops> tops(Transaction& tx, int unsure_max) {
    const auto state = directory_state(tx);
    if (!state) return state.error();
    const auto version = state->people_version;
    auto kept = stated_tops(tx);
    if (!kept) return kept.error();
    if (!*kept) {
        const auto made = update_tops(tx, {{}, version, version});
        if (!made) return made.error();
        kept = stated_tops(tx);
        if (!kept) return kept.error();
    }

    Tops tops;
    const auto read = [&](int unsure, int at_most, std::vector<EmployeeId>& into) -> Result<void> {
        const auto rows = with(tx, unsure, at_most);
        if (!rows) return rows.error();
        RowsDigest digest(tx.tenant_keys(), unsure == 0 ? "sure tops" : "unsure tops");
        for (const auto& row : *rows) {
            digest.add(row.person);
            into.emplace_back(row.person);
        }
        if (std::ssize(*rows) >= at_most) return {};
        if (differs(tx, std::move(digest), version, unsure == 0 ? (*kept)->sure : (*kept)->unsure))
            return changed_behind_us();
        return {};
    };
    const auto sure = read(0, std::numeric_limits<int>::max(), tops.sure);
    if (!sure) return sure.error();
    const auto unsure = read(1, unsure_max, tops.unsure);
    if (!unsure) return unsure.error();
    return tops;
}

Result<void> update_tops(Transaction& tx, const TopsChange& change) {
    Rows rows(tx);
    const auto kept = rows.begin(change.version_before);
    if (!kept) return kept.error();
    for (const auto& person : change.people) {
        if (!*kept) break;
        const auto looked = rows.look_at(person);
        if (!looked) return looked;
    }
    return rows.end(change.version_after);
}

}  // namespace kith::store
