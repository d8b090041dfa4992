// Which servers, and in which order.
#include <boost/test/unit_test.hpp>

#include <thread>

#include "connectors/ldap/servers.h"

using kith::connectors::ldap::Health;
using kith::connectors::ldap::read_uri;
using kith::connectors::ldap::srv_uris;
using Protection = kith::model::LdapSettings::Protection;
using Uris = std::vector<std::string>;

namespace {

struct ThreeServers {
    Health::Clock::time_point now;
    Health health{[this] { return now; }};
    Uris uris{"ldaps://a", "ldaps://b", "ldaps://c"};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ldap_servers, ThreeServers)

BOOST_AUTO_TEST_CASE(a_uri_names_one_server_and_nothing_else) {
    const auto server = read_uri("ldaps://dc1.example.org:3269", Protection::ldaps);
    BOOST_REQUIRE(server);
    BOOST_TEST(server->scheme == "ldaps");
    BOOST_TEST(server->host == "dc1.example.org");
    BOOST_TEST(server->port == 3269);
    BOOST_TEST(read_uri("ldapi://%2Frun%2Fldapi", Protection::ldaps)->host == "/run/ldapi");
    BOOST_TEST(read_uri("ldaps://[::1]", Protection::ldaps)->host == "::1");
    for (const auto* const wrong :
         {"", "dc1.example.org", "http://dc1", "ldaps://", "ldaps:///", "ldaps://a ldaps://b",
          "ldaps://a,ldaps://b", "ldaps://a/dc=kith", "ldaps://a/dc=kith?cn", "ldaps://a:x",
          "cldap://a"})
        BOOST_TEST(!read_uri(wrong, Protection::ldaps), wrong);
}

BOOST_AUTO_TEST_CASE(clear_text_needs_the_settings_to_say_so) {
    BOOST_TEST(!read_uri("ldap://a", Protection::ldaps));
    BOOST_TEST(static_cast<bool>(read_uri("ldap://a", Protection::start_tls)));
    BOOST_TEST(static_cast<bool>(read_uri("ldap://a", Protection::none)));
    BOOST_TEST(static_cast<bool>(read_uri("ldaps://a", Protection::none)));
}

BOOST_AUTO_TEST_CASE(srv_records_become_uris_in_their_order) {
    const std::string hosts =
        "dc2.example.org.:389 dc1.example.org:389 gc.example.org:3268 odd:1389";

    BOOST_TEST(srv_uris(hosts, Protection::start_tls) ==
                   (Uris{"ldap://dc2.example.org:389", "ldap://dc1.example.org:389",
                         "ldap://gc.example.org:3268", "ldap://odd:1389"}),
               boost::test_tools::per_element());
    BOOST_TEST(srv_uris(hosts, Protection::ldaps) ==
                   (Uris{"ldaps://dc2.example.org:636", "ldaps://dc1.example.org:636",
                         "ldaps://gc.example.org:3269", "ldaps://odd:1389"}),
               boost::test_tools::per_element());
    BOOST_TEST(srv_uris(".:0", Protection::ldaps).empty());
    BOOST_TEST(srv_uris("", Protection::ldaps).empty());
}

BOOST_AUTO_TEST_CASE(a_source_without_a_server_says_so) {
    kith::model::LdapSettings settings;
    BOOST_TEST(!kith::connectors::ldap::configured_servers(settings));
    settings.uris = uris;
    BOOST_TEST(*kith::connectors::ldap::configured_servers(settings) == uris,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_server_that_failed_goes_to_the_end_for_five_minutes) {
    BOOST_TEST(health.order(uris) == uris, boost::test_tools::per_element());

    health.failed("ldaps://a");

    BOOST_TEST(health.order(uris) == (Uris{"ldaps://b", "ldaps://c", "ldaps://a"}),
               boost::test_tools::per_element());
    now += std::chrono::minutes(5) - std::chrono::seconds(1);
    BOOST_TEST(health.order(uris).back() == "ldaps://a");
    now += std::chrono::seconds(1);
    BOOST_TEST(health.order(uris) == uris, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(where_all_failed_all_are_tried_in_their_order) {
    for (const auto* const uri : {"ldaps://c", "ldaps://a", "ldaps://b"})
        health.failed(uri);
    BOOST_TEST(health.order(uris) == uris, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_server_that_answers_is_back_at_once) {
    health.failed("ldaps://a");
    health.answered("ldaps://a");
    BOOST_TEST(health.order(uris) == uris, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(many_threads_may_tell_and_ask) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round) {
                health.failed("ldaps://b");
                static_cast<void>(health.order(uris));
                health.answered("ldaps://b");
            }
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(health.order(uris).size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
