#include "store/raw_file.h"

#include <boost/test/unit_test.hpp>
#include <sqlite3.h>

#include <fstream>
#include <iterator>

namespace kith::store_test {

RawFile::RawFile(const std::string& path) {
    BOOST_REQUIRE(sqlite3_open(path.c_str(), &handle_) == SQLITE_OK);
    sqlite3_busy_timeout(handle_, 5'000);
    run("PRAGMA synchronous = OFF");
}

RawFile::~RawFile() {
    sqlite3_close(handle_);
}

std::vector<Row> RawFile::run(const std::string& sql, const std::vector<std::string>& blobs) {
    sqlite3_stmt* statement = nullptr;
    BOOST_REQUIRE_MESSAGE(
        sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK, sql);
    int at = 0;
    for (const auto& blob : blobs)
        sqlite3_bind_blob(statement, ++at, blob.data(), static_cast<int>(blob.size()),
                          SQLITE_TRANSIENT);

    std::vector<Row> rows;
    int step = sqlite3_step(statement);
    for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
        Row row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
            row.emplace_back(bytes == nullptr ? "" : std::string(bytes, size));
        }
        rows.push_back(std::move(row));
    }
    sqlite3_finalize(statement);
    BOOST_REQUIRE_MESSAGE(step == SQLITE_DONE, sql);
    return rows;
}

std::string RawFile::one(const std::string& sql) {
    const auto rows = run(sql);
    BOOST_REQUIRE_MESSAGE((rows.size() == 1 && rows[0].size() == 1), sql);
    return rows[0][0];
}

std::string file_bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::string& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    BOOST_REQUIRE(out.good());
}

}  // namespace kith::store_test
