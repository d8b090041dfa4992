// The frame documents and files: the same for everybody, framed by the tenant's own pages alone.
#include <boost/test/unit_test.hpp>

#include "gateway/web.h"

using kith::kit::Browser;
using kith::kit::header_of;
using kith::test::WebOffice;

BOOST_FIXTURE_TEST_SUITE(web_pages, WebOffice)

BOOST_AUTO_TEST_CASE(a_page_may_be_framed_by_the_origins_of_the_manifest_and_no_other) {
    Browser nobody(*this, "");
    BOOST_TEST(header_of(nobody.get("/pages/find"), "Content-Security-Policy") ==
               "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
               "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors "
               "https://intranet.example; require-trusted-types-for 'script'; trusted-types "
               "lit-html");

    rooms.settings.widget.origins.clear();
    const auto none = header_of(nobody.get("/pages/find"), "Content-Security-Policy");
    BOOST_TEST(none.find("frame-ancestors 'none';") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_window_that_opened_a_page_has_no_hold_on_it) {
    const auto page = Browser(*this, "").get("/pages/find");
    BOOST_TEST(header_of(page, "Cross-Origin-Opener-Policy") == "same-origin");
}

BOOST_AUTO_TEST_CASE(every_page_says_the_same_whoever_is_signed_in) {
    Browser nobody(*this, "");
    for (const auto* const name : {"/pages/find", "/pages/support", "/pages/desk"}) {
        const auto page = nobody.get(name);
        BOOST_TEST(page.status == 200, name);
        BOOST_TEST(Browser(*this, "ana").get(name).body == page.body, name);
        BOOST_TEST(page.body.find("<title>Intranet</title>") != std::string::npos, name);
    }
}

BOOST_AUTO_TEST_CASE(what_the_manifest_says_is_text_and_never_markup) {
    rooms.settings.widget.quick_exit_to = "https://a.example/?x=\"><script>alert(1)</script>&y";
    rooms.settings.resources.front().labels = {{"en", "<b>Help</b>"}};

    const auto page = Browser(*this, "").get("/pages/find").body;

    BOOST_TEST(page.find("<script>alert") == std::string::npos);
    BOOST_TEST(page.find("<b>Help") == std::string::npos);
    BOOST_TEST(page.find("&quot;>&lt;script>alert(1)&lt;/script>&amp;y\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_page_lists_the_languages_that_have_a_catalogue_with_the_default_first) {
    rooms.settings.default_language = "de-AT";
    rooms.settings.languages = {"en", "de", "pt-BR", "ar"};

    const auto page = Browser(*this, "").get("/pages/find").body;

    BOOST_TEST(page.find("<html lang=\"de\">") != std::string::npos);
    BOOST_TEST(page.find("content=\"de en ar\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_number_for_danger_is_there_without_a_script) {
    const auto page = Browser(*this, "").get("/pages/support").body;
    const auto noscript = page.find("<noscript>");
    BOOST_REQUIRE(noscript != std::string::npos);
    BOOST_TEST(page.find("112", noscript) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_answer_may_be_kept_or_read_from_elsewhere) {
    auto ana = page("ana");
    for (const auto* const target : {"/pages/find", "/widgets/kith.js", "/widgets/requester.js",
                                     "/v1/session", "/v1/requests", "/v1/nothing"}) {
        const auto answer = ana.get(target);
        BOOST_TEST(header_of(answer, "Cache-Control") == "no-store", target);
        BOOST_TEST(header_of(answer, "Referrer-Policy") == "no-referrer", target);
        BOOST_TEST(header_of(answer, "X-Content-Type-Options") == "nosniff", target);
        BOOST_TEST(header_of(answer, "Cross-Origin-Resource-Policy") == "same-origin", target);
        BOOST_TEST(header_of(answer, "Set-Cookie").empty(), target);
    }
}

BOOST_AUTO_TEST_CASE(files_come_with_their_type) {
    Browser nobody(*this, "");
    BOOST_TEST(header_of(nobody.get("/widgets/kith.js"), "Content-Type") ==
               "text/javascript; charset=utf-8");
    BOOST_TEST(header_of(nobody.get("/widgets/kith.css"), "Content-Type") ==
               "text/css; charset=utf-8");
    BOOST_TEST(header_of(nobody.get("/widgets/messages/ar.json"), "Content-Type") ==
               "application/json");
    BOOST_TEST(nobody.get("/widgets/../kith.js").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
