// One connection to the SQLite file, and the only place where Poco's and SQLite's errors end.
//
// Nothing process-wide is touched: no session factory, no connector, no pool of Poco's.
#pragma once

#include <Poco/Data/Session.h>
#include <Poco/Exception.h>

#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "store/prepared.h"

namespace kith::store {

// How long a statement waits for another process that writes before it answers busy: counted in
// pauses, so that a machine with much to do makes it longer, never shorter.
inline constexpr int busy_patience_ms = 15'000;

// How many rows one statement takes at most: Poco keeps a copy of what it binds.
inline constexpr std::size_t bound_rows_max = 1000;

class Connection {
public:
    // The file must be there. Sets what every connection of Kith's works with; see connection.cpp.
    static Result<std::unique_ptr<Connection>> open(const std::string& path,
                                                    int patience_ms = busy_patience_ms);

    // Runs one statement with what Poco calls bind() and into(): bindings stand for $1, $2 ... in
    // order. Gives the number of rows that it changed.
    template <class... Parts>
    Result<std::int64_t> run(std::string_view sql, const Parts&... parts);

    // Structure only, not every index: a few milliseconds for each megabyte.
    Result<void> quick_check();

    bool in_transaction() const;
    bool roll_back() noexcept;  // False where the connection is of no more use.
    // For a damaged file: closing must not write to it.
    void leave_file_alone();

private:
    Connection(const std::string& path, int patience_ms);

    Result<void> configure();
    std::int64_t changed_rows() const;
    Error last_error() const;  // std::bad_alloc where memory ran out.

    // Poco's exceptions quote values, so their text is dropped and SQLite's own code is read.
    template <class Work>
    auto guarded(Work&& work) const -> Result<std::invoke_result_t<Work>>;

    Poco::Data::Session session_;
    sqlite3* handle_ = nullptr;
    int patience_ms_;                // SQLite's busy handler reads it here.
    PreparedStatements statements_;  // Gone before the session, which could not be closed else.
};

template <class Work>
auto Connection::guarded(Work&& work) const -> Result<std::invoke_result_t<Work>> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const Fault&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const Poco::Exception&) {
        return last_error();
    } catch (const std::exception&) {
        // Not Poco's word on the file: a value that it could not be given, for want of memory.
        return Error{ErrorCode::store_failed,
                     "the database could not be read",
                     {},
                     "the same call may succeed later"};
    }
}

template <class... Parts>
Result<std::int64_t> Connection::run(std::string_view sql, const Parts&... parts) {
    Bound bound;
    (bound.add(parts), ...);

    std::optional<Error> failed;
    auto done = guarded([&]() -> std::int64_t {
        auto* const statement = statements_.get(handle_, sql);
        if (statement == nullptr) {
            failed = last_error();
            return 0;
        }
        Prepared::Use use(*statement);
        // As long as the use lasts: with its end SQLite forgets what went wrong.
        const auto executed = guarded([&] { return use.execute(bound); });
        if (!executed)
            failed = executed.error();
        else if (!*executed)
            failed = last_error();
        return changed_rows();
    });
    if (failed) return *failed;
    return done;
}

}  // namespace kith::store
