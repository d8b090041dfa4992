// Over HTTPS: whom Kith trusts, and what it says of a server that it does not.
#include <boost/test/unit_test.hpp>

#include <cstdlib>

#include "heard_scim.h"
#include "scimmy.h"
#include "tests/ldap/kit/certificates.h"

namespace kith::tests {
namespace {

using connectors::scim_client::ScimDirectory;

Error refusal(const model::ScimClientSettings& settings) {
    ScimDirectory directory(settings);
    return not_answered(directory);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trust)

BOOST_AUTO_TEST_CASE(people_come_from_a_server_whose_ca_is_trusted) {
    Scimmy server("server");
    server.hire("ana", "");
    ScimDirectory directory(server.settings());
    Heard heard;

    BOOST_TEST(asked(directory, heard).everybody);
    BOOST_TEST(heard.by_user.contains("ana"));
    BOOST_TEST(!has_errors(directory.examine()));
}

BOOST_AUTO_TEST_CASE(more_than_one_record_of_tls_comes_whole) {
    Scimmy server("server");
    std::vector<std::string> users;
    for (int i = 0; i < 300; ++i)
        users.push_back(employee("u" + std::to_string(i), ""));
    server.put(users);
    ScimDirectory directory(server.settings());
    Heard heard;

    BOOST_TEST(asked(directory, heard).everybody);
    BOOST_TEST(heard.by_user.size() == 300U);
}

BOOST_AUTO_TEST_CASE(a_server_of_another_ca_is_not_trusted) {
    const Scimmy server("server");
    auto settings = server.settings();
    settings.ca_file = Certificates::shared().other_ca();
    BOOST_TEST(says(refusal(settings), "signed by a CA that is not trusted"));

    settings.ca_file.clear();  // The machine's own do not know it either.
    BOOST_TEST(says(refusal(settings), "signed by a CA that is not trusted"));
}

BOOST_AUTO_TEST_CASE(variables_of_the_host_add_no_ca) {
    const Scimmy server("server");
    auto settings = server.settings();
    settings.ca_file.clear();
    ::setenv("SSL_CERT_FILE", Certificates::shared().ca().c_str(), 1);

    BOOST_TEST(says(refusal(settings), "signed by a CA that is not trusted"));

    ::unsetenv("SSL_CERT_FILE");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_name_is_not_taken) {
    const Scimmy server("elsewhere");

    BOOST_TEST(says(refusal(server.settings()), "not for this IP address"));

    auto by_name = server.settings();
    by_name.url.replace(by_name.url.find("127.0.0.1"), 9, "localhost");
    BOOST_TEST(says(refusal(by_name), "for another name"));
}

BOOST_AUTO_TEST_CASE(a_certificate_is_taken_for_the_name_that_it_is_for) {
    Scimmy server("server");
    auto by_name = server.settings();
    by_name.url.replace(by_name.url.find("127.0.0.1"), 9, "localhost");
    ScimDirectory directory(by_name);
    Heard heard;

    BOOST_TEST(asked(directory, heard).everybody);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_expired_is_not_taken) {
    const Scimmy server("expired");

    BOOST_TEST(says(refusal(server.settings()), "has expired"));
}

BOOST_AUTO_TEST_CASE(tls_before_1_2_is_not_spoken) {
    const Scimmy server("server", "TLSv1.1");

    BOOST_TEST(says(refusal(server.settings()), "no version of TLS that is safe"));
}

BOOST_AUTO_TEST_CASE(tls_1_2_is_enough) {
    Scimmy server("server", "TLSv1.2");
    ScimDirectory directory(server.settings());
    Heard heard;

    BOOST_TEST(asked(directory, heard).everybody);
}

BOOST_AUTO_TEST_CASE(what_speaks_no_tls_is_said_to) {
    const Scimmy server;
    auto settings = server.settings();
    settings.url.replace(0, 4, "https");

    BOOST_TEST(says(refusal(settings), "does not speak TLS"));
}

BOOST_AUTO_TEST_CASE(a_ca_file_that_is_none_is_said_to_be) {
    const Folder folder;
    write(folder / "empty.pem", "nothing\n");
    write(folder / "broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    const Scimmy server("server");
    auto settings = server.settings();

    settings.ca_file = folder / "missing.pem";
    BOOST_TEST(says(refusal(settings), "the CA file cannot be read"));
    settings.ca_file = folder / "empty.pem";
    BOOST_TEST(says(refusal(settings), "no certificate in PEM"));
    settings.ca_file = folder / "broken.pem";
    BOOST_TEST(says(refusal(settings), "the CA file cannot be used"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
