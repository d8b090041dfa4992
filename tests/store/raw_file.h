// The database file as somebody sees and changes it who goes past Kith.
#pragma once

#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace kith::store_test {

using Row = std::vector<std::string>;

class RawFile {
public:
    explicit RawFile(const std::string& path);
    ~RawFile();
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;

    // Runs it with its values as blobs or texts, in order; what it gives, as text.
    std::vector<Row> run(const std::string& sql, const std::vector<std::string>& blobs = {});
    std::string one(const std::string& sql);

private:
    sqlite3* handle_ = nullptr;
};

std::string file_bytes(const std::string& path);
void write_bytes(const std::string& path, std::string_view bytes);

}  // namespace kith::store_test
