// What differs between two manifests, and which steps take a protection away.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "written.h"

namespace {

using kith::manifest::ChangeKind;
using kith::manifest::Manifest;
using kith::model::Resource;
using kith::model::Settings;

Manifest of(const Settings& settings) {
    return {settings, {}};
}

Settings company() {
    Settings settings;
    settings.tenant = kith::TenantId("demo");
    settings.role_holders = {{"coordinator", kith::EmployeeId("e1")}};
    settings.store = {"/data/kith.db", "file:/keys/old-place", "/keys/kith.keyring"};
    settings.people = kith::model::PeopleSource{};
    settings.eligibility.excluded_departments = {"HR"};
    settings.eligibility.excluded_titles = {"Works council member"};
    settings.topics = {{"a", {{"en", "A"}}}, {"b", {{"en", "B"}}}};
    settings.languages = {"en", "de"};
    settings.resources = {{"112", Resource::Kind::emergency, "112", "", {}, {{"en", "Help"}}},
                          {"eap", Resource::Kind::eap, "1", "", {}, {{"en", "EAP"}}}};
    settings.widget = {{"https://a.example"}, "https://a.example/canteen", true};
    return settings;
}

struct Step {
    const char* name;
    void (*change)(Settings&);
    const char* setting;
    bool loosens;
};

const std::vector<Step>& steps() {
    static const std::vector<Step> all{
        {"managers may be listed", [](Settings& s) { s.eligibility.managers_of_people = true; },
         "eligibility/@managersOfPeople", true},
        {"one more page may frame Kith",
         [](Settings& s) { s.widget.origins.emplace_back("https://b.example"); },
         "widget/origin[https://b.example]", true},
        {"one page less", [](Settings& s) { s.widget.origins.clear(); },
         "widget/origin[https://a.example]", false},
        {"another way out", [](Settings& s) { s.widget.quick_exit_to = "https://a.example/x"; },
         "widget/quickExit/@to", false},
        {"no key to leave", [](Settings& s) { s.widget.quick_exit_by_key = false; },
         "widget/quickExit/@shortcut", true},
        {"a department is let in", [](Settings& s) { s.eligibility.excluded_departments.clear(); },
         "eligibility/excludedDepartment[HR]", true},
        {"a department is kept out",
         [](Settings& s) { s.eligibility.excluded_departments.push_back("Legal"); },
         "eligibility/excludedDepartment[Legal]", false},
        {"a title is let in", [](Settings& s) { s.eligibility.excluded_titles.clear(); },
         "eligibility/excludedTitle[Works council member]", true},
        {"more at once", [](Settings& s) { s.caseload.open_max = 10; }, "caseload/@openMax", true},
        {"less at once", [](Settings& s) { s.caseload.open_max = 2; }, "caseload/@openMax", false},
        {"more in a year", [](Settings& s) { s.caseload.new_per_year_max = 5; },
         "caseload/@newPerYearMax", true},
        {"less rest", [](Settings& s) { s.caseload.cool_down_days = 9; }, "caseload/@coolDownDays",
         true},
        {"more rest", [](Settings& s) { s.caseload.cool_down_days = 100; },
         "caseload/@coolDownDays", false},
        {"what is closed is kept longer", [](Settings& s) { s.retention.closed_request_days = 30; },
         "retention/@closedRequestDays", true},
        {"what is silent is kept longer", [](Settings& s) { s.retention.open_request_days = 180; },
         "retention/@openRequestDays", true},
        {"what is silent is kept shorter", [](Settings& s) { s.retention.open_request_days = 60; },
         "retention/@openRequestDays", false},
        {"what is left is kept longer", [](Settings& s) { s.retention.record_years = 10; },
         "retention/@recordYears", true},
        {"topic is relaxed", [](Settings& s) { s.routing.topic = false; }, "routing/relax[topic]",
         true},
        {"same team is relaxed", [](Settings& s) { s.routing.same_team = false; },
         "routing/relax[sameTeam]", true},
        {"department is relaxed", [](Settings& s) { s.routing.concerned_department = false; },
         "routing/relax[concernedDepartment]", true},
        {"level is relaxed", [](Settings& s) { s.routing.level_distance = false; },
         "routing/relax[levelDistance]", true},
        {"former managers come back sooner",
         [](Settings& s) { s.routing.former_manager_months = 6; }, "routing/@formerManagerMonths",
         true},
        {"former managers come back later",
         [](Settings& s) { s.routing.former_manager_months = 24; }, "routing/@formerManagerMonths",
         false},
        {"one more coordinator",
         [](Settings& s) {
             s.role_holders.push_back({"coordinator", kith::EmployeeId("e2")});
         },
         "tenant/role[coordinator e2]", true},
        {"one coordinator less", [](Settings& s) { s.role_holders.clear(); },
         "tenant/role[coordinator e1]", false},
        {"no emergency number", [](Settings& s) { s.resources[0].phone.clear(); },
         "resources/resource[112]/@phone", true},
        {"another number of the eap", [](Settings& s) { s.resources[1].phone = "2"; },
         "resources/resource[eap]/@phone", false},
        {"another weight", [](Settings& s) { s.routing.weights.rested = 50; },
         "routing/weights/@rested", false},
        {"another time to answer", [](Settings& s) { s.routing.answer_within_hours = 48; },
         "routing/@answerWithin", false},
        {"another order of topics", [](Settings& s) { std::swap(s.topics[0], s.topics[1]); },
         "topics", false},
        {"another label", [](Settings& s) { s.topics[0].labels[0].text = "Z"; },
         "topics/topic[a]/label[en]", false},
        {"another default language", [](Settings& s) { s.default_language = "de"; },
         "languages/@default", false},
        {"another keyring", [](Settings& s) { s.store.keyring = "/other/keyring"; },
         "store/@keyring", false},
        {"another database", [](Settings& s) { s.store.path = "/other.db"; }, "store/@database",
         false},
        {"people from elsewhere", [](Settings& s) { s.people->path = "/p.csv"; },
         "people/csv/@path", false},
    };
    return all;
}

using kith::model::LdapSettings;

Settings company_with_a_directory() {
    Settings settings = company();
    settings.people->kind = kith::model::PeopleSource::Kind::ldap;
    auto& ldap = settings.people->ldap;
    ldap.uris = {"ldaps://a.example"};
    ldap.bind_dn = "cn=kith,dc=x";
    ldap.password = "file:/etc/kith/old-place";
    ldap.bases = {{"ou=people,dc=x", "(mail=*)", true, ""}};
    ldap.mappings = {{"managerId", {"manager"}, LdapSettings::Transform::none, ""}};
    ldap.tops = {kith::EmployeeId("e1")};
    return settings;
}

struct LdapStep {
    const char* name;
    void (*change)(LdapSettings&);
    const char* setting;
    bool loosens;
};

const std::vector<LdapStep>& steps_in_a_directory() {
    static const std::vector<LdapStep> all{
        {"more may vanish at once", [](LdapSettings& s) { s.removed_percent_max = 21; },
         "@maxRemovedPercent", true},
        {"less may vanish at once", [](LdapSettings& s) { s.removed_percent_max = 19; },
         "@maxRemovedPercent", false},
        {"in clear", [](LdapSettings& s) { s.protection = LdapSettings::Protection::none; },
         "@protection", true},
        {"by StartTLS", [](LdapSettings& s) { s.protection = LdapSettings::Protection::start_tls; },
         "@protection", false},
        {"leave to be in clear", [](LdapSettings& s) { s.clear_text = true; }, "@clearText", false},
        {"another server", [](LdapSettings& s) { s.uris = {"ldaps://b.example"}; }, "@uri", false},
        {"servers by DNS", [](LdapSettings& s) { s.srv_domain = "a.example"; }, "@srvDomain",
         false},
        {"another authority", [](LdapSettings& s) { s.ca_file = "/ca.pem"; }, "@caFile", false},
        {"another account", [](LdapSettings& s) { s.bind_dn = "cn=b"; }, "@bindDn", false},
        {"a certificate", [](LdapSettings& s) { s.certificate_file = "/c"; }, "@certificate",
         false},
        {"its key", [](LdapSettings& s) { s.certificate_key_file = "/k"; }, "@certificateKey",
         false},
        {"patience to connect", [](LdapSettings& s) { s.connect_seconds = 9; }, "@connectSeconds",
         false},
        {"patience for answers", [](LdapSettings& s) { s.answer_seconds = 9; }, "@answerSeconds",
         false},
        {"another page", [](LdapSettings& s) { s.page_size = 9; }, "@pageSize", false},
        {"another way", [](LdapSettings& s) { s.way = "paged"; }, "@way", false},
        {"another key", [](LdapSettings& s) { s.key_attribute = "uid"; }, "@keyAttribute", false},
        {"more grace", [](LdapSettings& s) { s.grace_days = 60; }, "@graceDays", false},
        {"less often", [](LdapSettings& s) { s.every_minutes = 60; }, "@everyMinutes", false},
        {"whole less often", [](LdapSettings& s) { s.whole_every_hours = 48; }, "@wholeEveryHours",
         false},
        {"another filter", [](LdapSettings& s) { s.bases[0].filter = "(cn=*)"; },
         "base[ou=people,dc=x]/@filter", false},
        {"one level", [](LdapSettings& s) { s.bases[0].subtree = false; },
         "base[ou=people,dc=x]/@scope", false},
        {"a group", [](LdapSettings& s) { s.bases[0].group = "cn=g"; },
         "base[ou=people,dc=x]/@group", false},
        {"manager from elsewhere", [](LdapSettings& s) { s.mappings[0].attributes = {"boss"}; },
         "map[manager]/@attributes", false},
        {"one more top", [](LdapSettings& s) { s.tops.emplace_back("e2"); }, "top[e2]", false},
        {"a referral", [](LdapSettings& s) { s.referral_uris = {"ldaps://c.example"}; },
         "referral[ldaps://c.example]", false},
    };
    return all;
}

using kith::model::ScimClientSettings;
using kith::model::ScimPersonId;
using kith::model::ScimServerSettings;

Settings company_that_asks_a_service() {
    Settings settings = company();
    settings.people->kind = kith::model::PeopleSource::Kind::scim_client;
    auto& client = settings.people->scim_client;
    client.url = "https://a.example/v2";
    client.token = "file:/etc/kith/old-place";
    client.tops = {kith::EmployeeId("e1")};
    return settings;
}

Settings company_with_a_provider() {
    Settings settings = company();
    auto& scim = settings.scim_servers.emplace_back();
    scim.name = "entra";
    scim.tokens = {"file:/etc/kith/old-place"};
    scim.signed_tokens = {"https://a.example", "kith", "/keys.json"};
    scim.grants = {{"coordinator", "Kith"}};
    scim.tops = {kith::EmployeeId("e1")};
    return settings;
}

struct ClientStep {
    const char* name;
    void (*change)(ScimClientSettings&);
    const char* setting;
    bool loosens;
};

const std::vector<ClientStep>& steps_in_a_service() {
    using Client = ScimClientSettings;
    static const std::vector<ClientStep> all{
        {"another service", [](Client& s) { s.url = "https://b.example"; }, "@url", false},
        {"another authority", [](Client& s) { s.ca_file = "/ca.pem"; }, "@caFile", false},
        {"leave to be in clear", [](Client& s) { s.clear_text = true; }, "@clearText", true},
        {"another token", [](Client& s) { s.token = "env:NEW_PLACE"; }, "@token", false},
        {"an account", [](Client& s) { s.user = "kith"; }, "@user", false},
        {"its password", [](Client& s) { s.password = "env:NEW_PLACE"; }, "@password", false},
        {"tokens from elsewhere", [](Client& s) { s.token_url = "https://c"; }, "@tokenUrl", false},
        {"a client", [](Client& s) { s.client_id = "kith"; }, "@clientId", false},
        {"its secret", [](Client& s) { s.client_secret = "env:NEW_PLACE"; }, "@clientSecret",
         false},
        {"a scope", [](Client& s) { s.scope = "s"; }, "@scope", false},
        {"a filter", [](Client& s) { s.filter = "a pr"; }, "@filter", false},
        {"people become others", [](Client& s) { s.person_id = ScimPersonId::user_name; },
         "@personId", true},
        {"another page", [](Client& s) { s.page_size = 9; }, "@pageSize", false},
        {"patience to connect", [](Client& s) { s.connect_seconds = 9; }, "@connectSeconds", false},
        {"patience for answers", [](Client& s) { s.answer_seconds = 9; }, "@answerSeconds", false},
        {"more may vanish at once", [](Client& s) { s.removed_percent_max = 21; },
         "@maxRemovedPercent", true},
        {"less may vanish at once", [](Client& s) { s.removed_percent_max = 19; },
         "@maxRemovedPercent", false},
        {"more grace", [](Client& s) { s.grace_days = 60; }, "@graceDays", false},
        {"less often", [](Client& s) { s.every_minutes = 60; }, "@everyMinutes", false},
        {"whole less often", [](Client& s) { s.whole_every_hours = 48; }, "@wholeEveryHours",
         false},
        {"one more top", [](Client& s) { s.tops.emplace_back("e2"); }, "top[e2]", false},
    };
    return all;
}

struct ProviderStep {
    const char* name;
    void (*change)(ScimServerSettings&);
    const char* setting;
    bool loosens;
    bool back = false;  // Whether the way back loosens.
};

const std::vector<ProviderStep>& steps_in_a_provider() {
    using Server = ScimServerSettings;
    static const std::vector<ProviderStep> all{
        {"other habits", [](Server& s) { s.habits = Server::Habits::entra; }, "/@habits", false},
        {"people become others", [](Server& s) { s.person_id = ScimPersonId::external_id; },
         "/@personId", true, true},
        {"it may only read", [](Server& s) { s.writes = false; }, "/@writes", false, true},
        {"more may vanish at once", [](Server& s) { s.removed_percent_max = 21; },
         "/@maxRemovedPercent", true},
        {"less may vanish at once", [](Server& s) { s.removed_percent_max = 19; },
         "/@maxRemovedPercent", false, true},
        {"more grace", [](Server& s) { s.grace_days = 60; }, "/@graceDays", false},
        {"a second token", [](Server& s) { s.tokens.emplace_back("env:NEW_PLACE"); }, "/token",
         false},
        {"another signer", [](Server& s) { s.signed_tokens->issuer = "https://b.example"; },
         "/signedTokens/@issuer", false},
        {"signed for another", [](Server& s) { s.signed_tokens->audience = "x"; },
         "/signedTokens/@audience", false},
        {"other keys", [](Server& s) { s.signed_tokens->keys_file = "/other"; },
         "/signedTokens/@keys", false},
        {"a group gives a role",
         [](Server& s) {
             s.grants.push_back({"it-admin", "Ops"});
         },
         "/grant[it-admin Ops]", true},
        {"a group gives none", [](Server& s) { s.grants.clear(); }, "/grant[coordinator Kith]",
         false, true},
        {"one more top", [](Server& s) { s.tops.emplace_back("e2"); }, "/top[e2]", false},
    };
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(difference_between_manifests)

BOOST_AUTO_TEST_CASE(equal_manifests_differ_in_nothing) {
    BOOST_TEST(kith::manifest::difference(of(company()), of(company())).empty());
}

BOOST_AUTO_TEST_CASE(each_step_is_one_change_and_says_whether_it_takes_a_protection_away) {
    for (const auto& step : steps()) {
        Settings after = company();
        step.change(after);

        const auto changes = kith::manifest::difference(of(company()), of(after));

        BOOST_TEST_CONTEXT(step.name) {
            BOOST_REQUIRE(changes.size() == 1U);
            BOOST_TEST(changes.front().setting == step.setting);
            BOOST_TEST(changes.front().loosens == step.loosens);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_way_back_from_a_loosening_loosens_nothing) {
    for (const auto& step : steps()) {
        if (!step.loosens) continue;
        Settings after = company();
        step.change(after);

        const auto back = kith::manifest::difference(of(after), of(company()));

        BOOST_REQUIRE(back.size() == 1U);
        BOOST_TEST(!back.front().loosens, step.name);
    }
}

BOOST_AUTO_TEST_CASE(each_step_in_a_directory_is_one_change_too) {
    for (const auto& step : steps_in_a_directory()) {
        Settings after = company_with_a_directory();
        step.change(after.people->ldap);

        const auto changes = kith::manifest::difference(of(company_with_a_directory()), of(after));
        const auto back = kith::manifest::difference(of(after), of(company_with_a_directory()));

        BOOST_TEST_CONTEXT(step.name) {
            BOOST_REQUIRE(changes.size() == 1U);
            BOOST_TEST(changes.front().setting == std::string("people/ldap/") + step.setting);
            BOOST_TEST(changes.front().loosens == step.loosens);
            BOOST_REQUIRE(back.size() == 1U);
            if (step.loosens) BOOST_TEST(!back.front().loosens);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_step_in_a_service_that_is_asked_is_one_change_too) {
    const auto before = company_that_asks_a_service();
    for (const auto& step : steps_in_a_service()) {
        Settings after = before;
        step.change(after.people->scim_client);

        const auto changes = kith::manifest::difference(of(before), of(after));

        BOOST_TEST_CONTEXT(step.name) {
            BOOST_REQUIRE(changes.size() == 1U);
            BOOST_TEST(changes.front().setting == std::string("people/scimClient/") + step.setting);
            BOOST_TEST(changes.front().loosens == step.loosens);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_step_in_a_provider_is_one_change_there_and_back) {
    const auto before = company_with_a_provider();
    for (const auto& step : steps_in_a_provider()) {
        Settings after = before;
        step.change(after.scim_servers.front());

        const auto changes = kith::manifest::difference(of(before), of(after));
        const auto back = kith::manifest::difference(of(after), of(before));

        BOOST_TEST_CONTEXT(step.name) {
            BOOST_REQUIRE(changes.size() == 1U);
            BOOST_TEST(changes.front().setting == std::string("people/scim[entra]") + step.setting);
            BOOST_TEST(changes.front().loosens == step.loosens);
            BOOST_REQUIRE(back.size() == 1U);
            BOOST_TEST(back.front().loosens == step.back);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_group_that_gives_a_role_to_others_than_before_loosens) {
    Settings after = company_with_a_provider();
    after.scim_servers.front().grants.front().group = "Everybody";

    const auto changes = kith::manifest::difference(of(company_with_a_provider()), of(after));

    BOOST_REQUIRE(changes.size() == 2U);
    BOOST_TEST(changes.front().setting == "people/scim[entra]/grant[coordinator Everybody]");
    BOOST_TEST(changes.front().loosens);
}

BOOST_AUTO_TEST_CASE(who_comes_to_tell_of_people_loosens_unless_she_may_only_read) {
    const auto loosened = [](const Settings& after) {
        std::vector<std::string> settings;
        for (const auto& change : kith::manifest::difference(of(company()), of(after)))
            if (change.loosens) settings.push_back(change.setting);
        return settings;
    };
    Settings after = company_with_a_provider();
    after.scim_servers.front().grants.clear();
    BOOST_TEST(loosened(after) == (std::vector<std::string>{"people/scim[entra]/@writes"}),
               boost::test_tools::per_element());

    after.scim_servers.front().writes = false;
    BOOST_TEST(loosened(after).empty());
}

BOOST_AUTO_TEST_CASE(who_is_asked_in_clear_from_the_first_loosens_too) {
    Settings after = company_that_asks_a_service();
    after.people->scim_client.clear_text = true;

    const auto changes = kith::manifest::difference(of(company()), of(after));

    BOOST_TEST(std::count_if(changes.begin(), changes.end(),
                             [](const auto& each) { return each.loosens; }) == 1);
}

BOOST_AUTO_TEST_CASE(another_order_of_providers_is_seen) {
    Settings before = company_with_a_provider();
    before.scim_servers.emplace_back().name = "okta";
    Settings after = before;
    std::swap(after.scim_servers[0], after.scim_servers[1]);

    const auto changes = kith::manifest::difference(of(before), of(after));

    BOOST_REQUIRE(changes.size() == 1U);
    BOOST_TEST(changes.front().setting == "people/scim");
    BOOST_TEST(changes.front().before == "entra okta");
    BOOST_TEST(changes.front().after == "okta entra");
}

BOOST_AUTO_TEST_CASE(it_is_said_that_people_would_become_others) {
    Settings after = company_with_a_provider();
    after.scim_servers.front().person_id = ScimPersonId::employee_number;
    Settings asked = company_that_asks_a_service();
    asked.people->scim_client.person_id = ScimPersonId::employee_number;

    const auto changes = kith::manifest::difference(of(company_with_a_provider()), of(after));
    const auto in_service =
        kith::manifest::difference(of(company_that_asks_a_service()), of(asked));
    const auto first = kith::manifest::difference(of(company()), of(after));

    BOOST_REQUIRE(changes.size() == 1U);
    BOOST_TEST(changes.front().before == "id");
    BOOST_TEST(changes.front().after == "employeeNumber");
    BOOST_TEST(kith::test::holds(changes.front().effect, "becomes somebody else"));
    BOOST_REQUIRE(in_service.size() == 1U);
    BOOST_TEST(kith::test::holds(in_service.front().effect, "becomes somebody else"));
    // Whoever was not known before becomes nobody else.
    for (const auto& change : first)
        BOOST_TEST(change.effect.empty(), change.setting);
}

BOOST_AUTO_TEST_CASE(where_a_token_is_is_not_shown) {
    const auto shown = [](const Settings& before, const Settings& after) {
        const auto changes = kith::manifest::difference(of(before), of(after));
        BOOST_REQUIRE(changes.size() == 1U);
        BOOST_TEST(changes.front().before.empty());
        return changes.front().after;
    };
    Settings provider = company_with_a_provider();
    provider.scim_servers.front().tokens = {"env:NEW_PLACE"};
    BOOST_TEST(shown(company_with_a_provider(), provider) == "place of a token changed");

    for (const auto& [secret, said] :
         std::vector<std::pair<std::string ScimClientSettings::*, std::string>>{
             {&ScimClientSettings::token, "place of the token changed"},
             {&ScimClientSettings::password, "place of the password changed"},
             {&ScimClientSettings::client_secret, "place of the secret changed"}}) {
        Settings service = company_that_asks_a_service();
        service.people->scim_client.*secret = "env:NEW_PLACE";
        BOOST_TEST(shown(company_that_asks_a_service(), service) == said);
    }
}

BOOST_AUTO_TEST_CASE(a_directory_that_comes_in_clear_loosens_like_one_that_becomes_so) {
    Settings after = company_with_a_directory();
    after.people->ldap.protection = LdapSettings::Protection::none;

    const auto changes = kith::manifest::difference(of(company()), of(after));

    const auto loosening = std::count_if(changes.begin(), changes.end(),
                                         [](const auto& each) { return each.loosens; });
    BOOST_TEST(loosening == 1);
}

BOOST_AUTO_TEST_CASE(where_the_password_of_a_directory_is_is_not_shown) {
    Settings after = company_with_a_directory();
    after.people->ldap.password = "env:NEW_PLACE";

    const auto changes = kith::manifest::difference(of(company_with_a_directory()), of(after));

    BOOST_REQUIRE(changes.size() == 1U);
    BOOST_TEST(changes.front().before.empty());
    BOOST_TEST(changes.front().after == "place of the password changed");
}

BOOST_AUTO_TEST_CASE(before_and_after_are_shown) {
    Settings after = company();
    after.caseload.open_max = 5;

    const auto changes = kith::manifest::difference(of(company()), of(after));

    BOOST_REQUIRE(changes.size() == 1U);
    BOOST_TEST((changes.front().kind == ChangeKind::changed));
    BOOST_TEST(changes.front().before == "3");
    BOOST_TEST(changes.front().after == "5");
}

BOOST_AUTO_TEST_CASE(a_reference_to_a_secret_shows_that_it_changed_and_nothing_else) {
    Settings after = company();
    after.store.key_source = "env:NEW_PLACE";

    const auto changes = kith::manifest::difference(of(company()), of(after));

    BOOST_REQUIRE(changes.size() == 1U);
    BOOST_TEST(changes.front().setting == "store/@keySource");
    BOOST_TEST(changes.front().before.empty());
    BOOST_TEST(changes.front().after == "key source changed");
}

BOOST_AUTO_TEST_CASE(changes_come_in_the_order_of_the_schema) {
    Settings after = company();
    after.resources.clear();
    after.routing.topic = false;
    after.tenant_name = "Other";
    after.caseload.open_max = 1;

    const auto changes = kith::manifest::difference(of(company()), of(after));

    BOOST_REQUIRE(changes.size() > 4U);
    BOOST_TEST(changes[0].setting == "tenant/@name");
    BOOST_TEST(changes[1].setting == "caseload/@openMax");
    BOOST_TEST(changes[2].setting == "routing/relax[topic]");
    BOOST_TEST(changes[3].setting.starts_with("resources"));
    BOOST_TEST((changes.back().kind == ChangeKind::removed));
}

BOOST_AUTO_TEST_SUITE_END()
