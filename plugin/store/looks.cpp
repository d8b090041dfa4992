#include "store/looks.h"

#include "store/transaction.h"

namespace kith::store {

Result<void> note_look(Transaction& tx, const Assignment& assignment, model::Looked what,
                       std::int64_t hour) {
    const auto done = tx.run(
        "INSERT INTO look (tenant_id, request_id, assignment_id, what, hour) "
        "VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (tenant_id, request_id, assignment_id, what, hour) DO NOTHING",
        tx.tenant(), bind(assignment.request.text()), bind(assignment.id.text()),
        bind(static_cast<int>(what)), bind(hour));
    if (!done) return done.error();
    return {};
}

Result<std::vector<Look>> looks(Transaction& tx, const model::Permit& permit) {
    KITH_ASSERT(permit.kind() == model::Kind::request_looks);
    std::vector<int> numbers;
    std::vector<int> what;
    std::vector<std::int64_t> hours;
    const auto read = tx.run(
        "SELECT a.number, l.what, l.hour FROM look l "
        "JOIN assignment a ON a.tenant_id = l.tenant_id AND a.id = l.assignment_id "
        "WHERE l.tenant_id = $1 AND l.request_id = $2 ORDER BY l.hour DESC, a.number, l.what",
        tx.tenant(), bind(permit.request().text()), into(numbers), into(what), into(hours));
    if (!read) return read.error();

    std::vector<Look> found;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto looked = to_enum(what[i], model::Looked::name);
        if (!looked) return looked.error();
        found.push_back({numbers[i], *looked, hours[i]});
    }
    return found;
}

}  // namespace kith::store
