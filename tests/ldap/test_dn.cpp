#include <boost/test/unit_test.hpp>

#include <string>

#include "connectors/common/dn.h"

using kith::connectors::first_rdn_value;
using kith::connectors::is_below;
using kith::connectors::normalised_dn;
using kith::connectors::parent_of;

BOOST_AUTO_TEST_SUITE(directory_names)

BOOST_AUTO_TEST_CASE(the_short_way_and_the_long_way_give_one_name) {
    // The second spelling of each needs libldap; the first may be read without it.
    const std::pair<std::string, std::string> spellings[] = {
        {"cn=Ana Horvat,ou=People,dc=X", "CN = Ana Horvat , OU=People,DC=X"},
        {"uid=a-b_c.d@e,dc=x", "uid=a-b_c\\2Ed@e,dc=x"},
        {"cn=a  b,dc=x", "cn=a\\20 b,dc=x"},
        {"cn=1,dc=x", "cn=\\31,dc=x"},
    };
    for (const auto& [plain, other] : spellings) {
        const auto one = normalised_dn(plain);
        const auto two = normalised_dn(other);
        BOOST_REQUIRE(one);
        BOOST_REQUIRE(two);
        BOOST_TEST(*one == *two, plain << " and " << other);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_name_is_none) {
    for (const auto* text : {"Bo Boss", "=a,dc=x", "cn", "cn=a,,dc=x", ",cn=a", "cn=a,dc"})
        BOOST_TEST(!normalised_dn(text).has_value(), text);
    BOOST_TEST(normalised_dn("").value().empty());
}

BOOST_AUTO_TEST_CASE(a_name_is_below_its_base_and_no_look_alike) {
    BOOST_TEST(is_below("cn=a,ou=b,dc=x", "ou=b,dc=x"));
    BOOST_TEST(is_below("ou=b,dc=x", "ou=b,dc=x"));
    BOOST_TEST(is_below("cn=a,dc=x", ""));
    BOOST_TEST(!is_below("ou=bb,dc=x", "b,dc=x"));
    BOOST_TEST(!is_below("cn=a\\,dc=x", "dc=x"));
    BOOST_TEST(!is_below("dc=x", "ou=b,dc=x"));
    BOOST_TEST(parent_of("cn=a\\, b,ou=c,dc=x") == "ou=c,dc=x");
    BOOST_TEST(parent_of("dc=x").empty());
}

BOOST_AUTO_TEST_CASE(the_first_part_gives_its_value) {
    BOOST_TEST(first_rdn_value("CN=Horvat\\, Ana,OU=People,DC=x").value() == "Horvat, Ana");
    BOOST_TEST(!first_rdn_value("no name").has_value());
    BOOST_TEST(!first_rdn_value("").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
