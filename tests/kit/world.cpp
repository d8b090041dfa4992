#include "kit/world.h"

#include <Poco/JSON/Parser.h>
#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>

#include "kit/root_lock.h"
#include "service/load_policy.h"

namespace kith::kit {
namespace {

class NoLog final : public ports::LogSink {
public:
    void write(ports::LogLevel, FixedText, std::int64_t, FixedText) override {}
};

model::Settings small_settings() {
    model::Settings settings;
    settings.tenant = TenantId{"northwind"};
    settings.tenant_name = "Northwind";
    settings.languages = {"en"};
    settings.topics = {{"exclusion", {{"en", "Being left out"}}}, {"threats", {{"en", "Threats"}}}};
    settings.role_holders = {{"coordinator", EmployeeId{"cora"}},
                             {"it-admin", EmployeeId{"tom"}},
                             {"identity-custodian", EmployeeId{"ida"}},
                             {"identity-custodian", EmployeeId{"kim"}},
                             {"identity-custodian", EmployeeId{"lee"}}};
    settings.resources = {{"emergency", model::Resource::Kind::emergency, "112", "", {}, {}}};
    return settings;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "kith-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

World::World() {
    const auto path = (folder.path() / "kith.sqlite").string();
    rooms.settings = small_settings();
    rooms.clock = clock;
    rooms.log = std::make_shared<NoLog>();
    BOOST_REQUIRE(store::Database::prepare(path));
    rooms.settings.store.path = path;
    rooms.settings.store.keyring = (folder.path() / "keys" / "kith.keyring").string();
    std::filesystem::create_directories(folder.path() / "keys");
    auto ring = keyring(rooms.settings.store.keyring, rooms.settings.tenant, clock->today());
    BOOST_REQUIRE(ring);
    auto database = store::Database::begin(path, rooms.settings.tenant, std::move(*ring));
    BOOST_REQUIRE(database);
    rooms.database = *database;
    set_policy({});
}

void World::set_policy(const model::Policy& site) {
    const auto loaded = service::load_policy(site);
    BOOST_REQUIRE(loaded);
    rooms.policy = *loaded;
}

void World::employee(const std::string& id, const std::string& manager,
                     const std::string& department) {
    model::Person person;
    person.id = EmployeeId{id};
    person.user_name = id;
    person.display_name = "Name of " + id;
    person.manager_id = EmployeeId{manager};
    person.department = department;
    person.location = "Berlin";
    person.preferred_language = "en";
    person.level = 1;  // Level is not what these tests are about.
    people.push_back(person);
}

void World::supporter(const std::string& id) {
    model::PeerSupporter supporter;
    supporter.id = EmployeeId{id};
    supporter.languages = {"en"};
    supporter.topics = {"exclusion", "threats"};
    supporter.capacity = 3;
    supporter.accredited_until = parse_day("2027-12-31");
    supporter.listed = true;
    supporters.push_back(supporter);
}

void World::store_directory() {
    const auto stored = rooms.database->write([&](store::Transaction& tx) -> Result<void> {
        const auto people_stored = store::replace_people(tx, people, clock->today(), 12);
        if (!people_stored) return people_stored.error();
        return store::replace_supporters(tx, supporters);
    });
    BOOST_REQUIRE(stored);
}

service::Session World::session(const std::string& capacity, const std::string& subject,
                                const std::string& purpose) {
    const auto json = R"({"capacity": ")" + capacity + R"(", "purpose": ")" + purpose +
                      R"(", "subject": ")" + subject + R"("})";
    auto opened = gateway::session(rooms, json);
    BOOST_REQUIRE_MESSAGE(opened, "no session as " << capacity << " for " << subject);
    return *opened;
}

service::Session World::fresh_session(const std::string& capacity, const std::string& subject,
                                      const std::string& purpose) {
    const auto json = R"({"capacity": ")" + capacity + R"(", "purpose": ")" + purpose +
                      R"(", "subject": ")" + subject + R"(", "reauthenticated": true})";
    auto opened = gateway::session(rooms, json);
    BOOST_REQUIRE_MESSAGE(opened, "no session as " << capacity << " for " << subject);
    return *opened;
}

service::Session World::session_by_code(const std::string& words) {
    auto opened = gateway::session(
        rooms, R"({"capacity": "requester", "purpose": "peer-support", "returnCode": ")" + words +
                   R"("})");
    BOOST_REQUIRE_MESSAGE(opened, "the return code opens nothing");
    return *opened;
}

std::string World::call(const service::Session& caller, const std::string& operation,
                        const std::string& input) {
    const auto answer = gateway::call(rooms, caller, operation, input);
    if (!answer)
        BOOST_FAIL(operation << ": " << answer.error().detail.view() << " at '"
                             << answer.error().field << "'");
    return *answer;
}

ErrorCode World::refused(const service::Session& caller, const std::string& operation,
                         const std::string& input) {
    const auto answer = gateway::call(rooms, caller, operation, input);
    BOOST_REQUIRE_MESSAGE(!answer, operation << " was not refused");
    return answer.error().code;
}

bool World::desk_is_empty(const service::Session& supporter) {
    return call(supporter, "supporter.desk/1", "{}").starts_with(R"({"requests":[],)");
}

std::string World::keyed(const std::string& rest) {
    const auto key = R"({"idempotencyKey": "key-)" + std::to_string(10'000'000 + keys_++) + '"';
    return rest.empty() ? key + '}' : key + ", " + rest + '}';
}

std::string World::field(const std::string& json, const std::string& name) {
    Poco::JSON::Parser parser;
    const auto object = parser.parse(json).extract<Poco::JSON::Object::Ptr>();
    return object->has(name) ? object->get(name).toString() : std::string{};
}

std::string World::database_bytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
        if (!entry.is_regular_file() || entry.path().string().ends_with("-shm")) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    return bytes;
}

}  // namespace kith::kit
