#include <boost/test/unit_test.hpp>

#include <functional>

#include "connectors/ldap/filters.h"
#include "connectors/ldap/state.h"

using namespace std::string_literals;
using namespace kith::connectors::ldap;
using kith::model::LdapSettings;

BOOST_AUTO_TEST_SUITE(ldap_state)

BOOST_AUTO_TEST_CASE(a_state_comes_back_as_it_went) {
    const State state{Way::syncrepl, "0123456789abcdef", -5, {"a\0\xFF"s, "", "b"}};
    const auto back = read_state(written(state));

    BOOST_REQUIRE(back);
    BOOST_CHECK(back->way == state.way);
    BOOST_TEST(back->depends == state.depends);
    BOOST_TEST(back->time == -5);
    BOOST_TEST(back->cookies == state.cookies, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(garbage_is_no_state) {
    for (const auto* text :
         {"", "x", "kith-ldap-0 paged d 0", "kith-ldap-1 walk d 0", "kith-ldap-1 paged d",
          "kith-ldap-1 paged d now", "kith-ldap-1 paged d 0 61", "kith-ldap-1 paged d 0 x6",
          "kith-ldap-1 paged d 0 xzz", "kith-ldap-1 paged d 0 x61 x"})
        BOOST_TEST((!read_state(text) || text == "kith-ldap-1 paged d 0 x61 x"s), text);
}

BOOST_AUTO_TEST_CASE(all_that_an_increment_rests_on_is_in_it) {
    LdapSettings settings;
    settings.bases.push_back({"dc=x", "", true, ""});
    settings.mappings.push_back({"title", {"a"}, LdapSettings::Transform::none, ""});
    RootDse server;
    const auto word = [&](Way way = Way::syncrepl, const std::string& uri = "ldap://a") {
        return depends_on(settings, server, uri, way);
    };
    const auto before = word();
    BOOST_TEST(word() == before);
    BOOST_TEST(word(Way::syncrepl, "ldap://b") != before);

    const std::vector<std::function<void()>> changes{
        [&] { settings.bases[0].dn = "dc=y"; },
        [&] { settings.bases[0].filter = "(a=b)"; },
        [&] { settings.bases[0].subtree = false; },
        [&] { settings.bases[0].group = "cn=g"; },
        [&] { settings.bind_dn = "cn=sync"; },
        [&] { settings.key_attribute = "uid"; },
        [&] { settings.mappings[0].transform = LdapSettings::Transform::lower; },
        [&] { settings.mappings[0].otherwise = "o"; },
        [&] { settings.mappings[0].attributes.push_back("b"); },
        [&] { server.vendor = Vendor::ds389; },
        [&] { server.naming_contexts.push_back("dc=x"); },
    };
    auto last = before;
    for (const auto& change : changes) {
        change();
        BOOST_TEST(word() != last);
        last = word();
    }
}

BOOST_AUTO_TEST_CASE(another_controller_ends_a_count_but_not_a_dirsync) {
    LdapSettings settings;
    RootDse one;
    one.vendor = Vendor::active_directory;
    one.ds_service_name = "CN=DC1";
    one.invocation_id = "1";
    auto other = one;
    other.ds_service_name = "CN=DC2";
    auto restored = one;
    restored.invocation_id = "2";
    const auto same = [&](const RootDse& server, Way way) {
        return depends_on(settings, one, "a", way) == depends_on(settings, server, "b", way);
    };
    BOOST_TEST(same(one, Way::usn));
    BOOST_TEST(!same(other, Way::usn));
    BOOST_TEST(!same(restored, Way::usn));
    BOOST_TEST(same(other, Way::dirsync));
}

BOOST_AUTO_TEST_CASE(times_are_read_and_written) {
    BOOST_TEST(seconds_of("19700101000001Z") == 1);
    BOOST_TEST(seconds_of("20261123152313.0Z") == 1795447393);
    BOOST_TEST(generalized_time(1795447393) == "20261123152313Z");
    for (const auto* text : {"", "20261323152313Z", "2026112315231Z", "20261123152313", "x"})
        BOOST_TEST(seconds_of(text) == 0, text);
}

BOOST_AUTO_TEST_CASE(no_value_can_end_a_filter) {
    BOOST_TEST(equals("uid", "a*)(x=\\\0"s) == "(uid=a\\2a\\29\\28x=\\5c\\00)");
    BOOST_TEST(has_key("objectguid", "4795aa50-b66b-0201-8384-85868788898a") ==
               "(objectguid=P\\aa\\95Gk\\b6\\01\\02\\83\\84\\85\\86\\87\\88\\89\\8a)");
    BOOST_TEST(has_key("entryuuid", "a)") == "(entryuuid=a\\29)");
}

BOOST_AUTO_TEST_CASE(a_group_on_active_directory_is_walked_by_the_server) {
    RootDse server;
    server.vendor = Vendor::active_directory;
    BOOST_TEST(filter_of({"dc=x", "", true, "CN=a(b),DC=x"}, server) ==
               "(&(&(objectCategory=person)(objectClass=user))"
               "(memberOf:1.2.840.113556.1.4.1941:=CN=a\\28b\\29,DC=x))");
    server.vendor = Vendor::openldap;
    BOOST_TEST(filter_of({"dc=x", "a=b", true, "cn=g"}, server) == "(a=b)");
}

BOOST_AUTO_TEST_SUITE_END()
