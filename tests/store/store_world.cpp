#include "store/store_world.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <span>

#include "crypto/crypto.h"
#include "kit/root_lock.h"

namespace kith::store_test {
namespace {

const Day first_day = *parse_day("2026-01-01");

}  // namespace

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "kith-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Folder::bytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
        std::ifstream in(entry.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    return bytes;
}

Secret code_bits(std::uint8_t seed) {
    Secret secret(16);
    for (auto& byte : secret.bytes())
        byte = seed++;
    return secret;
}

std::string keyring_file(const std::string& file, const std::string& tenant) {
    return file + "." + tenant + ".keyring";
}

Result<std::shared_ptr<store::Keyring>> keyring(const std::string& file, const std::string& tenant,
                                                std::uint8_t seed) {
    return kit::keyring(keyring_file(file, tenant), TenantId{tenant}, first_day, seed);
}

std::shared_ptr<store::Database> opened(const std::string& file, const std::string& tenant,
                                        std::uint8_t seed) {
    return value(
        store::Database::begin(file, TenantId{tenant}, value(keyring(file, tenant, seed))));
}

std::shared_ptr<store::Database> made(const Folder& folder, const std::string& tenant) {
    value(store::Database::prepare(folder.file()));
    return opened(folder.file(), tenant);
}

// The store looks at what a permit is for, not at who got it why: here everything is permitted.
model::Permit pass(model::Kind kind, const RequestId& request) {
    model::Policy everything;
    everything.permits.push_back({"everything", {}, {}, {}, {}});
    policy::Access access;
    access.kind = kind;
    access.request = request;
    return value(policy::Gate(everything).release(access, {}));
}

store::NewRequest new_request(const std::string& id, const std::string& requester) {
    store::NewRequest request;
    request.id = RequestId{id};
    request.identity = {EmployeeId{requester},
                        {EmployeeId{"bo-concerned"}, EmployeeId{"cy-concerned"}},
                        {EmployeeId{"not-her"}},
                        EmployeeId{"wished-one"}};
    request.content = {"exclusion", "en", "chat", "Blue heron", "They eat lunch without me."};
    request.hour = hour;
    return request;
}

RequestId ask(store::Database& database, const std::string& id, const std::string& requester) {
    const auto request = new_request(id, requester);
    // A code of its own for each request.
    const auto digest = crypto::sha256(id);
    const Secret code{std::span<const std::uint8_t>(digest).first(16)};
    value(database.write(
        [&](store::Transaction& tx) { return store::insert_request(tx, request, code); }));
    return request.id;
}

model::Person person(const std::string& id, const std::string& manager) {
    model::Person person;
    person.id = EmployeeId{id};
    person.user_name = id + ".login";
    person.display_name = "Name of " + id;
    person.mail = id + "@northwind.example";
    person.title = "Engineer";
    person.manager_id = EmployeeId{manager};
    person.department = "sales";
    person.location = "Berlin";
    person.timezone = "Europe/Berlin";
    person.preferred_language = "en";
    return person;
}

model::PeerSupporter supporter(const std::string& id) {
    model::PeerSupporter supporter;
    supporter.id = EmployeeId{id};
    supporter.languages = {"en", "de"};
    supporter.topics = {"exclusion"};
    supporter.capacity = 3;
    supporter.open_cases = 1;
    supporter.accredited_until = parse_day("2027-12-31");
    supporter.listed = true;
    supporter.declared_conflicts = {EmployeeId{"dee"}};
    supporter.about = "I listen.\nOn Mondays.";
    supporter.channels = {"chat", "phone"};
    supporter.hours = {"mon 09-12"};
    supporter.shared = {"parent"};
    return supporter;
}

}  // namespace kith::store_test
