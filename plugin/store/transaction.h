// What one use of the database works on: a connection inside BEGIN and COMMIT, and whose data it
// is.
//
// Only for this room's own files; a use case hands it through.
#pragma once

#include <Poco/Data/LOB.h>
#include <Poco/Nullable.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "crypto/crypto.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/tenant_keys.h"
#include "store/vault.h"

namespace kith::store {

using Poco::Data::Keywords::bind;
using Poco::Data::Keywords::into;

class Transaction {
public:
    Transaction(Database& database, std::unique_ptr<Connection> connection, bool writes)
        : database_(database), connection_(std::move(connection)), writes_(writes) {}

    const Database& database() const { return database_; }
    // Of the epochs in which the database is at this transaction. Without a key nothing opens.
    const Vault& vault() const {
        KITH_ASSERT(vault_ != nullptr);
        return *vault_;
    }
    const TenantKeys& tenant_keys() const { return database_.tenant_keys(); }
    // What every statement binds as $1.
    Poco::Data::AbstractBinding::Ptr tenant() const { return bind(database_.tenant().text()); }

    // Connection::run; a transaction in which a statement failed is never committed.
    template <class... Parts>
    Result<std::int64_t> run(std::string_view sql, const Parts&... parts) {
        auto done = connection_->run(sql, parts...);
        if (!done) failed_ = true;
        return done;
    }

    // Of the directory or of a load: what is seen here is not yet what others see, and may never
    // be.
    void note_change() { changed_ = true; }
    bool changed() const { return changed_; }

private:
    friend class Database;

    Database& database_;
    std::unique_ptr<Connection> connection_;
    std::shared_ptr<const Vault> vault_;
    bool writes_;
    bool failed_ = false;
    bool changed_ = false;
};

// Poco's word for bytes, and ours.
inline Poco::Data::BLOB to_blob(const crypto::Bytes& bytes) {
    return Poco::Data::BLOB(bytes.data(), bytes.size());
}
inline std::span<const std::uint8_t> to_span(const Poco::Data::BLOB& blob) {
    return {blob.rawContent(), blob.size()};
}

// NULL where there is no day.
inline std::optional<Day> day_from(const Poco::Nullable<int>& column) {
    if (column.isNull()) return std::nullopt;
    return Day{column.value()};
}

inline Error damaged_row() {
    return {ErrorCode::store_corrupt,
            "the database holds a row that Kith did not write",
            {},
            "nothing was changed; restore the file from a backup"};
}

// An enumeration is stored as its number; one that Kith does not know is damage.
template <class Enum>
Result<Enum> to_enum(int number, Enum last) {
    if (number < 0 || number > static_cast<int>(last)) return damaged_row();
    return static_cast<Enum>(number);
}

}  // namespace kith::store
