#include <kith/kith.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(cpp_face)

BOOST_AUTO_TEST_CASE(owners_open_call_and_close) {
    kith_session stale = 0;
    {
        kith::Instance instance("double");
        auto session = instance.session(R"({"capacity":"requester"})");
        stale = session.get();

        BOOST_TEST(session.call("echo/1", R"({"a":1})") == R"({"a":1})");
        BOOST_TEST(instance.describe("build").find("version") != std::string::npos);
        BOOST_TEST(instance.pump(10) == 60'000u);
        BOOST_TEST(!instance.next_event());
        session.call("event/1");
        BOOST_TEST(*instance.next_event() == R"({"seq":1})");
        instance.acknowledge(1);
        BOOST_TEST(!instance.next_event());
    }
    kith::Buffer out;
    BOOST_TEST(kith_call(stale, "echo/1", nullptr, 0, out.to_fill()) == KITH_E_HANDLE);
}

BOOST_AUTO_TEST_CASE(an_http_request_is_answered_whole) {
    kith::Instance instance("double");

    const auto answer = instance.http({"GET", "/v1/x", {}, {}, "ana", {}});

    BOOST_TEST(answer.status == 207);
    BOOST_TEST(answer.headers == "Cache-Control: no-store\r\n");
    BOOST_TEST(answer.body == "[GET][/v1/x][][][ana][]");
}

BOOST_AUTO_TEST_CASE(jobs_and_walks_end_with_their_owner) {
    kith::Instance instance("double");
    auto session = instance.session(R"({"capacity":"requester"})");

    auto job = session.submit("echo/1", "{}");
    BOOST_TEST(*job.poll() == "{}");
    BOOST_TEST(!job.poll());
    BOOST_TEST(!job.cancel());
    auto cancelled = session.submit("echo/1", "{}");
    BOOST_TEST(cancelled.cancel());

    auto cursor = session.walk("items/1", R"({"n":3})");
    BOOST_TEST(*cursor.next(2) == "[0,1]");
    BOOST_TEST(*cursor.next(2) == "[2]");
    BOOST_TEST(!cursor.next(2));
}

BOOST_AUTO_TEST_CASE(a_refusal_is_thrown_with_its_status_and_its_problem) {
    kith::Instance instance("double");
    auto session = instance.session(R"({"capacity":"requester"})");

    BOOST_CHECK_EXCEPTION(session.call("echo/9"), kith::Error, [](const kith::Error& error) {
        return error.status == KITH_E_OPERATION && !error.problem.empty() &&
               std::string(error.what()).find("KITH_E_OPERATION") == 0;
    });
    BOOST_CHECK_THROW(kith::Instance("fail:8"), kith::Error);
}

BOOST_AUTO_TEST_CASE(a_moved_owner_is_empty) {
    kith::Instance instance("double");
    auto session = instance.session(R"({"capacity":"requester"})");
    auto moved = std::move(session);

    BOOST_TEST(session.get() == 0u);
    BOOST_TEST(moved.call("echo/1") == "{}");
}

BOOST_AUTO_TEST_SUITE_END()
