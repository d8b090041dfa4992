// One decision of the policy engine, beside SQLite; and the same policy written down for the
// engines that run in node (policy/peers.mjs). tests/bench/policy/run puts the figures together.
//
// bench_policy RULES [FILE]: measures one round; with a file, writes it instead.
#include <fstream>

#include "bench/policy/setting.h"
#include "policy/cedar_text.h"
#include "policy/sql.h"

namespace kith::bench {
namespace {

using model::Rule;
using policy::Access;
using policy_test::Sqlite;

// The whole loop in one measurement: a look at the clock costs about as much as a decision.
template <class Work>
double rate(const Setting& setting, Work work) {
    constexpr int times = 20;
    const auto start = Clock::now();
    for (int i = 0; i < times; ++i)
        for (const auto& access : setting.accesses)
            work(access);
    const auto seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return times * static_cast<double>(setting.accesses.size()) / seconds;
}

template <class Work>
void measure_kith(const char* engine, const Setting& setting, Work work) {
    Round round;
    for (const auto& access : setting.accesses)
        round.one([&] { work(access); });
    round.tell(engine, setting.gate.size(), rate(setting, work));
}

void kith_alone(const Setting& setting) {
    std::size_t seen = 0;  // Keeps the compiler from leaving the work out.
    measure_kith("Kith", setting, [&](const Access& access) {
        seen += setting.gate.decide(access).permitted() ? 1 : 0;
    });
    measure_kith("Kith, with the rules' ids", setting, [&](const Access& access) {
        seen += setting.gate.ids(setting.gate.decide(access).rules()).size();
    });
    must(seen > 0, "nothing decided");
}

// The parameters as one row, with the columns' names.
std::string one_access() {
    std::string row = "FROM (SELECT ?1 AS capacity, ?2 AS action, ?3 AS kind, ?4 AS purpose";
    int number = 4;
    for (const auto& known : model::fact_names)
        row += ", ?" + std::to_string(++number) + " AS " + policy_test::sql_name(known.name);
    return row + ")";
}

// "id id id ": of all rules of the list that are true.
std::string true_ids(const std::vector<Rule>& rules) {
    std::string text = "''";
    for (const auto& rule : rules)
        text += "\n || CASE WHEN " + policy_test::sql_applies(rule) + " THEN '" + rule.id +
                " ' ELSE '' END";
    return text;
}

void sqlite(const Setting& setting) {
    Sqlite database;
    auto* select = database.prepared("SELECT 1 " + one_access() + " WHERE NOT (" +
                                     policy_test::sql_forbidden(setting.policy) + ") AND (" +
                                     policy_test::sql_permitted(setting.policy) + ")");
    Round round;
    for (std::size_t i = 0; i < setting.accesses.size() && round.goes_on(); ++i) {
        bool permitted = false;
        round.one([&] {
            policy_test::bind(select, setting.accesses[i]);
            permitted = sqlite3_step(select) == SQLITE_ROW;
            sqlite3_reset(select);
        });
        must(permitted == setting.permitted[i], "SQLite decides otherwise");
    }
    sqlite3_finalize(select);
    round.tell("SQLite, rules in WHERE", setting.gate.size());
}

std::string column(sqlite3_stmt* row, int number) {
    return reinterpret_cast<const char*>(sqlite3_column_text(row, number));
}

// The ids that decided: of the forbids, or else of the permits.
std::vector<std::string> determining(const std::string& forbids, const std::string& permits) {
    std::vector<std::string> ids;
    const auto& list = forbids.empty() ? permits : forbids;
    for (std::size_t at = 0; at < list.size();) {
        const auto end = list.find(' ', at);
        ids.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    std::sort(ids.begin(), ids.end());
    ids.resize(std::min<std::size_t>(ids.size(), 6));
    return ids;
}

void sqlite_explained(const Setting& setting) {
    Sqlite database;
    auto* select = database.prepared("SELECT " + true_ids(setting.policy.forbids) + ", " +
                                     true_ids(setting.policy.permits) + " " + one_access());
    Round round;
    for (std::size_t i = 0; i < setting.accesses.size() && round.goes_on(); ++i) {
        std::vector<std::string> ids;
        round.one([&] {
            policy_test::bind(select, setting.accesses[i]);
            must(sqlite3_step(select) == SQLITE_ROW, "SQLite gives no row");
            ids = determining(column(select, 0), column(select, 1));
            sqlite3_reset(select);
        });
        const auto ours = setting.gate.ids(setting.gate.decide(setting.accesses[i]).rules());
        must(ids == ours, "SQLite names other rules");
    }
    sqlite3_finalize(select);
    round.tell("SQLite, with the rules' ids", setting.gate.size());
}

void write(const Setting& setting, const std::string& path) {
    std::ofstream file(path);
    policy_test::write_fact_names(file);
    policy_test::write_cedar(file, setting.policy);
    for (const auto& access : setting.accesses) {
        const auto decision = setting.gate.decide(access);
        policy_test::write_decided(
            file, access,
            {decision.permitted(), decision.permitted(), setting.gate.ids(decision.rules())});
    }
    must(file.good(), "the file cannot be written");
}

}  // namespace
}  // namespace kith::bench

int main(int argc, char** argv) {
    kith::bench::must(argc == 2 || argc == 3, "usage: bench_policy RULES [FILE]");
    const kith::bench::Setting setting(std::strtoul(argv[1], nullptr, 10));
    if (argc == 3) {
        kith::bench::write(setting, argv[2]);
        return 0;
    }
    kith::bench::kith_alone(setting);
    kith::bench::sqlite(setting);
    kith::bench::sqlite_explained(setting);
    return 0;
}
