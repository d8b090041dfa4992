// What another <saml> means for people, and which steps take a protection away.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "written.h"

namespace {

using Saml = kith::model::SamlSettings;
using kith::manifest::difference;
using kith::manifest::Manifest;
using kith::test::holds;

kith::model::Settings signing_in_with(const Saml& saml) {
    kith::model::Settings settings;
    settings.saml = saml;
    return settings;
}

Saml company_saml() {
    Saml saml;
    saml.entity_id = saml.address = "https://kith.example";
    saml.keys = {{"/kith.pem", "file:/etc/kith/old-place"}};
    auto& provider = saml.providers.emplace_back();
    provider.name = "idp";
    provider.entity_id = "urn:x:idp";
    provider.metadata_url = "https://m.example";
    provider.metadata_certificate_file = "/m.pem";
    provider.must_be_signed = Saml::Signed::response;
    provider.force_authn = true;
    provider.authn_contexts = {"urn:x:mfa"};
    provider.person_attribute = "uid";
    provider.grants = {{"coordinator", "groups", "kith"}};
    return saml;
}

std::vector<kith::manifest::Change> changes_between(const Saml& before, const Saml& after) {
    return difference({signing_in_with(before), {}}, {signing_in_with(after), {}});
}

std::vector<std::string> loosened_settings(const std::vector<kith::manifest::Change>& changes) {
    std::vector<std::string> settings;
    for (const auto& change : changes)
        if (change.loosens) settings.push_back(change.setting);
    return settings;
}

struct SamlStep {
    const char* name;
    void (*change)(Saml&);
    const char* setting;
    bool loosens;
    bool back = false;  // Whether the way back loosens.
};

const std::vector<SamlStep>& steps_of_our_own() {
    static const std::vector<SamlStep> all{
        {"another name", [](Saml& s) { s.entity_id = "urn:x:kith"; }, "@entityId", false},
        {"another address", [](Saml& s) { s.address = "https://b.example"; }, "@address", false},
        {"clocks further apart", [](Saml& s) { s.skew_seconds = 61; }, "@skewSeconds", true},
        {"clocks closer", [](Saml& s) { s.skew_seconds = 59; }, "@skewSeconds", false, true},
        {"longer signed in", [](Saml& s) { s.session_hours = 9; }, "@sessionHours", true},
        {"shorter signed in", [](Saml& s) { s.session_hours = 7; }, "@sessionHours", false, true},
        {"another certificate", [](Saml& s) { s.keys[0].certificate_file = "/b.pem"; },
         "key/@certificate", false},
        {"another key", [](Saml& s) { s.keys[0].key = "env:NEW_PLACE"; }, "key/@reference", false},
    };
    return all;
}

struct SamlProviderStep {
    const char* name;
    void (*change)(Saml::Provider&);
    const char* setting;
    bool loosens;
    bool back = false;
};

const std::vector<SamlProviderStep>& steps_in_an_identity_provider() {
    using Provider = Saml::Provider;
    static const std::vector<SamlProviderStep> all{
        {"another entity", [](Provider& p) { p.entity_id = "urn:x:b"; }, "/@entityId", true, true},
        {"the only entity", [](Provider& p) { p.entity_id.clear(); }, "/@entityId", false},
        {"other metadata", [](Provider& p) { p.metadata_url = "https://b"; }, "/@metadataUrl", true,
         true},
        {"metadata signed by another", [](Provider& p) { p.metadata_certificate_file = "/b.pem"; },
         "/@metadataCertificate", true, true},
        {"signed as it likes", [](Provider& p) { p.must_be_signed = Saml::Signed::either; },
         "/@signed", true},
        {"signed elsewhere", [](Provider& p) { p.must_be_signed = Saml::Signed::assertion; },
         "/@signed", true, true},
        {"signed twice", [](Provider& p) { p.must_be_signed = Saml::Signed::both; }, "/@signed",
         false, true},
        {"asked in a form", [](Provider& p) { p.request_binding = Saml::Binding::post; },
         "/@requestBinding", false},
        {"unasked", [](Provider& p) { p.unasked = true; }, "/@unasked", true},
        {"without the password anew", [](Provider& p) { p.force_authn = false; }, "/@forceAuthn",
         true},
        {"one more way", [](Provider& p) { p.authn_contexts.emplace_back("urn:x:password"); },
         "/authnContext", true},
        {"any way", [](Provider& p) { p.authn_contexts.clear(); }, "/authnContext", true},
        {"another way", [](Provider& p) { p.authn_contexts = {"urn:x:card"}; }, "/authnContext",
         true, true},
        {"another NameID beside the attribute",
         [](Provider& p) {
             p.name_id_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos";
         },
         "/@nameIdFormat", false},
        {"people become others", [](Provider& p) { p.person_attribute = "number"; },
         "/@personAttribute", true, true},
        {"people become others by their NameID", [](Provider& p) { p.person_attribute.clear(); },
         "/@personAttribute", true, true},
        {"a value gives a role",
         [](Provider& p) {
             p.grants.push_back({"it-admin", "groups", "ops"});
         },
         "/grant[it-admin groups ops]", true},
        {"a value gives none", [](Provider& p) { p.grants.clear(); },
         "/grant[coordinator groups kith]", false, true},
    };
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(difference_between_saml)

BOOST_AUTO_TEST_CASE(each_step_of_our_own_is_one_change_there_and_back) {
    const auto before = company_saml();
    for (const auto& step : steps_of_our_own()) {
        Saml after = before;
        step.change(after);

        const auto changes = changes_between(before, after);
        const auto back = changes_between(after, before);

        BOOST_TEST_CONTEXT(step.name) {
            BOOST_REQUIRE(changes.size() == 1U);
            BOOST_TEST(changes.front().setting == std::string("saml/") + step.setting);
            BOOST_TEST(changes.front().loosens == step.loosens);
            BOOST_REQUIRE(back.size() == 1U);
            BOOST_TEST(back.front().loosens == step.back);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_step_in_an_identity_provider_is_one_change_there_and_back) {
    const auto before = company_saml();
    for (const auto& step : steps_in_an_identity_provider()) {
        Saml after = before;
        step.change(after.providers.front());

        const auto changes = changes_between(before, after);
        const auto back = changes_between(after, before);

        BOOST_TEST_CONTEXT(step.name) {
            BOOST_REQUIRE(changes.size() == 1U);
            BOOST_TEST(changes.front().setting == std::string("saml/provider[idp]") + step.setting);
            BOOST_TEST(changes.front().loosens == step.loosens);
            BOOST_REQUIRE(back.size() == 1U);
            BOOST_TEST(back.front().loosens == step.back);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_provider_that_is_new_loosens_once_and_one_less_loosens_nothing) {
    Saml more = company_saml();
    auto& other = more.providers.emplace_back();
    other.name = "other";
    other.metadata_file = "/other.xml";
    other.authn_contexts = {"urn:x:mfa"};

    const auto added = changes_between(company_saml(), more);
    const auto removed = changes_between(more, company_saml());

    BOOST_TEST(
        loosened_settings(added) == (std::vector<std::string>{"saml/provider[other]/@metadata"}),
        boost::test_tools::per_element());
    BOOST_TEST(!removed.empty());
    BOOST_TEST(loosened_settings(removed).empty());
}

BOOST_AUTO_TEST_CASE(who_may_come_unasked_from_the_first_loosens_by_that_too) {
    Saml saml = company_saml();
    saml.providers.front().unasked = true;
    saml.providers.front().force_authn = false;
    saml.providers.front().grants.clear();

    const auto first = difference({kith::model::Settings(), {}}, {signing_in_with(saml), {}});

    BOOST_TEST(
        loosened_settings(first) == (std::vector<std::string>{"saml/provider[idp]/@metadataUrl",
                                                              "saml/provider[idp]/@unasked"}),
        boost::test_tools::per_element());
    // Whoever did not sign in here before becomes nobody else.
    for (const auto& change : first)
        BOOST_TEST(change.effect.empty(), change.setting);
}

BOOST_AUTO_TEST_CASE(metadata_from_a_file_instead_of_an_address_loosens) {
    Saml after = company_saml();
    auto& provider = after.providers.front();
    provider.metadata_url.clear();
    provider.metadata_certificate_file.clear();
    provider.metadata_file = "/m.xml";

    BOOST_TEST(loosened_settings(changes_between(company_saml(), after)) ==
                   (std::vector<std::string>{"saml/provider[idp]/@metadata"}),
               boost::test_tools::per_element());
    BOOST_TEST(loosened_settings(changes_between(after, company_saml())) ==
                   (std::vector<std::string>{"saml/provider[idp]/@metadataUrl"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_said_that_people_would_become_others) {
    Saml by_name_id = company_saml();
    by_name_id.providers.front().person_attribute.clear();
    Saml by_kerberos = by_name_id;
    by_kerberos.providers.front().name_id_format =
        "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos";

    const auto of_attribute = changes_between(company_saml(), by_name_id);
    const auto of_format = changes_between(by_name_id, by_kerberos);

    BOOST_REQUIRE(of_attribute.size() == 1U);
    BOOST_TEST(of_attribute.front().before == "uid");
    BOOST_TEST(of_attribute.front().after == "the NameID");
    BOOST_TEST(holds(of_attribute.front().effect, "becomes somebody else"));
    BOOST_REQUIRE(of_format.size() == 1U);
    BOOST_TEST(of_format.front().setting == "saml/provider[idp]/@nameIdFormat");
    BOOST_TEST(of_format.front().before == "any");
    BOOST_TEST(of_format.front().after == "kerberos");
    BOOST_TEST(of_format.front().loosens);
    BOOST_TEST(holds(of_format.front().effect, "becomes somebody else"));
}

BOOST_AUTO_TEST_CASE(where_a_key_is_is_not_shown) {
    Saml after = company_saml();
    after.keys.front().key = "env:NEW_PLACE";

    const auto changes = changes_between(company_saml(), after);

    BOOST_REQUIRE(changes.size() == 1U);
    BOOST_TEST(changes.front().before.empty());
    BOOST_TEST(changes.front().after == "place of a key changed");
}

BOOST_AUTO_TEST_CASE(another_order_of_keys_and_of_providers_is_seen) {
    Saml before = company_saml();
    before.keys.push_back({"/next.pem", "env:NEXT"});
    before.providers.emplace_back().name = "other";
    Saml keys = before;
    std::swap(keys.keys[0], keys.keys[1]);
    Saml providers = before;
    std::swap(providers.providers[0], providers.providers[1]);

    BOOST_TEST(changes_between(before, keys).size() == 2U);
    const auto changes = changes_between(before, providers);
    BOOST_REQUIRE(changes.size() == 1U);
    BOOST_TEST(changes.front().setting == "saml/provider");
    BOOST_TEST(changes.front().before == "idp other");
    BOOST_TEST(changes.front().after == "other idp");
}

BOOST_AUTO_TEST_SUITE_END()
