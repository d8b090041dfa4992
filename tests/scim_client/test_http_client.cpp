// HTTP as a guest in somebody's process: what servers do wrong, in time and in words.
#include <Poco/Net/HTTPClientSession.h>
#include <boost/test/unit_test.hpp>
#include <signal.h>

#include <chrono>
#include <thread>

#include "connectors/common/http_client.h"
#include "scripted_server.h"

namespace kith::tests {
namespace {

using namespace connectors;

HttpRules rules() {
    HttpRules rules;
    rules.clear_text = true;
    rules.connect_seconds = 1;
    rules.answer_seconds = 1;
    return rules;
}

HttpClient client(const std::string& url, const HttpRules& with = rules()) {
    const auto place = HttpPlace::at(url);
    BOOST_REQUIRE(place);
    return {*place, with};
}

HttpRequest get(const std::string& target) {
    HttpRequest request;
    request.target = target;
    return request;
}

// Why there was no answer.
Error failure(HttpClient& client, const HttpRequest& request = get("/")) {
    const auto answer = client.ask(request);
    BOOST_REQUIRE(!answer);
    BOOST_TEST(!answer.error().hint.view().empty());
    return answer.error();
}

bool has(const Error& error, std::string_view words) {
    return error.detail.view().find(words) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_client)

BOOST_AUTO_TEST_CASE(an_address_is_taken_apart) {
    const auto place = HttpPlace::at("https://SCIM.example:8443/scim/v2/");
    BOOST_REQUIRE(place);
    BOOST_TEST(place->encrypted);
    BOOST_TEST(place->port == 8443);
    BOOST_TEST(place->path == "/scim/v2");
    BOOST_TEST(place->origin() == "https://scim.example:8443");
    BOOST_TEST(HttpPlace::at("https://scim.example")->port == 443);
    BOOST_TEST(HttpPlace::at("http://[::1]:80")->host == "::1");
    BOOST_TEST(HttpPlace::at("http://[::1]:80")->origin() == "http://[::1]:80");
}

BOOST_AUTO_TEST_CASE(what_is_no_address_of_a_server_is_not_taken) {
    for (const auto* const url :
         {"", "scim.example", "ldap://scim.example", "https://", "https://ana:pw@scim.example",
          "https://scim.example/?a=b", "https://scim.example/#a", "https://scim.example:99999",
          "https://scim.example/a\nb"})
        BOOST_TEST(!HttpPlace::at(url), url);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_the_host_set_for_itself_is_passed_by) {
    const ScriptedServer server([](const std::string& line) { return answer(200, line); });
    Poco::Net::HTTPClientSession::ProxyConfig hosts_own;
    hosts_own.host = "proxy.invalid";
    Poco::Net::HTTPClientSession::setGlobalProxyConfig(hosts_own);

    const auto answer = client(server.url()).ask(get("/a"));

    Poco::Net::HTTPClientSession::setGlobalProxyConfig({});
    BOOST_REQUIRE(answer);
    BOOST_TEST(answer->body == "GET /a");
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_for_the_next_request) {
    const ScriptedServer server([](const std::string& line) { return answer(200, line); });
    auto one = client(server.url());

    BOOST_TEST(one.ask(get("/a"))->body == "GET /a");
    BOOST_TEST(one.ask(get("/b"))->body == "GET /b");

    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_closed_meanwhile_is_made_anew) {
    const ScriptedServer server([](const std::string&) {
        auto said = answer(200, "a");
        said.hangs_up = true;
        return said;
    });
    auto one = client(server.url());
    BOOST_REQUIRE(one.ask(get("/")));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));

    const auto again = one.ask(get("/"));

    BOOST_REQUIRE(again);
    BOOST_TEST(again->body == "a");
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_body_is_over_at_once) {
    const ScriptedServer server([](const std::string&) {
        return Said{"HTTP/1.1 204 No Content\r\n\r\n", false};
    });
    auto one = client(server.url());

    const auto answer = one.ask(get("/"));

    BOOST_REQUIRE(answer);
    BOOST_TEST(answer->status == 204);
}

BOOST_AUTO_TEST_CASE(a_body_may_come_in_chunks_or_until_the_end) {
    const ScriptedServer server([](const std::string& line) {
        if (line == "GET /chunks")
            return Said{
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
                false};
        return Said{"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc", true};
    });
    auto one = client(server.url());

    BOOST_TEST(one.ask(get("/chunks"))->body == "abc");
    BOOST_TEST(one.ask(get("/end"))->body == "abc");
}

BOOST_AUTO_TEST_CASE(a_body_that_breaks_off_is_no_answer) {
    const ScriptedServer server([](const std::string&) {
        return Said{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":1}", true};
    });
    auto one = client(server.url());

    BOOST_TEST(has(failure(one), "broke off"));
}

BOOST_AUTO_TEST_CASE(what_speaks_no_http_is_said_to) {
    const ScriptedServer server([](const std::string&) {
        return Said{"220 mail.example ESMTP\r\n\r\n", true};
    });
    auto one = client(server.url());

    BOOST_TEST(has(failure(one), "does not speak HTTP"));
}

BOOST_AUTO_TEST_CASE(a_silent_server_is_waited_for_as_long_as_the_rules_say) {
    const ScriptedServer server([](const std::string&) { return Said{}; });
    auto one = client(server.url());
    const auto begin = Clock::now();

    BOOST_TEST(has(failure(one), "did not answer in time"));

    BOOST_TEST(seconds_since(begin) >= 1);
    BOOST_TEST(seconds_since(begin) < 8);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(who_is_told_to_stop_does_so_while_a_server_is_silent) {
    const ScriptedServer server([](const std::string&) { return Said{}; });
    const auto begin = Clock::now();
    auto impatient = rules();
    impatient.answer_seconds = 60;
    impatient.go_on = [&] { return seconds_since(begin) < 0.5; };
    auto one = client(server.url(), impatient);

    BOOST_TEST((failure(one).code == ErrorCode::cancelled));
    BOOST_TEST(seconds_since(begin) < 10);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_nobody_answers_ends_in_time) {
    const ScriptedServer server([](const std::string&) { return Said{}; });
    auto patient = rules();
    patient.answer_seconds = 60;
    auto one = client(server.url("https"), patient);
    const auto begin = Clock::now();

    BOOST_TEST(has(failure(one), "did not answer in time"));
    BOOST_TEST(seconds_since(begin) < 10);
}

BOOST_AUTO_TEST_CASE(a_huge_answer_is_not_taken_in) {
    const ScriptedServer server(
        [](const std::string&) { return answer(200, std::string(300'000, 'x')); });
    auto sparing = rules();
    sparing.body_bytes_max = 100'000;
    auto one = client(server.url(), sparing);

    BOOST_TEST(has(failure(one), "larger than an honest one"));
}

BOOST_AUTO_TEST_CASE(headers_without_end_are_not_taken_in) {
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += "X-" + std::to_string(i) + ": " + std::string(1000, 'x') + "\r\n";
    const ScriptedServer server([&](const std::string&) { return answer(200, "a", many); });
    auto sparing = rules();
    sparing.body_bytes_max = 1000;
    auto one = client(server.url(), sparing);

    failure(one);
}

BOOST_AUTO_TEST_CASE(a_redirect_on_the_same_server_is_followed) {
    const ScriptedServer server([](const std::string& line) {
        if (line == "GET /old") return answer(308, "", "Location: /new?a=b\r\n");
        if (line == "GET /older") return answer(307, "", "Location: /old\r\n");
        return answer(200, line);
    });
    auto one = client(server.url());

    BOOST_TEST(one.ask(get("/old"))->body == "GET /new?a=b");
    BOOST_TEST(one.ask(get("/older"))->body == "GET /new?a=b");
}

BOOST_AUTO_TEST_CASE(a_redirect_elsewhere_takes_no_password_along) {
    const ScriptedServer other([](const std::string&) { return answer(200, "caught"); });
    const std::vector<std::string> locations{other.url() + "/",
                                             "//127.0.0.1:" + std::to_string(other.port()) + "/",
                                             "https://scim.example/there", "file:///there", ""};
    for (const auto& location : locations) {
        const ScriptedServer server([&](const std::string& line) {
            if (line == "GET /there") return answer(200, "not what was meant");
            return answer(308, "", "Location: " + location + "\r\n");
        });
        auto one = client(server.url());

        BOOST_TEST(has(failure(one), "to another address"), location);
    }
    BOOST_TEST(other.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_redirect_that_changes_the_request_is_not_followed) {
    for (const int status : {301, 302, 303}) {
        const ScriptedServer server(
            [&](const std::string&) { return answer(status, "", "Location: /new\r\n"); });
        auto one = client(server.url());

        BOOST_TEST(has(failure(one), "to another address"));
        BOOST_TEST(server.requests().size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(redirects_in_a_circle_end) {
    const ScriptedServer server(
        [](const std::string&) { return answer(307, "", "Location: /\r\n"); });
    auto one = client(server.url());

    failure(one);
    BOOST_TEST(server.requests().size() == 4U);
}

BOOST_AUTO_TEST_CASE(in_clear_only_where_the_rules_allow_it) {
    const ScriptedServer server([](const std::string&) { return answer(200, ""); });
    auto strict = rules();
    strict.clear_text = false;
    auto one = client(server.url(), strict);

    BOOST_TEST(has(failure(one), "in clear"));
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_port_where_nobody_answers_is_said_to_be_one) {
    std::string url;
    {
        const ScriptedServer gone([](const std::string&) { return Said{}; });
        url = gone.url();
    }
    auto one = client(url);

    const auto error = failure(one);

    BOOST_TEST(has(error, "nothing answers at the server's port"));
    BOOST_TEST(error.field == url);
}

BOOST_AUTO_TEST_CASE(a_name_that_nobody_has_is_said_to_be_one) {
    auto one = client("http://scim.invalid");  // RFC 2606.

    BOOST_TEST(has(failure(one), "not known to DNS"));
}

BOOST_AUTO_TEST_CASE(writing_to_a_closed_connection_raises_no_signal) {
    static volatile sig_atomic_t raised = 0;
    struct sigaction counting {};
    counting.sa_handler = [](int) { raised = 1; };
    struct sigaction before {};
    sigaction(SIGPIPE, &counting, &before);
    sigset_t pipe;
    sigset_t mask;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_UNBLOCK, &pipe, &mask);  // Loading Poco had blocked it.
    const ScriptedServer server([](const std::string&) {
        auto said = answer(200, "a");
        said.hangs_up = true;
        return said;
    });
    auto one = client(server.url());
    HttpRequest large;
    large.method = "POST";
    large.target = "/";
    large.body = std::string(8'000'000, 'x');

    // The server hangs up behind the first, so that the second is written to nobody.
    BOOST_REQUIRE(one.ask(get("/")));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    BOOST_TEST(!one.ask(large));

    BOOST_TEST(raised == 0);
    pthread_sigmask(SIG_SETMASK, &mask, nullptr);
    sigaction(SIGPIPE, &before, nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
