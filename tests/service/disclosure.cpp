// The disclosure exception: two, of separate lines, outside every chain, for a day, and looked at.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "kit/words.h"
#include "kit/world.h"
#include "service/due_work.h"
#include "store/audit_log.h"

using kith::ErrorCode;
using kith::kit::has;
using kith::kit::World;

namespace {

// ida, kim and lee stand under three managers; bo leads ana, and cal is whom it is about.
struct Danger : World {
    Danger() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("cal", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        employee("law", "top", "law");
        employee("care", "top", "care");
        employee("ida", "law", "law");
        employee("kim", "care", "care");
        employee("lee", "far", "finance");
        employee("ina", "law", "law");
        supporter("dan");
        store_directory();
        for (const auto* const more : {"ina", "bo", "cal", "dan"})
            rooms.settings.role_holders.push_back({"identity-custodian", kith::EmployeeId{more}});
        const auto opened = call(session("requester", "ana"), "support.request/1",
                                 keyed(R"("text": "first-words", "personsConcerned": ["cal"])"));
        request = field(opened, "request");
        BOOST_REQUIRE(!request.empty());
        call(session("peer-supporter", "dan"), "supporter.answer/1",
             keyed(about(R"("answer": "accept")")));
    }

    std::string about(const std::string& rest = "") {
        return R"("request": ")" + request + '"' + (rest.empty() ? "" : ", " + rest);
    }
    kith::service::Session custodian(const std::string& who) {
        return fresh_session("identity-custodian", who, "duty-to-warn");
    }
    void ask() {
        const auto dan = session("peer-supporter", "dan", "duty-to-warn");
        exception =
            field(call(dan, "exception.ask/1", keyed(about(R"("dangerTo": "self")"))), "exception");
    }
    std::string which() const { return R"("exception": ")" + exception + '"'; }
    std::string approve(const std::string& who) {
        return field(call(custodian(who), "exception.approve/1", keyed(which())), "state");
    }
    ErrorCode approval_refused(const std::string& who) {
        return refused(custodian(who), "exception.approve/1", keyed(which()));
    }
    void begin() {
        ask();
        BOOST_REQUIRE(approve("ida") == "approved-once");
        BOOST_REQUIRE(approve("kim") == "live");
    }
    std::string name(const std::string& who) {
        return call(custodian(who), "exception.name/1", "{" + which() + "}");
    }
    ErrorCode name_refused(const kith::service::Session& who) {
        return refused(who, "exception.name/1", "{" + which() + "}");
    }
    std::string told() {
        return call(session("requester", "ana"), "support.exceptions/1", "{" + about() + "}");
    }
    std::string log() {
        std::string events;
        const auto read = rooms.database->read(
            [&](kith::store::Transaction& tx) { return kith::store::audit_page(tx, 0, 1000); });
        BOOST_REQUIRE(read);
        for (const auto& record : *read)
            events += record.event + ' ';
        return events;
    }

    std::string request;
    std::string exception;
};

class Heard final : public kith::ports::LogSink {
public:
    void write(kith::ports::LogLevel, kith::FixedText text, std::int64_t value,
               kith::FixedText) override {
        lines.push_back(std::string(text.view()) + ": " + std::to_string(value));
    }
    std::vector<std::string> lines;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(disclosure, Danger)

BOOST_AUTO_TEST_CASE(two_custodians_read_the_name_and_not_a_word) {
    begin();

    const auto read = name("ida");

    BOOST_TEST(field(read, "requester") == "ana");
    BOOST_TEST(field(read, "displayName") == "Name of ana");
    BOOST_TEST(!has(read, "first-words"));
    BOOST_TEST(has(name("kim"), "Name of ana"));
    const auto list = call(custodian("ida"), "exception.list/1", "{}");
    BOOST_TEST(!has(list, "ana"));
    BOOST_TEST(!has(list, request));
    BOOST_TEST((refused(custodian("ida"), "support.messages/1", "{" + about() + "}") ==
                ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(one_approval_opens_nothing) {
    ask();
    BOOST_REQUIRE(approve("ida") == "approved-once");
    BOOST_TEST((name_refused(custodian("ida")) == ErrorCode::denied));
    BOOST_TEST((approval_refused("ida") == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(two_of_one_reporting_line_are_one) {
    ask();
    BOOST_REQUIRE(approve("ida") == "approved-once");
    BOOST_TEST((approval_refused("ina") == ErrorCode::conflict));
    BOOST_TEST(approve("kim") == "live");
}

BOOST_AUTO_TEST_CASE(whoever_is_party_leads_a_party_or_is_concerned_has_no_say_and_sees_nothing) {
    ask();
    for (const auto* const who : {"bo", "cal", "dan"}) {
        BOOST_TEST((approval_refused(who) == ErrorCode::denied), who);
        BOOST_TEST(!has(call(custodian(who), "exception.list/1", "{}"), exception), who);
    }
    BOOST_REQUIRE(has(call(custodian("ida"), "exception.list/1", "{}"), exception));
}

BOOST_AUTO_TEST_CASE(a_custodian_has_just_proved_who_she_is_or_does_nothing) {
    ask();
    const auto stale = session("identity-custodian", "ida", "duty-to-warn");
    BOOST_TEST((refused(stale, "exception.approve/1", keyed(which())) == ErrorCode::denied));
    const auto fresh = custodian("ida");
    clock->pass_ms(5 * 60 * 1000);
    BOOST_TEST((refused(fresh, "exception.approve/1", keyed(which())) == ErrorCode::denied));

    BOOST_REQUIRE(approve("ida") == "approved-once");
    BOOST_REQUIRE(approve("kim") == "live");
    BOOST_TEST((name_refused(stale) == ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(two_who_come_to_stand_in_one_line_read_no_further) {
    begin();
    BOOST_REQUIRE(has(name("kim"), "ana"));
    std::ranges::find(people, kith::EmployeeId{"kim"}, &kith::model::Person::id)->manager_id =
        kith::EmployeeId{"law"};
    store_directory();
    BOOST_TEST((name_refused(custodian("kim")) == ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(a_third_custodian_who_approved_nothing_reads_nothing) {
    begin();
    BOOST_TEST((name_refused(custodian("lee")) == ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(it_ends_by_itself_after_a_day) {
    begin();
    clock->pass_hours(23);
    BOOST_REQUIRE(has(name("ida"), "ana"));

    clock->pass_hours(1);

    BOOST_TEST((name_refused(custodian("ida")) == ErrorCode::denied));
    BOOST_TEST(!has(log(), "exception-ended"));
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));
    BOOST_TEST(has(log(), "exception-ended"));
}

BOOST_AUTO_TEST_CASE(one_that_nobody_approved_lapses_and_another_can_be_asked_for) {
    ask();
    const auto dan = session("peer-supporter", "dan", "duty-to-warn");
    BOOST_REQUIRE((refused(dan, "exception.ask/1", keyed(about(R"("dangerTo": "self")"))) ==
                   ErrorCode::conflict));

    clock->pass_hours(72);

    BOOST_TEST((approval_refused("ida") == ErrorCode::conflict));
    ask();
    BOOST_TEST(approve("ida") == "approved-once");
}

BOOST_AUTO_TEST_CASE(the_owner_is_told_at_once_unless_a_third_defers_it_and_then_a_week_later) {
    begin();
    name("ida");
    const auto at_once = told();
    BOOST_TEST(has(at_once, exception));
    BOOST_TEST(has(at_once, "nameReadAt"));
    const auto why = which() + R"(, "why": "telling her now adds to the danger")";
    BOOST_TEST((refused(custodian("ida"), "exception.defer/1", keyed(why)) == ErrorCode::denied));

    call(custodian("lee"), "exception.defer/1", keyed(why));

    BOOST_TEST(!has(told(), exception));
    BOOST_TEST((refused(custodian("lee"), "exception.defer/1", keyed(why)) == ErrorCode::conflict));
    clock->pass_hours(24 * 7);
    BOOST_TEST(has(told(), exception));
}

BOOST_AUTO_TEST_CASE(somebody_who_had_no_part_reviews_it_and_it_is_due_after_a_week) {
    begin();
    const auto outcome = which() + R"(, "outcome": "not-justified")";
    BOOST_TEST(
        (refused(custodian("kim"), "exception.review/1", keyed(outcome)) == ErrorCode::denied));
    const auto list = [&] { return call(custodian("lee"), "exception.list/1", "{}"); };
    BOOST_TEST(has(list(), R"("reviewDue":false)"));
    clock->pass_hours(24 * 7);
    BOOST_TEST(has(list(), R"("reviewDue":true)"));

    call(custodian("lee"), "exception.review/1", keyed(outcome));

    BOOST_TEST(has(list(), R"("outcome":"not-justified")"));
    BOOST_TEST(has(told(), R"("outcome":"not-justified")"));
}

BOOST_AUTO_TEST_CASE(a_supporter_who_does_not_serve_cannot_ask) {
    supporter("eve");
    store_directory();
    const auto eve = session("peer-supporter", "eve", "duty-to-warn");
    BOOST_TEST((refused(eve, "exception.ask/1", keyed(about(R"("dangerTo": "self")"))) ==
                ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(every_step_is_on_record_and_under_a_checkpoint) {
    begin();
    name("ida");
    call(custodian("kim"), "exception.end/1", keyed(which()));

    const auto events = log();
    for (const auto* const step :
         {"exception-asked", "exception-approved", "exception-begun", "read", "exception-ended"})
        BOOST_TEST(has(events, std::string(step) + ' '), step);
    const auto kept = rooms.database->read(
        [](kith::store::Transaction& tx) { return kith::store::checkpoints(tx); });
    BOOST_REQUIRE(kept);
    BOOST_TEST(kept->size() >= 4U);
    BOOST_TEST((name_refused(custodian("ida")) == ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(more_than_one_in_a_year_for_five_hundred_people_is_told_to_the_log) {
    const auto heard = std::make_shared<Heard>();
    rooms.log = heard;
    begin();
    BOOST_REQUIRE(heard->lines.empty());
    call(custodian("kim"), "exception.end/1", keyed(which()));

    begin();

    BOOST_REQUIRE(heard->lines.size() == 1U);
    BOOST_TEST(heard->lines[0] ==
               "disclosure exceptions: more in a year than one in 500 people: 2");
}

BOOST_AUTO_TEST_CASE(what_she_erases_is_opened_by_nobody_and_the_log_still_says_that_it_was_used) {
    begin();
    call(session("requester", "ana"), "support.erase/1", keyed(about()));

    BOOST_TEST((name_refused(custodian("ida")) == ErrorCode::denied));
    BOOST_TEST(has(log(), "exception-begun"));
}

BOOST_AUTO_TEST_SUITE_END()
