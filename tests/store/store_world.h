// A database in a folder of its own, and passes for it, for the tests of the store.
#pragma once

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "policy/gate.h"
#include "store/assignments.h"
#include "store/database.h"
#include "store/directory_tables.h"
#include "store/keyring.h"
#include "store/messages.h"
#include "store/requests.h"

namespace kith::store_test {

using namespace std::string_literals;

inline const TenantId northwind{"northwind"};
inline const Day today{20'000};
inline const Day march = *parse_day("2026-03-01");
constexpr std::int64_t hour = 490'000;        // In which everybody asks.
constexpr std::int64_t later_hour = 492'000;  // More than two months behind it.

class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file() const { return (path_ / "kith.sqlite").string(); }
    const std::filesystem::path& path() const { return path_; }
    std::string bytes() const;  // Of everything in it.

private:
    std::filesystem::path path_;
};

// The keyring beside the database file, made where there is none.
std::string keyring_file(const std::string& file, const std::string& tenant = "northwind");
Result<std::shared_ptr<store::Keyring>> keyring(const std::string& file,
                                                const std::string& tenant = "northwind",
                                                std::uint8_t seed = 1);
std::shared_ptr<store::Database> opened(const std::string& file,
                                        const std::string& tenant = "northwind",
                                        std::uint8_t seed = 1);
std::shared_ptr<store::Database> made(const Folder& folder,
                                      const std::string& tenant = "northwind");

// Library's own passes, as routing gets them.
model::Permit pass(model::Kind kind, const RequestId& request);

// What a transaction gives, or a test failure.
template <class T>
T value(Result<T> result) {
    BOOST_REQUIRE_MESSAGE(result, (result ? "" : result.error().detail.view()));
    return std::move(*result);
}
inline void value(const Result<void>& result) {
    BOOST_REQUIRE_MESSAGE(result, (result ? "" : result.error().detail.view()));
}
template <class Work>
auto write(store::Database& database, Work&& work) {
    return value(database.write(std::forward<Work>(work)));
}
template <class Work>
auto read(store::Database& database, Work&& work) {
    return value(database.read(std::forward<Work>(work)));
}
template <class T>
void fails(const Result<T>& result, ErrorCode code) {
    BOOST_REQUIRE(!result);
    BOOST_TEST(static_cast<int>(result.error().code) == static_cast<int>(code));
}

store::NewRequest new_request(const std::string& id, const std::string& requester = "ana");
Secret code_bits(std::uint8_t seed);
// A request, stored.
RequestId ask(store::Database& database, const std::string& id,
              const std::string& requester = "ana");

model::Person person(const std::string& id, const std::string& manager = "");
model::PeerSupporter supporter(const std::string& id);

}  // namespace kith::store_test
