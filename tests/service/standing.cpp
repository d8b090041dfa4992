// What is true is read at every decision: who changes her place in the company loses what she had,
// before anything else has noticed.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "kit/world.h"

using kith::ErrorCode;
using kith::kit::World;

namespace {

struct Changing : World {
    Changing() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        supporter("dan");
        supporter("eve");
        store_directory();
        dan = session("peer-supporter", "dan");
        const auto opened = call(session("requester", "ana"), "support.request/1",
                                 keyed(R"("text": "first-words", "wishedSupporter": "dan")"));
        request = field(opened, "request");
    }

    void accept() { call(dan, "supporter.answer/1", keyed(about(R"("answer": "accept")"))); }
    std::string about(const std::string& rest = "") const {
        return R"("request": ")" + request + '"' + (rest.empty() ? "" : ", " + rest);
    }
    bool reads() {
        const auto answer =
            kith::gateway::call(rooms, dan, "support.messages/1", "{" + about() + "}");
        BOOST_REQUIRE((answer || answer.error().code == ErrorCode::denied));
        return static_cast<bool>(answer);
    }
    // As a feed does it, without the check that follows an import.
    void change(const std::string& id, const std::function<void(kith::model::Person&)>& how) {
        how(*std::ranges::find(people, kith::EmployeeId{id}, &kith::model::Person::id));
        store_directory();
    }

    kith::service::Session dan;
    std::string request;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(standing, Changing)

BOOST_AUTO_TEST_CASE(a_supporter_who_comes_to_lead_the_requester_reads_no_further) {
    accept();
    BOOST_REQUIRE(reads());
    change("ana", [](auto& person) { person.manager_id = kith::EmployeeId{"dan"}; });
    BOOST_TEST(!reads());
}

BOOST_AUTO_TEST_CASE(a_chain_that_is_not_known_any_more_denies_until_it_is) {
    accept();
    change("dan", [](auto& person) { person.department = ""; });
    BOOST_REQUIRE(reads());

    change("ana", [](auto& person) { person.manager_id = kith::EmployeeId{"nobody-here"}; });
    BOOST_TEST(!reads());

    change("ana", [](auto& person) { person.manager_id = kith::EmployeeId{"bo"}; });
    BOOST_TEST(reads());
}

BOOST_AUTO_TEST_CASE(who_has_left_reads_no_further_in_a_session_that_was_open) {
    accept();
    BOOST_REQUIRE(reads());
    change("dan", [](auto& person) { person.active = false; });
    BOOST_TEST(!reads());
}

BOOST_AUTO_TEST_CASE(who_is_no_longer_accredited_can_step_aside_and_not_accept) {
    supporters[0].accredited_until = kith::parse_day("2025-12-31");
    store_directory();
    BOOST_TEST((refused(dan, "supporter.answer/1", keyed(about(R"("answer": "accept")"))) ==
                ErrorCode::denied));
    call(dan, "supporter.answer/1", keyed(about(R"("answer": "decline")")));
}

BOOST_AUTO_TEST_SUITE_END()
