#include <boost/test/unit_test.hpp>

#include "connectors/ldap/strategy.h"
#include "kit/words.h"

using namespace kith::connectors::ldap;
using kith::kit::has;
using kith::model::LdapSettings;

namespace {

RootDse active_directory() {
    RootDse server;
    server.vendor = Vendor::active_directory;
    server.product = "Active Directory";
    server.default_context = "DC=x";
    server.dirsync = true;
    server.highest_usn = 7;
    server.invocation_id = "1";
    server.sees_deleted = true;
    return server;
}

RootDse openldap() {
    RootDse server;
    server.vendor = Vendor::openldap;
    server.syncrepl = true;
    return server;
}

LdapSettings settings() {
    LdapSettings settings;
    settings.bases.push_back({"OU=People,DC=X", "", true, ""});
    return settings;
}

std::string way(const LdapSettings& settings, const RootDse& server) {
    const auto choice = choose_way(settings, server);
    BOOST_REQUIRE(choice);
    BOOST_TEST(!choice->reason.empty());
    return std::string(name_of(choice->way));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_strategy)

BOOST_AUTO_TEST_CASE(the_best_that_a_server_offers_is_taken) {
    auto server = active_directory();
    BOOST_TEST(way(settings(), server) == "dirsync");
    server.dirsync = false;
    BOOST_TEST(way(settings(), server) == "usn");
    server.invocation_id.clear();
    BOOST_TEST(way(settings(), server) == "timestamp");
    BOOST_TEST(way(settings(), openldap()) == "syncrepl");
    auto plain = openldap();
    plain.syncrepl = false;
    BOOST_TEST(way(settings(), plain) == "timestamp");
}

BOOST_AUTO_TEST_CASE(what_makes_increments_blind_means_everything_in_pages) {
    auto grouped = settings();
    grouped.bases[0].group = "CN=g,DC=x";
    BOOST_TEST(way(grouped, active_directory()) == "paged");
    auto filtered = settings();
    filtered.bases[0].filter = "(MemberOf=CN=g,DC=x)";
    BOOST_TEST(way(filtered, openldap()) == "paged");
    auto referred = settings();
    referred.referral_uris = {"ldaps://b.x"};
    BOOST_TEST(way(referred, openldap()) == "paged");
    auto keyed = settings();
    keyed.key_attribute = "employeeNumber";
    BOOST_TEST(way(keyed, openldap()) == "timestamp");
    auto outside = settings();
    outside.bases[0].dn = "OU=People,DC=y";
    BOOST_TEST(way(outside, active_directory()) == "timestamp");
}

BOOST_AUTO_TEST_CASE(the_reason_says_what_cannot_be_seen) {
    auto server = active_directory();
    BOOST_TEST(!has(choose_way(settings(), server)->reason, "cannot see deleted"));
    server.sees_deleted = false;
    BOOST_TEST(has(choose_way(settings(), server)->reason, "cannot see deleted"));
    BOOST_TEST(has(choose_way(settings(), openldap())->reason, "not dirsync: "));
}

BOOST_AUTO_TEST_CASE(a_way_can_be_forced_and_is_refused_where_it_leads_nowhere) {
    auto forced = settings();
    forced.way = "paged";
    BOOST_TEST(way(forced, active_directory()) == "paged");
    forced.way = "usn";
    BOOST_TEST(way(forced, active_directory()) == "usn");
    const auto refused = choose_way(forced, openldap());
    BOOST_REQUIRE(!refused);
    BOOST_TEST(has(refused.error().field, "no Active Directory"));
    forced.way = "guess";
    BOOST_TEST(!choose_way(forced, openldap()));
    forced.way = "syncrepl";
    forced.bases[0].group = "CN=g,DC=x";
    BOOST_TEST(!choose_way(forced, openldap()));
}

BOOST_AUTO_TEST_SUITE_END()
