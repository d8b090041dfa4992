// Values in filters and names, and what hostile ones do to a real server.
#include <ldap.h>

#include "connectors/ldap/connection.h"
#include "connectors/ldap/escape.h"
#include "tests/ldap/kit/search.h"
#include "tests/ldap/kit/slapd.h"

using kith::connectors::ldap::Connection;
using kith::connectors::ldap::dn_value;
using kith::connectors::ldap::filter_value;
using kith::tests::bytes;
using kith::tests::Slapd;

namespace {

const std::vector<std::string> hostile = {
    "Doe, Jane",      "a+b=c",      "\"quoted\"", "back\\slash",  "#first",
    " spaces ",       "semi;colon", "<less>",     "(paren)*star", "*",
    "Zoë Müller-Łoś", "a)(uid=*",   "trailing\\", "two  spaces",  "#",
    "cn=a,dc=kith",   "tab\there",  "line\nend",
};

std::string ldif_entry(const std::string& name) {
    std::string text = "dn:: ";
    const auto encode = [](const std::string& raw) {
        constexpr std::string_view signs =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::string out;
        for (std::size_t i = 0; i < raw.size(); i += 3) {
            unsigned bits = 0;
            for (std::size_t j = 0; j < 3; ++j)
                bits =
                    bits << 8 | (i + j < raw.size() ? static_cast<unsigned char>(raw[i + j]) : 0u);
            for (std::size_t j = 0; j < 4; ++j)
                out += i + j > raw.size() ? '=' : signs[bits >> (18 - 6 * j) & 63];
        }
        return out;
    };
    return text + encode("cn=" + dn_value(name) + ",dc=kith,dc=test") +
           "\nobjectClass: person\nsn: hostile\ncn:: " + encode(name) + "\n\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_escape)

BOOST_AUTO_TEST_CASE(a_filter_value_is_escaped_as_rfc_4515_says) {
    BOOST_TEST(filter_value("Jane") == "Jane");
    BOOST_TEST(filter_value("a*b") == "a\\2ab");
    BOOST_TEST(filter_value("(x)") == "\\28x\\29");
    BOOST_TEST(filter_value("c:\\d") == "c:\\5cd");
    BOOST_TEST(filter_value(bytes("a\0b")) == "a\\00b");
    BOOST_TEST(filter_value("\xC4\x8D") == "\\c4\\8d");
    BOOST_TEST(filter_value("") == "");
}

BOOST_AUTO_TEST_CASE(a_dn_value_is_escaped_as_rfc_4514_says) {
    BOOST_TEST(dn_value("Jane") == "Jane");
    BOOST_TEST(dn_value("James \"Jim\" Smith, III") == "James \\\"Jim\\\" Smith\\, III");
    BOOST_TEST(dn_value("Before\rAfter") == "Before\\0dAfter");
    BOOST_TEST(dn_value(bytes("a\0b")) == "a\\00b");
    BOOST_TEST(dn_value("#1 #2") == "\\#1 #2");
    BOOST_TEST(dn_value(" a b ") == "\\ a b\\ ");
    BOOST_TEST(dn_value(" ") == "\\ ");
    BOOST_TEST(dn_value("a+b;c<d>e=f\\") == "a\\+b\\;c\\<d\\>e\\=f\\\\");
    BOOST_TEST(dn_value("Lu\xC4\x8Di\xC4\x87") == "Lu\xC4\x8Di\xC4\x87");
}

BOOST_AUTO_TEST_CASE(hostile_names_come_back_by_name_and_by_filter_each_alone) {
    Slapd::Setup setup;
    for (const auto& name : hostile)
        setup.entries += ldif_entry(name);
    const Slapd server(setup);
    const auto connection = Connection::open(server.settings());
    BOOST_REQUIRE_MESSAGE(connection, kith::tests::said(connection));
    auto* const handle = (*connection)->handle();

    for (const auto& name : hostile) {
        const auto dn = "cn=" + dn_value(name) + ",dc=kith,dc=test";
        const auto filter = "(cn=" + filter_value(name) + ")";

        const auto by_name = kith::tests::search(handle, dn, LDAP_SCOPE_BASE, "(objectClass=*)");
        const auto by_filter =
            kith::tests::search(handle, "dc=kith,dc=test", LDAP_SCOPE_SUBTREE, filter);

        BOOST_TEST(by_name.code == LDAP_SUCCESS, name);
        BOOST_TEST(by_name.entries == 1, name);
        BOOST_TEST(by_filter.code == LDAP_SUCCESS, name);
        BOOST_TEST(by_filter.entries == 1, filter);
    }
}

BOOST_AUTO_TEST_SUITE_END()
