// SQLite in this process: write-ahead log, memory-mapped, every statement prepared once.
#include <sqlite3.h>

#include <map>

#include "scale/sql.h"

namespace scale {
namespace {

constexpr Dialect sqlite{'?', "s.language_bits >> $1 & 1 = 1 AND s.topics >> $2 & 1 = 1", "TEXT",
                         " WITHOUT ROWID"};

class Sqlite {
public:
    explicit Sqlite(const std::string& path) {
        must(sqlite3_open(path.c_str(), &raw_) == SQLITE_OK, "sqlite: cannot open");
        for (const auto* sql : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL",
                                "PRAGMA mmap_size = 4294967296", "PRAGMA cache_size = -1048576"})
            run(sql);
    }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    ~Sqlite() {
        for (const auto& [sql, statement] : prepared_)
            sqlite3_finalize(statement);
        sqlite3_close(raw_);
    }

    void run(const std::string& sql) {
        must(sqlite3_exec(raw_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
             "sqlite: " + sql + ": " + sqlite3_errmsg(raw_));
    }
    sqlite3_stmt* prepared(const std::string& sql) {
        auto& statement = prepared_[sql];
        if (statement != nullptr) return statement;
        must(sqlite3_prepare_v3(raw_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                nullptr) == SQLITE_OK,
             "sqlite: " + sql + ": " + sqlite3_errmsg(raw_));
        return statement;
    }

private:
    sqlite3* raw_ = nullptr;
    std::map<std::string, sqlite3_stmt*> prepared_;
};

void fill_table(Sqlite& database, const Setting& setting, std::size_t table) {
    std::string sql = std::string("INSERT INTO ") + tables[table].name + " VALUES (?1";
    for (std::size_t i = 2; i <= tables[table].width; ++i)
        sql += ", ?" + std::to_string(i);
    auto* const insert = database.prepared(sql + ')');
    each_row(setting, table, [&](const Row& row) {
        must(row.size() == tables[table].width, "a row of the wrong width");
        for (std::size_t i = 0; i < row.size(); ++i) {
            const int at = static_cast<int>(i) + 1;
            if (row[i].is_text) {
                sqlite3_bind_text(insert, at, row[i].text.c_str(), -1, SQLITE_TRANSIENT);
            } else {
                sqlite3_bind_int64(insert, at, row[i].number);
            }
        }
        must(sqlite3_step(insert) == SQLITE_DONE, "sqlite: a row was refused");
        sqlite3_reset(insert);
    });
}

std::shared_ptr<Sqlite> filled_sqlite(const Setting& setting) {
    auto database = std::make_shared<Sqlite>(setting.folder + "/engine.sqlite");
    database->run("BEGIN");
    for (const auto& sql : schema_sql(sqlite))
        database->run(sql);
    for (std::size_t table = 0; table < tables.size(); ++table)
        fill_table(*database, setting, table);
    for (const auto& sql : index_sql())
        database->run(sql);
    database->run("COMMIT");
    database->run("ANALYZE");
    return database;
}

struct Prepared {
    sqlite3_stmt* statement = nullptr;
    std::vector<std::int64_t> values;
};

class SqliteEngine final : public Engine {
public:
    SqliteEngine(std::shared_ptr<Sqlite> database, const Setting& setting, Form form)
        : database_(std::move(database)), setting_(setting), form_(form) {
        if (has(Task::search))
            for (const auto& one : setting.questions.searches)
                searches_.push_back({database_->prepared(search_sql(sqlite, form, one)),
                                     search_values(setting, one)});
        requests_ = prepared(setting.questions.requests);
        about_executives_ = prepared(setting.questions.about_executives);
    }

    std::string name() const override {
        if (form_ == Form::ordered) return "sqlite, index in order";
        return form_ == Form::filtered ? "sqlite, masks and sort" : "sqlite, recursive";
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
    std::vector<Prepared> prepared(const std::vector<Request>& requests) {
        std::vector<Prepared> all;
        for (const auto& one : requests)
            all.push_back({database_->prepared(request_sql(sqlite, form_, one)),
                           request_values(setting_, one)});
        return all;
    }
    void read(const Prepared& question) {
        found_.clear();
        auto* const statement = question.statement;
        const auto parameters = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
        for (std::size_t i = 0; i < parameters; ++i)
            sqlite3_bind_int64(statement, static_cast<int>(i) + 1, question.values[i]);
        int status = 0;
        while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
            found_.push_back(static_cast<Number>(sqlite3_column_int64(statement, 0)));
            // What a page shows is fetched, too.
            for (int i = 1; i < sqlite3_column_count(statement); ++i)
                shown_ += static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
        }
        must(status == SQLITE_DONE, "sqlite: a question failed");
        sqlite3_reset(statement);
    }

    std::shared_ptr<Sqlite> database_;
    const Setting& setting_;
    Form form_;
    std::vector<Prepared> searches_;
    std::vector<Prepared> requests_;
    std::vector<Prepared> about_executives_;
    std::vector<Number> found_;
    std::size_t shown_ = 0;
};

}  // namespace

void add_sqlite(Engines& engines, const Setting& setting) {
    const auto database = filled_sqlite(setting);
    for (const auto form : {Form::ordered, Form::filtered, Form::recursive})
        engines.push_back(std::make_unique<SqliteEngine>(database, setting, form));
}

}  // namespace scale
