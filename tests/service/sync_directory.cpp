// A directory that is asked again and again: who is whom, who leads whom, and nothing destroyed on
// doubt.
#include "service/sync_directory.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "kit/archive.h"
#include "kit/hand_directory.h"

namespace {

using kith::Day;
using kith::EmployeeId;
using kith::ErrorCode;
using kith::service::SyncOrder;
using kith::tests::DirectoryCompany;
using kith::tests::dn;

BOOST_FIXTURE_TEST_SUITE(sync_directory, DirectoryCompany)

BOOST_AUTO_TEST_CASE(the_first_run_asks_for_everybody_and_takes_them) {
    const auto report = sync();
    BOOST_TEST(directory->asked_whole);
    BOOST_TEST(report.came == 6);
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(above("top", "ana"));
    BOOST_TEST(!unknown("ana"));  // One alone leads and has no manager: she is the top.
    BOOST_TEST(person("ana")->display_name == "ana");
}

BOOST_AUTO_TEST_CASE(who_is_as_she_was_is_not_touched) {
    sync();
    const auto again = sync(true);
    BOOST_TEST(again.told == 6);
    BOOST_TEST(again.came + again.changed + again.managers_changed + again.departed == 0);
    change("ana").person.title = "lead";
    const auto report = sync();
    BOOST_TEST(!directory->asked_whole);
    BOOST_TEST(report.changed == 1);
    BOOST_TEST(person("ana")->title == "lead");
    BOOST_TEST(manager("ana") == "key-bo");
}

// O1: a server takes `manager` from those he led, or leaves it, and tells nobody.
BOOST_AUTO_TEST_CASE(when_a_manager_vanishes_those_above_him_stay_in_the_chain) {
    sync();
    dismiss("bo");
    const auto report = sync();
    BOOST_TEST(report.departed == 1);
    BOOST_TEST(above("top", "ana"));  // As if his superiors were still there.
    BOOST_TEST(unknown("ana"));
    BOOST_TEST(!unknown("dan"));
    BOOST_TEST(!person("bo")->active);

    change("ana").manager = "";  // A whole reading shows that the attribute is gone.
    sync(true);
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(unknown("ana"));

    change("ana").manager = dn("far");  // The directory says otherwise.
    sync();
    BOOST_TEST(manager("ana") == "key-far");
    BOOST_TEST(!unknown("ana"));
}

// O2: a rename or a move of the manager writes another DN into those he leads, and tells nobody.
BOOST_AUTO_TEST_CASE(a_renamed_manager_stays_the_one_he_is) {
    sync();
    change("bo").name = dn("robert");
    auto report = sync();
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(!unknown("ana"));
    change("ana").manager = dn("robert");
    report = sync(true);
    BOOST_TEST(report.managers_changed == 0);
    BOOST_TEST(manager("ana") == "key-bo");
}

// O3: the old DN stays with those he leads, for ever.
BOOST_AUTO_TEST_CASE(a_name_that_he_had_is_still_his) {
    sync();
    change("bo").name = dn("robert");
    sync();
    change("ana").person.title = "lead";  // Told again, with the old name of her manager.
    sync();
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(!unknown("ana"));

    hire("dee", "");
    change("dee").manager = dn("bo");  // Somebody new is given the old name.
    sync();
    BOOST_TEST(manager("dee") == "key-bo");
}

BOOST_AUTO_TEST_CASE(a_name_that_somebody_else_takes_does_not_take_his_reports_along) {
    sync();
    change("bo").name = dn("robert");
    hire("new", "far");
    change("new").name = dn("bo");
    sync();
    change("ana").person.title = "lead";
    sync();
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(unknown("ana"));  // Which of the two is meant, nobody knows.
}

BOOST_AUTO_TEST_CASE(who_is_made_anew_under_his_name_leads_those_who_name_it) {
    sync();
    dismiss("bo");
    sync();
    hire("bo2", "top");
    change("bo2").name = dn("bo");
    sync();  // Of ana there is not a word.
    BOOST_TEST(manager("ana") == "key-bo2");
    BOOST_TEST(!unknown("ana"));
}

BOOST_AUTO_TEST_CASE(a_manager_who_comes_later_is_found_by_those_who_named_him) {
    change("ana").manager = dn("late");
    sync();
    BOOST_TEST(manager("ana") == dn("late"));
    BOOST_TEST(unknown("ana"));
    hire("late", "top");
    sync();
    BOOST_TEST(manager("ana") == "key-late");
    BOOST_TEST(!unknown("ana"));
}

BOOST_AUTO_TEST_CASE(no_manager_is_never_the_top_of_the_house) {
    sync();
    change("far").manager = "";
    sync();
    BOOST_TEST(manager("far") == "key-top");  // The last that was known.
    BOOST_TEST(unknown("far"));
    BOOST_TEST(unknown("dan"));
    BOOST_TEST(above("top", "dan"));
}

BOOST_AUTO_TEST_CASE(of_several_without_a_manager_none_is_the_top_until_the_manifest_says_who) {
    change("far").manager = "";
    auto report = sync();
    BOOST_TEST(unknown("ana"));
    BOOST_TEST(unknown("dan"));
    BOOST_REQUIRE(report.findings.size() == 1U);
    BOOST_TEST(report.findings[0].hint.find("<top>") != std::string::npos);

    rooms.settings.people->ldap.tops = {EmployeeId{"key-top"}};
    report = sync(true);
    BOOST_TEST(!unknown("ana"));
    BOOST_TEST(unknown("dan"));
    BOOST_TEST(report.findings.empty());
}

// Rule: a partial answer deletes nobody, and takes nothing over.
BOOST_AUTO_TEST_CASE(an_answer_that_is_cut_off_changes_nothing) {
    sync();
    change("ana").person.title = "lead";
    directory->cut_after = 3;
    BOOST_CHECK(refused_sync() == ErrorCode::source_unreadable);
    BOOST_TEST(person("ana")->title == "");
    BOOST_TEST(person("eve")->active);
    const auto past = kith::service::past_syncs(rooms);
    BOOST_REQUIRE(past);
    BOOST_TEST(past->front().trouble == "cut");
    directory->cut_after.reset();
    sync(true);
    BOOST_TEST(person("ana")->title == "lead");
}

BOOST_AUTO_TEST_CASE(when_too_many_would_vanish_nobody_does) {
    sync();
    dismiss("dan");
    dismiss("eve");
    BOOST_CHECK(refused_sync(20) == ErrorCode::conflict);
    BOOST_TEST(person("dan")->active);
    sync(true, 34);
    BOOST_TEST(!person("dan")->active);
}

BOOST_AUTO_TEST_CASE(an_entry_that_cannot_be_taken_stops_nobody_and_is_not_gone) {
    sync();
    directory->refused["key-dan"] = true;
    change("ana").person.title = "lead";
    const auto report = sync(true);
    BOOST_TEST(report.refused == 1);
    BOOST_TEST(report.departed == 0);
    BOOST_TEST(person("dan")->active);
    BOOST_TEST(person("ana")->title == "lead");
}

// Rule: disable before delete; gone for good only after the days of grace, and not while somebody
// was led through her.
// She changed while the directory was being read, page by page.
BOOST_AUTO_TEST_CASE(of_two_that_are_told_of_one_entry_the_later_holds) {
    sync();
    auto& again = directory->told_twice.emplace_back(directory->entries["key-ana"]);
    again.person.title = "later";
    auto anew = directory->entries["key-dan"];
    anew.key = "key-anew";
    anew.name = dn("anew");
    directory->entries["key-anew"] = anew;
    directory->told_twice.push_back(anew);
    directory->told_twice.back().person.title = "later, too";
    const auto report = sync(true);
    BOOST_TEST(report.told == 7);
    BOOST_TEST(report.changed == 1);
    BOOST_TEST(report.came == 1);
    BOOST_TEST(person("ana")->title == "later");
    BOOST_TEST(person("anew")->title == "later, too");
}

BOOST_AUTO_TEST_CASE(who_departs_goes_for_good_after_the_days_of_grace) {
    sync();
    dismiss("eve");
    dismiss("bo");
    sync();
    clock->pass_hours(24 * 30);
    sync();
    BOOST_TEST(person("eve").has_value());
    clock->pass_hours(24);
    const auto report = sync();
    BOOST_TEST(report.removed == 1);
    BOOST_TEST(!person("eve").has_value());
    BOOST_TEST(person("bo").has_value());  // Ana was led through him.
    change("ana").manager = dn("far");
    sync();
    sync();
    BOOST_TEST(!person("bo").has_value());
}

BOOST_AUTO_TEST_CASE(who_comes_back_is_who_she_was) {
    sync();
    const auto entry = directory->entries["key-bo"];
    dismiss("bo");
    sync();
    directory->entries["key-bo"] = entry;
    change("bo");
    const auto report = sync();
    BOOST_TEST(report.came_back == 1);
    BOOST_TEST(person("bo")->active);
    BOOST_TEST(!unknown("ana"));
}

BOOST_AUTO_TEST_CASE(a_person_keeps_her_id_whatever_the_directory_calls_her) {
    directory->entries["key-ana"].person.id = EmployeeId{"4711"};
    sync();
    change("ana").person.id = EmployeeId{"4712"};
    sync();
    const auto company = chart();
    BOOST_TEST(company.seat(EmployeeId{"4711"}).has_value());
    BOOST_TEST(!company.seat(EmployeeId{"4712"}).has_value());
}

BOOST_AUTO_TEST_CASE(what_the_directory_says_of_her_is_in_her_own_data) {
    sync();
    const auto text =
        kith::kit::opened(*this, call(session("requester", "key-ana"), "me.data/1", "{}"));
    for (const auto* part : {"\"name\": \"uid=ana,dc=example\"", "\"key\": \"key-ana\""})
        BOOST_TEST(text.find(part) != std::string::npos, part << " in " << text);
    for (const auto* other : {"bo", "dan"})
        BOOST_TEST(text.find(dn(other)) == std::string::npos, other);
}

BOOST_AUTO_TEST_CASE(two_entries_of_one_id_do_not_stop_the_others) {
    directory->entries["key-ana"].person.id = EmployeeId{"4711"};
    sync();
    hire("twin", "far");
    change("twin").person.id = EmployeeId{"4711"};
    hire("other", "far");
    const auto report = sync();
    BOOST_TEST(report.refused == 1);
    BOOST_TEST(report.came == 1);
    BOOST_TEST(report.findings.front().what.find("4711") != std::string::npos);
    // Made anew in the directory under the same number, she is the same person.
    dismiss("ana");
    sync();
    change("twin");
    sync(true);
    const auto company = chart();
    BOOST_TEST(company.person(*company.seat(EmployeeId{"4711"})).display_name == "twin");
}

BOOST_AUTO_TEST_CASE(who_went_and_was_made_anew_between_two_runs_is_one_person) {
    directory->entries["key-ana"].person.id = EmployeeId{"4711"};
    sync();
    dismiss("ana");
    hire("anew", "far");
    change("anew").person.id = EmployeeId{"4711"};
    const auto report = sync();
    BOOST_TEST(report.refused == 0);
    const auto company = chart();
    const auto& anew = company.person(*company.seat(EmployeeId{"4711"}));
    BOOST_TEST(anew.display_name == "anew");
    BOOST_TEST(anew.active);
    BOOST_TEST(anew.manager_id.text() == "key-far");
}

// Not every way of asking tells who is gone; two entries of one name there cannot be.
BOOST_AUTO_TEST_CASE(who_lost_her_name_to_somebody_else_is_not_found_by_it) {
    sync();
    hire("new", "far");
    change("new").name = dn("bo");  // Bo is gone, and nobody says so.
    sync();
    directory->entries.erase("key-bo");
    change("new").name = dn("elsewhere");
    sync();
    change("dan").manager = dn("bo");  // Named when it was the newcomer's.
    sync();
    BOOST_TEST(manager("dan") == "key-new");
}

// Active Directory takes a manager's name away with him; slapd leaves it, and says so by an answer
// of its own.
BOOST_AUTO_TEST_CASE(where_names_are_links_who_takes_the_name_inherits_nobody) {
    directory->links = true;
    sync();
    dismiss("bo");
    sync();
    hire("new", "far");
    change("new").name = dn("bo");
    sync();
    BOOST_TEST(manager("ana") == "key-bo");
    BOOST_TEST(unknown("ana"));
    BOOST_TEST(above("top", "ana"));
}

BOOST_AUTO_TEST_CASE(where_names_are_links_the_one_who_has_the_name_now_leads) {
    directory->links = true;
    sync();
    change("bo").name = dn("elsewhere");
    sync();
    hire("new", "far");
    change("new").name = dn("bo");
    sync();
    BOOST_TEST(manager("ana") == "key-bo");
    change("ana").person.title = "under the new one";  // Her link was set to the newcomer.
    sync();
    BOOST_TEST(manager("ana") == "key-new");
    BOOST_TEST(!unknown("ana"));
}

BOOST_AUTO_TEST_CASE(who_departed_had_a_name_before_the_one_who_took_it_and_left) {
    sync();
    dismiss("bo");
    sync();
    hire("new", "far");
    change("new").name = dn("bo");
    sync();
    change("new").name = dn("elsewhere");
    change("dan").manager = dn("bo");  // Both since the last run: it was the newcomer's.
    sync();
    BOOST_TEST(manager("dan") == "key-new");
}

BOOST_AUTO_TEST_CASE(who_comes_back_elsewhere_does_not_get_her_old_name_again) {
    sync();
    const auto bo = directory->entries["key-bo"];
    dismiss("bo");
    sync();
    hire("new", "far");
    change("new").name = dn("bo");
    sync();
    change("new").name = dn("elsewhere");
    sync();
    directory->entries["key-bo"] = bo;
    change("bo").name = dn("back");
    sync();
    change("dan").manager = dn("bo");  // Last it was the newcomer's.
    sync();
    BOOST_TEST(manager("dan") == "key-new");
}

BOOST_AUTO_TEST_CASE(who_is_put_under_somebody_who_is_gone_has_his_chain_above_her) {
    sync();
    dismiss("bo");
    sync();
    change("dan").manager = dn("bo");
    sync();
    BOOST_TEST(manager("dan") == "key-bo");
    BOOST_TEST(unknown("dan"));
    BOOST_TEST(above("top", "dan"));
}

BOOST_AUTO_TEST_CASE(a_run_that_is_only_tried_changes_nothing) {
    sync();
    dismiss("eve");
    change("ana").manager = dn("far");
    SyncOrder order;
    order.dry = true;
    order.removed_percent_max = 100;
    const auto report = kith::service::sync_directory(rooms, admin(), order);
    BOOST_REQUIRE(report);
    BOOST_TEST(report->departed == 1);
    BOOST_TEST(report->managers_changed == 1);
    BOOST_TEST(report->lines.size() == 2U);
    BOOST_TEST(person("eve")->active);
    BOOST_TEST(manager("ana") == "key-bo");
}

BOOST_AUTO_TEST_CASE(of_two_runs_at_once_the_later_takes_nothing_over) {
    sync();
    change("ana").person.title = "first";
    directory->meanwhile = [&] {
        directory->meanwhile = nullptr;
        change("ana").person.title = "second";
        sync();
    };
    const auto late = kith::service::sync_directory(rooms, admin(), SyncOrder{});
    BOOST_REQUIRE(!late);
    BOOST_CHECK(late.error().code == ErrorCode::busy);
    BOOST_TEST(person("ana")->title == "second");
}

BOOST_AUTO_TEST_CASE(it_is_asked_as_often_as_the_manifest_says) {
    sync();
    const auto due = [&] {
        const auto claimed = kith::service::claim_due_sync(rooms);
        BOOST_REQUIRE(claimed);
        return *claimed;
    };
    BOOST_TEST(!due());
    clock->pass_ms(15 * 60'000);
    BOOST_TEST(due());
    BOOST_TEST(!due());  // The one who was told so does it.
    clock->pass_hours(23);
    sync();
    BOOST_TEST(!directory->asked_whole);
    clock->pass_hours(1);
    sync();
    BOOST_TEST(directory->asked_whole);
}

BOOST_AUTO_TEST_CASE(people_of_a_file_make_room_for_those_of_the_directory) {
    employee("csv-person", "");
    store_directory();
    BOOST_CHECK(refused_sync(20) == ErrorCode::conflict);
    sync(true, 100);
    BOOST_TEST(!chart().seat(EmployeeId{"csv-person"}).has_value());
    BOOST_TEST(chart().size() == 6U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
