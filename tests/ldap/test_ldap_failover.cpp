// Servers that are off, silent, back again, or gone in the middle of it.
#include <ldap.h>
#include <signal.h>
#include <sys/time.h>

#include <chrono>
#include <ctime>
#include <thread>
#include <tuple>

#include "connectors/ldap/connection.h"
#include "tests/ldap/kit/search.h"
#include "tests/ldap/kit/slapd.h"

using kith::connectors::ldap::Checks;
using kith::connectors::ldap::Connection;
using kith::connectors::ldap::Health;
using kith::connectors::ldap::Link;
using kith::model::LdapSettings;
using kith::tests::has;
using kith::tests::said;
using kith::tests::search;
using kith::tests::SilentHost;
using kith::tests::Slapd;
using Clock = std::chrono::steady_clock;
using Protection = LdapSettings::Protection;

namespace {

volatile sig_atomic_t pipes_broken = 0;
volatile sig_atomic_t ticks = 0;

std::string nobody(const std::string& scheme) {
    return scheme + "://127.0.0.1:" + std::to_string(kith::tests::free_port());
}

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Two requests into a connection whose other end is gone: the first is answered with a reset, the
// second one is what SIGPIPE is raised for.
void write_into_the_void(LDAP* handle) {
    for (int i = 0; i < 3; ++i) {
        int message = 0;
        ldap_search_ext(handle, "", LDAP_SCOPE_BASE, "(objectClass=*)", nullptr, 0, nullptr,
                        nullptr, nullptr, 0, &message);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_failover)

BOOST_AUTO_TEST_CASE(a_server_that_refuses_is_passed_over_at_once) {
    const Slapd server;
    Health health;
    auto settings = server.settings();
    settings.uris = {nobody("ldaps"), server.ldaps()};
    settings.connect_seconds = 10;

    const auto begin = Clock::now();
    const auto connection = Connection::open(settings, health);

    BOOST_REQUIRE_MESSAGE(connection, said(connection));
    BOOST_TEST((*connection)->uri() == server.ldaps());
    BOOST_TEST(seconds_since(begin) < 5);
}

BOOST_AUTO_TEST_CASE(a_silent_server_is_passed_over_in_time_and_without_turning_in_circles) {
    const Slapd server;
    const SilentHost silent;
    auto settings = server.settings();
    for (const auto& [first, second, protection] :
         {std::tuple(silent.at("ldaps"), server.ldaps(), Protection::ldaps),
          std::tuple(silent.at("ldap"), server.ldap(), Protection::start_tls),
          std::tuple(silent.at("ldap"), server.ldap(), Protection::none)}) {
        Health health;
        settings.uris = {first, second};
        settings.protection = protection;
        settings.clear_text = protection == Protection::none;
        settings.connect_seconds = 2;

        const auto begin = Clock::now();
        const auto worked = processor_seconds();
        const auto connection = Connection::open(settings, health);

        BOOST_REQUIRE_MESSAGE(connection, said(connection));
        BOOST_TEST((*connection)->uri() == second);
        BOOST_TEST(seconds_since(begin) >= 1.9);
        BOOST_TEST(seconds_since(begin) < 6);
        BOOST_TEST(processor_seconds() - worked < 0.25);
    }
}

BOOST_AUTO_TEST_CASE(a_silent_server_alone_is_named_with_its_reason) {
    const SilentHost silent;
    const Slapd server;
    Health health;
    auto settings = server.settings();
    settings.uris = {silent.at("ldaps")};
    settings.connect_seconds = 1;

    const auto connection = Connection::open(settings, health);

    BOOST_REQUIRE(!connection);
    BOOST_TEST(has(said(connection), "nobody answers there"), said(connection));
    BOOST_TEST(has(said(connection), silent.at("ldaps")), said(connection));
}

BOOST_AUTO_TEST_CASE(where_all_fail_each_is_named_with_its_reason) {
    const Slapd server;
    Health health;
    auto settings = server.settings();
    settings.uris = {nobody("ldaps"), "ldaps://nowhere.invalid"};

    const auto connection = Connection::open(settings, health);

    BOOST_REQUIRE(!connection);
    BOOST_TEST(has(said(connection), settings.uris[0] + ": nothing listens"), said(connection));
    BOOST_TEST(has(said(connection), "nowhere.invalid: the name of the directory server has no"),
               said(connection));
}

BOOST_AUTO_TEST_CASE(the_preferred_server_is_taken_again_after_five_minutes) {
    Slapd preferred;
    const Slapd other;
    Health::Clock::time_point now;
    Health health([&] { return now; });
    auto settings = preferred.settings();
    settings.uris = {preferred.ldaps(), other.ldaps()};
    const auto taken = [&] {
        const auto connection = Connection::open(settings, health);
        BOOST_REQUIRE_MESSAGE(connection, said(connection));
        return (*connection)->uri();
    };
    BOOST_TEST(taken() == preferred.ldaps());

    preferred.stop();
    BOOST_TEST(taken() == other.ldaps());
    preferred.start();

    BOOST_TEST(taken() == other.ldaps());
    now += std::chrono::minutes(5);
    BOOST_TEST(taken() == preferred.ldaps());
}

BOOST_AUTO_TEST_CASE(a_refused_password_is_not_tried_on_the_next_server) {
    const Slapd server;
    Slapd::Setup setup;
    const Slapd other(setup);
    Health health;
    auto settings = server.settings();
    settings.uris = {server.ldaps(), other.ldaps()};
    server.set_password("another");
    settings.password = server.password_file("sync-secret");  // Right on the other one.

    const auto connection = Connection::open(settings, health);

    BOOST_REQUIRE(!connection);
    BOOST_TEST(has(said(connection), "does not know this name"), said(connection));
    BOOST_TEST(has(said(connection), server.ldaps()), said(connection));
}

BOOST_AUTO_TEST_CASE(a_changed_password_is_read_anew_for_each_connection) {
    const Slapd server;
    Health health;
    const auto settings = server.settings();
    const auto before = Connection::open(settings, health);
    BOOST_REQUIRE_MESSAGE(before, said(before));

    server.set_password("new-password");
    BOOST_TEST(!Connection::open(settings, health));
    server.password_file("new-password\n");

    const auto after = Connection::open(settings, health);
    BOOST_TEST(static_cast<bool>(after), said(after));
    BOOST_TEST(search((*before)->handle(), "", LDAP_SCOPE_BASE, "(objectClass=*)").entries == 1);
}

BOOST_AUTO_TEST_CASE(a_broken_connection_is_never_made_anew_in_silence) {
    Slapd::Setup setup;
    setup.access = "access to * by * read\n";  // An anonymous search would find people.
    Slapd server(setup);
    Health health;
    auto settings = server.settings();
    settings.uris = {server.ldap()};
    settings.protection = Protection::start_tls;
    const auto connection = Connection::open(settings, health);
    BOOST_REQUIRE_MESSAGE(connection, said(connection));
    auto* const handle = (*connection)->handle();
    const auto found = [&] {
        return search(handle, "dc=kith,dc=test", LDAP_SCOPE_SUBTREE, "(objectClass=person)");
    };
    BOOST_REQUIRE(found().entries == 1);

    server.stop();
    server.start();

    for (int i = 0; i < 3; ++i) {
        const auto after = found();
        BOOST_TEST(after.code == LDAP_SERVER_DOWN);
        BOOST_TEST(after.entries == 0);
    }
    const auto anew = Connection::open(settings, health);
    BOOST_TEST(static_cast<bool>(anew), said(anew));
}

BOOST_AUTO_TEST_CASE(a_handle_connects_once) {
    const SilentHost silent;
    LdapSettings settings;
    settings.connect_seconds = 1;
    const auto link = Link::to(silent.at("ldaps"), settings, Checks::all);
    BOOST_REQUIRE(link);
    BOOST_REQUIRE(ldap_connect((*link)->handle()) != LDAP_SUCCESS);
    BOOST_REQUIRE((*link)->guard().timed_out());  // It had connected, and is closed again.

    const auto begin = Clock::now();

    BOOST_TEST(ldap_connect((*link)->handle()) != LDAP_SUCCESS);
    BOOST_TEST(seconds_since(begin) < 0.8);
}

BOOST_AUTO_TEST_CASE(a_dead_connection_does_not_end_the_host) {
    Slapd server;
    Health health;
    auto settings = server.settings();
    const auto before = signal(SIGPIPE, [](int) { pipes_broken = pipes_broken + 1; });
    // Poco blocks it where it is loaded, and a host does not.
    sigset_t pipe;
    sigset_t mask_before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_UNBLOCK, &pipe, &mask_before);
    auto ldaps = Connection::open(settings, health);
    settings.uris = {server.ldap()};
    settings.protection = Protection::start_tls;
    auto start_tls = Connection::open(settings, health);
    settings.protection = Protection::none;
    settings.clear_text = true;
    auto clear = Connection::open(settings, health);
    settings.uris = {server.ldapi()};
    auto local = Connection::open(settings, health);
    LDAP* bare = nullptr;
    BOOST_REQUIRE(ldap_initialize(&bare, server.ldap().c_str()) == LDAP_SUCCESS);
    // Answered once, so the server has taken it: what still waits to be accepted ends with a reset.
    BOOST_REQUIRE(search(bare, "", LDAP_SCOPE_BASE, "(objectClass=*)").code == LDAP_SUCCESS);
    BOOST_REQUIRE(ldaps && start_tls && clear && local);

    server.stop();
    for (const auto* const each : {&ldaps, &start_tls, &clear, &local})
        write_into_the_void((**each)->handle());
    for (auto* const each : {&ldaps, &start_tls, &clear, &local})
        *each = kith::Error{};  // Closing says goodbye into the void, too.
    BOOST_TEST(pipes_broken == 0);

    write_into_the_void(bare);
    BOOST_TEST(pipes_broken > 0);  // What libldap does by itself: else the check above is empty.
    ldap_unbind_ext_s(bare, nullptr, nullptr);
    pthread_sigmask(SIG_SETMASK, &mask_before, nullptr);
    signal(SIGPIPE, before);
}

BOOST_AUTO_TEST_CASE(a_server_that_falls_silent_later_does_not_hold_the_caller) {
    const Slapd server;
    Health health;
    auto settings = server.settings();
    settings.answer_seconds = 1;
    const auto connection = Connection::open(settings, health);
    BOOST_REQUIRE_MESSAGE(connection, said(connection));

    server.freeze();
    const auto begin = Clock::now();
    const auto found =
        search((*connection)->handle(), "dc=kith,dc=test", LDAP_SCOPE_BASE, "(objectClass=*)");
    const auto took = seconds_since(begin);
    server.thaw();

    BOOST_TEST(found.code == LDAP_TIMEOUT);
    BOOST_TEST(took >= 0.9);
    BOOST_TEST(took < 4);
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_in_the_middle_of_a_word_does_not_hold_the_caller) {
    const Slapd server;
    auto settings = server.settings();
    settings.connect_seconds = 1;
    // A message of 256 bytes of which one comes; a TLS record of 512 of which none does.
    const std::string half_an_answer = kith::tests::bytes("\x30\x82\x01\x00\x02");
    const std::string half_a_record = kith::tests::bytes("\x16\x03\x03\x02\x00");
    for (const auto& [word, scheme, protection] :
         {std::tuple(half_an_answer, "ldap", Protection::none),
          std::tuple(half_an_answer, "ldap", Protection::start_tls),
          std::tuple(half_a_record, "ldaps", Protection::ldaps)}) {
        const SilentHost host(word);
        Health health;
        settings.uris = {host.at(scheme)};
        settings.protection = protection;
        settings.clear_text = protection == Protection::none;

        const auto begin = Clock::now();
        const auto connection = Connection::open(settings, health);

        BOOST_TEST(!connection);
        BOOST_TEST(seconds_since(begin) < 4);
    }
}

BOOST_AUTO_TEST_CASE(a_signal_of_the_host_does_not_break_a_wait) {
    const Slapd server;
    Health health;
    auto settings = server.settings();
    settings.answer_seconds = 1;
    const auto connection = Connection::open(settings, health);
    BOOST_REQUIRE_MESSAGE(connection, said(connection));
    struct sigaction counted {};
    struct sigaction before {};
    counted.sa_handler = [](int) { ticks = ticks + 1; };  // Without SA_RESTART.
    sigaction(SIGALRM, &counted, &before);
    const itimerval often{{0, 50'000}, {0, 50'000}};
    const itimerval never{};

    server.freeze();
    setitimer(ITIMER_REAL, &often, nullptr);
    const auto found = search((*connection)->handle(), "", LDAP_SCOPE_BASE, "(objectClass=*)");
    setitimer(ITIMER_REAL, &never, nullptr);
    server.thaw();
    sigaction(SIGALRM, &before, nullptr);

    BOOST_TEST(ticks > 0);
    BOOST_TEST(found.code == LDAP_TIMEOUT);
}

BOOST_AUTO_TEST_SUITE_END()
