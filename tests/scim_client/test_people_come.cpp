// What a real service provider says of people becomes the org chart that routing walks.
#include <boost/test/unit_test.hpp>

#include "connectors/scim_client/scim_directory.h"
#include "directory/org_chart.h"
#include "kit/world.h"
#include "scimmy.h"
#include "service/sync_directory.h"

namespace kith::tests {
namespace {

// Top leads bo and far; bo leads ana; far leads dan and eve.
struct Company : kit::World {
    Company() {
        for (const auto& [id, manager] :
             std::vector<std::pair<std::string, std::string>>{{"top", ""},
                                                              {"bo", "top"},
                                                              {"far", "top"},
                                                              {"ana", "bo"},
                                                              {"dan", "far"},
                                                              {"eve", "far"}})
            server.hire(id, manager);
        use(server.settings());
    }
    void use(model::ScimClientSettings settings) {
        settings.tops = {EmployeeId{"top"}};
        rooms.settings.people.emplace();
        rooms.settings.people->kind = model::PeopleSource::Kind::scim_client;
        rooms.settings.people->scim_client = settings;
        rooms.people_directory = std::make_unique<connectors::scim_client::ScimDirectory>(settings);
    }
    Result<service::SyncReport> try_sync(bool whole, int percent = 100) {
        service::Session admin;
        admin.capacity = policy::Capacity::it_admin;
        admin.purpose = policy::Purpose::administration;
        service::SyncOrder order;
        order.whole = whole;
        order.removed_percent_max = percent;
        return service::sync_directory(rooms, admin, order);
    }
    service::SyncReport sync(bool whole = false) {
        const auto report = try_sync(whole);
        BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().detail.view()));
        return *report;
    }
    directory::OrgChart chart() {
        auto all = rooms.database->read([](store::Transaction& tx) { return store::people(tx); });
        BOOST_REQUIRE(all);
        return directory::OrgChart(std::move(*all));
    }
    model::Person person(const std::string& id) {
        const auto company = chart();
        const auto seat = company.seat(EmployeeId{id});
        BOOST_REQUIRE_MESSAGE(seat, id + " is not there");
        return company.person(*seat);
    }
    bool above(const std::string& upper, const std::string& lower) {
        const auto company = chart();
        return company.above(*company.seat(EmployeeId{upper}), *company.seat(EmployeeId{lower}));
    }
    bool unknown(const std::string& id) {
        const auto company = chart();
        return company.chain_unknown(*company.seat(EmployeeId{id}));
    }

    Scimmy server;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(people_come, Company)

BOOST_AUTO_TEST_CASE(the_chart_is_the_one_that_is_told) {
    const auto report = sync();

    BOOST_TEST(report.came == 6U);
    BOOST_TEST(report.way == "index");
    BOOST_TEST(above("top", "ana"));
    BOOST_TEST(above("bo", "ana"));
    BOOST_TEST(!above("far", "ana"));
    for (const auto* const id : {"top", "bo", "ana", "dan"})
        BOOST_TEST(!unknown(id), id);
}

BOOST_AUTO_TEST_CASE(who_is_renamed_stays_the_same_person) {
    sync();
    server.put({R"({"id":"ana","userName":"ana.new","displayName":"Ana New","active":true,)"
                R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":)"
                R"({"department":"sales","manager":{"value":"bo"}}})"});

    const auto report = sync();

    BOOST_TEST(report.way == "lastModified");
    BOOST_TEST(report.came == 0U);
    BOOST_TEST(report.changed == 1U);
    BOOST_TEST(person("ana").user_name == "ana.new");
    BOOST_TEST(person("ana").display_name == "Ana New");
    BOOST_TEST(above("bo", "ana"));
}

BOOST_AUTO_TEST_CASE(who_gets_another_manager_has_her_by_the_next_change) {
    sync();
    server.hire("ana", "far");

    BOOST_TEST(sync().managers_changed == 1U);

    BOOST_TEST(above("far", "ana"));
    BOOST_TEST(!above("bo", "ana"));
}

BOOST_AUTO_TEST_CASE(who_leaves_is_inactive_behind_the_next_whole_reading_and_still_leads) {
    sync();
    server.dismiss("bo");

    sync();
    BOOST_TEST(person("bo").active);  // Changes alone do not tell who is gone.
    const auto report = sync(true);

    BOOST_TEST(report.departed == 1U);
    BOOST_TEST(!person("bo").active);
    BOOST_TEST(person("bo").departed);
    BOOST_TEST(above("top", "ana"));
}

BOOST_AUTO_TEST_CASE(a_manager_whom_nobody_knows_makes_the_chain_unknown) {
    server.hire("ana", "somebody-else");

    sync();

    BOOST_TEST(unknown("ana"));
    BOOST_TEST(!unknown("dan"));
}

BOOST_AUTO_TEST_CASE(too_many_who_would_vanish_are_kept) {
    sync();
    for (const auto* const id : {"ana", "dan", "eve"})
        server.dismiss(id);

    const auto report = try_sync(true, 20);

    BOOST_REQUIRE(!report);
    BOOST_TEST((report.error().code == ErrorCode::conflict));
    BOOST_TEST(person("ana").active);
    BOOST_TEST(person("dan").active);
}

BOOST_AUTO_TEST_CASE(a_service_provider_that_is_gone_changes_nobody) {
    sync();
    auto settings = server.settings();
    settings.url = "http://127.0.0.1:1/scim/v2";
    use(settings);

    const auto report = try_sync(true);

    BOOST_REQUIRE(!report);
    BOOST_TEST((report.error().code == ErrorCode::source_unreadable));
    BOOST_TEST(person("ana").active);
    BOOST_TEST(above("bo", "ana"));
}

BOOST_AUTO_TEST_CASE(who_is_refused_is_not_gone) {
    sync();
    server.put({R"({"id":"ana","userName":"ana","title":")" + std::string(70'000, 'x') +
                R"(","active":true})"});

    const auto report = sync(true);

    BOOST_TEST(report.refused == 1U);
    BOOST_TEST(report.departed == 0U);
    BOOST_TEST(person("ana").active);
    BOOST_TEST(above("bo", "ana"));
}

BOOST_AUTO_TEST_CASE(twelve_hundred_come_and_all_are_led) {
    std::vector<std::string> users;
    for (int i = 0; i < 1200; ++i)
        users.push_back(tests::employee("u" + std::to_string(i),
                                        i < 30 ? "far" : "u" + std::to_string(i / 40)));
    server.put(users);

    const auto report = sync();

    BOOST_TEST(report.came == 1206U);
    BOOST_TEST(above("far", "u1199"));
    BOOST_TEST(above("u29", "u1199"));
    BOOST_TEST(!above("bo", "u1199"));
    BOOST_TEST(!unknown("u1199"));
}

BOOST_AUTO_TEST_CASE(she_is_known_by_the_id_that_the_manifest_names) {
    auto settings = server.settings();
    settings.person_id = model::ScimPersonId::user_name;
    server.put({R"({"id":"88","userName":"gil","active":true,)"
                R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":)"
                R"({"manager":{"value":"bo"}}})"});
    use(settings);

    sync();

    BOOST_TEST(above("bo", "gil"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
