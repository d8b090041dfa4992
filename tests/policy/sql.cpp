#include "policy/sql.h"

#include <algorithm>

namespace kith::policy_test {
namespace {

// Not by IN: for each list of three or more SQLite builds a table in every run.
template <class Word>
void narrow(std::string& scope, const char* column, model::Words<Word> words) {
    if (words == model::Words<Word>::all()) return;
    std::string one_of;
    for (const auto& known : model::names_of(Word{}))
        if (words.has(known.word))
            one_of += std::string(one_of.empty() ? "(" : " OR ") + column + " = '" +
                      std::string(known.name) + "'";
    scope += one_of + ") AND ";
}

std::string sql_scope(const model::Scope& scope) {
    std::string text;
    narrow(text, "capacity", scope.as);
    narrow(text, "action", scope.actions);
    narrow(text, "kind", scope.kinds);
    narrow(text, "purpose", scope.purposes);
    return text;
}

std::string sql_term(const model::Term& term) {
    std::string text;
    for (const auto& known : model::fact_names) {
        const auto column = sql_name(known.name);
        if (term.all.has(known.word)) text += (text.empty() ? "" : " AND ") + column;
        if (term.none.has(known.word)) text += (text.empty() ? "NOT " : " AND NOT ") + column;
    }
    return text;
}

std::string sql_condition(const model::Condition& condition) {
    if (condition.empty()) return "TRUE";
    std::string text;
    for (const auto& term : condition)
        text += (text.empty() ? "(" : " OR (") + sql_term(term) + ")";
    return "(" + text + ")";
}

std::string any_of(const std::vector<std::string>& claims) {
    std::string text;
    for (const auto& claim : claims)
        text += (text.empty() ? "(" : "\n OR (") + claim + ")";
    return text.empty() ? "FALSE" : text;
}

}  // namespace

std::string sql_name(std::string_view name) {
    std::string column(name);
    std::ranges::replace(column, '-', '_');
    return column;
}

std::string sql_applies(const model::Rule& rule) {
    return sql_scope(rule.scope) + sql_condition(rule.when);
}

std::string sql_forbidden(const model::Policy& policy) {
    std::vector<std::string> claims;
    for (const auto& rule : policy.forbids)
        claims.push_back(sql_scope(rule.scope) + sql_condition(rule.when) + " IS NOT FALSE");
    return any_of(claims);
}

std::string sql_permitted(const model::Policy& policy) {
    std::vector<std::string> claims;
    for (const auto& rule : policy.permits)
        claims.push_back(sql_applies(rule));
    return any_of(claims);
}

Sqlite::Sqlite() {
    KITH_ASSERT(sqlite3_open(":memory:", &database_) == SQLITE_OK);
}

Sqlite::~Sqlite() {
    sqlite3_close(database_);
}

void Sqlite::run(const std::string& sql) {
    KITH_ASSERT(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

sqlite3_stmt* Sqlite::prepared(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    KITH_ASSERT(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    return statement;
}

std::string sql_columns() {
    std::string columns = "capacity, action, kind, purpose";
    for (const auto& known : model::fact_names)
        columns += ", " + sql_name(known.name);
    return columns;
}

void bind(sqlite3_stmt* statement, const policy::Access& access) {
    int column = 0;
    for (const auto name : {model::name(access.capacity), model::name(access.action),
                            model::name(access.kind), model::name(access.purpose)})
        sqlite3_bind_text(statement, ++column, name.data(), static_cast<int>(name.size()),
                          SQLITE_STATIC);
    for (const auto& known : model::fact_names) {
        const auto truth = access.facts[known.word];
        ++column;
        if (truth) sqlite3_bind_int(statement, column, *truth ? 1 : 0);
        if (!truth) sqlite3_bind_null(statement, column);
    }
}

std::vector<bool> decided_by_sql(const model::Policy& policy,
                                 std::span<const policy::Access> accesses) {
    Sqlite database;
    database.run("CREATE TABLE access (number INTEGER PRIMARY KEY, " + sql_columns() + ")");
    std::string places = "?";
    for (std::size_t i = 1; i < 4 + model::count_of<model::Fact>; ++i)
        places += ", ?";
    auto* insert =
        database.prepared("INSERT INTO access (" + sql_columns() + ") VALUES (" + places + ")");
    database.run("BEGIN");
    for (const auto& access : accesses) {
        bind(insert, access);
        KITH_ASSERT(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
    }
    database.run("COMMIT");
    sqlite3_finalize(insert);

    std::vector<bool> permitted;
    auto* select = database.prepared("SELECT CASE WHEN " + sql_forbidden(policy) +
                                     "\n THEN 0 WHEN " + sql_permitted(policy) +
                                     "\n THEN 1 ELSE 0 END FROM access ORDER BY number");
    while (sqlite3_step(select) == SQLITE_ROW)
        permitted.push_back(sqlite3_column_int(select, 0) == 1);
    sqlite3_finalize(select);
    KITH_ASSERT(permitted.size() == accesses.size());
    return permitted;
}

}  // namespace kith::policy_test
