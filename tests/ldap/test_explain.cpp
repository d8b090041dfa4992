#include "connectors/ldap/ldap_directory.h"
#include "heard.h"
#include "kit/words.h"
#include "slapd.h"

using kith::connectors::ldap::LdapDirectory;
using kith::kit::has;
using kith::tests::person;
using kith::tests::Slapd;

namespace {

// All sentences as one text.
std::string said(const kith::model::LdapSettings& settings, const std::string& whom) {
    const auto sentences = LdapDirectory(settings).explain(whom);
    BOOST_REQUIRE(sentences);
    std::string text;
    for (const auto& sentence : *sentences)
        text += sentence + "\n";
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_explain)

BOOST_AUTO_TEST_CASE(somebody_is_explained_by_user_name_mail_key_and_dn) {
    const Slapd slapd;
    slapd.change(person("ana", "mail: ana@x.example\nmanager: uid=bo,ou=people,dc=kith,dc=test\n"));
    const auto settings = slapd.settings();
    const auto by_name = said(settings, "ana");
    const auto key_at = by_name.find("Its key is ") + 11;
    const auto key = by_name.substr(key_at, 36);

    for (const auto& whom : {std::string("ana"), std::string("ana@x.example"), key,
                             std::string("UID=Ana,OU=People,DC=kith,DC=test")}) {
        const auto text = said(settings, whom);
        BOOST_TEST(has(text, "There is an entry: uid=ana,ou=people,dc=kith,dc=test."), whom);
        BOOST_TEST(has(text, "It is active."), text);
        BOOST_TEST(has(text, "It names as manager: uid=bo,ou=people,dc=kith,dc=test."), text);
        BOOST_TEST(has(text, "The base ou=people,dc=kith,dc=test has it."), text);
    }
}

BOOST_AUTO_TEST_CASE(it_is_said_why_somebody_is_left_out) {
    const Slapd slapd;
    slapd.change(person("ana", "title: Robot\nemployeeNumber: seven\n") +
                 person("bo", "", "ou=groups"));
    auto settings = slapd.settings();
    settings.bases[0].filter = "(!(title=Robot))";
    settings.mappings.push_back(
        {"level", {"employeeNumber"}, kith::model::LdapSettings::Transform::none, ""});

    const auto ana = said(settings, "ana");
    BOOST_TEST(has(ana, "leaves it out: (!(title=Robot))"), ana);
    BOOST_TEST(has(ana, "It cannot be taken"), ana);
    BOOST_TEST(has(ana, "the level is \"seven\""), ana);
    const auto bo = said(settings, "bo");
    BOOST_TEST(has(bo, "The base ou=people,dc=kith,dc=test does not reach it."), bo);
    BOOST_TEST(has(bo, "It names no manager."), bo);
    BOOST_TEST(has(said(settings, "nobody"), "Nobody has this key"));
}

BOOST_AUTO_TEST_CASE(what_is_asked_for_cannot_change_the_question) {
    const Slapd slapd;
    slapd.change(person("ana") + person("b*"));
    const auto settings = slapd.settings();

    BOOST_TEST(has(said(settings, "*"), "Nobody has this key"));
    BOOST_TEST(has(said(settings, "x)(uid=ana"), "Nobody has this key"));
    const auto star = said(settings, "b*");
    BOOST_TEST(has(star, "its user name \"b*\""), star);
}

BOOST_AUTO_TEST_SUITE_END()
