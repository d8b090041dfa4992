// Two sources at once tell of the same people: who is one person, what holds, and that neither
// destroys what the other knows.
#include "service/two_sources.h"

#include <boost/test/unit_test.hpp>

#include "kit/archive.h"
#include "store/directory_views.h"

namespace {

using kith::EmployeeId;
using kith::ErrorCode;
using kith::tests::dn;
using kith::tests::TwoSources;
using Texts = std::vector<std::string>;

BOOST_FIXTURE_TEST_SUITE(two_sources, TwoSources)

BOOST_AUTO_TEST_CASE(the_same_id_in_both_is_one_person_and_the_second_fills_what_is_empty) {
    sync();
    auto ana = user("ana");
    ana.person.title = "Lead";
    ana.person.display_name = "Ana of HR";
    const auto report = push({ana});

    BOOST_TEST(chart().size() == 6U);
    BOOST_TEST(person("ana")->title == "Lead");
    BOOST_TEST(person("ana")->display_name == "ana");  // The first that has her decides.
    BOOST_TEST(report.changed == 1U);
    BOOST_TEST(report.came == 0U);
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(!unknown("ana"));  // HR does not say who leads her; the directory does.
}

BOOST_AUTO_TEST_CASE(neither_an_address_nor_a_name_makes_two_one_person) {
    change("ana").person.mail = "ana@example.org";
    sync();
    auto stranger = user("stranger");
    stranger.person.user_name = "ana";
    stranger.person.display_name = "ana";
    stranger.person.mail = "ana@example.org";
    push({stranger});

    BOOST_TEST(chart().size() == 7U);
    BOOST_TEST(person("ana")->title.empty());
    BOOST_TEST(views() == "0");
}

BOOST_AUTO_TEST_CASE(where_they_differ_the_first_holds_and_the_administrator_hears_of_it) {
    change("ana").person.mail = "ana@old.example";
    sync();
    auto ana = user("ana");
    ana.person.user_name = "ANA";  // No other name.
    ana.person.department = "legal";
    ana.person.mail = "ana@new.example";
    const auto report = push({ana});

    BOOST_TEST(person("ana")->department == "sales");
    BOOST_TEST(
        names(report.findings, {"key-ana", "department", "'ldap'", "'hr'", "'sales'", "'legal'"}));
    BOOST_TEST(names(report.findings, {"key-ana", "mail", "'ldap'", "'hr'"}));
    BOOST_TEST(!names(report.findings, {"example"}));  // An address is nobody else's business.
    BOOST_TEST(!names(report.findings, {"userName"}));
}

BOOST_AUTO_TEST_CASE(who_leaves_in_one_source_is_inactive_at_once) {
    sync();
    auto ana = user("ana");
    ana.person.active = false;
    push({ana});
    BOOST_TEST(!person("ana")->active);
    BOOST_TEST(!person("ana")->departed);

    change("ana").person.title = "still told of";
    sync();
    BOOST_TEST(!person("ana")->active);  // The directory does not know of it yet.

    ana.person.active = true;
    push({ana});
    BOOST_TEST(person("ana")->active);
}

BOOST_AUTO_TEST_CASE(she_has_departed_only_when_all_that_had_her_say_so) {
    sync();
    push({user("ana")});
    dismiss("ana");
    sync();
    BOOST_TEST(!person("ana")->active);
    BOOST_TEST(!person("ana")->departed);

    push({}, {"ana"});
    BOOST_TEST(person("ana")->departed);

    push({user("ana")});
    BOOST_TEST(!person("ana")->departed);
}

BOOST_AUTO_TEST_CASE(whoever_leads_her_in_either_is_kept_apart_from_her) {
    sync();
    push({user("far"), user("ana")});
    const auto report = push({user("ana", "far")});

    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(dotted("ana") == Texts{"key-far"}, boost::test_tools::per_element());
    BOOST_TEST(names(report.findings, {"key-ana", "managerId", "key-bo", "key-far"}));
    BOOST_TEST(!unknown("ana"));

    push({user("dan")});
    push({user("ana", "dan")});
    BOOST_TEST(dotted("ana") == Texts{"key-dan"}, boost::test_tools::per_element());
    const auto former = rooms.database->read(
        [](kith::store::Transaction& tx) { return kith::store::former_managers(tx); });
    BOOST_REQUIRE(former);
    BOOST_REQUIRE(former->size() == 1U);  // Far led her until today, and routing remembers it.
    BOOST_TEST(former->front().manager.text() == "key-far");
}

BOOST_AUTO_TEST_CASE(the_manager_is_the_first_that_a_source_knows_for_sure) {
    sync();
    dismiss("bo");
    sync();
    BOOST_REQUIRE(unknown("ana"));  // The directory does not say who leads her now.
    change("ana").manager = "";
    sync();
    push({user("far")});
    push({user("ana", "far")});

    BOOST_TEST(manager("ana") == "key-far");
    BOOST_TEST(!unknown("ana"));
    BOOST_TEST(dotted("ana") == Texts{"key-bo"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_manager_whom_the_provider_tells_of_later_is_found) {
    sync();
    push({user("ana", "late")});
    BOOST_TEST(dotted("ana") == Texts{"scim-late"}, boost::test_tools::per_element());
    push({user("late")});
    BOOST_TEST(dotted("ana") == Texts{"key-late"}, boost::test_tools::per_element());
    BOOST_TEST(manager("ana") == "key-bo");
}

BOOST_AUTO_TEST_CASE(a_source_never_removes_the_people_of_another) {
    sync();
    push({user("hana", "")});
    const auto report = sync(true, 0);  // Nobody may be lost.
    BOOST_TEST(report.departed == 0U);
    BOOST_TEST(person("hana").has_value());
}

BOOST_AUTO_TEST_CASE(after_the_days_of_grace_only_the_view_of_the_source_goes) {
    sync();
    push({user("eve", "")});
    dismiss("eve");
    sync();
    clock->pass_hours(24 * 31);
    const auto report = sync();
    BOOST_TEST(report.removed == 0U);
    BOOST_REQUIRE(person("eve").has_value());
    BOOST_TEST(person("eve")->active);  // One source has her, and says so.
    BOOST_TEST(person("eve")->department.empty());
    BOOST_TEST(views() == "0");
    push({}, {"eve"});
    clock->pass_hours(24 * 31);
    push({});
    BOOST_TEST(!person("eve").has_value());
}

BOOST_AUTO_TEST_CASE(of_whom_one_source_tells_nothing_is_stored_twice) {
    sync();
    push({user("hana")});
    BOOST_TEST(views() == "0");
    push({user("ana")});
    BOOST_TEST(views() == "2");
}

BOOST_AUTO_TEST_CASE(a_source_that_the_manifest_names_no_more_counts_no_more) {
    sync();
    auto ana = user("ana");
    ana.person.title = "Lead";
    ana.person.active = false;
    push({ana, user("hana")});
    rooms.settings.scim_servers.clear();

    BOOST_CHECK(refused_sync(10) == ErrorCode::conflict);  // One of seven would go.
    sync(true, 20);
    BOOST_TEST(person("ana")->active);
    BOOST_TEST(person("ana")->title.empty());
    BOOST_TEST(!person("hana").has_value());
    BOOST_TEST(views() == "0");
    BOOST_TEST(raw("SELECT COUNT(*) FROM dir_entry WHERE source = 'hr'") == "0");
}

BOOST_AUTO_TEST_CASE(the_tops_of_all_sources_count_together) {
    sync();
    push({user("queen"), user("page", "queen")});
    BOOST_TEST(unknown("ana"));  // Two lead and have no manager.
    BOOST_TEST(unknown("page"));

    rooms.settings.people->ldap.tops = {EmployeeId{"key-top"}};
    rooms.settings.scim_servers.front().tops = {EmployeeId{"key-queen"}};
    const auto report = push({});
    BOOST_TEST(report.findings.empty());
    BOOST_TEST(!unknown("ana"));
    BOOST_TEST(!unknown("page"));
}

BOOST_AUTO_TEST_CASE(a_view_that_was_changed_behind_kiths_back_is_refused) {
    sync();
    push({user("ana")});
    raw("UPDATE dir_view SET told = REPLACE(told, 'key-bo', 'key-xx') WHERE source = 'ldap'");
    auto ana = user("ana");
    ana.person.title = "Lead";
    const auto refused = try_push({ana});
    BOOST_REQUIRE(!refused);
    BOOST_CHECK(refused.error().code == ErrorCode::store_corrupt);
    BOOST_TEST(person("ana")->title.empty());
}

BOOST_AUTO_TEST_CASE(a_view_that_was_taken_away_is_missed) {
    sync();
    push({user("ana")});
    raw("DELETE FROM dir_view WHERE source = 'ldap'");
    auto ana = user("ana");
    ana.person.title = "Lead";
    const auto refused = try_push({ana});
    BOOST_REQUIRE(!refused);
    BOOST_CHECK(refused.error().code == ErrorCode::store_corrupt);
    raw("DELETE FROM dir_view");
    const auto refused_again = try_push({ana});
    BOOST_REQUIRE(!refused_again);
    BOOST_CHECK(refused_again.error().code == ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_CASE(her_own_data_has_what_each_source_says_of_her) {
    sync();
    auto ana = user("ana");
    ana.person.department = "legal";
    push({ana});
    const auto text =
        kith::kit::opened(*this, call(session("requester", "key-ana"), "me.data/1", "{}"));
    for (const auto* part : {"\"key\": \"key-ana\"", "\"key\": \"scim-ana\"", "\"source\": \"hr\"",
                             "\"department\": \"legal\"", "\"department\": \"sales\""})
        BOOST_TEST(text.find(part) != std::string::npos, part << " in " << text);
    BOOST_TEST(text.find("key-bo") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(people_of_the_file_keep_its_view_when_the_provider_takes_them_over) {
    name_a_file();
    take_file({line("top"), line("bo", "top"), line("ana", "bo")});
    auto ana = user("ana");
    ana.person.title = "Lead";
    ana.person.department = "legal";
    const auto report = push({ana});

    BOOST_TEST(chart().size() == 3U);
    BOOST_TEST(report.came == 0U);
    BOOST_TEST(person("ana")->department == "sales");
    BOOST_TEST(person("ana")->title == "Lead");
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(!unknown("ana"));
    BOOST_TEST(names(report.findings, {"key-ana", "department", "'file'", "'hr'"}));

    ana.person.active = false;
    push({ana});
    BOOST_TEST(!person("ana")->active);
}

BOOST_AUTO_TEST_CASE(an_import_keeps_the_people_and_the_entries_of_the_provider) {
    name_a_file();
    take_file({line("top"), line("bo", "top"), line("ana", "bo"), line("dan", "bo")});
    auto ana = user("ana");
    ana.person.department = "legal";
    push({ana, user("hana")});

    const auto done = take_file({line("top"), line("bo", "top")});
    BOOST_TEST(done.change.removed == 1U);  // Dan, of whom only the file told.
    BOOST_TEST(!person("dan").has_value());
    BOOST_TEST(person("hana").has_value());
    BOOST_REQUIRE(person("ana").has_value());
    BOOST_TEST(person("ana")->department == "legal");  // What the provider says of her.
    BOOST_TEST(views() == "0");
    BOOST_TEST(raw("SELECT COUNT(*) FROM dir_entry WHERE source = 'hr'") == "2");

    const auto again = take_file({line("top"), line("bo", "top"), line("ana", "bo")});
    BOOST_TEST(person("ana")->department == "sales");
    BOOST_TEST(names(again.findings, {"key-ana", "department", "'file'", "'hr'"}));
    BOOST_TEST(views() == "2");
}

BOOST_AUTO_TEST_CASE(an_import_that_would_lose_too_many_of_the_files_own_changes_nothing) {
    name_a_file();
    take_file({line("top"), line("bo", "top"), line("ana", "bo")});
    push({user("h1"), user("h2"), user("h3"), user("h4"), user("h5"), user("h6")});
    // One of the file's three, not one of nine.
    const auto refused = try_file({line("top"), line("bo", "top")}, 20);
    BOOST_REQUIRE(!refused);
    BOOST_CHECK(refused.error().code == ErrorCode::conflict);
    BOOST_TEST(person("ana").has_value());
}

BOOST_AUTO_TEST_CASE(a_file_that_the_manifest_does_not_name_takes_nobodys_place) {
    sync();
    const auto refused = try_file({line("ana")});
    BOOST_REQUIRE(!refused);
    BOOST_CHECK(refused.error().code == ErrorCode::conflict);
    BOOST_TEST(chart().size() == 6U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
