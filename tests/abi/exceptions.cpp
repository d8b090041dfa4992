#include <boost/test/unit_test.hpp>

#include <functional>

#include "abi/host.h"

using namespace kith::test;

namespace {

struct Kind {
    const char* what;
    std::int32_t status;
    bool closes;  // The instance.
};

const std::vector<Kind> kinds{{"fault", KITH_E_INTERNAL, true},
                              {"std", KITH_E_INTERNAL, true},
                              {"int", KITH_E_INTERNAL, true},
                              {"text", KITH_E_INTERNAL, true},
                              {"alloc", KITH_E_MEMORY, false}};

// The calls that reach each function of assembly and gateway.
struct Port {
    const char* name;
    std::function<std::int32_t(const Opened&, Answer&)> call;
};

const std::vector<Port> ports{
    {"call",
     [](const Opened& on, Answer& out) { return call(on.session, "echo/1", {}, out.fresh()); }},
    {"session",
     [](const Opened& on, Answer& out) {
         kith_session session = 0;
         return kith_session_open(on.instance, "{}", 2, &session, out.fresh());
     }},
    {"page",
     [](const Opened& on, Answer& out) {
         return kith_cursor_next(walk(on.session, R"({"n":1})"), 1, out.fresh());
     }},
    {"pump",
     [](const Opened& on, Answer& out) {
         std::uint64_t due = 0;
         out.fresh();
         return kith_pump(on.instance, 10, &due);
     }},
    {"next_event",
     [](const Opened& on, Answer& out) { return kith_next_event(on.instance, 0, out.fresh()); }},
    {"acknowledge",
     [](const Opened& on, Answer& out) { return kith_event_ack(on.instance, 1, out.fresh()); }},
    {"http",
     [](const Opened& on, Answer& out) {
         kith_http_request request{};
         request.size = sizeof request;
         std::int32_t status = 0;
         Answer headers;
         return kith_http(on.instance, &request, &status, headers.fresh(), out.fresh());
     }},
    {"health", [](const Opened& on,
                  Answer& out) { return kith_describe(on.instance, "health", out.fresh()); }},
};

void arm(const Opened& on, const char* port, const char* what) {
    const auto input = std::string(R"({"port":")") + port + R"(","what":")" + what + R"("})";
    BOOST_REQUIRE(call(on.session, "arm/1", input) == KITH_OK);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exceptions)

BOOST_AUTO_TEST_CASE(no_exception_of_any_port_leaves_and_a_bug_closes_its_instance) {
    for (const auto& port : ports)
        for (const auto& kind : kinds) {
            const Opened on;
            const Opened neighbour;
            Answer out;
            arm(on, port.name, kind.what);

            BOOST_TEST(port.call(on, out) == kind.status, port.name << ' ' << kind.what);
            BOOST_TEST(!out.says("Ana"));
            BOOST_TEST(call(on.session, "echo/1") == (kind.closes ? KITH_E_HANDLE : KITH_OK),
                       port.name << ' ' << kind.what);
            BOOST_TEST(kith_close(on.instance) == (kind.closes ? KITH_E_HANDLE : KITH_OK));
            BOOST_TEST(call(neighbour.session, "echo/1") == KITH_OK);
        }
}

BOOST_AUTO_TEST_CASE(an_exception_while_opening_is_answered) {
    for (const auto& kind : kinds) {
        const auto path = std::string("throw:") + kind.what;
        kith_instance instance = 1;
        Answer err;

        BOOST_TEST(kith_open(nullptr, path.data(), path.size(), &instance, err.fresh()) ==
                   kind.status);
        BOOST_TEST(instance == 0u);
        BOOST_TEST(!err.says("Ana"));
    }
}

BOOST_AUTO_TEST_CASE(a_bug_in_a_job_closes_the_instance_when_it_runs) {
    const Opened polled;
    Answer out;
    const auto job = submitted(polled.session, "throw/1", R"({"what":"fault"})");
    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_E_INTERNAL);
    BOOST_TEST(call(polled.session, "echo/1") == KITH_E_HANDLE);

    const Opened pumped;
    std::uint64_t due = 0;
    submitted(pumped.session, "throw/1", R"({"what":"fault"})");
    submitted(pumped.session, "echo/1");
    kith_pump(pumped.instance, 100, &due);
    BOOST_TEST(call(pumped.session, "echo/1") == KITH_E_HANDLE);
}

BOOST_AUTO_TEST_CASE(a_bug_after_the_work_does_not_take_the_work_back) {
    kith_host host = host_table();
    int wakes = 0;
    host.ctx = &wakes;
    host.wake = [](void* ctx) { return ++*static_cast<int*>(ctx), 0; };
    const Opened on(&host);
    arm(on, "next_event", "fault");  // Met by arm's own wake.

    BOOST_TEST(call(on.session, "echo/1") == KITH_E_HANDLE);
    BOOST_TEST(wakes == 0);
}

BOOST_AUTO_TEST_SUITE_END()
