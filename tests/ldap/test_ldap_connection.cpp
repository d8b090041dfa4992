// Encryption, trust and bind, against a real server.
#include <ldap.h>

#include <cstdlib>

#include "connectors/ldap/bind.h"
#include "connectors/ldap/connection.h"
#include "tests/ldap/kit/search.h"
#include "tests/ldap/kit/slapd.h"

using kith::ErrorCode;
using kith::connectors::ldap::Checks;
using kith::connectors::ldap::Connection;
using kith::connectors::ldap::Health;
using kith::connectors::ldap::Link;
using kith::connectors::ldap::log_in;
using kith::connectors::ldap::password_of;
using kith::model::LdapSettings;
using kith::tests::Certificates;
using kith::tests::has;
using kith::tests::said;
using kith::tests::Slapd;
using Protection = LdapSettings::Protection;

namespace {

// Each try with a fresh memory of who failed.
kith::Result<std::unique_ptr<Connection>> opened(const LdapSettings& settings) {
    Health health;
    return Connection::open(settings, health);
}

// Who the server takes us for (RFC 4532; OpenLDAP has it).
std::string who(const Connection& connection) {
    berval* name = nullptr;
    if (ldap_whoami_s(connection.handle(), &name, nullptr, nullptr) != LDAP_SUCCESS) return "?";
    std::string text(name->bv_val, name->bv_len);
    ber_bvfree(name);
    return text;
}

void check_refused(const LdapSettings& settings, const std::string& words) {
    const auto refused = opened(settings);
    BOOST_TEST(!refused);
    if (refused) return;
    BOOST_CHECK(refused.error().code == ErrorCode::source_unreadable);
    BOOST_TEST(has(said(refused), words), said(refused));
    BOOST_TEST(!has(said(refused), "secret"), said(refused));
}

const std::string sync_account = "dn:cn=sync,dc=kith,dc=test";

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_connection)

BOOST_AUTO_TEST_CASE(ldaps_and_start_tls_are_encrypted_and_bound) {
    const Slapd server;
    auto settings = server.settings();

    const auto ldaps = opened(settings);
    settings.uris = {server.ldap()};
    settings.protection = Protection::start_tls;
    const auto start_tls = opened(settings);

    BOOST_REQUIRE_MESSAGE(ldaps, said(ldaps));
    BOOST_REQUIRE_MESSAGE(start_tls, said(start_tls));
    for (const auto* const each : {&ldaps, &start_tls}) {
        BOOST_TEST(ldap_tls_inplace((**each)->handle()) == 1);
        BOOST_TEST(who(***each) == sync_account);
    }
    BOOST_TEST((*start_tls)->uri() == server.ldap());
}

BOOST_AUTO_TEST_CASE(clear_text_is_spoken_only_where_the_settings_say_so) {
    const Slapd server;
    auto settings = server.settings();
    settings.uris = {server.ldap()};

    check_refused(settings, "in clear");
    settings.protection = Protection::none;
    check_refused(settings, "encrypted connection");
    settings.clear_text = true;
    const auto clear = opened(settings);

    BOOST_REQUIRE_MESSAGE(clear, said(clear));
    BOOST_TEST(ldap_tls_inplace((*clear)->handle()) == 0);
    BOOST_TEST(who(**clear) == sync_account);
}

BOOST_AUTO_TEST_CASE(a_server_without_a_certificate_gets_no_password) {
    Slapd::Setup setup;
    setup.certificate = "";
    const Slapd server(setup);
    auto settings = server.settings();

    check_refused(settings, "speaks no TLS");
    settings.uris = {server.ldap()};
    settings.protection = Protection::start_tls;
    check_refused(settings, "no StartTLS");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_another_ca_is_refused_and_named) {
    const Slapd server;
    auto settings = server.settings();
    settings.ca_file = Certificates::shared().other_ca();

    check_refused(settings, "not signed by a CA that is trusted");
    check_refused(settings, "\"Kith test CA\"");
    settings.uris = {server.ldap()};
    settings.protection = Protection::start_tls;
    check_refused(settings, "not signed by a CA that is trusted");
    settings.ca_file = "";  // The machine's own list does not have a CA of this test.
    check_refused(settings, "not signed by a CA that is trusted");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused_and_its_names_are_said) {
    const Slapd server;
    auto settings = server.settings();
    settings.uris = {server.ldaps("127.0.0.2")};

    check_refused(settings, "for other names");
    check_refused(settings, "localhost, 127.0.0.1");
    settings.uris = {server.ldap("127.0.0.2")};
    settings.protection = Protection::start_tls;
    check_refused(settings, "for other names");
}

BOOST_AUTO_TEST_CASE(where_alternative_names_stand_the_common_name_does_not_count) {
    Slapd::Setup setup;
    setup.certificate = "elsewhere";  // Its common name is 127.0.0.1.
    const Slapd server(setup);
    check_refused(server.settings(), "dc1.example.org");
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused_with_its_day) {
    Slapd::Setup setup;
    setup.certificate = "expired";
    const Slapd server(setup);
    check_refused(server.settings(), "has expired");
    check_refused(server.settings(), "UTC");
}

BOOST_AUTO_TEST_CASE(below_tls_1_2_nothing_is_said) {
    Slapd::Setup setup;
    setup.tls = "TLSCipherSuite LEGACY:-VERS-ALL:+VERS-TLS1.1\n";
    const Slapd server(setup);
    check_refused(server.settings(), "no TLS 1.2");
}

BOOST_AUTO_TEST_CASE(a_ca_file_that_is_none_is_an_error_and_not_an_empty_trust) {
    const Slapd server;
    auto settings = server.settings();
    settings.ca_file = "/nowhere/ca.pem";
    check_refused(settings, "cannot be read");
    settings.ca_file = Certificates::shared().key("ca");
    check_refused(settings, "no certificate in PEM");
}

BOOST_AUTO_TEST_CASE(what_the_environment_says_of_tls_changes_nothing) {
    const Slapd server;
    auto settings = server.settings();
    settings.ca_file = Certificates::shared().other_ca();
    const int never = LDAP_OPT_X_TLS_NEVER;
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    const auto ca = Certificates::shared().ca();

    // As LDAPTLS_REQCERT=never and LDAPTLS_CACERT=... do when the host's process starts.
    ldap_set_option(nullptr, LDAP_OPT_X_TLS_REQUIRE_CERT, &never);
    ldap_set_option(nullptr, LDAP_OPT_X_TLS_CACERTFILE, ca.c_str());
    ldap_set_option(nullptr, LDAP_OPT_X_TLS_CACERTDIR, Certificates::shared().folder().c_str());
    check_refused(settings, "not signed by a CA that is trusted");
    const auto right = opened(server.settings());
    ldap_set_option(nullptr, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    ldap_set_option(nullptr, LDAP_OPT_X_TLS_CACERTFILE, nullptr);
    ldap_set_option(nullptr, LDAP_OPT_X_TLS_CACERTDIR, nullptr);

    BOOST_TEST(static_cast<bool>(right), said(right));
}

BOOST_AUTO_TEST_CASE(what_the_environment_says_of_limits_changes_nothing) {
    const Slapd server;
    const int one = 1;
    const int none = LDAP_NO_LIMIT;
    ldap_set_option(nullptr, LDAP_OPT_SIZELIMIT, &one);
    const auto connection = opened(server.settings());
    ldap_set_option(nullptr, LDAP_OPT_SIZELIMIT, &none);
    BOOST_REQUIRE_MESSAGE(connection, said(connection));

    const auto found = kith::tests::search((*connection)->handle(), "dc=kith,dc=test",
                                           LDAP_SCOPE_SUBTREE, "(objectClass=*)");

    BOOST_TEST(found.code == LDAP_SUCCESS);
    BOOST_TEST(found.entries == 2);
}

BOOST_AUTO_TEST_CASE(a_referral_is_not_followed_and_does_not_end_a_search) {
    const Slapd other;
    Slapd::Setup setup;
    setup.entries =
        "dn: ou=other,dc=kith,dc=test\nobjectClass: referral\n"
        "objectClass: extensibleObject\nou: other\nref: " +
        other.ldap() + "/dc=kith,dc=test\n\n";
    const Slapd server(setup);
    const auto connection = opened(server.settings());
    BOOST_REQUIRE_MESSAGE(connection, said(connection));
    int follows = 1;
    ldap_get_option((*connection)->handle(), LDAP_OPT_REFERRALS, &follows);
    BOOST_TEST(follows == 0);

    const auto found = kith::tests::search((*connection)->handle(), "dc=kith,dc=test",
                                           LDAP_SCOPE_SUBTREE, "(objectClass=*)");

    BOOST_TEST(found.code == LDAP_SUCCESS);
    BOOST_TEST(found.entries == 2);
}

BOOST_AUTO_TEST_CASE(a_password_goes_over_no_connection_that_was_to_be_encrypted_and_is_not) {
    const Slapd server;
    auto settings = server.settings();
    settings.uris = {server.ldap()};
    settings.protection = Protection::start_tls;
    const auto link = Link::to(server.ldap(), settings, Checks::all);
    BOOST_REQUIRE(link);
    BOOST_REQUIRE(ldap_connect((*link)->handle()) == LDAP_SUCCESS);
    auto password = password_of(settings);
    BOOST_REQUIRE(password);

    BOOST_TEST(log_in((*link)->handle(), settings, *password) == LDAP_CONFIDENTIALITY_REQUIRED);
    settings.protection = Protection::none;
    settings.clear_text = true;
    BOOST_TEST(log_in((*link)->handle(), settings, kith::Secret()) == LDAP_PARAM_ERROR);
    BOOST_TEST(log_in((*link)->handle(), settings, *password) == LDAP_SUCCESS);
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_refused_in_words) {
    const Slapd server;
    auto settings = server.settings();
    server.password_file("another-secret");
    check_refused(settings, "does not know this name with this password");
}

BOOST_AUTO_TEST_CASE(an_empty_password_never_reaches_the_server) {
    const Slapd server;
    auto settings = server.settings();
    for (const auto* const empty : {"", "\n", "\r\n"}) {
        settings.password = server.password_file(empty);
        check_refused(settings, "the password is empty");
    }
    settings.password = "";
    check_refused(settings, "no password");
    settings.password = "sync-secret";
    check_refused(settings, "to be named, not written");
    setenv("KITH_TEST_PASSWORD", "", 1);
    settings.password = "env:KITH_TEST_PASSWORD";
    check_refused(settings, "the password is empty");
    unsetenv("KITH_TEST_PASSWORD");
    check_refused(settings, "is not set");
}

BOOST_AUTO_TEST_CASE(the_password_may_stand_in_a_variable_or_in_a_credential) {
    const Slapd server;
    auto settings = server.settings();
    const kith::tests::Folder folder;
    kith::tests::write(folder / "ldap", "sync-secret");
    BOOST_REQUIRE(std::system(("chmod 600 " + folder / "ldap").c_str()) == 0);
    setenv("KITH_TEST_PASSWORD", "sync-secret", 1);
    setenv("CREDENTIALS_DIRECTORY", (folder / "").c_str(), 1);

    for (const auto* const reference : {"env:KITH_TEST_PASSWORD", "credential:ldap"}) {
        settings.password = reference;
        const auto connection = opened(settings);
        BOOST_REQUIRE_MESSAGE(connection, said(connection));
        BOOST_TEST(who(**connection) == sync_account);
    }
    settings.password = "credential:../ldap";
    check_refused(settings, "no name of a credential");
    unsetenv("KITH_TEST_PASSWORD");
    unsetenv("CREDENTIALS_DIRECTORY");
}

BOOST_AUTO_TEST_CASE(a_clients_certificate_is_enough_to_bind) {
    const Slapd server;
    auto settings = server.settings();
    settings.bind_dn = "";
    settings.certificate_file = Certificates::shared().certificate("client");
    settings.certificate_key_file = Certificates::shared().key("client");

    const auto ldaps = opened(settings);
    settings.uris = {server.ldap()};
    settings.protection = Protection::start_tls;
    const auto start_tls = opened(settings);

    BOOST_REQUIRE_MESSAGE(ldaps, said(ldaps));
    BOOST_REQUIRE_MESSAGE(start_tls, said(start_tls));
    BOOST_TEST(who(**ldaps) == sync_account);
    BOOST_TEST(who(**start_tls) == sync_account);
    settings.certificate_key_file = Certificates::shared().key("server");
    check_refused(settings, "certificate or its key cannot be used");
}

BOOST_AUTO_TEST_CASE(external_without_a_certificate_is_refused) {
    const Slapd server;
    auto settings = server.settings();
    settings.bind_dn = "";
    check_refused(settings, "ldaps://127.0.0.1");
}

BOOST_AUTO_TEST_CASE(a_socket_of_this_machine_needs_no_tls) {
    const Slapd server;
    auto settings = server.settings();
    settings.uris = {server.ldapi()};
    settings.ca_file = "";

    const auto simple = opened(settings);
    settings.bind_dn = "";
    const auto external = opened(settings);

    BOOST_REQUIRE_MESSAGE(simple, said(simple));
    BOOST_REQUIRE_MESSAGE(external, said(external));
    BOOST_TEST(who(**simple) == sync_account);
    BOOST_TEST(who(**external) == sync_account);
    settings.uris = {"ldapi://%2Fnowhere"};
    check_refused(settings, "no directory server listens on this socket");
}

BOOST_AUTO_TEST_SUITE_END()
