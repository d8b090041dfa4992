// The schema explains itself, and says the defaults that the code has.
#include <boost/test/unit_test.hpp>

#include <functional>

#include "manifest/built_in.h"
#include "manifest/vocabulary.h"
#include "manifest/xml.h"
#include "written.h"

namespace {

using kith::manifest::ElementWord;
using kith::test::holds;

std::string file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// "a/b[x]/@c" as "a/b/@c".
std::string without_ids(std::string setting) {
    for (auto at = setting.find('['); at != std::string::npos; at = setting.find('['))
        setting.erase(at, setting.find(']', at) - at + 1);
    return setting;
}

// Settings that differ from the model's own initialisers wherever the schema has a default.
kith::model::Settings other_than_the_defaults() {
    kith::model::Settings other;
    other.timezone = other.default_language = "?";
    other.eligibility = {!other.eligibility.managers_of_people, {}, {}};
    other.widget.quick_exit_by_key = !other.widget.quick_exit_by_key;
    other.caseload = {-1, -1, -1};
    other.retention = {-1, -1, -1};
    other.routing = {true, true, true, true, -1, -1, {-1, -1, -1, -1, -1, -1}};
    auto& ldap = other.people.emplace(kith::model::PeopleSource::Kind::ldap, "").ldap;
    ldap.protection = kith::model::LdapSettings::Protection::none;
    ldap.clear_text = !ldap.clear_text;
    ldap.connect_seconds = ldap.answer_seconds = ldap.page_size = -1;
    ldap.removed_percent_max = ldap.grace_days = -1;
    ldap.every_minutes = ldap.whole_every_hours = -1;
    ldap.bases = {{"dc=x", "", false, ""}};
    ldap.mappings = {{"mail", {}, kith::model::LdapSettings::Transform::lower, ""}};
    auto& scim = other.scim_servers.emplace_back();
    scim.habits = kith::model::ScimServerSettings::Habits::okta;
    scim.person_id = kith::model::ScimPersonId::user_name;
    scim.writes = !scim.writes;
    scim.removed_percent_max = scim.grace_days = -1;
    auto& saml = other.saml.emplace();
    saml.skew_seconds = saml.session_hours = -1;
    auto& provider = saml.providers.emplace_back();
    provider.must_be_signed = kith::model::SamlSettings::Signed::both;
    provider.request_binding = kith::model::SamlSettings::Binding::post;
    provider.unasked = !provider.unasked;
    provider.force_authn = !provider.force_authn;
    return other;
}

kith::model::Settings the_defaults() {
    kith::model::Settings defaults;
    auto& ldap = defaults.people.emplace(kith::model::PeopleSource::Kind::ldap, "").ldap;
    ldap.bases.resize(1);
    ldap.bases.front().dn = "dc=x";
    ldap.mappings.resize(1);
    ldap.mappings.front().to = "mail";
    defaults.scim_servers.emplace_back();
    defaults.saml.emplace().providers.emplace_back();
    return defaults;
}

// The same for a source that stands in the directory's place.
kith::model::Settings of_a_service(const kith::model::ScimClientSettings& client) {
    kith::model::Settings settings;
    settings.people.emplace(kith::model::PeopleSource::Kind::scim_client, "").scim_client = client;
    return settings;
}

kith::model::ScimClientSettings other_than_the_defaults_of_a_service() {
    kith::model::ScimClientSettings other;
    other.clear_text = !other.clear_text;
    other.person_id = kith::model::ScimPersonId::user_name;
    other.page_size = other.connect_seconds = other.answer_seconds = -1;
    other.removed_percent_max = other.grace_days = -1;
    other.every_minutes = other.whole_every_hours = -1;
    return other;
}

void each_element(const ElementWord& word, const std::string& path,
                  const std::function<void(const ElementWord&, const std::string&)>& visit) {
    visit(word, path);
    for (const auto& child : word.children)
        each_element(child, path.empty() ? child.name : path + "/" + child.name, visit);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(the_library_has_the_schema_that_editors_have) {
    BOOST_TEST(std::string(kith::manifest::schema_text()) ==
               file(KITH_MANIFESTS "/kith-manifest-1.xsd"));
    BOOST_TEST(std::string(kith::manifest::defaults_text()) ==
               file(KITH_MANIFESTS "/defaults.xml"));
}

BOOST_AUTO_TEST_CASE(every_element_and_attribute_is_explained_with_an_example) {
    const auto text = kith::manifest::schema_text();
    const kith::manifest::Document schema(
        xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, 0));
    int items = 0;
    const std::function<void(const xmlNode*)> visit = [&](const xmlNode* node) {
        for (const xmlNode* each : kith::manifest::children(node)) {
            visit(each);
            const auto kind = kith::manifest::name_of(each);
            if (kind != "element" && kind != "attribute") continue;
            ++items;
            const auto* annotation = kith::manifest::child(each, "annotation");
            const auto name = kith::manifest::value(each, "name");
            BOOST_TEST((annotation != nullptr), name);
            if (annotation == nullptr) continue;
            const auto words = kith::manifest::content(annotation);
            BOOST_TEST(holds(words, "Example: "), name);
            BOOST_TEST(holds(words.substr(words.find("Example: ")), name), name);
        }
    };

    visit(xmlDocGetRootElement(schema.get()));

    BOOST_TEST(items > 50);
}

BOOST_AUTO_TEST_CASE(every_default_in_the_schema_is_the_default_of_the_settings) {
    auto defaults =
        kith::manifest::difference({other_than_the_defaults(), {}}, {the_defaults(), {}});
    const auto of_service = kith::manifest::difference(
        {of_a_service(other_than_the_defaults_of_a_service()), {}}, {of_a_service({}), {}});
    defaults.insert(defaults.end(), of_service.begin(), of_service.end());
    std::size_t checked = 0;

    each_element(kith::manifest::vocabulary(), "", [&](const ElementWord& word, const auto& path) {
        for (const auto& attribute : word.attributes) {
            if (attribute.preset.empty()) continue;
            ++checked;
            const auto name = path + "/@" + attribute.name;
            const auto same = [&](const auto& each) { return without_ids(each.setting) == name; };
            const auto found = std::find_if(defaults.begin(), defaults.end(), same);
            BOOST_REQUIRE_MESSAGE(found != defaults.end(), name);
            BOOST_TEST(found->after == attribute.preset, name);
        }
    });

    BOOST_TEST(checked == defaults.size());
}

BOOST_AUTO_TEST_CASE(words_are_explained_by_their_path) {
    using kith::manifest::explain;
    BOOST_TEST(holds(explain("routing/weights"), "What counts how much"));
    BOOST_TEST(holds(explain("routing/weights"), "@spareCapacity"));
    BOOST_TEST(holds(explain("caseload/@openMax"), "Allowed: a whole number from 1 to 20"));
    BOOST_TEST(holds(explain("caseload/openMax"), "Default: 3"));
    BOOST_TEST(holds(explain("people/scim/signedTokens"), "@audience"));
    BOOST_TEST(holds(explain("people/scim/@habits"), "Allowed: strict, entra or okta"));
    BOOST_TEST(holds(explain("saml/provider/@signed"), "Allowed: either, response, assertion"));
    BOOST_TEST(holds(explain("saml/provider/grant/@value"), "decides who holds the role"));
    BOOST_TEST(holds(explain("kith/tenant/role/@person"), "Required"));
    BOOST_TEST(holds(explain(""), "<routing>"));
    BOOST_TEST(holds(explain("topics/topic/label"), "Allowed: a text"));
    BOOST_TEST(explain("routing/nothing").empty());
    BOOST_TEST(explain("caseload/@openMax/more").empty());
    BOOST_TEST(explain("@").empty());
}

BOOST_AUTO_TEST_CASE(a_word_that_the_schema_has_in_two_places_is_explained_once) {
    const auto people = kith::manifest::explain("people");

    BOOST_REQUIRE(holds(people, "<scim>: "));
    BOOST_TEST(people.find("<scim>: ") == people.rfind("<scim>: "));
}

BOOST_AUTO_TEST_CASE(the_examples_have_every_element_and_attribute) {
    const auto text = file(KITH_MANIFESTS "/examples/complete.xml") +
                      file(KITH_MANIFESTS "/examples/with-includes/kith.xml") +
                      file(KITH_MANIFESTS "/examples/ldap.xml") +
                      file(KITH_MANIFESTS "/examples/active-directory.xml") +
                      file(KITH_MANIFESTS "/examples/scim.xml") +
                      file(KITH_MANIFESTS "/examples/scim-client.xml") +
                      file(KITH_MANIFESTS "/examples/saml.xml");
    each_element(kith::manifest::vocabulary(), "", [&](const ElementWord& word, const auto& path) {
        BOOST_TEST(holds(text, "<" + word.name), path);
        for (const auto& attribute : word.attributes)
            BOOST_TEST(holds(text, attribute.name + "=\""), path << "/@" << attribute.name);
    });
}

BOOST_AUTO_TEST_CASE(the_page_for_administrators_names_every_element_and_attribute) {
    const auto page = file(KITH_MANIFESTS "/README.md");
    each_element(kith::manifest::vocabulary(), "", [&](const ElementWord& word, const auto& path) {
        BOOST_TEST(holds(page, "`" + word.name + "`"), path);
        for (const auto& attribute : word.attributes)
            BOOST_TEST(holds(page, "`" + attribute.name + "`"), path << "/@" << attribute.name);
    });
}

BOOST_AUTO_TEST_SUITE_END()
