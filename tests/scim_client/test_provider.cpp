// A service provider that is busy, broken, forbids, or is none; and how Kith makes itself known.
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>
#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>

#include "connectors/scim_client/provider.h"
#include "heard_scim.h"
#include "scripted_server.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {
namespace {

using namespace connectors::scim_client;

model::ScimClientSettings settings_for(const ScriptedServer& server) {
    model::ScimClientSettings settings;
    settings.url = server.url() + "/scim/v2";
    settings.clear_text = true;
    settings.answer_seconds = 2;
    settings.connect_seconds = 2;
    return settings;
}

// A request for the one, asked for anything.
struct Talk {
    explicit Talk(
        const model::ScimClientSettings& given, std::function<bool()> go_on = [] { return true; })
        : settings(given), provider(Provider::at(settings, tokens, std::move(go_on))) {
        BOOST_REQUIRE(provider);
    }
    Result<Reply> get() { return provider->get("/Users"); }

    model::ScimClientSettings settings;
    TokenCache tokens;
    Result<Provider> provider;
};

std::string header(const std::string& request, const std::string& name) {
    const auto at = request.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "absent";
    const auto begin = at + 4 + name.size();
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

std::string kept(const Folder& folder, const std::string& name, const std::string& secret) {
    write(folder / name, secret + "\n");
    BOOST_REQUIRE(chmod((folder / name).c_str(), 0600) == 0);
    return "file:" + folder / name;
}

// First what `answers` says, one by one, then {}.
std::function<Said(const std::string&)> one_by_one(std::vector<Said> answers) {
    return [answers, at = std::size_t{0}](const std::string&) mutable {
        return at < answers.size() ? answers[at++] : json("{}");
    };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(provider)

BOOST_AUTO_TEST_CASE(an_error_that_passes_is_waited_for) {
    for (const int status : {429, 500, 502, 503, 504}) {
        const ScriptedServer server(one_by_one({answer(status, "")}));

        const auto reply = Talk(settings_for(server)).get();

        BOOST_REQUIRE(reply);
        BOOST_TEST(reply->status == 200);
        BOOST_TEST(server.requests().size() == 2U);
    }
}

BOOST_AUTO_TEST_CASE(a_server_is_left_alone_as_long_as_it_says) {
    const ScriptedServer server(one_by_one({answer(429, "", "Retry-After: 2\r\n")}));
    const auto begin = Clock::now();

    BOOST_REQUIRE(Talk(settings_for(server)).get());

    BOOST_TEST(seconds_since(begin) >= 2);
}

BOOST_AUTO_TEST_CASE(a_server_may_say_until_when_it_is_to_be_left_alone) {
    const auto later = Poco::DateTimeFormatter::format(Poco::Timestamp() + 3'000'000,
                                                       Poco::DateTimeFormat::HTTP_FORMAT);
    const ScriptedServer server(one_by_one({answer(503, "", "Retry-After: " + later + "\r\n")}));
    const auto begin = Clock::now();

    BOOST_REQUIRE(Talk(settings_for(server)).get());

    BOOST_TEST(seconds_since(begin) >= 1.5);
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_an_hour) {
    const ScriptedServer server(one_by_one({answer(429, "", "Retry-After: 3600\r\n")}));

    const auto reply = Talk(settings_for(server)).get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST(says(reply.error(), "left alone longer"));
    BOOST_TEST(server.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_get_better_is_given_up) {
    const ScriptedServer server(
        [](const std::string&) { return answer(500, "", "Retry-After: 0\r\n"); });

    const auto reply = Talk(settings_for(server)).get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST(says(reply.error(), "error of its own"));
    BOOST_TEST(server.requests().size() == 5U);
}

BOOST_AUTO_TEST_CASE(who_is_told_to_stop_waits_no_longer) {
    const ScriptedServer server(one_by_one({answer(429, "", "Retry-After: 60\r\n")}));
    const auto begin = Clock::now();

    const auto reply = Talk(settings_for(server), [&] { return seconds_since(begin) < 1; }).get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST((reply.error().code == ErrorCode::cancelled));
    BOOST_TEST(seconds_since(begin) < 10);
}

BOOST_AUTO_TEST_CASE(an_account_that_is_not_let_in_is_not_tried_again) {
    const ScriptedServer server([](const std::string&) { return answer(401, "{}"); });

    const auto reply = Talk(settings_for(server)).get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST(says(reply.error(), "does not let this account in"));
    BOOST_TEST(server.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(each_refusal_is_said_in_words) {
    const ScriptedServer server([](const std::string&) { return json("{}"); });
    const Talk talk(settings_for(server));
    const std::vector<std::pair<int, std::string>> words{
        {400, "does not understand"},     {403, "forbids it to read people"},
        {404, "no SCIM at this address"}, {418, "refuses what is asked"},
        {501, "cannot do what is asked"}, {503, "busy"}};

    for (const auto& [status, said] : words) {
        BOOST_TEST(says(talk.provider->refused(status), said));
        BOOST_TEST(!talk.provider->refused(status).hint.view().empty());
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_the_callers_to_judge) {
    const ScriptedServer server(one_by_one({answer(403, "{}"), answer(404, "{}")}));
    Talk talk(settings_for(server));

    BOOST_TEST(talk.get()->status == 403);
    BOOST_TEST(talk.get()->status == 404);
}

BOOST_AUTO_TEST_CASE(a_page_for_people_is_no_service_provider) {
    const ScriptedServer server(
        [](const std::string&) { return answer(200, "<html>Sign in</html>"); });

    const auto reply = Talk(settings_for(server)).get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST(says(reply.error(), "no SCIM"));
    BOOST_TEST(reply.error().field == server.url());
}

BOOST_AUTO_TEST_CASE(without_an_account_none_is_named) {
    const ScriptedServer server([](const std::string&) { return json("{}"); });

    BOOST_REQUIRE(Talk(settings_for(server)).get());

    const auto request = server.requests().front();
    BOOST_TEST(request.starts_with("GET /scim/v2/Users HTTP/1.1\r\n"));
    BOOST_TEST(header(request, "Authorization") == "absent");
    BOOST_TEST(header(request, "Accept").starts_with("application/scim+json"));
    BOOST_TEST(header(request, "Host") == "127.0.0.1:" + std::to_string(server.port()));
}

BOOST_AUTO_TEST_CASE(a_token_is_read_anew_each_time) {
    const Folder folder;
    const ScriptedServer server([](const std::string&) { return json("{}"); });
    auto settings = settings_for(server);
    settings.token = kept(folder, "token", "first");
    Talk talk(settings);
    BOOST_REQUIRE(talk.get());
    kept(folder, "token", "second");

    BOOST_REQUIRE(talk.get());

    BOOST_TEST(header(server.requests()[0], "Authorization") == "Bearer first");
    BOOST_TEST(header(server.requests()[1], "Authorization") == "Bearer second");
}

BOOST_AUTO_TEST_CASE(a_name_and_a_password_go_as_basic) {
    const Folder folder;
    const ScriptedServer server([](const std::string&) { return json("{}"); });
    auto settings = settings_for(server);
    settings.user = "Aladdin";
    settings.password = kept(folder, "password", "open sesame");

    BOOST_REQUIRE(Talk(settings).get());

    // RFC 7617, section 2.
    BOOST_TEST(header(server.requests().front(), "Authorization") ==
               "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

BOOST_AUTO_TEST_CASE(a_secret_that_is_not_there_is_said_before_anything_is_asked) {
    const ScriptedServer server([](const std::string&) { return json("{}"); });
    auto settings = settings_for(server);
    settings.token = "file:/nowhere/token";

    const auto reply = Talk(settings).get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST((reply.error().code == ErrorCode::key_missing));
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_token_cannot_write_a_header_of_its_own) {
    const Folder folder;
    const ScriptedServer server([](const std::string&) { return json("{}"); });
    auto settings = settings_for(server);
    settings.token = kept(folder, "token", "a\r\nX-Other: b");

    const auto reply = Talk(settings).get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST(says(reply.error(), "control character"));
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(oauth)

namespace {

// Gives "token-1", "token-2" ...; and people to whoever has the one that is good.
struct Oauth {
    explicit Oauth(const std::string& more = R"(,"expires_in":3600)")
        : server([this, more](const std::string& line) {
              if (line.starts_with("POST"))
                  return json(R"({"access_token":"token-)" + std::to_string(++given) + "\"" + more +
                              "}");
              const auto is_good = header(server.requests().back(), "Authorization") ==
                                   "Bearer token-" + std::to_string(good);
              return is_good ? json("{}") : answer(401, "{}");
          }) {}
    model::ScimClientSettings settings() {
        auto settings = settings_for(server);
        settings.token_url = server.url() + "/token";
        settings.client_id = "kith & co";
        settings.client_secret = kept(folder, "secret", "a:b");
        settings.scope = "people.read all";
        return settings;
    }
    int count(const std::string& method) const {
        int count = 0;
        for (const auto& request : server.requests())
            count += request.starts_with(method) ? 1 : 0;
        return count;
    }

    std::atomic<int> given{0};
    std::atomic<int> good{1};
    Folder folder;
    ScriptedServer server;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_token_is_given_for_the_secret_and_used_until_it_expires, Oauth) {
    Talk talk(settings());

    BOOST_REQUIRE(talk.get());
    BOOST_REQUIRE(talk.get());

    BOOST_TEST(count("POST") == 1);
    const auto request = server.requests().front();
    BOOST_TEST(request.starts_with("POST /token HTTP/1.1\r\n"));
    // "kith%20%26%20co:a%3Ab", as RFC 6749, section 2.3.1 has it.
    BOOST_TEST(header(request, "Authorization") == "Basic a2l0aCUyMCUyNiUyMGNvOmElM0Fi");
    BOOST_TEST(request.ends_with("grant_type=client_credentials&scope=people.read%20all"));
}

BOOST_AUTO_TEST_CASE(a_token_that_is_about_to_expire_is_not_used_again) {
    Oauth oauth(R"(,"expires_in":10)");
    Talk talk(oauth.settings());
    BOOST_REQUIRE(talk.get());
    oauth.good = 2;

    BOOST_REQUIRE(talk.get());

    BOOST_TEST(oauth.count("POST") == 2);
    BOOST_TEST(oauth.count("GET") == 2);
}

BOOST_FIXTURE_TEST_CASE(a_token_that_is_refused_is_fetched_anew_once, Oauth) {
    Talk talk(settings());
    BOOST_REQUIRE(talk.get());
    good = 2;
    BOOST_REQUIRE(talk.get());
    BOOST_TEST(count("POST") == 2);
    good = 9;

    const auto reply = talk.get();

    BOOST_REQUIRE(!reply);
    BOOST_TEST(says(reply.error(), "does not let this account in"));
    BOOST_TEST(count("POST") == 3);
}

BOOST_AUTO_TEST_CASE(a_client_that_gets_no_token_is_told_why) {
    const Folder folder;
    for (const auto& [said, words] : std::vector<std::pair<Said, std::string>>{
             {answer(401, "{}"), "no token for this client"},
             {answer(400, R"({"error":"invalid_scope"})"), "no token for this client"},
             {answer(500, "{}"), "gave no token"},
             {json(R"({"access_token":""})"), "gave no token"},
             {answer(200, "<html>"), "gave no token"}}) {
        const ScriptedServer server([&](const std::string&) { return said; });
        auto settings = settings_for(server);
        settings.token_url = server.url() + "/token";
        settings.client_id = "kith";
        settings.client_secret = kept(folder, "secret", "secret");

        const auto reply = Talk(settings).get();

        BOOST_REQUIRE(!reply);
        BOOST_TEST(says(reply.error(), words));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
