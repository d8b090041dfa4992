// A service that Kith asks: what is read from <scimClient>, and what contradicts itself there.
#include <boost/test/unit_test.hpp>

#include "written.h"

namespace {

using kith::Severity;
using kith::model::ScimClientSettings;
using kith::model::ScimPersonId;
using kith::test::Draft;
using kith::test::Folder;
using kith::test::holds;
using kith::test::reading_of;

const std::string service = R"( url="https://a.example/scim/v2")";
const std::string bearer = R"( token="env:KITH_SCIM_TOKEN")";
const std::string basic = R"( user="kith" password="file:/etc/kith/scim.password")";
const std::string oauth =
    R"( tokenUrl="https://b.example/token" clientId="kith" clientSecret="credential:scim")";

// <people> is line 4, the tag of <scimClient> line 5, what is in it begins at line 6.
Draft client_draft(const std::string& attributes, const std::string& content = "") {
    Draft draft;
    draft.people =
        "<people>\n<scimClient" + attributes + ">\n" + content + "\n</scimClient></people>";
    return draft;
}

struct ClientMistake {
    std::string name;
    std::string attributes;
    int line;
    std::string what;
    std::string hint;
    Severity severity = Severity::error;
    std::string content{};
};

const std::vector<ClientMistake>& client_contradictions() {
    static const std::vector<ClientMistake> all{
        // Who asks.
        {"nobody asks", service, 5, "<scimClient> does not say who asks the service",
         "Add token, or user and password, or tokenUrl"},
        {"token and account", service + basic + "\ntoken=\"env:T\"", 5,
         "says twice who asks the service, by token and by user", "Keep one"},
        {"token and OAuth", service + bearer + "\n" + oauth, 6,
         "says twice who asks the service, by token and by tokenUrl", "Keep one"},
        {"account and OAuth", service + basic + "\n" + oauth, 6,
         "says twice who asks the service, by user and by tokenUrl", "Keep one"},
        {"all three", service + bearer + "\n" + basic + "\n" + oauth, 6, "by token and by user",
         "Keep one"},
        {"token for a scope", service + bearer + "\nscope=\"s\"", 6, "by token and by scope",
         "Keep one"},
        {"account without a password", service + "\nuser=\"kith\"", 6,
         "<scimClient> has user and no password", "belong together"},
        {"password without an account", service + "\npassword=\"env:P\"", 6,
         "<scimClient> has password and no user", "Add user"},
        {"client without a secret", service + "\ntokenUrl=\"https://b.example\" clientId=\"a\"", 6,
         "<scimClient> has tokenUrl and no clientSecret", "Add clientSecret"},
        {"secret without a client", service + "\nclientSecret=\"env:S\"", 6,
         "<scimClient> has clientSecret and no tokenUrl and no clientId",
         "Add tokenUrl and clientId"},
        {"scope of nothing", service + "\nscope=\"s\"", 6, "<scimClient> has scope and no tokenUrl",
         "belong together"},

        // In clear.
        {"service in clear", bearer + "\nurl=\"http://a.example/v2\"", 6,
         "'http://a.example/v2' is asked in clear", R"(clearText="true")"},
        {"service in clear by leave", bearer + " clearText=\"true\"\nurl=\"http://127.0.0.1:8080\"",
         6, "the secret would cross the network", "Write https://.", Severity::warning},
        {"tokens in clear",
         service + " clientId=\"a\" clientSecret=\"env:S\"\ntokenUrl=\"http://b.example\"", 6,
         "'http://b.example' is asked in clear", R"(clearText="true")"},
        {"leave without effect", service + bearer + "\nclearText=\"true\"", 6,
         "clearText=\"true\" has no effect", "Leave it out", Severity::warning},

        // The address.
        {"service with a query", bearer + "\nurl=\"https://a.example/v2?x=1\"", 6,
         "scimClient/@url has a query", "begins with ?"},
        {"service with a fragment", bearer + "\nurl=\"https://a.example/v2#x\"", 6,
         "scimClient/@url has a fragment", "begins with #"},
        {"tokens with a fragment",
         service + " clientId=\"a\" clientSecret=\"env:S\"\ntokenUrl=\"https://b.example#x\"", 6,
         "scimClient/@tokenUrl has a fragment", "begins with #"},
        {"service with a user", bearer + "\nurl=\"https://kith@a.example/v2\"", 6,
         "scimClient/@url looks like a secret", "file:PATH"},
        {"host with an underscore", bearer + "\nurl=\"https://scim_eu.a.example/v2\"", 6,
         "a host with an underscore is no name of DNS", "that the provider gives",
         Severity::warning},
        {"service by its name alone", bearer + "\nurl=\"a.example\"", 6,
         "scimClient/@url cannot be 'a.example'", "an https address"},
        {"service that is a directory", bearer + "\nurl=\"ldaps://a.example\"", 6,
         "scimClient/@url cannot be", "an https address"},
        {"service without a host", bearer + "\nurl=\"https:///v2\"", 6, "scimClient/@url cannot be",
         "an https address"},
        {"no service", bearer, 5, "<scimClient> needs the attribute url", "comes before /Users"},

        // Secrets.
        {"token written down", service + "\ntoken=\"hunter2-Geheim\"", 6,
         "scimClient/@token is not where a token is", "file:/etc/kith/scim.token"},
        {"password written down", service + " user=\"kith\"\npassword=\"hunter2-Geheim\"", 6,
         "scimClient/@password is not where a password is", "file:/etc/kith/scim.password"},
        {"secret written down",
         service + " tokenUrl=\"https://b.example\" clientId=\"a\"\nclientSecret=\"hunter2\"", 6,
         "scimClient/@clientSecret is not where a secret is", "change it"},
        {"token of nothing", service + "\ntoken=\"\"", 6, "scimClient/@token is empty",
         "Write where it is"},
        {"token beside the database", service + "\ntoken=\"file:data/t\"", 6,
         "the token lies in the same folder as the database", "would have both"},
        {"password beside the database", service + " user=\"a\"\npassword=\"file:data/p\"", 6,
         "the password lies in the same folder as the database", "would have both"},
        {"secret beside the database",
         service + " tokenUrl=\"https://b.example\" clientId=\"a\"\nclientSecret=\"file:data/s\"",
         6, "the client's secret lies in the same folder as the database", "would have both"},

        // Whom it asks for.
        {"quote missing", service + bearer + "\nfilter='userType eq \"Employee'", 6,
         "the filter has a quote that is not closed", "&quot;"},
        {"bracket missing", service + bearer + "\nfilter='(a eq \")\" or b pr'", 6,
         "the filter lacks a closing bracket", "RFC 7644"},
        {"bracket too many", service + bearer + "\nfilter='a pr)'", 6,
         "the filter has a closing bracket too many", "RFC 7644"},
        {"bracket of another kind", service + bearer + "\nfilter='emails[type eq \"a\")'", 6,
         "the filter has a closing bracket too many", "RFC 7644"},
        {"top twice", service + bearer, 7, "<top> stands twice for 'e1'", "Keep one",
         Severity::error, "<top person=\"e1\"/>\n<top person=\"e1\"/>"},

        // Words and values.
        {"misspelt attribute", service + bearer + "\ncaFiel=\"ca.pem\"", 6, "did you mean caFile?",
         "PEM"},
        {"grants of a service that is asked", service + bearer, 6,
         "<scimClient> has no element <grant>", "It holds: top", Severity::error,
         "<grant role=\"it-admin\" group=\"g\"/>"},
        {"person by e-mail", service + bearer + "\npersonId=\"mail\"", 6,
         "scimClient/@personId cannot be 'mail'", "never an e-mail address"},
        {"page too large", service + bearer + "\npageSize=\"5001\"", 6,
         "scimClient/@pageSize cannot be '5001'", "from 1 to 5000"},
        {"no patience", service + bearer + "\nconnectSeconds=\"0\"", 6,
         "scimClient/@connectSeconds cannot be '0'", "from 1 to 60"},
        {"patience without end", service + bearer + "\nanswerSeconds=\"601\"", 6,
         "scimClient/@answerSeconds cannot be '601'", "from 1 to 600"},
        {"more than all", service + bearer + "\nmaxRemovedPercent=\"101\"", 6,
         "scimClient/@maxRemovedPercent cannot be '101'", "from 0 to 100"},
        {"grace of years", service + bearer + "\ngraceDays=\"366\"", 6,
         "scimClient/@graceDays cannot be '366'", "from 0 to 365"},
        {"without a pause", service + bearer + "\neveryMinutes=\"0\"", 6,
         "scimClient/@everyMinutes cannot be '0'", "from 1 to 1440"},
        {"seldom whole", service + bearer + "\nwholeEveryHours=\"169\"", 6,
         "scimClient/@wholeEveryHours cannot be '169'", "from 1 to 168"},
    };
    return all;
}

ScimClientSettings client_settings(const Draft& draft) {
    const auto reading = reading_of(draft);
    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    BOOST_REQUIRE(reading.manifest.settings.people.has_value());
    BOOST_TEST(
        (reading.manifest.settings.people->kind == kith::model::PeopleSource::Kind::scim_client));
    return reading.manifest.settings.people->scim_client;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scim_client)

BOOST_AUTO_TEST_CASE(each_contradiction_is_found_once_at_its_line_with_what_would_be_right) {
    const Folder folder;
    for (const auto& mistake : client_contradictions()) {
        const auto path =
            folder.write("kith.xml", client_draft(mistake.attributes, mistake.content).text());

        const auto findings = kith::manifest::read(path).findings;

        const auto* found = kith::test::find(findings, path, mistake.line, mistake.what);
        BOOST_TEST_CONTEXT(mistake.name << kith::test::listed(findings)) {
            BOOST_TEST((found != nullptr));
            if (found == nullptr) continue;
            BOOST_TEST(holds(found->hint, mistake.hint));
            BOOST_TEST((found->severity == mistake.severity));
            BOOST_TEST(findings.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_secret_in_the_manifest_is_never_shown) {
    for (const std::string attribute : {"token", "password", "clientSecret", "tokn", "pasword",
                                        "client-secret", "clientSecrt", "bearer"})
        for (const std::string secret :
             {"hunter2-Geheim", "kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9"}) {
            const auto findings =
                reading_of(client_draft(service + " " + attribute + "=\"" + secret + "\""))
                    .findings;

            BOOST_TEST(kith::has_errors(findings), attribute);
            for (const auto& finding : findings)
                BOOST_TEST(!holds(finding.what + finding.hint, secret), finding.what);
        }
}

BOOST_AUTO_TEST_CASE(little_is_needed_and_the_rest_has_defaults) {
    const auto read = client_settings(client_draft(service + bearer));

    const ScimClientSettings defaults;
    BOOST_TEST(read.name == "scimClient");
    BOOST_TEST(read.url == "https://a.example/scim/v2");
    BOOST_TEST(read.token == "env:KITH_SCIM_TOKEN");
    BOOST_TEST(!read.clear_text);
    BOOST_TEST((read.person_id == ScimPersonId::id));
    BOOST_TEST(read.page_size == defaults.page_size);
    BOOST_TEST(read.connect_seconds == defaults.connect_seconds);
    BOOST_TEST(read.answer_seconds == defaults.answer_seconds);
    BOOST_TEST(read.removed_percent_max == defaults.removed_percent_max);
    BOOST_TEST(read.every_minutes == defaults.every_minutes);
    BOOST_TEST(read.filter.empty());
    BOOST_TEST(read.user.empty());
    BOOST_TEST(read.tops.empty());
}

BOOST_AUTO_TEST_CASE(everything_that_is_said_arrives) {
    const auto by_oauth = client_settings(client_draft(
        service + oauth +
            R"( caFile="/ca.pem" scope="a b" filter='userType eq "(Employee"' pageSize="1")"
            R"( connectSeconds="2" answerSeconds="3" maxRemovedPercent="4" graceDays="5")"
            R"( everyMinutes="6" wholeEveryHours="7" personId="employeeNumber")",
        R"(<top person="e2"/><top person="e1"/>)"));
    const auto by_account = client_settings(client_draft(service + basic));

    BOOST_TEST(by_oauth.ca_file == "/ca.pem");
    BOOST_TEST(by_oauth.token_url == "https://b.example/token");
    BOOST_TEST(by_oauth.client_id == "kith");
    BOOST_TEST(by_oauth.client_secret == "credential:scim");
    BOOST_TEST(by_oauth.scope == "a b");
    BOOST_TEST(by_oauth.filter == "userType eq \"(Employee\"");
    BOOST_TEST((by_oauth.person_id == ScimPersonId::employee_number));
    BOOST_TEST(by_oauth.page_size == 1);
    BOOST_TEST(by_oauth.connect_seconds == 2);
    BOOST_TEST(by_oauth.answer_seconds == 3);
    BOOST_TEST(by_oauth.removed_percent_max == 4);
    BOOST_TEST(by_oauth.grace_days == 5);
    BOOST_TEST(by_oauth.every_minutes == 6);
    BOOST_TEST(by_oauth.whole_every_hours == 7);
    BOOST_REQUIRE(by_oauth.tops.size() == 2U);
    BOOST_TEST(by_oauth.tops[0].text() == "e1");
    BOOST_TEST(by_oauth.token.empty());
    BOOST_TEST(by_account.user == "kith");
    BOOST_TEST(by_account.password == "file:/etc/kith/scim.password");
}

BOOST_AUTO_TEST_CASE(its_files_count_from_the_folder_of_the_manifest) {
    const Folder folder;
    const auto read_of = [&](const std::string& attributes) {
        const auto reading = kith::manifest::read(
            folder.write("sub/kith.xml", client_draft(service + attributes).text()));
        BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
        return reading.manifest.settings.people->scim_client;
    };

    BOOST_TEST(read_of(R"( caFile="ca.pem" token="file:../t")").ca_file ==
               folder.path("sub/ca.pem"));
    BOOST_TEST(read_of(R"( token="file:../t")").token == "file:" + folder.path("t"));
    BOOST_TEST(read_of(R"( user="a" password="file:../p")").password == "file:" + folder.path("p"));
    BOOST_TEST(
        read_of(R"( tokenUrl="https://b" clientId="a" clientSecret="file:../s")").client_secret ==
        "file:" + folder.path("s"));
}

BOOST_AUTO_TEST_CASE(a_slash_at_the_end_of_the_address_says_nothing) {
    const auto read =
        client_settings(client_draft(R"( url="https://a.example/scim/v2/")" + bearer));
    BOOST_TEST(read.url == "https://a.example/scim/v2");
}

BOOST_AUTO_TEST_CASE(an_address_may_hold_what_looks_like_a_key) {
    // Hosts of identity providers carry the id of a tenant, paths that of a server.
    client_settings(
        client_draft(R"( url="https://idcs-00112233445566778899aabbccddeeff.a.example/admin/v1")"
                     R"( tokenUrl="https://b.example/oauth2/aus1gJh63g214q0Hq0g4/v1/token")"
                     R"( clientId="kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU" clientSecret="env:S")"));
    client_settings(client_draft(R"( url="https://[::1]:8443/a_b" token="env:T")"));
}

BOOST_AUTO_TEST_CASE(tokens_may_be_given_out_at_an_address_with_a_query) {
    // RFC 6749, section 3.2.
    const auto read = client_settings(client_draft(
        service + R"( tokenUrl="https://b.example/t?tenant=a" clientId="a" clientSecret="env:S")"));
    BOOST_TEST(read.token_url == "https://b.example/t?tenant=a");
}

BOOST_AUTO_TEST_CASE(what_was_applied_reads_back) {
    for (const std::string& attributes :
         {service + bearer, service + basic + " personId=\"externalId\"",
          service + oauth + R"( scope="s" caFile="ca.pem" filter='a eq "b &amp; c"')",
          bearer + R"( url="http://localhost" clearText="true" pageSize="7")"}) {
        const auto first =
            reading_of(client_draft(attributes, R"(<top person="b"/><top person="a"/>)")).manifest;

        const auto again = kith::manifest::read_canonical(first.canonical);

        BOOST_TEST(!kith::has_errors(again.findings), kith::test::listed(again.findings));
        BOOST_TEST(again.manifest.canonical == first.canonical);
        BOOST_TEST(kith::manifest::difference(first, again.manifest).empty());
        BOOST_TEST(again.manifest.settings.people->rules().tops.size() == 2U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
