#include "store/outbox.h"

#include <array>

#include "store/transaction.h"

namespace kith::store {
namespace {

constexpr std::uint64_t id_mask = (std::uint64_t{1} << 53) - 1;

// Below 2^53, so that JavaScript can hold it; never 0, which stands for none.
Result<std::int64_t> random_id() {
    std::array<std::uint8_t, 8> bytes{};
    const auto filled = crypto::fill_random(bytes);
    if (!filled) return filled.error();
    std::uint64_t id = 0;
    for (const auto byte : bytes)
        id = id << 8 | byte;
    return static_cast<std::int64_t>((id & id_mask) | 1U);
}

}  // namespace

Result<void> add_notice(Transaction& tx, const EmployeeId& audience, std::int64_t hour) {
    const auto id = random_id();
    if (!id) return id.error();
    const auto row = std::to_string(*id);
    const auto sealed = tx.vault().seal(audience.text(), {"notice", "audience", row});
    if (!sealed) return sealed.error();
    const auto done =
        tx.run("INSERT INTO notice (tenant_id, id, hour, audience) VALUES ($1, $2, $3, $4)",
               tx.tenant(), bind(*id), bind(hour), bind(to_blob(*sealed)));
    if (!done) return done.error();
    return {};
}

Result<std::optional<Notice>> next_notice(Transaction& tx) {
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> hours;
    std::vector<Poco::Data::BLOB> audiences;
    const auto read = tx.run(
        "SELECT id, hour, audience FROM notice WHERE tenant_id = $1 ORDER BY hour, id LIMIT 1",
        tx.tenant(), into(ids), into(hours), into(audiences));
    if (!read) return read.error();
    if (ids.empty()) return std::optional<Notice>{};

    const auto row = std::to_string(ids.front());
    auto audience = tx.vault().open(to_span(audiences.front()), {"notice", "audience", row});
    if (!audience) return audience.error();
    return std::optional(Notice{static_cast<std::uint64_t>(ids.front()),
                                EmployeeId{std::move(*audience)}, hours.front()});
}

Result<bool> acknowledge(Transaction& tx, std::uint64_t id) {
    if (id > id_mask) return false;
    const auto done = tx.run("DELETE FROM notice WHERE tenant_id = $1 AND id = $2", tx.tenant(),
                             bind(static_cast<std::int64_t>(id)));
    if (!done) return done.error();
    return *done > 0;
}

Result<void> seal_notices_anew(Transaction& tx) {
    std::vector<std::int64_t> ids;
    std::vector<Poco::Data::BLOB> audiences;
    const auto read = tx.run("SELECT id, audience FROM notice WHERE tenant_id = $1", tx.tenant(),
                             into(ids), into(audiences));
    if (!read) return read.error();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto row = std::to_string(ids[i]);
        const Place place{"notice", "audience", row};
        const auto plain = tx.vault().open(to_span(audiences[i]), place);
        if (!plain) return plain.error();
        const auto sealed = tx.vault().seal(*plain, place);
        if (!sealed) return sealed.error();
        const auto done = tx.run("UPDATE notice SET audience = $3 WHERE tenant_id = $1 AND id = $2",
                                 tx.tenant(), bind(ids[i]), bind(to_blob(*sealed)));
        if (!done) return done.error();
    }
    return {};
}

}  // namespace kith::store
