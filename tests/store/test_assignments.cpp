#include "store/applied.h"
#include "store/caseloads.h"
#include "store/idempotency.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using model::AssignmentState;
using store::Transaction;

struct Proposals {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    Result<store::Assignment> propose(const RequestId& request, const std::string& supporter,
                                      int open_max = 1, std::int64_t at = hour) {
        return database->write([&](Transaction& tx) {
            return store::propose(tx, request, EmployeeId{supporter}, open_max, at, at + 24);
        });
    }
    Result<void> move(const store::Assignment& assignment, AssignmentState to) {
        return database->write(
            [&](Transaction& tx) { return store::move(tx, assignment, to, hour + 1); });
    }
    store::StoredLoad load(const std::string& supporter, std::int64_t at = hour) {
        const Day today{static_cast<std::int32_t>(at / 24)};
        const auto all = read(*database, [&](Transaction& tx) { return store::loads(tx, today); });
        const auto found = all.find(store::supporter_ref(*database, EmployeeId{supporter}));
        return found == all.end() ? store::StoredLoad{} : found->second;
    }
    bool on_other_side(const std::string& requester, const std::string& concerned,
                       const std::string& supporter) {
        model::RequestIdentity identity;
        identity.requester = EmployeeId{requester};
        identity.persons_concerned = {EmployeeId{concerned}};
        const auto found =
            read(*database, [&](Transaction& tx) { return store::other_side(tx, identity); });
        return found.contains(store::supporter_ref(*database, EmployeeId{supporter}));
    }
};

BOOST_FIXTURE_TEST_SUITE(assignments, Proposals)

BOOST_AUTO_TEST_CASE(proposal_takes_one_place_and_gives_it_back_exactly_once) {
    const auto request = ask(*database, "request-1");
    const auto assignment = value(propose(request, "dan"));
    BOOST_TEST(load("dan").open == 1);

    value(move(assignment, AssignmentState::accepted));
    BOOST_TEST(load("dan").open == 1);
    value(move(assignment, AssignmentState::handed_over));
    BOOST_TEST(load("dan").open == 0);

    fails(move(assignment, AssignmentState::closed), ErrorCode::conflict);
    BOOST_TEST(load("dan").open == 0);
}

BOOST_AUTO_TEST_CASE(supporter_is_never_asked_above_her_capacity) {
    value(propose(ask(*database, "request-1"), "dan", 2));
    value(propose(ask(*database, "request-2"), "dan", 2));

    fails(propose(ask(*database, "request-3"), "dan", 2), ErrorCode::conflict);
    fails(propose(RequestId{"request-3"}, "eve", 0), ErrorCode::conflict);

    BOOST_TEST(load("dan").open == 2);
    BOOST_TEST(load("eve").open == 0);
}

BOOST_AUTO_TEST_CASE(request_has_one_open_assignment_at_the_most) {
    const auto request = ask(*database, "request-1");
    const auto first = value(propose(request, "dan"));

    fails(propose(request, "eve"), ErrorCode::conflict);
    BOOST_TEST(load("eve").open == 0);

    value(move(first, AssignmentState::declined));
    const auto second = value(propose(request, "eve"));
    BOOST_TEST(first.number == 1);
    BOOST_TEST(second.number == 2);
}

BOOST_AUTO_TEST_CASE(use_case_may_go_on_after_a_conflict) {
    const auto request = ask(*database, "request-1");
    value(propose(request, "dan"));
    const auto other = ask(*database, "request-2");

    value(database->write([&](Transaction& tx) -> Result<void> {
        fails(store::propose(tx, request, EmployeeId{"eve"}, 1, hour, hour + 24),
              ErrorCode::conflict);
        fails(store::propose(tx, other, EmployeeId{"dan"}, 1, hour, hour + 24),
              ErrorCode::conflict);
        value(store::propose(tx, other, EmployeeId{"eve"}, 1, hour, hour + 24));
        return {};
    }));

    BOOST_TEST(load("eve").open == 1);
}

BOOST_AUTO_TEST_CASE(assignments_are_found_by_request_by_supporter_and_by_what_is_due) {
    const auto first = value(propose(ask(*database, "request-1"), "dan", 3));
    const auto second = value(propose(ask(*database, "request-2"), "dan", 3, hour + 5));
    value(move(second, AssignmentState::accepted));
    value(propose(ask(*database, "request-3"), "eve", 3, hour + 6));

    value(database->read([&](Transaction& tx) -> Result<void> {
        const auto open = value(store::open_assignment(tx, first.request));
        BOOST_REQUIRE(open.has_value());
        BOOST_TEST(open->id.text() == first.id.text());
        BOOST_TEST(open->answer_by_hour == hour + 24);
        BOOST_TEST(value(store::assignments_for(tx, first.request)).size() == 1);
        BOOST_TEST(value(store::assignments_of(tx, EmployeeId{"dan"})).size() == 2);
        BOOST_TEST(value(store::assignments_of(tx, EmployeeId{"nobody"})).empty());
        BOOST_TEST(value(store::open_assignments(tx)).size() == 3);
        BOOST_TEST(value(store::overdue(tx, hour + 23)).empty());
        const auto due = value(store::overdue(tx, hour + 29));
        BOOST_REQUIRE(due.size() == 1);
        BOOST_TEST(due[0].id.text() == first.id.text());
        BOOST_TEST(!value(store::open_assignment(tx, RequestId{"none"})).has_value());
        return {};
    }));
}

BOOST_AUTO_TEST_CASE(load_tells_new_cases_of_a_year_the_last_day_and_the_cool_down) {
    const auto declined = value(propose(ask(*database, "request-1"), "dan", 9));
    value(move(declined, AssignmentState::declined));
    const auto silent = value(propose(RequestId{"request-1"}, "dan", 9));
    value(move(silent, AssignmentState::expired));
    value(propose(ask(*database, "request-2"), "dan", 9, hour));
    const auto later = hour + std::int64_t{24} * 365;
    value(propose(ask(*database, "request-3"), "dan", 9, later));
    const auto ref = store::supporter_ref(*database, EmployeeId{"dan"});
    value(database->write(
        [&](Transaction& tx) { return store::set_cool_down(tx, ref, Day{30'000}); }));

    BOOST_TEST(load("dan", later).new_this_year == 2);
    BOOST_TEST(load("dan", later + 48).new_this_year == 1);
    BOOST_CHECK(load("dan").last_assigned == Day{static_cast<std::int32_t>(later / 24)});
    BOOST_CHECK(load("dan").cool_down_until == Day{30'000});
    BOOST_TEST(load("dan").open == 2);
}

BOOST_AUTO_TEST_CASE(supporter_of_either_side_is_known_to_the_other) {
    // Ana names Bo; Dan serves her. Whoever Bo turns to must not be Dan, and neither way round.
    const auto served = value(propose(ask(*database, "request-1", "ana"), "dan"));
    value(move(served, AssignmentState::accepted));

    BOOST_TEST(on_other_side("bo-concerned", "somebody", "dan"));
    BOOST_TEST(on_other_side("somebody", "ana", "dan"));
    BOOST_TEST(!on_other_side("ana", "somebody", "dan"));
    BOOST_TEST(!on_other_side("somebody", "bo-concerned", "dan"));

    value(move(served, AssignmentState::closed));
    BOOST_TEST(on_other_side("bo-concerned", "somebody", "dan"));
    BOOST_TEST(on_other_side("somebody", "ana", "dan"));
}

BOOST_AUTO_TEST_CASE(supporter_who_declined_or_kept_silent_served_nobody) {
    const auto declined = value(propose(ask(*database, "request-1", "ana"), "dan"));
    BOOST_TEST(on_other_side("somebody", "ana", "dan"));
    value(move(declined, AssignmentState::declined));
    const auto silent = value(propose(RequestId{"request-1"}, "dan"));
    value(move(silent, AssignmentState::expired));

    BOOST_TEST(!on_other_side("somebody", "ana", "dan"));
    BOOST_TEST(!on_other_side("bo-concerned", "somebody", "dan"));
}

BOOST_AUTO_TEST_CASE(repeated_call_gets_the_first_answer_and_another_input_a_conflict) {
    const store::CallKey call{"ana", "support.request/1", "key-1", "{\"topic\":\"a\"}"};
    const auto kept = [&](const store::CallKey& key) {
        return database->read([&](Transaction& tx) { return store::kept_answer(tx, key); });
    };
    BOOST_TEST(!value(kept(call)).has_value());
    value(database->write([&](Transaction& tx) {
        return store::keep_answer(tx, call, "{\"words\":\"secret\"}", hour);
    }));

    BOOST_TEST(value(kept(call)).value_or("") == "{\"words\":\"secret\"}");
    auto other_input = call;
    other_input.input = "{\"topic\":\"b\"}";
    fails(kept(other_input), ErrorCode::conflict);
    auto other_person = call;
    other_person.subject = "bo";
    BOOST_TEST(!value(kept(other_person)).has_value());

    value(database->write([&](Transaction& tx) { return store::forget_answers(tx, hour); }));
    BOOST_TEST(value(kept(call)).has_value());
    value(database->write([&](Transaction& tx) { return store::forget_answers(tx, hour + 1); }));
    BOOST_TEST(!value(kept(call)).has_value());
}

BOOST_AUTO_TEST_CASE(applied_manifest_is_the_last_one) {
    const auto applied = [&] {
        return read(*database, [](Transaction& tx) { return store::applied(tx); });
    };
    BOOST_TEST(!applied().has_value());
    for (const auto* const text : {"<first/>", "<second/>"})
        value(database->write([&](Transaction& tx) {
            return store::set_applied(tx, {text, Day{20'000}});
        }));

    BOOST_REQUIRE(applied().has_value());
    BOOST_TEST(applied()->canonical == "<second/>");
    BOOST_CHECK(applied()->day == Day{20'000});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
