#include <boost/test/unit_test.hpp>

#include "abi/host.h"

using namespace kith::test;

BOOST_AUTO_TEST_SUITE(jobs)

BOOST_AUTO_TEST_CASE(a_job_runs_when_it_is_polled_and_gives_its_result_once) {
    const Opened host;
    Answer out;
    std::string input = R"({"a":1})";
    const auto job = submitted(host.session, "echo/1", input);
    BOOST_REQUIRE(job != 0u);
    input.assign(input.size(), '#');  // A copy was kept.

    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == R"({"a":1})");
    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_NONE);
    BOOST_TEST(out.text().empty());
}

BOOST_AUTO_TEST_CASE(a_job_runs_when_the_instance_is_pumped) {
    const Opened host;
    Answer out;
    std::uint64_t due = 0;
    const auto job = submitted(host.session, "event/1");

    BOOST_REQUIRE(kith_pump(host.instance, 100, &due) == KITH_OK);

    BOOST_TEST(due == 60'000u);
    BOOST_TEST(kith_next_event(host.instance, 0, out.fresh()) == KITH_OK);  // It has run.
    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_pump_without_time_leaves_the_jobs_and_wants_to_be_called_again) {
    const Opened host;
    std::uint64_t due = 1;
    submitted(host.session, "echo/1");

    BOOST_TEST(kith_pump(host.instance, 0, &due) == KITH_OK);

    BOOST_TEST(due == 0u);
}

BOOST_AUTO_TEST_CASE(a_cancelled_job_never_runs) {
    const Opened host;
    Answer out;
    std::uint64_t due = 0;
    const auto job = submitted(host.session, "event/1");

    BOOST_TEST(kith_job_cancel(job) == KITH_OK);
    BOOST_TEST(kith_job_cancel(job) == KITH_OK);
    BOOST_REQUIRE(kith_pump(host.instance, 100, &due) == KITH_OK);

    BOOST_TEST(kith_next_event(host.instance, 0, out.fresh()) == KITH_NONE);
    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_E_CANCELLED);
    BOOST_TEST(out.says("\"name\":\"cancelled\""));
    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_NONE);
}

BOOST_AUTO_TEST_CASE(a_job_that_has_run_cannot_be_cancelled) {
    const Opened host;
    Answer out;
    std::uint64_t due = 0;
    const auto job = submitted(host.session, "echo/1");
    BOOST_REQUIRE(kith_pump(host.instance, 100, &due) == KITH_OK);

    BOOST_TEST(kith_job_cancel(job) == KITH_E_CONFLICT);
    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_OK);
    BOOST_TEST(kith_job_cancel(job) == KITH_E_CONFLICT);
}

BOOST_AUTO_TEST_CASE(a_closed_job_never_runs) {
    const Opened host;
    Answer out;
    std::uint64_t due = 0;
    BOOST_REQUIRE(kith_job_close(submitted(host.session, "event/1")) == KITH_OK);

    BOOST_REQUIRE(kith_pump(host.instance, 100, &due) == KITH_OK);

    BOOST_TEST(kith_next_event(host.instance, 0, out.fresh()) == KITH_NONE);
}

BOOST_AUTO_TEST_CASE(a_job_that_fails_gives_its_problem) {
    const Opened host;
    Answer out;
    const auto job = submitted(host.session, "fail/1", R"({"code":4})");

    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_E_DENIED);
    BOOST_TEST(out.says("\"code\":-30"));
}

BOOST_AUTO_TEST_CASE(many_jobs_that_are_only_polled_run_each_once) {
    const Opened host;
    Answer out;

    for (int i = 0; i < 2000; ++i) {
        const auto job = submitted(host.session, "echo/1");
        BOOST_REQUIRE(kith_job_poll(job, 0, out.fresh()) == KITH_OK);
        BOOST_REQUIRE(kith_job_close(job) == KITH_OK);
    }
}

BOOST_AUTO_TEST_SUITE_END()
