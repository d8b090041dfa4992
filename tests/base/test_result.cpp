#include <boost/test/unit_test.hpp>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <unordered_set>

#include "base/finding.h"
#include "base/guard.h"
#include "base/ids.h"
#include "base/result.h"

using kith::Error;
using kith::ErrorCode;
using kith::Result;

BOOST_AUTO_TEST_SUITE(result)

BOOST_AUTO_TEST_CASE(a_result_is_its_value_or_its_error) {
    const Result<std::string> value = std::string("here");
    BOOST_REQUIRE(value);
    BOOST_TEST(*value == "here");
    BOOST_TEST(value->size() == 4u);

    const Result<std::string> error = Error{ErrorCode::busy, "somebody else", "/a", "wait"};
    BOOST_REQUIRE(!error);
    BOOST_CHECK(error.error().code == ErrorCode::busy);
    BOOST_TEST(error.error().detail.view() == "somebody else");
    BOOST_TEST(error.error().field == "/a");
    BOOST_TEST(error.error().hint.view() == "wait");
}

BOOST_AUTO_TEST_CASE(reading_the_side_that_is_not_there_is_a_bug) {
    Result<int> error = Error{};
    BOOST_CHECK_THROW((void)*error, kith::Fault);
    const Result<int> value = 1;
    BOOST_CHECK_THROW((void)value.error(), kith::Fault);
    const Result<void> fine;
    BOOST_CHECK_THROW((void)fine.error(), kith::Fault);
}

BOOST_AUTO_TEST_CASE(a_result_of_nothing_is_fine_or_its_error) {
    BOOST_TEST(static_cast<bool>(Result<void>{}));
    const Result<void> error = Error{ErrorCode::conflict, "closed", {}, {}};
    BOOST_REQUIRE(!error);
    BOOST_CHECK(error.error().code == ErrorCode::conflict);
}

BOOST_AUTO_TEST_CASE(a_value_can_be_moved_out) {
    Result<std::unique_ptr<int>> owned = std::make_unique<int>(7);
    const auto taken = std::move(*owned);
    BOOST_TEST(*taken == 7);
}

BOOST_AUTO_TEST_CASE(what_a_library_throws_becomes_our_own_words) {
    const auto guarded = kith::guard(ErrorCode::source_unreadable, "unreadable", []() -> int {
        throw std::runtime_error("row 7: Ana Horvat");
    });
    BOOST_REQUIRE(!guarded);
    BOOST_CHECK(guarded.error().code == ErrorCode::source_unreadable);
    BOOST_TEST(guarded.error().detail.view() == "unreadable");
    BOOST_TEST(guarded.error().field.empty());
}

BOOST_AUTO_TEST_CASE(a_guard_gives_what_its_work_gives) {
    const auto number = kith::guard(ErrorCode::busy, "x", [] { return 3; });
    BOOST_REQUIRE(number);
    BOOST_TEST(*number == 3);

    bool ran = false;
    const auto nothing = kith::guard(ErrorCode::busy, "x", [&] { ran = true; });
    BOOST_TEST(static_cast<bool>(nothing));
    BOOST_TEST(ran);
    BOOST_TEST(!kith::guard(ErrorCode::busy, "x", [] { throw std::logic_error("y"); }));
}

BOOST_AUTO_TEST_CASE(a_bug_and_an_empty_memory_pass_the_guard) {
    BOOST_CHECK_THROW((void)kith::guard(ErrorCode::busy, "x", [] { KITH_ASSERT(1 == 2); }),
                      kith::Fault);
    BOOST_CHECK_THROW((void)kith::guard(ErrorCode::busy, "x", [] { throw std::bad_alloc(); }),
                      std::bad_alloc);
}

BOOST_AUTO_TEST_CASE(an_assertion_that_holds_is_silent_and_one_that_fails_names_the_claim) {
    KITH_ASSERT(1 + 1 == 2);
    try {
        KITH_ASSERT(1 + 1 == 3);
        BOOST_FAIL("nothing was thrown");
    } catch (const kith::Fault& fault) {
        BOOST_TEST(std::string(fault.what()) == "assertion: 1 + 1 == 3");
    }
}

BOOST_AUTO_TEST_CASE(ids_are_equal_by_text_and_can_be_looked_up) {
    const kith::EmployeeId ana("ana");
    BOOST_CHECK(ana == kith::EmployeeId("ana"));
    BOOST_CHECK(ana < kith::EmployeeId("bo"));
    BOOST_TEST(kith::EmployeeId().empty());
    const std::unordered_set<kith::EmployeeId> known{ana};
    BOOST_TEST(known.contains(kith::EmployeeId("ana")));
    BOOST_TEST(!known.contains(kith::EmployeeId("an")));
    static_assert(!std::is_convertible_v<kith::EmployeeId, kith::RequestId>);
}

BOOST_AUTO_TEST_CASE(a_warning_does_not_stop_what_an_error_stops) {
    kith::Findings findings{{kith::Severity::warning, "f", 1, "w", ""}};
    BOOST_TEST(!has_errors(findings));
    findings.push_back({kith::Severity::error, "f", 2, "e", ""});
    BOOST_TEST(has_errors(findings));
}

BOOST_AUTO_TEST_SUITE_END()
