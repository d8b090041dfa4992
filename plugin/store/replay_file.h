// Which assertions somebody judged already, in a file of his own: what sign_ons.h is for the
// endpoint, without a key and beside Kith's database.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "store/connection.h"

namespace kith::store {

class ReplayFile {
public:
    // Makes it where there is none. conflict where it is the tenant's own database.
    static Result<ReplayFile> open(const std::string& path, const TenantId& tenant);

    // Of two processes one hears true.
    Result<bool> is_first(const std::string& assertion, std::int64_t until_ms);

private:
    ReplayFile(TenantId tenant, std::unique_ptr<Connection> connection)
        : tenant_(std::move(tenant)), connection_(std::move(connection)) {}

    TenantId tenant_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace kith::store
