// Asking a real service provider that nobody here wrote.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "heard_scim.h"
#include "scimmy.h"

namespace kith::tests {
namespace {

using connectors::scim_client::ScimDirectory;

bool any(const std::vector<std::string>& texts, const std::string& words) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const auto& text) { return text.find(words) != std::string::npos; });
}

// Bo leads ana; ana is known elsewhere as E7.
struct House {
    House() {
        server.hire("bo", "");
        server.hire("ana", "bo",
                    R"(,"externalId":"E7","title":"Clerk","preferredLanguage":"pl",)"
                    R"("timezone":"Europe/Warsaw",)"
                    R"("emails":[{"value":"ana@firm.example","type":"work"}],)"
                    R"("addresses":[{"type":"work","locality":"Krakow"}])");
    }
    ScimDirectory directory() { return ScimDirectory(server.settings()); }

    Scimmy server;
    Heard heard;
};

bool found(const Findings& findings, const std::string& words) {
    return std::any_of(findings.begin(), findings.end(), [&](const auto& one) {
        return (one.what + " " + one.hint).find(words) != std::string::npos;
    });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(scimmy, House)

BOOST_AUTO_TEST_CASE(a_user_comes_with_what_is_told_of_her) {
    auto directory = this->directory();

    const auto answer = asked(directory, heard);

    BOOST_TEST(answer.everybody);
    BOOST_TEST(answer.way == "index");
    BOOST_TEST(heard.by_user.size() == 2U);
    const auto& ana = heard.of("ana");
    BOOST_TEST(ana.key == "ana");
    BOOST_TEST(ana.manager == "bo");
    BOOST_TEST(ana.person.display_name == "ana");
    BOOST_TEST(ana.person.mail == "ana@firm.example");
    BOOST_TEST(ana.person.title == "Clerk");
    BOOST_TEST(ana.person.department == "sales");
    BOOST_TEST(ana.person.location == "Krakow");
    BOOST_TEST(ana.person.timezone == "Europe/Warsaw");
    BOOST_TEST(ana.person.preferred_language == "pl");
    BOOST_TEST(ana.person.active);
    BOOST_TEST(heard.of("bo").manager == "");
}

BOOST_AUTO_TEST_CASE(twelve_hundred_come_over_pages) {
    std::vector<std::string> users;
    for (int i = 0; i < 1200; ++i)
        users.push_back(employee("u" + std::to_string(i), "bo"));
    server.put(users);
    auto directory = this->directory();

    const auto answer = asked(directory, heard);

    BOOST_TEST(answer.everybody);
    BOOST_TEST(heard.by_user.size() == 1202U);
    BOOST_TEST(heard.times_found == 1202);
    BOOST_TEST(heard.refusals.empty());
}

BOOST_AUTO_TEST_CASE(only_who_changed_is_asked_for_the_next_time) {
    server.put({R"({"id":"old","userName":"old","lastModified":"2020-01-01T10:00:00.000Z"})"});
    auto directory = this->directory();
    ports::DirectoryQuestion question;
    question.state = asked(directory, heard).state;
    BOOST_REQUIRE(!question.state.empty());
    server.hire("dan", "ana");
    server.asked();

    Heard then;
    const auto answer = asked(directory, then, question);

    BOOST_TEST(!answer.everybody);
    BOOST_TEST(answer.way == "lastModified");
    BOOST_TEST(then.by_user.contains("dan"));
    BOOST_TEST(!then.by_user.contains("old"));
    BOOST_TEST(any(server.asked(), "lastModified"));
}

BOOST_AUTO_TEST_CASE(the_manifests_filter_holds_for_changes_too) {
    server.put({R"({"id":"far","userName":"far","active":false})"});
    auto settings = server.settings();
    settings.filter = "userName eq \"nobody\" or active eq true";
    ScimDirectory directory(settings);
    ports::DirectoryQuestion question;
    question.state = asked(directory, heard).state;
    BOOST_TEST(heard.by_user.size() == 2U);
    BOOST_REQUIRE(!question.state.empty());

    Heard then;
    const auto answer = asked(directory, then, question);

    BOOST_TEST(answer.way == "lastModified");
    BOOST_TEST(then.by_user.contains("ana"));
    BOOST_TEST(!then.by_user.contains("far"));
}

BOOST_AUTO_TEST_CASE(a_filter_that_is_none_is_said_to_be_one) {
    auto settings = server.settings();
    settings.filter = "((";
    ScimDirectory directory(settings);

    BOOST_TEST(says(not_answered(directory), "does not understand"));
}

BOOST_AUTO_TEST_CASE(each_way_of_making_itself_known_is_let_in) {
    auto basic = server.settings();
    basic.user = "kith";
    basic.password = std::exchange(basic.token, "");
    auto oauth = server.settings();
    oauth.token.clear();
    oauth.token_url = server.url("/token");
    oauth.client_id = "kith";
    oauth.client_secret = server.client_secret_file();

    for (const auto& settings : {server.settings(), basic, oauth}) {
        ScimDirectory directory(settings);
        Heard heard;
        BOOST_TEST(asked(directory, heard).everybody);
    }
}

BOOST_AUTO_TEST_CASE(who_is_not_let_in_is_told_so) {
    auto settings = server.settings();
    settings.token = server.client_secret_file();
    ScimDirectory directory(settings);

    BOOST_TEST(says(not_answered(directory), "does not let this account in"));
    const auto findings = directory.examine();
    BOOST_TEST(has_errors(findings));
    BOOST_TEST(found(findings, "does not let this account in"));
}

BOOST_AUTO_TEST_CASE(another_address_is_said_to_have_no_scim) {
    auto settings = server.settings();
    settings.url = server.url("/elsewhere");
    ScimDirectory directory(settings);

    BOOST_TEST(says(not_answered(directory), "no SCIM at this address"));
}

BOOST_AUTO_TEST_CASE(an_examination_says_what_would_be_done) {
    auto directory = this->directory();

    const auto findings = directory.examine();

    BOOST_TEST(!has_errors(findings), listed(findings));
    BOOST_TEST(findings.size() == 1U, listed(findings));
    BOOST_TEST(found(findings, "by index, 100 users a page"));
    BOOST_TEST(found(findings, "it can filter, and sort"));
}

BOOST_AUTO_TEST_CASE(an_examination_misses_managers_and_people) {
    auto directory = this->directory();
    server.hire("ana", "");
    BOOST_TEST(found(directory.examine(), "none of the first users names a manager"));

    server.dismiss("ana");
    server.dismiss("bo");
    BOOST_TEST(found(directory.examine(), "shows no user"));
}

BOOST_AUTO_TEST_CASE(an_examination_says_who_cannot_be_taken) {
    auto settings = server.settings();
    settings.person_id = model::ScimPersonId::external_id;
    ScimDirectory directory(settings);

    BOOST_TEST(found(directory.examine(), "a user cannot be taken: it has no externalId"));
}

BOOST_AUTO_TEST_CASE(an_examination_of_an_address_that_is_none_says_so) {
    auto settings = server.settings();
    settings.url = "scim.example";
    ScimDirectory directory(settings);

    BOOST_TEST(has_errors(directory.examine()));
}

BOOST_AUTO_TEST_CASE(somebody_is_explained_by_each_of_her_names) {
    server.hire("b1a2", "bo", R"(,"externalId":"E9")");
    server.put({R"({"id":"77","userName":"dan","externalId":"E8","active":false})"});
    auto directory = this->directory();

    for (const auto* const name : {"77", "dan", "E8"}) {
        const auto said = directory.explain(name);
        BOOST_REQUIRE(said);
        BOOST_TEST(any(*said, "her key is \"77\", her user name \"dan\""));
        BOOST_TEST(any(*said, "She is disabled."));
        BOOST_TEST(any(*said, "She names no manager."));
    }
    BOOST_TEST(any(*directory.explain("ana"), "She names as manager: \"bo\"."));
}

BOOST_AUTO_TEST_CASE(who_is_not_there_is_explained_as_such) {
    auto directory = this->directory();

    for (const auto* const name :
         {"nobody", R"(x" or userName pr or userName eq "x)", "../Users"}) {
        const auto said = directory.explain(name);
        BOOST_REQUIRE(said);
        BOOST_TEST(any(*said, "Nobody has this id"), name);
    }
}

BOOST_AUTO_TEST_CASE(whom_the_filter_leaves_out_is_explained_as_such) {
    auto settings = server.settings();
    settings.filter = "title eq \"Clerk\"";
    ScimDirectory directory(settings);

    BOOST_TEST(any(*directory.explain("ana"), "lets her in"));
    BOOST_TEST(any(*directory.explain("bo"), "leaves her out"));
}

BOOST_AUTO_TEST_CASE(who_cannot_be_taken_is_explained_as_such) {
    auto settings = server.settings();
    settings.person_id = model::ScimPersonId::external_id;
    ScimDirectory directory(settings);

    BOOST_TEST(any(*directory.explain("bo"), "cannot be taken: it has no externalId"));
    BOOST_TEST(any(*directory.explain("ana"), "Kith knows her by the id \"E7\""));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
