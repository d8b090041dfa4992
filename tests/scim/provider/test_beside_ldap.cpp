// LDAP and SCIM at once, on the same people: a real OpenLDAP, and a provider through scim/v2.
#include "connectors/ldap/ldap_directory.h"
#include "provider.h"
#include "service/sync_directory.h"
#include "tests/ldap/slapd.h"

namespace kith::tests {
namespace {

std::string entry(const std::string& user, const std::string& number,
                  const std::string& more = "") {
    return tests::person(user, "employeeNumber: " + number + "\n" + more);
}

struct Both : Provider {
    Both() {
        auto settings = slapd.settings();
        settings.mappings.push_back(
            {"id", {"employeeNumber"}, model::LdapSettings::Transform::none, ""});
        rooms.settings.people.emplace();
        rooms.settings.people->kind = model::PeopleSource::Kind::ldap;
        rooms.settings.people->ldap = settings;
        rooms.people_directory = std::make_unique<connectors::ldap::LdapDirectory>(settings);
        slapd.change(
            entry("top", "1") + entry("bo", "2", "manager: uid=top,ou=people,dc=kith,dc=test\n") +
            entry("ana", "3", "title: Nurse\nmanager: uid=bo,ou=people,dc=kith,dc=test\n"));
        sync(true);
    }
    service::SyncReport sync(bool whole) {
        service::Session admin;
        admin.capacity = policy::Capacity::it_admin;
        admin.purpose = policy::Purpose::administration;
        service::SyncOrder order;
        order.whole = whole;
        const auto report = service::sync_directory(rooms, admin, order);
        BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().detail.view()));
        return *report;
    }
    bool leads(const std::string& manager, const std::string& employee) {
        const auto known = person(employee);
        const auto& dotted = known.dotted_manager_ids;
        return known.manager_id.text() == manager ||
               std::ranges::find(dotted, EmployeeId{manager}) != dotted.end();
    }

    Slapd slapd;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(scim_beside_ldap, Both)

BOOST_AUTO_TEST_CASE(one_person_in_both_is_one_and_the_first_source_decides) {
    add("3", R"(, "title": "Doctor", "preferredLanguage": "hr")");

    BOOST_TEST(person("3").title == "Nurse");
    BOOST_TEST(person("3").preferred_language == "hr");
    BOOST_TEST(person("3").manager_id.text() == "2");
    BOOST_TEST(!person("3").manager_unsure);
}

BOOST_AUTO_TEST_CASE(whoever_leads_her_in_either_is_kept_apart_from_her) {
    const auto other = add("9");
    add("3", led_by(other));

    BOOST_TEST(leads("2", "3"));
    BOOST_TEST(leads("9", "3"));

    slapd.change(
        "dn: uid=ana,ou=people,dc=kith,dc=test\nchangetype: modify\nreplace: title\n"
        "title: Chief Nurse\n\n");
    sync(false);
    BOOST_TEST(person("3").title == "Chief Nurse");
    BOOST_TEST(leads("2", "3"));
    BOOST_TEST(leads("9", "3"));
}

BOOST_AUTO_TEST_CASE(who_left_by_one_of_them_is_inactive_and_who_is_in_one_alone_stays) {
    const auto ana = add("3");
    add("9");
    BOOST_REQUIRE(person("3").active);

    BOOST_REQUIRE(
        patch("/Users/" + ana, R"({"op": "replace", "path": "active", "value": false})").status ==
        200);
    BOOST_TEST(!person("3").active);
    sync(true);
    BOOST_TEST(!person("3").active);
    BOOST_TEST(person("9").active);

    BOOST_REQUIRE(send("DELETE", "/Users/" + ana).status == 204);
    BOOST_TEST(!person("3").departed);  // The directory has her still.
    BOOST_TEST(!person("3").active);    // That she left counts as long as the days of grace.
    slapd.change("dn: uid=ana,ou=people,dc=kith,dc=test\nchangetype: delete\n\n");
    service::SyncOrder order;
    order.whole = true;
    order.removed_percent_max = 100;
    service::Session admin;
    admin.capacity = policy::Capacity::it_admin;
    admin.purpose = policy::Purpose::administration;
    BOOST_REQUIRE(service::sync_directory(rooms, admin, order));
    BOOST_TEST(person("3").departed);
    BOOST_TEST(person("9").active);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
