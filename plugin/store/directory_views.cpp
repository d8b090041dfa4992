#include "store/directory_views.h"

#include <algorithm>

#include "store/directory_state.h"
#include "store/fields.h"
#include "store/people_rows.h"

namespace kith::store {
namespace {

std::string mac_of(const Transaction& tx, const std::string& source, const std::string& told) {
    return tx.tenant_keys().pseudonym("source view",
                                      FieldWriter().text(source).text(told).packed());
}

Result<std::vector<std::string>> texts(Transaction& tx, std::string_view sql,
                                       const std::string& part) {
    std::vector<std::string> found;
    const auto read = tx.run(sql, tx.tenant(), bind(part), into(found));
    if (!read) return read.error();
    return found;
}

}  // namespace

Result<std::vector<model::SourceView>> views_of(Transaction& tx, const EmployeeId& person) {
    std::vector<std::string> sources;
    std::vector<std::string> told;
    std::vector<std::string> macs;
    const auto read = tx.run(
        "SELECT source, told, mac FROM dir_view WHERE tenant_id = $1 AND person_id = $2 "
        "ORDER BY source",
        tx.tenant(), bind(person.text()), into(sources), into(told), into(macs));
    if (!read) return read.error();

    std::vector<model::SourceView> views;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (tx.database().has_key() && macs[i] != mac_of(tx, sources[i], told[i]))
            return changed_behind_us();
        auto view = person_of_row(told[i]);
        if (!view || view->id != person) return changed_behind_us();
        views.push_back({std::move(sources[i]), std::move(*view)});
    }
    return views;
}

Result<void> put_view(Transaction& tx, const model::SourceView& view) {
    const auto told = row_of(view.person);
    const auto done = tx.run(
        "INSERT INTO dir_view (tenant_id, source, person_id, told, mac) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, person_id, source) "
        "DO UPDATE SET told = excluded.told, mac = excluded.mac",
        tx.tenant(), bind(view.source), bind(view.person.id.text()), bind(told),
        bind(mac_of(tx, view.source, told)));
    if (!done) return done.error();
    return {};
}

Result<void> remove_view(Transaction& tx, const std::string& source, const EmployeeId& person) {
    const auto done =
        tx.run("DELETE FROM dir_view WHERE tenant_id = $1 AND person_id = $2 AND source = $3",
               tx.tenant(), bind(person.text()), bind(source));
    if (!done) return done.error();
    return {};
}

Result<void> remove_views_of(Transaction& tx, const EmployeeId& person) {
    const auto done = tx.run("DELETE FROM dir_view WHERE tenant_id = $1 AND person_id = $2",
                             tx.tenant(), bind(person.text()));
    if (!done) return done.error();
    return {};
}

Result<std::vector<EmployeeId>> people_with_views(Transaction& tx) {
    std::vector<std::string> ids;
    const auto read =
        tx.run("SELECT DISTINCT person_id FROM dir_view WHERE tenant_id = $1 ORDER BY person_id",
               tx.tenant(), into(ids));
    if (!read) return read.error();
    std::vector<EmployeeId> people;
    for (auto& id : ids)
        people.emplace_back(std::move(id));
    return people;
}

Result<std::vector<std::string>> sources_kept(Transaction& tx) {
    std::vector<std::string> kept;
    std::string last;
    // From one to the next, over an index: there are few sources and many rows of each.
    for (;;) {
        std::vector<std::string> next;
        for (const auto* const statement :
             {"SELECT source FROM dir_source WHERE tenant_id = $1 AND source > $2 "
              "ORDER BY source LIMIT 1",
              "SELECT source FROM dir_view WHERE tenant_id = $1 AND source > $2 "
              "ORDER BY source LIMIT 1"}) {
            const auto found = texts(tx, statement, last);
            if (!found) return found.error();
            next.insert(next.end(), found->begin(), found->end());
        }
        if (next.empty()) return kept;
        last = *std::min_element(next.begin(), next.end());
        kept.push_back(last);
    }
}

Result<std::vector<EmployeeId>> people_of_source(Transaction& tx, const std::string& source) {
    const auto ids = texts(tx,
                           "SELECT person_id FROM dir_entry WHERE tenant_id = $1 AND source = $2 "
                           "UNION SELECT person_id FROM dir_view WHERE tenant_id = $1 "
                           "AND source = $2",
                           source);
    if (!ids) return ids.error();
    std::vector<EmployeeId> people;
    for (const auto& id : *ids)
        people.emplace_back(id);
    return people;
}

}  // namespace kith::store
