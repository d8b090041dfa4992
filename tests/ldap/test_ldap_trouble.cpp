// What a server's answer is called.
#include <boost/test/unit_test.hpp>

#include "tests/ldap/kit/search.h"

using kith::connectors::ldap::trouble;
using kith::tests::has;
using kith::tests::said;

namespace {

struct LdapHandle {
    LdapHandle() { BOOST_REQUIRE(ldap_initialize(&handle, "ldaps://dc1.test") == LDAP_SUCCESS); }
    ~LdapHandle() { ldap_unbind_ext_s(handle, nullptr, nullptr); }

    std::string words(int code, const std::string& message = {}) const {
        ldap_set_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, message.c_str());
        return said(trouble(handle, code, "bind"));
    }

    LDAP* handle = nullptr;
};

std::string active_directory(const std::string& number) {
    return "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data " +
           number + ", v3839";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ldap_trouble, LdapHandle)

BOOST_AUTO_TEST_CASE(it_says_what_and_where_and_what_to_do) {
    const auto error = trouble(handle, LDAP_SIZELIMIT_EXCEEDED, "search below dc=kith");
    BOOST_CHECK(error.code == kith::ErrorCode::source_unreadable);
    BOOST_TEST(has(error.field, "search below dc=kith, ldaps://dc1.test"), error.field);
    BOOST_TEST(has(error.field, "result 4"), error.field);
    BOOST_TEST(!error.detail.view().empty());
    BOOST_TEST(!error.hint.view().empty());
}

BOOST_AUTO_TEST_CASE(each_answer_has_words_of_its_own) {
    const std::vector<std::pair<int, std::string>> expected = {
        {LDAP_TIMELIMIT_EXCEEDED, "time limit"},
        {LDAP_SIZELIMIT_EXCEEDED, "size limit"},
        {LDAP_ADMINLIMIT_EXCEEDED, "look-through limit"},
        {LDAP_STRONG_AUTH_REQUIRED, "encrypted connection"},
        {LDAP_NO_SUCH_OBJECT, "no such entry"},
        {LDAP_INVALID_CREDENTIALS, "does not know this name with this password"},
        {LDAP_INSUFFICIENT_ACCESS, "no right"},
        {LDAP_BUSY, "busy"},
        {LDAP_UNAVAILABLE, "shutting down"},
        {LDAP_UNWILLING_TO_PERFORM, "refuses"},
        {LDAP_UNAVAILABLE_CRITICAL_EXTENSION, "cannot do what the request needs"},
        {LDAP_REFERRAL, "names another"},
        {LDAP_SERVER_DOWN, "broke"},
        {LDAP_TIMEOUT, "in time"},
        {LDAP_FILTER_ERROR, "filter"},
        {9999, "answered with an error"},
    };
    for (const auto& [code, part] : expected)
        BOOST_TEST(has(words(code), part), words(code) << " lacks " << part);
}

BOOST_AUTO_TEST_CASE(active_directory_says_why_by_a_number) {
    const std::vector<std::pair<std::string, std::string>> expected = {
        {"52e", "refuses the password"},
        {"525", "does not know this account"},
        {"530", "hour"},
        {"531", "machine"},
        {"532", "has expired"},
        {"533", "disabled"},
        {"701", "account has expired"},
        {"773", "must change its password"},
        {"775", "locked"},
    };
    for (const auto& [number, part] : expected) {
        const auto text = words(LDAP_INVALID_CREDENTIALS, active_directory(number));
        BOOST_TEST(has(text, part), text << " lacks " << part);
    }
    // A number that says nothing, and one that answers something else.
    BOOST_TEST(has(words(LDAP_INVALID_CREDENTIALS, active_directory("999")), "with this password"));
    BOOST_TEST(has(words(LDAP_BUSY, active_directory("775")), "busy"));
}

BOOST_AUTO_TEST_CASE(the_servers_own_text_is_not_repeated) {
    const auto text = words(LDAP_OTHER, "uid=jane,ou=people: sync-secret");
    BOOST_TEST(!has(text, "jane"), text);
    BOOST_TEST(!has(text, "secret"), text);
}

BOOST_AUTO_TEST_SUITE_END()
