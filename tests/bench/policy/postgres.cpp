// The same policy as row level security: one permissive policy for each permit, one restrictive for
// each forbid, the accesses as rows with their facts as columns. One decision is one row asked for
// by its number, in one prepared statement.
//
// bench_policy_postgres RULES CONNECTION: the cluster is this benchmark's own.
#include <libpq-fe.h>

#include <memory>

#include "bench/policy/setting.h"
#include "policy/sql.h"

namespace kith::bench {
namespace {

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

class Postgres {
public:
    explicit Postgres(const std::string& where)
        : connection_(PQconnectdb(where.c_str()), &PQfinish) {
        must(PQstatus(connection_.get()) == CONNECTION_OK, PQerrorMessage(connection_.get()));
    }
    void run(const std::string& sql) {
        const Answer answer(PQexec(connection_.get(), sql.c_str()), &PQclear);
        must(PQresultStatus(answer.get()) == PGRES_COMMAND_OK, PQerrorMessage(connection_.get()));
    }
    void prepare(const char* sql) {
        const Answer answer(PQprepare(connection_.get(), "one", sql, 1, nullptr), &PQclear);
        must(PQresultStatus(answer.get()) == PGRES_COMMAND_OK, PQerrorMessage(connection_.get()));
    }
    bool sees(std::size_t row) {
        const auto number = std::to_string(row);
        const char* value = number.c_str();
        const Answer answer(
            PQexecPrepared(connection_.get(), "one", 1, &value, nullptr, nullptr, 0), &PQclear);
        must(PQresultStatus(answer.get()) == PGRES_TUPLES_OK, PQerrorMessage(connection_.get()));
        return PQntuples(answer.get()) == 1;
    }

private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

std::string row(std::size_t number, const policy::Access& access) {
    std::string values = "(" + std::to_string(number);
    for (const auto name : {model::name(access.capacity), model::name(access.action),
                            model::name(access.kind), model::name(access.purpose)})
        values += ", '" + std::string(name) + "'";
    for (const auto& known : model::fact_names)
        values += access.facts[known.word] == true ? ", TRUE" : ", FALSE";
    return values + ")";
}

void fill(Postgres& owner, const Setting& setting) {
    owner.run("DROP TABLE IF EXISTS access");
    std::string columns =
        "number integer PRIMARY KEY, capacity text, action text, kind text,"
        " purpose text";
    for (const auto& known : model::fact_names)
        columns += ", " + policy_test::sql_name(known.name) + " boolean";
    owner.run("CREATE TABLE access (" + columns + ")");
    std::string rows;
    for (std::size_t i = 0; i < setting.accesses.size(); ++i)
        rows += (i == 0 ? "" : ", ") + row(i, setting.accesses[i]);
    owner.run("INSERT INTO access VALUES " + rows);

    for (const auto& rule : setting.policy.permits)
        owner.run("CREATE POLICY \"" + rule.id + "\" ON access FOR SELECT USING (" +
                  policy_test::sql_applies(rule) + ")");
    for (const auto& rule : setting.policy.forbids)
        owner.run("CREATE POLICY \"" + rule.id + "\" ON access AS RESTRICTIVE FOR SELECT USING ((" +
                  policy_test::sql_applies(rule) + ") IS FALSE)");
    owner.run("DROP ROLE IF EXISTS asker");
    owner.run("CREATE ROLE asker LOGIN");
    owner.run("ALTER TABLE access ENABLE ROW LEVEL SECURITY");
    owner.run("GRANT SELECT ON access TO asker");
    owner.run("ANALYZE access");
}

// Planned once: another plan for each number would only cost.
constexpr const char* quietly =
    " options='-c client_min_messages=warning"
    " -c plan_cache_mode=force_generic_plan -c jit=off'";
constexpr const char* one_row = "SELECT 1 FROM access WHERE number = $1::integer";

void measure(Postgres& by, const char* engine, const Setting& setting, bool rules_count) {
    by.prepare(one_row);
    Round round;
    for (std::size_t i = 0; i < setting.accesses.size() && round.goes_on(); ++i) {
        bool seen = false;
        round.one([&] { seen = by.sees(i); });
        must(seen == (!rules_count || setting.permitted[i]), "PostgreSQL decides otherwise");
    }
    round.tell(engine, setting.gate.size());
}

void round(std::size_t rules, const std::string& where) {
    const Setting setting(rules);
    Postgres owner(where + quietly + " user=owner");
    fill(owner, setting);
    Postgres asker(where + quietly + " user=asker");
    measure(asker, "PostgreSQL, row level security", setting, true);
    measure(owner, "PostgreSQL, the same row without rules", setting, false);
}

}  // namespace
}  // namespace kith::bench

int main(int argc, char** argv) {
    kith::bench::must(argc == 3, "usage: bench_policy_postgres RULES CONNECTION");
    kith::bench::round(std::strtoul(argv[1], nullptr, 10), argv[2]);
    return 0;
}
