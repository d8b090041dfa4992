// kith_http: one request in, one answer out, and nothing read that the host did not give.
#include <boost/test/unit_test.hpp>

#include <vector>

#include "abi/host.h"

using namespace kith::test;

namespace {

struct Web {
    Web() { request.size = sizeof request; }

    void set(const char*& text, std::uint64_t& n, std::string_view to) {
        text = to.data();
        n = to.size();
    }
    std::int32_t send(kith_instance instance) {
        return kith_http(instance, &request, &status, headers.fresh(), body.fresh());
    }

    kith_http_request request{};
    std::int32_t status = 0;
    Answer headers;
    Answer body;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(web)

BOOST_AUTO_TEST_CASE(every_part_of_a_request_arrives_and_every_part_of_the_answer_leaves) {
    const Opened host;
    Web web;
    web.set(web.request.method, web.request.method_n, "PUT");
    web.set(web.request.target, web.request.target_n, "/v1/x?y=z");
    web.set(web.request.headers, web.request.headers_n, "Host: a\n");
    web.set(web.request.body, web.request.body_n, "{}");
    web.set(web.request.subject, web.request.subject_n, "ana");
    web.set(web.request.sign_on, web.request.sign_on_n, "s1");

    BOOST_TEST(web.send(host.instance) == KITH_OK);

    BOOST_TEST(web.status == 207);
    BOOST_TEST(web.headers.text() == "Cache-Control: no-store\r\n");
    BOOST_TEST(web.body.text() == "[PUT][/v1/x?y=z][Host: a\n][{}][ana][s1]");
}

BOOST_AUTO_TEST_CASE(a_length_is_believed_and_not_a_zero_at_the_end) {
    const Opened host;
    Web web;
    web.set(web.request.method, web.request.method_n, std::string_view("GETX").substr(0, 3));

    BOOST_TEST(web.send(host.instance) == KITH_OK);

    BOOST_TEST(web.body.says("[GET]"));
}

BOOST_AUTO_TEST_CASE(what_is_null_or_of_a_wrong_size_is_refused_before_it_is_read) {
    const Opened host;
    Web web;

    BOOST_TEST(kith_http(host.instance, nullptr, &web.status, web.headers.fresh(),
                         web.body.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(web.body.says("the request is NULL"));
    BOOST_TEST(kith_http(host.instance, &web.request, nullptr, web.headers.fresh(),
                         web.body.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_http(host.instance, &web.request, &web.status, nullptr, web.body.fresh()) ==
               KITH_E_ARGUMENT);
    BOOST_TEST(kith_http(host.instance, &web.request, &web.status, web.headers.fresh(), nullptr) ==
               KITH_E_ARGUMENT);
    for (const std::uint32_t size : {0U, 8U, std::uint32_t{sizeof web.request} - 1, 1U << 30}) {
        web.request.size = size;
        BOOST_TEST(web.send(host.instance) == KITH_E_ARGUMENT, size);
        BOOST_TEST(web.body.says("kith_http_request.size"));
    }
    web.request.size = sizeof web.request;
    web.request.flags = 1;
    BOOST_TEST(web.send(host.instance) == KITH_E_ARGUMENT);
    web.request.flags = 0;
    for (std::uint64_t* n : {&web.request.method_n, &web.request.target_n, &web.request.headers_n,
                             &web.request.body_n, &web.request.subject_n, &web.request.sign_on_n}) {
        *n = 4;
        BOOST_TEST(web.send(host.instance) == KITH_E_ARGUMENT);
        *n = 0;
    }
    BOOST_TEST(web.send(host.instance) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_longer_request_is_taken_where_its_tail_is_zero_and_else_refused) {
    const Opened host;
    Web web;
    std::vector<std::uint64_t> bytes(sizeof(kith_http_request) / sizeof(std::uint64_t) + 4);
    web.request.size = static_cast<std::uint32_t>(bytes.size() * sizeof bytes[0]);
    std::memcpy(bytes.data(), &web.request, sizeof web.request);
    const auto* const longer = reinterpret_cast<const kith_http_request*>(bytes.data());

    BOOST_TEST(kith_http(host.instance, longer, &web.status, web.headers.fresh(),
                         web.body.fresh()) == KITH_OK);
    bytes.back() = 1;
    BOOST_TEST(kith_http(host.instance, longer, &web.status, web.headers.fresh(),
                         web.body.fresh()) == KITH_E_ABI);
    BOOST_TEST(web.body.says("byte " + std::to_string((bytes.size() - 1) * sizeof bytes[0])));
}

BOOST_AUTO_TEST_CASE(a_closed_instance_and_another_kind_of_handle_answer_nothing) {
    Web web;
    {
        const Opened host;
        BOOST_TEST(web.send(host.session) == KITH_E_HANDLE);
        web.request.subject_n = 0;
    }
    BOOST_TEST(web.send(1) == KITH_E_HANDLE);
    BOOST_TEST(web.headers.text().empty());
}

BOOST_AUTO_TEST_SUITE_END()
