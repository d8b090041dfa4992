// Retention: what is past its time goes, what is unread or held stays, and its owner can see it.
#include "service/retention.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>

#include "kit/archive.h"
#include "kit/words.h"
#include "kit/world.h"
#include "service/due_work.h"
#include "service/erase_person.h"
#include "store/audit_log.h"
#include "store/directory_tables.h"
#include "store/erased_list.h"
#include "store/erasure.h"
#include "store/keyring.h"
#include "store/requests.h"

namespace {

using kith::ErrorCode;
using kith::RequestId;
using kith::kit::has;
using kith::kit::World;

constexpr int day = 24;

// Ana asks and Dan listens; Eve would, too. Ida and Kim are custodians of separate lines, Kim and
// Lee of one.
struct Retained : World {
    Retained() {
        employee("top", "");
        for (const auto* const boss : {"bo", "far", "law", "fin"})
            employee(boss, "top", boss);
        employee("ana", "bo");
        for (const auto* const peer : {"dan", "eve"}) {
            employee(peer, "far", "finance");
            supporter(peer);
        }
        employee("cora", "far", "care");
        employee("tom", "far", "it");
        employee("ida", "law", "law");
        employee("kim", "fin", "audit");
        employee("lee", "fin", "audit");
        store_directory();
        request = ask();
    }

    std::string ask() {
        return field(call(ana(), "support.request/1", keyed(R"("text": "what I wrote")")),
                     "request");
    }
    kith::service::Session ana() { return session("requester", "ana"); }
    kith::service::Session listener() {
        return session("peer-supporter",
                       desk_is_empty(session("peer-supporter", "dan")) ? "eve" : "dan");
    }
    kith::service::Session custodian(const std::string& who) {
        return fresh_session("identity-custodian", who, "retention");
    }
    std::string about() { return R"("request": ")" + request + '"'; }
    void accept() {
        call(listener(), "supporter.answer/1", keyed(about() + R"(, "answer": "accept")"));
    }
    void close_by_supporter() { call(listener(), "support.close/1", keyed(about())); }
    void pass_days_and_work(int days) {
        clock->pass_hours(days * day);
        BOOST_REQUIRE(kith::service::do_due_work(rooms, 60'000));
    }
    bool erased() {
        const auto gone = rooms.database->read([&](kith::store::Transaction& tx) {
            return kith::store::is_erased(tx, RequestId{request});
        });
        BOOST_REQUIRE(gone);
        return *gone;
    }
    std::string hold(const std::string& until = "2026-06-01") {
        const auto placed =
            call(custodian("ida"), "hold.place/1",
                 keyed(about() + R"(, "reason": "legal-claim", "until": ")" + until + "\""));
        return R"("hold": ")" + field(placed, "hold") + '"';
    }

    std::string request;
};

BOOST_FIXTURE_TEST_SUITE(retention, Retained)

BOOST_AUTO_TEST_CASE(what_its_owner_closed_goes_with_the_next_hour) {
    accept();
    call(ana(), "support.close/1", keyed(about()));
    BOOST_TEST(!erased());
    clock->pass_hours(1);
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 60'000));
    BOOST_TEST(erased());
    BOOST_TEST(call(ana(), "support.list/1", "{}").find("state") == std::string::npos);
    BOOST_TEST(database_bytes().find(request) != std::string::npos);  // That there was one.
}

// Rule: a turn that was stopped before it destroyed the old secret does not leave it for a month.
BOOST_AUTO_TEST_CASE(a_secret_that_a_stopped_turn_left_in_the_keyring_goes_with_the_next_pump) {
    auto& keyring = rooms.database->keyring();
    BOOST_REQUIRE(keyring.add_epoch(2, clock->today()));
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 60'000));
    const auto left = keyring.epochs();
    BOOST_REQUIRE(left);
    BOOST_REQUIRE(left->size() == 1U);
    BOOST_TEST(left->front().number == 1);
}

// Rule: what is unread is never erased at once (GlobaLeaks #3591).
BOOST_AUTO_TEST_CASE(what_its_owner_has_not_read_waits_for_her_thirty_days) {
    accept();
    call(listener(), "support.send/1", keyed(about() + R"(, "text": "call me")"));
    close_by_supporter();
    pass_days_and_work(29);
    BOOST_TEST(!erased());
    BOOST_TEST(field(call(ana(), "support.kept/1", "{" + about() + "}"), "unread") == "true");
    pass_days_and_work(1);
    BOOST_TEST(erased());
}

BOOST_AUTO_TEST_CASE(what_she_has_read_goes) {
    accept();
    call(listener(), "support.send/1", keyed(about() + R"(, "text": "call me")"));
    close_by_supporter();
    pass_days_and_work(3);
    call(ana(), "support.status/1", "{" + about() + "}");  // She sees that it is closed.
    pass_days_and_work(1);
    BOOST_TEST(!erased());  // The message is unread still.
    call(ana(), "support.messages/1", "{" + about() + "}");
    BOOST_TEST(field(call(ana(), "support.kept/1", "{" + about() + "}"), "unread") == "false");
    pass_days_and_work(1);
    BOOST_TEST(erased());
}

BOOST_AUTO_TEST_CASE(that_a_supporter_reads_is_not_that_its_owner_did) {
    accept();
    call(listener(), "support.send/1", keyed(about() + R"(, "text": "call me")"));
    call(listener(), "support.messages/1", "{" + about() + "}");
    BOOST_TEST(field(call(ana(), "support.kept/1", "{" + about() + "}"), "unread") == "true");
}

BOOST_AUTO_TEST_CASE(a_request_in_which_nothing_happens_goes_after_ninety_days) {
    accept();
    pass_days_and_work(80);
    call(ana(), "support.send/1", keyed(about() + R"(, "text": "are you there?")"));
    pass_days_and_work(89);
    BOOST_TEST(!erased());
    pass_days_and_work(1);
    BOOST_TEST(erased());
    BOOST_TEST(desk_is_empty(session("peer-supporter", "dan")));
    BOOST_TEST(desk_is_empty(session("peer-supporter", "eve")));
}

// Each is looked at anew before it goes: somebody may have acted in it since it was listed.
BOOST_AUTO_TEST_CASE(what_somebody_acts_in_while_time_erases_stays) {
    accept();
    clock->pass_hours(90 * day);
    const auto swept = kith::service::erase_by_time(rooms, [&] {
        call(listener(), "support.send/1", keyed(about() + R"(, "text": "I am back")"));
        return true;
    });
    BOOST_REQUIRE(swept);
    BOOST_TEST(*swept);
    BOOST_TEST(!erased());
}

BOOST_AUTO_TEST_CASE(the_manifest_says_how_long) {
    rooms.settings.retention = {14, 30, 5};
    accept();
    call(ana(), "support.close/1", keyed(about()));
    pass_days_and_work(13);
    BOOST_TEST(!erased());
    BOOST_TEST(field(call(ana(), "support.kept/1", "{" + about() + "}"), "erasedAfter") ==
               "2026-01-15T10:00:00Z");
    pass_days_and_work(1);
    BOOST_TEST(erased());
}

BOOST_AUTO_TEST_CASE(what_is_left_without_names_goes_after_its_years) {
    const auto count = [&](const std::string& bytes) { return bytes.find(request); };
    call(ana(), "support.erase/1", keyed(about()));
    rooms.settings.retention.record_years = 1;
    const auto row = [&] {
        return rooms.database->read([&](kith::store::Transaction& tx) {
            return kith::store::find_request(tx, RequestId{request});
        });
    };
    pass_days_and_work(365);
    BOOST_REQUIRE(row());
    BOOST_TEST(row()->has_value());
    pass_days_and_work(1);
    BOOST_REQUIRE(rooms.database->empty_log());
    BOOST_REQUIRE(row());
    BOOST_TEST(!row()->has_value());
    BOOST_TEST(count(database_bytes()) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(two_custodians_hold_it_from_time_and_its_owner_sees_it) {
    accept();
    const auto which = hold();
    BOOST_TEST(call(ana(), "support.kept/1", "{" + about() + "}").find("reason") ==
               std::string::npos);
    call(custodian("kim"), "hold.approve/1", keyed(which));
    const auto seen = call(ana(), "support.kept/1", "{" + about() + "}");
    BOOST_TEST(seen.find("legal-claim") != std::string::npos);
    BOOST_TEST(seen.find("2026-06-01") != std::string::npos);

    call(ana(), "support.close/1", keyed(about()));
    pass_days_and_work(100);
    BOOST_TEST(!erased());
    pass_days_and_work(52);  // The second of June.
    BOOST_TEST(erased());
}

BOOST_AUTO_TEST_CASE(one_custodian_holds_nothing) {
    hold();
    call(ana(), "support.close/1", keyed(about()));
    pass_days_and_work(1);
    BOOST_TEST(erased());
}

// Rule: a hold binds time and offices, never the person who confided.
BOOST_AUTO_TEST_CASE(its_owner_erases_what_is_held) {
    const auto which = hold();
    call(custodian("kim"), "hold.approve/1", keyed(which));
    const auto out = call(ana(), "support.erase/1", keyed(about()));
    BOOST_TEST(erased());
    BOOST_TEST(field(out, "finalOn") == "2026-02-01");
}

BOOST_AUTO_TEST_CASE(a_hold_needs_two_of_separate_lines_both_ways) {
    const auto which = hold();
    BOOST_TEST((refused(custodian("ida"), "hold.approve/1", keyed(which)) == ErrorCode::conflict));
    call(custodian("kim"), "hold.approve/1", keyed(which));
    BOOST_TEST(field(call(custodian("kim"), "hold.end/1", keyed(which)), "state") == "ending");
    BOOST_TEST((refused(custodian("lee"), "hold.end/1", keyed(which)) == ErrorCode::conflict));
    BOOST_TEST(field(call(custodian("ida"), "hold.end/1", keyed(which)), "state") == "ended");
    call(ana(), "support.close/1", keyed(about()));
    pass_days_and_work(1);
    BOOST_TEST(erased());
}

BOOST_AUTO_TEST_CASE(a_custodian_has_just_proved_who_she_is_or_holds_nothing) {
    const auto stale = session("identity-custodian", "ida", "retention");
    BOOST_TEST((refused(stale, "hold.place/1",
                        keyed(about() + R"(, "reason": "legal-claim", "until": "2026-02-01")")) ==
                ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(a_hold_ends_within_a_year) {
    for (const auto* const until : {"2025-12-31", "2027-01-02", "tomorrow!!"})
        BOOST_TEST((refused(custodian("ida"), "hold.place/1",
                            keyed(about() + R"(, "reason": "legal-claim", "until": ")" + until +
                                  "\"")) == ErrorCode::invalid_input));
    hold("2027-01-01");
}

BOOST_AUTO_TEST_CASE(every_step_of_a_hold_is_on_record_when_all_else_is_erased) {
    const auto which = hold();
    call(custodian("kim"), "hold.approve/1", keyed(which));
    call(custodian("ida"), "hold.end/1", keyed(which));
    call(ana(), "support.erase/1", keyed(about()));
    const auto records = rooms.database->read([&](kith::store::Transaction& tx) {
        return kith::store::audit_of(tx, RequestId{request});
    });
    BOOST_REQUIRE(records);
    std::vector<std::string> events;
    for (const auto& record : *records)
        events.push_back(record.event);
    BOOST_TEST(events == (std::vector<std::string>{"hold-asked", "hold-begun", "hold-end-agreed"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(erasure, Retained)

BOOST_AUTO_TEST_CASE(she_erases_all_of_hers_and_nobody_elses) {
    const auto other =
        field(call(session("requester", "bo"), "support.request/1", keyed(R"("text": "of bo")")),
              "request");
    const auto second = ask();
    const auto out = call(ana(), "me.erase/1", keyed(R"("supporterRole": false)"));
    BOOST_TEST(field(out, "requests") == "2");
    BOOST_TEST(field(out, "finalOn") == "2026-02-01");
    BOOST_TEST(erased());
    BOOST_TEST(call(ana(), "support.list/1", "{}").find("state") == std::string::npos);
    call(session("requester", "bo"), "support.status/1", R"({"request": ")" + other + "\"}");
}

BOOST_AUTO_TEST_CASE(a_supporter_who_erases_her_role_leaves_nobody_alone) {
    accept();
    const auto who = listener().subject.text();
    const auto other = who == "dan" ? "eve" : "dan";
    call(session("requester", who), "me.erase/1", keyed(R"("supporterRole": true)"));
    BOOST_TEST(!desk_is_empty(session("peer-supporter", other)));
    const auto left = rooms.database->read(
        [](kith::store::Transaction& tx) { return kith::store::supporters(tx); });
    BOOST_REQUIRE(left);
    BOOST_REQUIRE(left->size() == 1U);
    BOOST_TEST(left->front().id.text() == other);
}

BOOST_AUTO_TEST_CASE(her_role_stays_unless_she_says_so) {
    call(session("requester", "dan"), "me.erase/1", keyed(R"("supporterRole": false)"));
    call(session("employee", "dan", "programme"), "supporter.record/1", "{}");
}

BOOST_AUTO_TEST_CASE(an_administrator_erases_what_she_cannot_read_and_a_hold_stops_her) {
    const auto tom = session("it-admin", "tom", "administration");
    const auto order = [&] {
        const auto done = rooms.database->write([&](kith::store::Transaction& tx) {
            return kith::service::order_erasure(rooms, tx, tom, kith::EmployeeId{"ana"});
        });
        BOOST_REQUIRE(done);
    };
    const auto which = hold();
    call(custodian("kim"), "hold.approve/1", keyed(which));
    order();
    BOOST_TEST(!erased());
    call(custodian("kim"), "hold.end/1", keyed(which));
    call(custodian("ida"), "hold.end/1", keyed(which));
    order();
    BOOST_TEST(erased());
    order();  // Nothing left: the same answer.
}

BOOST_AUTO_TEST_CASE(a_hold_stops_the_order_to_erase_one_request_too) {
    const auto tom = session("it-admin", "tom", "administration");
    const auto order = [&] {
        BOOST_REQUIRE(rooms.database->write([&](kith::store::Transaction& tx) {
            return kith::service::order_erasure(rooms, tx, tom, RequestId{request});
        }));
    };
    const auto which = hold();
    call(custodian("kim"), "hold.approve/1", keyed(which));
    order();
    BOOST_TEST(!erased());
    call(custodian("kim"), "hold.end/1", keyed(which));
    call(custodian("ida"), "hold.end/1", keyed(which));
    order();
    BOOST_TEST(erased());
}

// Rule: with her role goes by whom those she served were served, and a restore is told.
BOOST_AUTO_TEST_CASE(a_supporter_who_is_erased_is_no_longer_told_by_whom_she_served) {
    accept();
    const auto who = listener().subject;
    close_by_supporter();
    const auto served = [&] {
        const auto found = rooms.database->read(
            [&](kith::store::Transaction& tx) { return kith::store::assignments_of(tx, who); });
        BOOST_REQUIRE(found);
        return found->size();
    };
    BOOST_TEST(served() == 1U);
    BOOST_REQUIRE(rooms.database->write([&](kith::store::Transaction& tx) {
        return kith::service::order_erasure(rooms, tx, session("it-admin", "tom", "administration"),
                                            who);
    }));
    BOOST_TEST(served() == 0U);
    const auto left = rooms.database->read(
        [](kith::store::Transaction& tx) { return kith::store::supporters(tx); });
    BOOST_REQUIRE(left);
    BOOST_TEST(left->size() == 1U);
    BOOST_REQUIRE(kith::store::list_erased(*rooms.database));
    const auto listed = kith::store::erased_list(*rooms.database);
    BOOST_REQUIRE(listed);
    BOOST_REQUIRE(listed->supporters.size() == 1U);
    BOOST_TEST(listed->supporters.front() == kith::store::supporter_ref(*rooms.database, who));
}

// A return code opens one request, and nothing else of whoever asked.
BOOST_AUTO_TEST_CASE(by_a_return_code_nobody_gets_or_erases_all_of_hers) {
    const auto code =
        field(call(ana(), "support.request/1", keyed(R"("text": "by code")")), "returnCode");
    const auto by_code = session_by_code(code);
    BOOST_TEST(
        (refused(by_code, "me.erase/1", keyed(R"("supporterRole": false)")) == ErrorCode::denied));
    BOOST_TEST((refused(by_code, "me.data/1", "{}") == ErrorCode::denied));
    BOOST_TEST(!erased());
}

BOOST_AUTO_TEST_CASE(nobody_but_an_administrator_orders_an_erasure) {
    for (const auto& [capacity, who, purpose] :
         {std::array{"coordinator", "cora", "programme"},
          std::array{"identity-custodian", "ida", "retention"},
          std::array{"peer-supporter", "dan", "peer-support"},
          std::array{"employee", "bo", "peer-support"},
          std::array{"requester", "bo", "peer-support"}}) {
        const auto denied = rooms.database->write([&](kith::store::Transaction& tx) {
            return kith::service::order_erasure(rooms, tx, session(capacity, who, purpose),
                                                kith::EmployeeId{"ana"});
        });
        BOOST_REQUIRE(!denied);
        BOOST_TEST((denied.error().code == ErrorCode::denied));
    }
    BOOST_TEST(!erased());
}

// The answer that was kept for her first call held her return code: a retry finds nothing.
BOOST_AUTO_TEST_CASE(with_a_request_go_the_answers_that_were_kept_of_it) {
    const auto input = keyed(R"("text": "once more")");
    const auto first = field(call(ana(), "support.request/1", input), "request");
    BOOST_TEST(field(call(ana(), "support.request/1", input), "request") == first);
    call(ana(), "support.erase/1", keyed(R"("request": ")" + first + '"'));
    BOOST_TEST(field(call(ana(), "support.request/1", input), "request") != first);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(own_data, Retained)

BOOST_AUTO_TEST_CASE(she_gets_all_that_is_held_on_her_and_nobody_else_in_it) {
    call(ana(), "support.erase/1", keyed(about()));
    request = field(call(ana(), "support.request/1",
                         keyed(R"("text": "what I wrote", "personsConcerned": ["bo"])")),
                    "request");
    accept();
    const auto peer = listener().subject.text();
    call(ana(), "support.send/1", keyed(about() + R"(, "text": "my question")"));
    call(listener(), "support.send/1", keyed(about() + R"(, "text": "her answer")"));
    call(listener(), "support.messages/1", "{" + about() + "}");
    const auto text = kith::kit::opened(*this, call(ana(), "me.data/1", "{}"));
    for (const auto* const part : {"what I wrote", "my question", "her answer", "Name of ana",
                                   "\"conversation\"", "\"words\""})
        BOOST_TEST(has(text, part), part);
    // Her own manager stands in the company's directory, which is not in it.
    for (const auto& part :
         {'"' + peer + '"', "Name of " + peer, std::string("\"bo\""), std::string("Name of bo")})
        BOOST_TEST(!has(text, part), part);
}

BOOST_AUTO_TEST_CASE(a_supporter_gets_that_she_served_and_nothing_of_whom) {
    accept();
    const auto peer = listener().subject.text();
    const auto text = kith::kit::opened(*this, call(session("requester", peer), "me.data/1", "{}"));
    BOOST_TEST(has(text, "\"accepted\": true"));
    for (const auto& part : {request, std::string("what I wrote"), std::string("\"ana\"")})
        BOOST_TEST(!has(text, part), part);
}

// Whom somebody else named is not told: that would name the person who did.
BOOST_AUTO_TEST_CASE(whether_she_was_named_as_concerned_is_told_to_nobody) {
    const auto before =
        kith::kit::opened(*this, call(session("requester", "bo"), "me.data/1", "{}"));
    call(ana(), "support.request/1", keyed(R"("text": "x", "personsConcerned": ["bo"])"));
    BOOST_TEST(kith::kit::opened(*this, call(session("requester", "bo"), "me.data/1", "{}")) ==
               before);
}

BOOST_AUTO_TEST_CASE(each_copy_is_on_record_and_nobody_elses_can_be_asked_for) {
    const auto records = [&] {
        const auto all = rooms.database->read(
            [](kith::store::Transaction& tx) { return kith::store::audit_page(tx, 0, 1'000); });
        BOOST_REQUIRE(all);
        return std::count_if(all->begin(), all->end(),
                             [](const auto& one) { return one.event == "data-given"; });
    };
    call(ana(), "me.data/1", "{}");
    BOOST_TEST(records() == 1);
    for (const auto& [capacity, purpose] :
         {std::pair{"employee", "peer-support"}, std::pair{"peer-supporter", "peer-support"}})
        BOOST_TEST(
            (refused(session(capacity, "dan", purpose), "me.data/1", "{}") == ErrorCode::denied));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
