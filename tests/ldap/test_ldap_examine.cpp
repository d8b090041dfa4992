// What an administrator reads before the first sync.
#include "connectors/ldap/examine.h"
#include "tests/ldap/kit/slapd.h"

using kith::Findings;
using kith::Severity;
using kith::connectors::ldap::examine;
using kith::tests::Certificates;
using kith::tests::found;
using kith::tests::listed;
using kith::tests::SilentHost;
using kith::tests::Slapd;
using Protection = kith::model::LdapSettings::Protection;

namespace {

// A chain of five, each the manager of the next.
Slapd::Setup company() {
    Slapd::Setup setup;
    setup.entries =
        "dn: ou=people,dc=kith,dc=test\nobjectClass: organizationalUnit\nou: people\n\n";
    std::string above;
    for (const std::string name : {"ada", "bo", "cleo", "dan", "eve"}) {
        const auto dn = "uid=" + name + ",ou=people,dc=kith,dc=test";
        setup.entries += "dn: " + dn + "\nobjectClass: inetOrgPerson\nuid: " + name +
                         "\ncn: " + name + "\nsn: " + name + "\n";
        if (!above.empty()) setup.entries += "manager: " + above + "\n";
        setup.entries += "\n";
        above = dn;
    }
    return setup;
}

kith::model::LdapSettings settings_of(const Slapd& server) {
    auto settings = server.settings();
    settings.name = "the directory";
    settings.page_size = 2;
    settings.bases = {{"ou=people,dc=kith,dc=test", "(objectClass=inetOrgPerson)", true}};
    return settings;
}

void check_only(const Findings& findings, Severity severity, std::string_view words) {
    BOOST_TEST(findings.size() == 1u, listed(findings));
    BOOST_TEST(found(findings, severity, 0, words), "expected " << words << listed(findings));
    for (const auto& one : findings) {
        BOOST_TEST(one.file == "the directory");
        BOOST_TEST(!one.hint.empty());
        BOOST_TEST((one.what + one.hint).find("secret") == std::string::npos);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_examine)

BOOST_AUTO_TEST_CASE(where_all_is_well_nothing_is_found) {
    const Slapd server(company());
    auto settings = settings_of(server);

    BOOST_TEST(examine(settings).empty(), listed(examine(settings)));
    settings.bases = {{"ou=people,dc=kith,dc=test", "objectClass=inetOrgPerson", false}};
    BOOST_TEST(examine(settings).empty(), listed(examine(settings)));
}

BOOST_AUTO_TEST_CASE(each_step_to_the_server_has_its_own_words) {
    const Slapd server(company());
    const SilentHost silent;
    auto settings = settings_of(server);
    settings.connect_seconds = 1;
    const auto says = [&](const std::string& uri, std::string_view words) {
        settings.uris = {uri};
        check_only(examine(settings), Severity::error, words);
    };

    says("ldaps://nowhere.invalid", "has no address");
    says("ldaps://127.0.0.1:" + std::to_string(kith::tests::free_port()), "nothing listens");
    says(silent.at("ldaps"), "nobody answers there");
    says(server.ldaps("127.0.0.2"), "for other names");
    says(server.ldap(), "in clear");
    settings.ca_file = Certificates::shared().other_ca();
    says(server.ldaps(), "not signed by a CA that is trusted");
    says(server.ldaps(), settings.ca_file);
    settings.password = "env:KITH_NOT_SET";
    says(server.ldaps(), "is not set");
}

BOOST_AUTO_TEST_CASE(a_spare_server_that_is_off_is_a_warning_while_the_other_works) {
    const Slapd server(company());
    auto settings = settings_of(server);
    const auto off = "ldaps://127.0.0.1:" + std::to_string(kith::tests::free_port());

    settings.uris = {off, server.ldaps()};
    check_only(examine(settings), Severity::warning, off);
    settings.uris = {off};
    check_only(examine(settings), Severity::error, off);
}

BOOST_AUTO_TEST_CASE(a_refused_password_is_tried_on_one_server_only) {
    const Slapd server(company());
    const Slapd spare(company());
    auto settings = settings_of(server);
    settings.uris = {server.ldaps(), spare.ldaps()};
    settings.password = server.password_file("wrong");

    check_only(examine(settings), Severity::error, "with this password");
}

BOOST_AUTO_TEST_CASE(a_base_that_is_not_there_is_said) {
    const Slapd server(company());
    auto settings = settings_of(server);
    settings.bases.push_back({"ou=gone,dc=kith,dc=test", "(objectClass=*)", true});
    check_only(examine(settings), Severity::error, "base ou=gone,dc=kith,dc=test");
    settings.bases = {{"no name", "(objectClass=*)", true}};
    check_only(examine(settings), Severity::error, "no distinguished name");
    settings.bases = {{"ou=people,dc=kith,dc=test", "(objectClass=*", true}};
    check_only(examine(settings), Severity::error, "no search filter");
}

BOOST_AUTO_TEST_CASE(nothing_shown_and_no_error_is_said_with_the_right_that_is_missing) {
    auto setup = company();
    // As 389 DS answers an account without rights: success, and no entry.
    setup.access = "access to * by users search by * none\n";
    const Slapd server(setup);

    const auto findings = examine(settings_of(server));

    check_only(findings, Severity::error,
               "nothing of ou=people,dc=kith,dc=test, and gives no error");
    BOOST_TEST(found(findings, Severity::error, 0, "by dn.exact=\"cn=sync,dc=kith,dc=test\" read"));
}

BOOST_AUTO_TEST_CASE(a_filter_that_fits_nobody_is_said) {
    const Slapd server(company());
    auto settings = settings_of(server);
    settings.bases.front().filter = "(objectClass=device)";
    check_only(examine(settings), Severity::error, "fits the filter");
}

BOOST_AUTO_TEST_CASE(a_manager_that_may_not_be_read_is_an_error) {
    auto setup = company();
    setup.access = "access to attrs=manager by * none\naccess to * by users read by * none\n";
    const Slapd server(setup);
    auto settings = settings_of(server);

    check_only(examine(settings), Severity::error, "no entry shows a manager");
    settings.mappings = {{"managerId", {"seeAlso", "sn"}, {}, {}}};
    BOOST_TEST(examine(settings).empty(), listed(examine(settings)));
    settings.mappings = {{"managerId", {"seeAlso"}, {}, {}}};
    check_only(examine(settings), Severity::error, "seeAlso");
}

BOOST_AUTO_TEST_CASE(a_size_limit_matters_only_where_pages_do_not_get_past_it) {
    auto setup = company();
    setup.limits =
        "limits dn.exact=\"cn=sync,dc=kith,dc=test\" size.soft=3 size.hard=3 "
        "size.pr=2 size.prtotal=unlimited\n";
    const Slapd pages(setup);
    BOOST_TEST(examine(settings_of(pages)).empty(), listed(examine(settings_of(pages))));

    setup.limits =
        "limits dn.exact=\"cn=sync,dc=kith,dc=test\" size.soft=3 size.hard=3 "
        "size.prtotal=3\n";
    const Slapd cuts(setup);
    const auto findings = examine(settings_of(cuts));

    check_only(findings, Severity::error, "size limit cut the answer");
    BOOST_TEST(found(findings, Severity::error, 0, "in pages of 2"), listed(findings));
}

BOOST_AUTO_TEST_CASE(a_hidden_root_dse_is_said) {
    auto setup = company();
    setup.tls = "access to dn.base=\"\" by * none\n";
    const Slapd server(setup);
    check_only(examine(settings_of(server)), Severity::error, "rootDSE");
}

BOOST_AUTO_TEST_SUITE_END()
