#include <boost/test/unit_test.hpp>
#include <pthread.h>
#include <signal.h>

#include "abi/host.h"

using namespace kith::test;

namespace {

bool blocked(int signal) {
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    return sigismember(&mask, signal) == 1;
}

bool pending(int signal) {
    sigset_t set;
    sigpending(&set);
    return sigismember(&set, signal) == 1;
}

void block(int how) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(how, &set, nullptr);
}

int blocked_in_callback = -1;
std::int32_t note_mask(void*, std::int32_t, const char*, std::uint64_t, std::int64_t) {
    blocked_in_callback = blocked(SIGPIPE) ? 1 : 0;
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(a_write_to_a_closed_pipe_inside_a_call_does_not_reach_the_host) {
    const Opened host;
    Answer out;
    BOOST_REQUIRE(!blocked(SIGPIPE));

    BOOST_TEST(call(host.session, "mask/1", {}, out.fresh()) == KITH_OK);
    BOOST_TEST(out.says("blocked"));
    BOOST_TEST(call(host.session, "pipe/1") ==
               KITH_OK);  // Without the shield: the end of this process.
    BOOST_TEST(!pending(SIGPIPE));
    BOOST_TEST(!blocked(SIGPIPE));
}

BOOST_AUTO_TEST_CASE(a_host_that_blocks_sigpipe_keeps_its_mask_and_its_own_signal) {
    const Opened host;
    block(SIG_BLOCK);

    BOOST_TEST(call(host.session, "pipe/1") == KITH_OK);
    BOOST_TEST(blocked(SIGPIPE));
    BOOST_TEST(!pending(SIGPIPE));  // Ours was taken away.

    raise(SIGPIPE);
    BOOST_REQUIRE(pending(SIGPIPE));
    BOOST_TEST(call(host.session, "pipe/1") == KITH_OK);
    BOOST_TEST(pending(SIGPIPE));  // The host's own stays.

    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    int taken = 0;
    sigwait(&set, &taken);
    block(SIG_UNBLOCK);
}

BOOST_AUTO_TEST_CASE(a_callback_runs_under_the_hosts_own_mask) {
    kith_host table = host_table();
    table.log = note_mask;
    const Opened host(&table);
    BOOST_REQUIRE(!blocked(SIGPIPE));

    BOOST_REQUIRE(call(host.session, "log/1") == KITH_OK);

    BOOST_TEST(blocked_in_callback == 0);
}

BOOST_AUTO_TEST_SUITE_END()
