// The policy as SQL over a table of accesses, read by SQLite.
//
// One integer column for each fact, NULL where it is unknown. SQL's own logic of three values is
// Kleene's, so nothing here computes a truth.
#pragma once

#include <sqlite3.h>

#include <span>
#include <string>
#include <vector>

#include "policy/gate.h"

namespace kith::policy_test {

// Expressions over the columns capacity, action, kind, purpose and the facts' (sql_name).
// Never NULL: one or more forbids are true or unknown.
std::string sql_forbidden(const model::Policy& policy);
// True only where one or more permits are.
std::string sql_permitted(const model::Policy& policy);
// One rule: its scope and its condition.
std::string sql_applies(const model::Rule& rule);
std::string sql_name(std::string_view name);  // "in-chain" is in_chain.

class Sqlite {
public:
    Sqlite();
    ~Sqlite();
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;

    void run(const std::string& sql);
    // Owned by the caller; faults where the text is wrong.
    sqlite3_stmt* prepared(const std::string& sql);

private:
    sqlite3* database_ = nullptr;
};

// Binds the access to the parameters 1 to 21, in the order of the columns.
void bind(sqlite3_stmt* statement, const policy::Access& access);
// "capacity, action, kind, purpose, owner, ...".
std::string sql_columns();

// Whether each is permitted, in their order.
std::vector<bool> decided_by_sql(const model::Policy& policy,
                                 std::span<const policy::Access> accesses);

}  // namespace kith::policy_test
