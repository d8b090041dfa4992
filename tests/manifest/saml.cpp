// Providers that sign people in: what is read from <saml>, and what contradicts itself there.
#include <boost/test/unit_test.hpp>

#include "manifest/secrets.h"
#include "written.h"

namespace {

using kith::Severity;
using kith::model::SamlSettings;
using kith::test::Draft;
using kith::test::Folder;
using kith::test::holds;
using kith::test::reading_of;

const std::string ours = R"( entityId="https://kith.example" address="https://kith.example/kith")";
const std::string our_key = R"(<key certificate="kith.pem" reference="env:KITH_SAML_KEY"/>)";
const std::string other_key = R"(<key certificate="next.pem" reference="credential:next"/>)";
const std::string by_uid = R"( metadata="entra.xml" personAttribute="uid")";
const std::string entra = R"(<provider name="entra")" + by_uid + "/>";

// The tag of <saml> and its attributes are line 5, what is in it begins at line 6.
Draft saml_draft(const std::string& attributes, const std::string& content = our_key + entra) {
    Draft draft;
    draft.more = "<saml" + attributes + ">\n" + content + "\n</saml>";
    return draft;
}

// The tag of <provider> is line 6, what is in it begins at line 7.
Draft provider_draft(const std::string& attributes, const std::string& content = "",
                     const std::string& behind = "") {
    return saml_draft(ours, our_key + "<provider name=\"entra\"" + attributes + ">\n" + content +
                                "</provider>\n" + behind);
}

// One on each line.
std::string sign_in_providers(int first, int last) {
    std::string all;
    for (int i = first; i <= last; ++i) {
        const std::string n = std::to_string(i);
        all += "\n<provider name=\"p" + n + "\" metadata=\"" + n + "\" personAttribute=\"uid\"/>";
    }
    return all;
}

std::string ways_of_signing_in(int first, int last) {
    std::string all;
    for (int i = first; i <= last; ++i)
        all += "\n<authnContext class=\"urn:x:" + std::to_string(i) + "\"/>";
    return all;
}

struct SamlMistake {
    std::string name;
    Draft draft;
    int line;
    std::string what;
    std::string hint;
    Severity severity = Severity::error;
};

const std::vector<SamlMistake>& mistakes_of_our_own() {
    static const std::vector<SamlMistake> all{
        {"nobody at all", saml_draft(R"( address="https://kith.example")"), 5,
         "<saml> needs the attribute entityId", "What providers know Kith by"},
        {"nowhere", saml_draft(R"( entityId="urn:x:kith")"), 5,
         "<saml> needs the attribute address", "browsers find Kith"},
        {"no URI", saml_draft(" address=\"https://kith.example\"\nentityId=\"kith\""), 6,
         "saml/@entityId cannot be 'kith'", "a URI of at most 1024"},
        {"URI with a blank", saml_draft(" address=\"https://kith.example\"\nentityId=\"urn:a b\""),
         6, "saml/@entityId cannot be 'urn:a b'", "a URI"},
        {"URI without end",
         saml_draft(" address=\"https://kith.example\"\nentityId=\"urn:" + std::string(1021, 'x') +
                    "\""),
         6, "saml/@entityId cannot be", "at most 1024"},
        {"address in clear", saml_draft(" entityId=\"urn:x:k\"\naddress=\"http://kith.example\""),
         6, "saml/@address cannot be 'http://kith.example'", "http:// only for 127.0.0.1"},
        {"address of a trial",
         saml_draft(" entityId=\"urn:x:k\"\naddress=\"http://localhost:8080\""), 6,
         "only a browser on this machine finds Kith", "Write https://", Severity::warning},
        {"address with a query",
         saml_draft(" entityId=\"urn:x:k\"\naddress=\"https://kith.example/?a=b\""), 6,
         "saml/@address cannot be", "nothing after them"},
        {"address that climbs",
         saml_draft(" entityId=\"urn:x:k\"\naddress=\"https://kith.example/a/../b\""), 6,
         "saml/@address cannot be", "nothing after them"},
        {"address without end",
         saml_draft(" entityId=\"urn:x:k\"\naddress=\"https://kith.example/" +
                    std::string(281, 'x') + "\""),
         6, "saml/@address cannot be", "at most 300"},
        {"clocks an hour apart", saml_draft(ours + "\nskewSeconds=\"301\""), 6,
         "saml/@skewSeconds cannot be '301'", "from 0 to 300"},
        {"clocks less than together", saml_draft(ours + "\nskewSeconds=\"-1\""), 6,
         "saml/@skewSeconds cannot be '-1'", "from 0 to 300"},
        {"signed in for days", saml_draft(ours + "\nsessionHours=\"25\""), 6,
         "saml/@sessionHours cannot be '25'", "from 1 to 24"},
        {"signed in for nothing", saml_draft(ours + "\nsessionHours=\"0\""), 6,
         "saml/@sessionHours cannot be '0'", "from 1 to 24"},

        {"no key", saml_draft(ours, entra), 5, "<saml> has no <key>",
         "<key certificate=\"kith-saml.pem\""},
        {"a third key",
         saml_draft(ours,
                    our_key + other_key + "\n<key certificate=\"c\" reference=\"env:C\"/>" + entra),
         7, "<key> is one too many in <saml>", "one or two of key"},
        {"key behind a provider", saml_draft(ours, our_key + entra + "\n" + other_key), 7,
         "<key> is one too many in <saml>", "then one to eight of provider"},
        {"key without a certificate", saml_draft(ours, "<key reference=\"env:K\"/>" + entra), 6,
         "<key> needs the attribute certificate", "metadata shows"},
        {"certificate without a key", saml_draft(ours, "<key certificate=\"c\"/>" + entra), 6,
         "<key> needs the attribute reference", "Never the key itself"},
        {"certificate from a URL",
         saml_draft(ours,
                    "<key reference=\"env:K\"\ncertificate=\"https://a.example/c\"/>" + entra),
         7, "key/@certificate cannot be", "not a URL"},
        {"one key twice",
         saml_draft(ours,
                    "<key certificate=\"a\" reference=\"file:keys/a\"/>\n<key "
                    "certificate=\"b\" reference=\"file:./keys/b/../a\"/>" +
                        entra),
         7, "two <key> have the same reference", "takes over from the first"},
        {"one certificate twice",
         saml_draft(ours,
                    our_key + "\n<key reference=\"env:B\" certificate=\"kith.pem\"/>" + entra),
         7, "two <key> have the same certificate", "that belongs to it"},
        {"key beside the database",
         saml_draft(ours, "<key certificate=\"a\"\nreference=\"file:data/saml.key\"/>" + entra), 7,
         "the key lies in the same folder as the database", "would have both"},
        {"second key beside the database",
         saml_draft(ours, our_key + "\n<key certificate=\"a\" reference=\"file:data/k\"/>" + entra),
         7, "the key lies in the same folder as the database", "/etc/kith"},
        {"key written down",
         saml_draft(ours, "<key certificate=\"a\"\nreference=\"hunter2-Geheim\"/>" + entra), 7,
         "key/@reference is not where a key is", "file:/etc/kith/saml.key"},
        {"key from the host",
         saml_draft(ours, "<key certificate=\"a\"\nreference=\"host:saml\"/>" + entra), 7,
         "key/@reference is not where a key is", "credential:NAME"},
        {"reference to no file",
         saml_draft(ours, "<key certificate=\"a\"\nreference=\"file:\"/>" + entra), 7,
         "key/@reference is empty: it names no key", "file:/etc/kith/saml.key"},

        {"no provider", saml_draft(ours, our_key), 5, "<saml> names no <provider>",
         "<provider name=\"entra\""},
        {"ninth provider", saml_draft(ours, our_key + sign_in_providers(1, 9)), 15,
         "<provider> is one too many in <saml>", "one to eight of provider"},
        {"misspelt attribute", saml_draft(ours + "\nsessionHour=\"8\""), 6,
         "did you mean sessionHours?", "sign in again"},
        {"misspelt element",
         saml_draft(ours, our_key + entra +
                              "\n<providr name=\"a\" metadata=\"m\" personAttribute=\"uid\"/>"),
         7, "did you mean <provider>?", "Kith believes"},
    };
    return all;
}

const std::vector<SamlMistake>& mistakes_in_a_provider() {
    static const std::vector<SamlMistake> all{
        // Who it is.
        {"no name", saml_draft(ours, our_key + "<provider" + by_uid + "/>"), 6,
         "<provider> needs the attribute name", "in addresses and reports"},
        {"name with a blank",
         saml_draft(ours, our_key + "<provider" + by_uid + "\nname=\"our entra\"/>"), 7,
         "provider/@name cannot be 'our entra'", "lower-case"},
        {"two of one name",
         provider_draft(by_uid, "",
                        "<provider metadata=\"b\" personAttribute=\"uid\"\nname=\"entra\"/>"),
         9, "two <provider> are called 'entra'", "a name of its own"},
        {"two of one entity",
         provider_draft(by_uid + " entityId=\"urn:x:i\"", "",
                        "<provider name=\"b\" metadata=\"b\" personAttribute=\"uid\"\n"
                        "entityId=\"urn:x:i\"/>"),
         9, "two <provider> have the entityId 'urn:x:i'", "Keep one"},
        {"Kith itself", provider_draft(by_uid + "\nentityId=\"https://kith.example\""), 7,
         "<provider> has the entityId of <saml>", "the provider's metadata"},
        {"entity that is no URI", provider_draft(by_uid + "\nentityId=\"okta\""), 7,
         "provider/@entityId cannot be 'okta'", "a URI of at most 1024"},

        // Whom Kith believes.
        {"no metadata", provider_draft(R"( personAttribute="uid")"), 6,
         "<provider> 'entra' has no metadata", "metadata=\"entra-metadata.xml\""},
        {"metadata twice",
         provider_draft(by_uid + " metadataCertificate=\"c\"\nmetadataUrl=\"https://a.example/\""),
         7, "<provider> 'entra' has its metadata twice", "Keep one"},
        {"metadata of whoever answers",
         provider_draft(" personAttribute=\"uid\"\nmetadataUrl=\"https://a.example/\""), 7,
         "has metadataUrl and no metadataCertificate", "keys of his own"},
        {"metadata in clear",
         provider_draft(" personAttribute=\"uid\" metadataCertificate=\"c\"\n"
                        "metadataUrl=\"http://a.example/\""),
         7, "provider/@metadataUrl cannot be 'http://a.example/'", "an https address"},
        {"certificate of nothing", provider_draft(by_uid + "\nmetadataCertificate=\"c\""), 7,
         "has metadataCertificate and no metadataUrl", "Leave it out"},
        {"file that is a URL",
         provider_draft(" personAttribute=\"uid\"\nmetadata=\"https://a.example/m\""), 7,
         "provider/@metadata cannot be", "not a URL"},
        {"certificate that is a URL",
         provider_draft(" personAttribute=\"uid\" metadataUrl=\"https://a.example/\"\n"
                        "metadataCertificate=\"https://a.example/c\""),
         7, "provider/@metadataCertificate cannot be", "not a URL"},
        {"two that are not told apart",
         provider_draft(by_uid + " entityId=\"urn:x:i\"", "",
                        "<provider name=\"b\" personAttribute=\"uid\"\nmetadata=\"./entra.xml\"/>"),
         9, "two <provider> have the same metadata", "Give each its entityId"},
        {"two at one address that are not told apart",
         provider_draft(
             R"( personAttribute="uid" metadataUrl="https://a.example/m" metadataCertificate="c")",
             "",
             "<provider name=\"b\" entityId=\"urn:x:i\" personAttribute=\"uid\" "
             "metadataCertificate=\"c\"\nmetadataUrl=\"https://a.example/m\"/>"),
         9, "two <provider> have the same metadata", "Give each its entityId"},

        // How somebody signs in.
        {"signed by nobody", provider_draft(by_uid + "\nsigned=\"none\""), 7,
         "provider/@signed cannot be 'none'", "either, response, assertion or both"},
        {"asked by another way", provider_draft(by_uid + "\nrequestBinding=\"artifact\""), 7,
         "provider/@requestBinding cannot be 'artifact'", "redirect or post"},
        {"half unasked", provider_draft(by_uid + "\nunasked=\"yes\""), 7,
         "provider/@unasked cannot be 'yes'", "true or false"},
        {"half anew", provider_draft(by_uid + "\nforceAuthn=\"1\""), 7,
         "provider/@forceAuthn cannot be '1'", "true or false"},
        {"unasked and anew", provider_draft(by_uid + " forceAuthn=\"true\"\nunasked=\"true\""), 7,
         "forceAuthn does not hold for it", "Leave unasked out", Severity::warning},
        {"a ninth way", provider_draft(by_uid, ways_of_signing_in(1, 9)), 16,
         "<authnContext> is one too many in <provider>", "An identity provider"},
        {"a way twice", provider_draft(by_uid, ways_of_signing_in(1, 1) + ways_of_signing_in(1, 1)),
         9, "<authnContext> stands twice for 'urn:x:1'", "Keep one"},
        {"a way that is no URI", provider_draft(by_uid, "<authnContext class=\"mfa\"/>"), 7,
         "authnContext/@class cannot be 'mfa'", "a URI"},
        {"a way without a class", provider_draft(by_uid, "<authnContext/>"), 7,
         "<authnContext> needs the attribute class", "letter by letter"},
        {"a way behind a grant",
         provider_draft(by_uid, "<grant role=\"it-admin\" attribute=\"g\" value=\"v\"/>" +
                                    ways_of_signing_in(1, 1)),
         8, "<authnContext> is one too many in <provider> or stands in the wrong order",
         "An identity provider"},

        // Who somebody is.
        {"another id each time", provider_draft(" metadata=\"m\"\nnameIdFormat=\"transient\""), 7,
         "a transient NameID is another one at each sign-in", "Add personAttribute"},
        {"known by an address", provider_draft(" metadata=\"m\"\nnameIdFormat=\"emailAddress\""), 7,
         "people are known by e-mail address", "Add personAttribute", Severity::warning},
        {"known by whatever comes", provider_draft(R"( metadata="m")"), 6,
         "<provider> 'entra' does not say what a person's id is", "Or write nameIdFormat",
         Severity::warning},
        {"known by a word for an address",
         provider_draft(" metadata=\"m\"\npersonAttribute=\"Mail\""), 7,
         "people are known by 'Mail'", "never given to another person", Severity::warning},
        {"known by a claim of an address",
         provider_draft(" metadata=\"m\"\npersonAttribute=\"http://schemas.xmlsoap.org/ws/2005/05/"
                        "identity/claims/emailaddress\""),
         7, "people are known by", "employeeNumber", Severity::warning},
        {"known by the number of an address",
         provider_draft(" metadata=\"m\"\npersonAttribute=\"urn:oid:0.9.2342.19200300.100.1.3\""),
         7, "people are known by", "employeeNumber", Severity::warning},
        {"NameID by its URN",
         provider_draft(by_uid + "\nnameIdFormat=\"urn:oasis:names:tc:SAML:2.0:nameid-format:"
                                 "persistent\""),
         7, "provider/@nameIdFormat cannot be", "persistent, transient"},
        {"NameID in another spelling", provider_draft(by_uid + "\nnameIdFormat=\"email-address\""),
         7, "provider/@nameIdFormat cannot be 'email-address'", "Did you mean emailAddress?"},
        {"attribute of no name", provider_draft(" metadata=\"m\"\npersonAttribute=\"\""), 7,
         "provider/@personAttribute cannot be ''", "1 to 256"},
        {"attribute without end",
         provider_draft(" metadata=\"m\"\npersonAttribute=\"" + std::string(257, 'x') + "\""), 7,
         "provider/@personAttribute cannot be", "1 to 256"},

        // What an attribute gives.
        {"role twice",
         provider_draft(by_uid,
                        "<grant role=\"it-admin\" attribute=\"g\" value=\"v\"/>\n"
                        "<grant value=\"v\" attribute=\"g\" role=\"it-admin\"/>"),
         8, "<grant> stands twice for 'it-admin g v'", "Keep one"},
        {"role for one person",
         provider_draft(by_uid, "<grant role=\"coordinator\" value=\"e7\"\nattribute=\"uid\"/>"), 8,
         "<grant> reads 'uid', which is a person's id",
         "<role name=\"coordinator\" person=\"...\"/> in <tenant>"},
        {"role that Kith does not have",
         provider_draft(by_uid, "<grant attribute=\"g\" value=\"v\"\nrole=\"admin\"/>"), 8,
         "grant/@role cannot be 'admin'", "coordinator, identity-custodian or it-admin"},
        {"role that no provider gives",
         provider_draft(by_uid, "<grant attribute=\"g\" value=\"v\"\nrole=\"peer-supporter\"/>"), 8,
         "grant/@role cannot be 'peer-supporter'", "coordinator"},
        {"role for nothing", provider_draft(by_uid, "<grant role=\"it-admin\" attribute=\"g\"/>"),
         7, "<grant> needs the attribute value", "decides who holds the role"},
        {"role for a group", provider_draft(by_uid, "<grant role=\"it-admin\" value=\"v\"/>"), 7,
         "<grant> needs the attribute attribute", "not its FriendlyName"},
        {"grant without end",
         provider_draft(by_uid, "<grant role=\"it-admin\" attribute=\"g\"\nvalue=\"" +
                                    std::string(1025, 'x') + "\"/>"),
         8, "grant/@value cannot be", "1 to 1024"},
        {"group as SCIM has it",
         provider_draft(by_uid,
                        "<grant role=\"it-admin\" attribute=\"g\" value=\"v\"\n"
                        "group=\"x\"/>"),
         8, "<grant> has no attribute group", "It has: role, attribute, value"},
    };
    return all;
}

SamlSettings saml_settings(const Draft& draft) {
    const auto reading = reading_of(draft);
    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    BOOST_REQUIRE(reading.manifest.settings.saml.has_value());
    return *reading.manifest.settings.saml;
}

SamlSettings::Provider only_provider(const Draft& draft) {
    const auto settings = saml_settings(draft);
    BOOST_REQUIRE(settings.providers.size() == 1U);
    return settings.providers.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(saml)

BOOST_AUTO_TEST_CASE(each_contradiction_is_found_once_at_its_line_with_what_would_be_right) {
    const Folder folder;
    for (const auto* const mistakes : {&mistakes_of_our_own(), &mistakes_in_a_provider()})
        for (const auto& mistake : *mistakes) {
            const auto path = folder.write("kith.xml", mistake.draft.text());

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

BOOST_AUTO_TEST_CASE(a_key_in_the_manifest_is_never_shown) {
    for (const std::string secret : {"hunter2-Geheim", "-----BEGIN PRIVATE KEY----- hunter2"})
        for (const std::string& content :
             {"<key certificate=\"a\" reference=\"" + secret + "\"/>",
              "<key certificate=\"a\" refrence=\"" + secret + "\"/>",
              "<key certificate=\"a\" reference=\"env:K\">" + secret + "</key>",
              "<kye certificate=\"a\" reference=\"" + secret + "\"/>"}) {
            const auto findings = reading_of(saml_draft(ours, content + entra)).findings;

            BOOST_TEST(kith::has_errors(findings), content);
            for (const auto& finding : findings)
                BOOST_TEST(!holds(finding.what + finding.hint, secret), finding.what);
        }
}

BOOST_AUTO_TEST_CASE(without_the_section_nobody_signs_in_by_it) {
    BOOST_TEST(!reading_of(Draft()).manifest.settings.saml.has_value());
}

BOOST_AUTO_TEST_CASE(little_is_needed_and_the_rest_has_defaults) {
    const auto read = saml_settings(saml_draft(ours));

    const SamlSettings defaults;
    BOOST_TEST(read.entity_id == "https://kith.example");
    BOOST_TEST(read.address == "https://kith.example/kith");
    BOOST_TEST(read.skew_seconds == defaults.skew_seconds);
    BOOST_TEST(read.session_hours == defaults.session_hours);
    BOOST_REQUIRE(read.keys.size() == 1U);
    BOOST_TEST(read.keys[0].key == "env:KITH_SAML_KEY");
    BOOST_REQUIRE(read.providers.size() == 1U);
    const auto& provider = read.providers.front();
    BOOST_TEST(provider.name == "entra");
    BOOST_TEST(provider.entity_id.empty());
    BOOST_TEST(provider.metadata_url.empty());
    BOOST_TEST(provider.metadata_certificate_file.empty());
    BOOST_TEST((provider.must_be_signed == SamlSettings::Signed::either));
    BOOST_TEST((provider.request_binding == SamlSettings::Binding::redirect));
    BOOST_TEST(!provider.unasked);
    BOOST_TEST(!provider.force_authn);
    BOOST_TEST(provider.authn_contexts.empty());
    BOOST_TEST(provider.name_id_format.empty());
    BOOST_TEST(provider.person_attribute == "uid");
    BOOST_TEST(provider.grants.empty());
}

BOOST_AUTO_TEST_CASE(everything_that_is_said_arrives) {
    const auto read = saml_settings(saml_draft(
        ours + R"( skewSeconds="5" sessionHours="2")",
        other_key + our_key +
            R"(<provider name="z" entityId="urn:x:z" metadataUrl="https://m.example/a?b=c")"
            R"( metadataCertificate="/m.pem" signed="both" requestBinding="post" unasked="true")"
            R"( nameIdFormat="persistent"><authnContext class="urn:x:b"/>)"
            R"(<authnContext class="urn:x:a"/><grant role="it-admin" attribute="g" value="ops"/>)"
            R"(<grant role="coordinator" attribute="urn:oid:1.2" value="Ä B"/></provider>)"
            R"(<provider name="a" metadata="/a.xml" forceAuthn="true" personAttribute="uid"/>)"));

    BOOST_TEST(read.skew_seconds == 5);
    BOOST_TEST(read.session_hours == 2);
    BOOST_REQUIRE(read.keys.size() == 2U);  // In their order: the first signs.
    BOOST_TEST(read.keys[0].key == "credential:next");
    BOOST_TEST(read.keys[1].key == "env:KITH_SAML_KEY");
    BOOST_REQUIRE(read.providers.size() == 2U);
    const auto& z = read.providers[0];
    BOOST_TEST(z.name == "z");
    BOOST_TEST(z.entity_id == "urn:x:z");
    BOOST_TEST(z.metadata_url == "https://m.example/a?b=c");
    BOOST_TEST(z.metadata_certificate_file == "/m.pem");
    BOOST_TEST(z.metadata_file.empty());
    BOOST_TEST((z.must_be_signed == SamlSettings::Signed::both));
    BOOST_TEST((z.request_binding == SamlSettings::Binding::post));
    BOOST_TEST(z.unasked);
    BOOST_TEST(z.name_id_format == "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
    BOOST_TEST(z.person_attribute.empty());
    BOOST_TEST(z.authn_contexts == (std::vector<std::string>{"urn:x:b", "urn:x:a"}),
               boost::test_tools::per_element());
    BOOST_REQUIRE(z.grants.size() == 2U);
    BOOST_TEST(z.grants[0].role == "coordinator");
    BOOST_TEST(z.grants[0].attribute == "urn:oid:1.2");
    BOOST_TEST(z.grants[0].value == "Ä B");
    BOOST_TEST(z.grants[1].role == "it-admin");
    BOOST_TEST(read.providers[1].metadata_file == "/a.xml");
    BOOST_TEST(read.providers[1].force_authn);
}

BOOST_AUTO_TEST_CASE(each_word_of_an_attribute_has_its_meaning) {
    using Signed = SamlSettings::Signed;
    const std::vector<std::pair<std::string, Signed>> parts{{"either", Signed::either},
                                                            {"response", Signed::response},
                                                            {"assertion", Signed::assertion},
                                                            {"both", Signed::both}};
    for (const auto& [word, part] : parts)
        BOOST_TEST(
            (only_provider(provider_draft(by_uid + " signed=\"" + word + "\"")).must_be_signed ==
             part),
            word);

    // Core 8.3.
    const std::string of_1 = "urn:oasis:names:tc:SAML:1.1:nameid-format:";
    const std::string of_2 = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
    const std::vector<std::pair<std::string, std::string>> formats{
        {"persistent", of_2},
        {"transient", of_2},
        {"emailAddress", of_1},
        {"unspecified", of_1},
        {"kerberos", of_2},
        {"X509SubjectName", of_1},
        {"WindowsDomainQualifiedName", of_1}};
    for (const auto& [word, before] : formats)
        BOOST_TEST(only_provider(provider_draft(by_uid + " nameIdFormat=\"" + word + "\""))
                       .name_id_format == before + word);
}

BOOST_AUTO_TEST_CASE(each_bound_itself_is_let_in) {
    const std::string id = "urn:" + std::string(1020, 'x');
    const std::string address = "https://kith.example/" + std::string(279, 'x');
    for (const std::string times :
         {R"( skewSeconds="0" sessionHours="1")", R"( skewSeconds="300" sessionHours="24")"})
        saml_settings(saml_draft(" entityId=\"" + id + "\" address=\"" + address + "\"" + times,
                                 our_key + other_key + sign_in_providers(1, 8)));
    saml_settings(provider_draft(
        " metadata=\"m\" personAttribute=\"" + std::string(256, 'x') + "\"",
        ways_of_signing_in(1, 8) + "<grant role=\"it-admin\" attribute=\"g\" value=\"" +
            std::string(1024, 'x') + "\"/>"));
}

BOOST_AUTO_TEST_CASE(a_slash_at_the_end_of_the_address_says_nothing) {
    const auto read =
        saml_settings(saml_draft(R"( entityId="urn:x:k" address="https://kith.example/a/")"));
    BOOST_TEST(read.address == "https://kith.example/a");
}

BOOST_AUTO_TEST_CASE(providers_of_one_federation_are_told_apart_by_their_entity) {
    const std::string metadata = R"(" metadata="federation.xml" personAttribute="uid"/>)";
    const auto read = saml_settings(
        saml_draft(ours, our_key + R"(<provider name="a" entityId="urn:x:a)" + metadata +
                             R"(<provider name="b" entityId="urn:x:b)" + metadata));
    BOOST_TEST(read.providers.size() == 2U);
}

BOOST_AUTO_TEST_CASE(its_files_count_from_the_folder_of_the_manifest) {
    const Folder folder;
    const auto path = folder.write(
        "sub/kith.xml",
        saml_draft(ours, R"(<key certificate="k.pem" reference="file:../k"/>)" + entra +
                             R"(<provider name="b" metadataUrl="https://b.example" )"
                             R"(metadataCertificate="../b.pem" personAttribute="uid"/>)")
            .text());

    const auto reading = kith::manifest::read(path);

    BOOST_REQUIRE(reading.findings.empty());
    const auto& read = *reading.manifest.settings.saml;
    BOOST_TEST(read.keys.front().certificate_file == folder.path("sub/k.pem"));
    BOOST_TEST(read.keys.front().key == "file:" + folder.path("k"));
    BOOST_TEST(read.providers[0].metadata_file == folder.path("sub/entra.xml"));
    BOOST_TEST(read.providers[1].metadata_certificate_file == folder.path("b.pem"));
}

BOOST_AUTO_TEST_CASE(only_the_order_of_grants_says_nothing) {
    const Folder folder;
    const auto text = [&](const Draft& draft) {
        return kith::manifest::read(folder.write("kith.xml", draft.text())).manifest.canonical;
    };
    const std::string one = R"(<grant role="it-admin" attribute="a" value="b"/>)";
    const std::string two = R"(<grant role="it-admin" attribute="a" value="a"/>)";
    const std::string mfa = R"(<authnContext class="urn:x:mfa"/>)";
    const std::string otp = R"(<authnContext class="urn:x:otp"/>)";

    BOOST_TEST(!text(provider_draft(by_uid)).empty());
    BOOST_TEST(text(provider_draft(by_uid, one + two)) == text(provider_draft(by_uid, two + one)));
    BOOST_TEST(text(provider_draft(by_uid, one)) != text(provider_draft(by_uid, two)));
    BOOST_TEST(text(provider_draft(by_uid, mfa + otp)) != text(provider_draft(by_uid, otp + mfa)));
    BOOST_TEST(text(saml_draft(ours, our_key + other_key + entra)) !=
               text(saml_draft(ours, other_key + our_key + entra)));
}

BOOST_AUTO_TEST_CASE(what_was_applied_reads_back) {
    for (const Draft& written :
         {saml_draft(ours),
          saml_draft(ours + R"( skewSeconds="0" sessionHours="24")",
                     our_key + other_key + sign_in_providers(1, 3)),
          provider_draft(R"( entityId="https://i.example/?a=1&amp;b=2" signed="response")"
                         R"( requestBinding="post" unasked="true" nameIdFormat="kerberos")"
                         R"( metadataUrl="https://m.example/?a=1&amp;b=2" metadataCertificate="c")",
                         ways_of_signing_in(1, 2) +
                             R"(<grant role="it-admin" attribute="a" value="&lt;&quot;b&quot;"/>)"),
          provider_draft(by_uid + R"( forceAuthn="true" nameIdFormat="transient")")}) {
        const auto first = reading_of(written).manifest;
        BOOST_REQUIRE(first.settings.saml.has_value());

        const auto again = kith::manifest::read_canonical(first.canonical);

        BOOST_TEST(!kith::has_errors(again.findings), kith::test::listed(again.findings));
        BOOST_TEST(again.manifest.canonical == first.canonical);
        BOOST_TEST(kith::manifest::difference(first, again.manifest).empty());
        BOOST_TEST(again.manifest.settings.saml->providers.size() ==
                   first.settings.saml->providers.size());
    }
}

BOOST_AUTO_TEST_CASE(an_overlay_turns_the_key_and_finds_kith_elsewhere) {
    const Folder folder;
    const auto manifest = folder.write("kith.xml", saml_draft(ours).text());
    const auto overlay = folder.write("production.xml", R"(<overlay xmlns="urn:kith:overlay:1">
        <replace sel="/kith/saml/@address">https://other.example</replace>
        <replace sel="/kith/saml/key/@reference">file:t</replace>
        <add sel="/kith/saml/provider[@name='entra']" type="@signed">both</add>
        </overlay>)");

    const auto reading = kith::manifest::read(manifest, {overlay});

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    const auto& read = *reading.manifest.settings.saml;
    BOOST_TEST(read.address == "https://other.example");
    BOOST_TEST(read.keys.front().key == "file:" + folder.path("t"));
    BOOST_TEST((read.providers.front().must_be_signed == SamlSettings::Signed::both));
}

BOOST_AUTO_TEST_CASE(it_may_stand_in_an_included_file) {
    const Folder folder;
    folder.write("parts/saml.xml", "<saml xmlns=\"urn:kith:manifest:1\"" + ours + ">\n" +
                                       "<key certificate=\"a\" reference=\"file:k\"/>\n" +
                                       "<provider name=\"entra\" metadata=\"m\"/></saml>");
    Draft including;
    including.more = R"(<include href="parts/saml.xml"/>)";

    const auto reading = kith::manifest::read(folder.write("kith.xml", including.text()));

    BOOST_TEST((kith::test::find(reading.findings, folder.path("parts/saml.xml"), 3,
                                 "does not say what a person's id is") != nullptr),
               kith::test::listed(reading.findings));
    BOOST_REQUIRE(reading.manifest.settings.saml.has_value());
    BOOST_TEST(reading.manifest.settings.saml->keys.front().key == "file:" + folder.path("k"));
}

BOOST_AUTO_TEST_CASE(what_a_provider_calls_something_may_look_like_a_key) {
    using kith::manifest::looks_like_secret;
    const std::string key = "kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9wT4";
    const std::string url = "https://a.example/" + key;

    saml_settings(provider_draft(
        " entityId=\"" + url + "\" metadataUrl=\"" + url + "/m\" metadataCertificate=\"c\"" +
            " personAttribute=\"http://a.example/ws/2005/05/identity/claims/employeeNumberAtWork\"",
        "<authnContext class=\"" + url + "\"/><grant role=\"it-admin\" attribute=\"" + url +
            "\" value=\"" + key + "\"/>"));

    for (const std::string name :
         {"entityId", "address", "metadataUrl", "attribute", "personAttribute", "class"}) {
        BOOST_TEST(!looks_like_secret(name, url), name);
        BOOST_TEST(looks_like_secret(name, url + "?key=" + key));
        BOOST_TEST(looks_like_secret(name, "https://kith:geheim@a.example/"));
        BOOST_TEST(looks_like_secret(name, key));
    }
}

BOOST_AUTO_TEST_SUITE_END()
