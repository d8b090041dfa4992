// PostgreSQL over its own client library: one connection, every statement prepared once.
#include <libpq-fe.h>

#include <cstdio>
#include <map>

#include "scale/sql.h"

namespace scale {
namespace {

constexpr Dialect postgresql{
    '$', "s.languages @> ARRAY[$1::integer] AND s.topic_list @> ARRAY[$2::integer]", "integer[]",
    ""};

class Answer {
public:
    explicit Answer(PGresult* raw) : raw_(raw) {}
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;
    ~Answer() { PQclear(raw_); }
    PGresult* get() const { return raw_; }

private:
    PGresult* raw_;
};

class Postgres {
public:
    explicit Postgres(const std::string& where) : raw_(PQconnectdb(where.c_str())) {
        must(PQstatus(raw_) == CONNECTION_OK, std::string("postgres: ") + PQerrorMessage(raw_));
        run("SET client_min_messages = warning");
        run("SET jit = off");
        run("SET max_parallel_workers_per_gather = 0");
        // All is in memory, and the planner has to know.
        run("SET random_page_cost = 1.0");
        run("SET effective_cache_size = '8GB'");
    }
    Postgres(const Postgres&) = delete;
    Postgres& operator=(const Postgres&) = delete;
    ~Postgres() { PQfinish(raw_); }

    void run(const std::string& sql) {
        const Answer done(PQexec(raw_, sql.c_str()));
        must(PQresultStatus(done.get()) == PGRES_COMMAND_OK,
             "postgres: " + sql + ": " + PQerrorMessage(raw_));
    }
    void copy_in(const Setting& setting, std::size_t table) {
        const auto sql = std::string("COPY ") + tables[table].name + " FROM STDIN";
        const Answer ready(PQexec(raw_, sql.c_str()));
        must(PQresultStatus(ready.get()) == PGRES_COPY_IN, "postgres: " + sql);
        std::string lines;
        const auto send = [&] {
            must(PQputCopyData(raw_, lines.data(), static_cast<int>(lines.size())) == 1,
                 "postgres: a row was refused");
            lines.clear();
        };
        each_row(setting, table, [&](const Row& row) {
            const char* between = "";
            for (const auto& cell : row) {
                lines += between + (cell.is_text ? cell.text : std::to_string(cell.number));
                between = "\t";
            }
            lines += '\n';
            if (lines.size() > 60'000) send();
        });
        send();
        must(PQputCopyEnd(raw_, nullptr) == 1, "postgres: COPY did not end");
        const Answer done(PQgetResult(raw_));
        must(PQresultStatus(done.get()) == PGRES_COMMAND_OK, PQerrorMessage(raw_));
        while (auto* const more = PQgetResult(raw_))
            PQclear(more);
    }
    // All of them are numbers, and a statement need not name each.
    const std::string& prepared(const std::string& sql, std::size_t parameters) {
        constexpr Oid integer = 23;
        auto& name = prepared_[sql];
        if (!name.empty()) return name;
        name = "q" + std::to_string(prepared_.size());
        const std::vector<Oid> types(parameters, integer);
        const Answer done(
            PQprepare(raw_, name.c_str(), sql.c_str(), static_cast<int>(parameters), types.data()));
        must(PQresultStatus(done.get()) == PGRES_COMMAND_OK,
             "postgres: " + sql + ": " + PQerrorMessage(raw_));
        return name;
    }
    PGresult* ask(const std::string& name, const std::vector<const char*>& values) {
        return PQexecPrepared(raw_, name.c_str(), static_cast<int>(values.size()), values.data(),
                              nullptr, nullptr, 0);
    }

private:
    PGconn* raw_;
    std::map<std::string, std::string> prepared_;
};

std::shared_ptr<Postgres> filled_postgres(const Setting& setting, const std::string& where) {
    auto database = std::make_shared<Postgres>(where);
    for (const auto& table : tables)
        database->run(std::string("DROP TABLE IF EXISTS ") + table.name);
    for (const auto& sql : schema_sql(postgresql))
        database->run(sql);
    for (std::size_t table = 0; table < tables.size(); ++table)
        database->copy_in(setting, table);
    for (const auto& sql : index_sql())
        database->run(sql);
    database->run("CREATE INDEX supporter_words ON supporter USING gin (languages, topic_list)");
    database->run("CLUSTER speaks USING speaks_pkey");
    database->run("VACUUM ANALYZE");
    return database;
}

struct Named {
    std::string statement;
    std::vector<std::string> values;
};

class PostgresEngine final : public Engine {
public:
    PostgresEngine(std::shared_ptr<Postgres> database, const Setting& setting, Form form)
        : database_(std::move(database)), setting_(setting), form_(form) {
        if (has(Task::search))
            for (const auto& one : setting.questions.searches)
                searches_.push_back(
                    named(search_sql(postgresql, form, one), search_values(setting, one)));
        for (const auto& one : setting.questions.requests)
            requests_.push_back(
                named(request_sql(postgresql, form, one), request_values(setting, one)));
        for (const auto& one : setting.questions.about_executives)
            about_executives_.push_back(
                named(request_sql(postgresql, form, one), request_values(setting, one)));
    }

    std::string name() const override {
        if (form_ == Form::ordered) return "postgres, index in order";
        return form_ == Form::filtered ? "postgres, GIN and sort" : "postgres, recursive";
    }
    bool has(Task task) const override { return task != Task::search || form_ != Form::recursive; }
    std::size_t at_most(Task task) const override {
        if (setting_.company.people.size() < 500'000) return 1000;
        return task == Task::about_executive && form_ == Form::recursive ? 60 : 300;
    }
    void ask(Task task, std::size_t i) override {
        if (task == Task::search) {
            read(searches_[i]);
            return;
        }
        read(task == Task::request ? requests_[i] : about_executives_[i]);
        found_ = first_by_lot(setting_.requests(task)[i], found_);
    }
    std::vector<Number> answer() const override { return found_; }

private:
    Named named(const std::string& sql, const std::vector<std::int64_t>& values) {
        Named all{database_->prepared(sql, values.size()), {}};
        for (const auto value : values)
            all.values.push_back(std::to_string(value));
        return all;
    }
    void read(const Named& question) {
        std::vector<const char*> values;
        for (const auto& value : question.values)
            values.push_back(value.c_str());
        const Answer answer(database_->ask(question.statement, values));
        must(PQresultStatus(answer.get()) == PGRES_TUPLES_OK, "postgres: a question failed");
        found_.clear();
        for (int i = 0; i < PQntuples(answer.get()); ++i)
            found_.push_back(
                static_cast<Number>(std::strtoul(PQgetvalue(answer.get(), i, 0), nullptr, 10)));
    }

    std::shared_ptr<Postgres> database_;
    const Setting& setting_;
    Form form_;
    std::vector<Named> searches_;
    std::vector<Named> requests_;
    std::vector<Named> about_executives_;
    std::vector<Number> found_;
};

}  // namespace

void add_postgres(Engines& engines, const Setting& setting, const std::string& where) {
    if (where.empty()) {
        std::printf("PostgreSQL is left out: no server\n");
        return;
    }
    const auto database = filled_postgres(setting, where);
    for (const auto form : {Form::ordered, Form::filtered, Form::recursive})
        engines.push_back(std::make_unique<PostgresEngine>(database, setting, form));
}

}  // namespace scale
