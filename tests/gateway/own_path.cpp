#include "gateway/own_path.h"

#include <boost/test/unit_test.hpp>

namespace kith::test {
namespace {

using gateway::is_own_path;
using gateway::is_way_back;

BOOST_AUTO_TEST_SUITE(own_path)

// CVE-2019-13038: an address that only looks like a path of ours.
BOOST_AUTO_TEST_CASE(a_browser_is_sent_to_our_own_origin_alone) {
    for (const auto* const path : {"/", "/kith/", "/kith/page?tab=2&x=a%20b#part", "/a%C3%A9"})
        BOOST_TEST(is_own_path(path), path);
    for (const auto* const path : {"",
                                   "kith",
                                   "//host",
                                   "///host",
                                   "/\\host",
                                   "\\\\host",
                                   "\\/host",
                                   "https:host",
                                   "https://host/",
                                   "https:///host",
                                   "javascript:alert(1)",
                                   "/a//host",
                                   "/./host",
                                   "/../host",
                                   "/%2fhost",
                                   "/%2Fhost",
                                   "/%5chost",
                                   "/%5Chost",
                                   "/%2e%2e/host",
                                   "/%09/host",
                                   "/%252fhost",
                                   "/%0d%0aSet-Cookie:x",
                                   "/\t/host",
                                   "/\n/host",
                                   "/ /host",
                                   "/a\x7f",
                                   "/%",
                                   "/%2",
                                   "/%zz",
                                   "/a?b=%0a",
                                   "/\xc3\xa9",
                                   "?a=//host",
                                   "#a",
                                   "@host",
                                   "/a\x01"})
        BOOST_TEST(!is_own_path(path), path);
    BOOST_TEST(!is_own_path("/" + std::string(2048, 'a')));
    BOOST_TEST(!is_own_path(std::string("/\0/host", 7)));
}

// The intranet around may be another host: one that the manifest names, and no other.
BOOST_AUTO_TEST_CASE(a_way_back_is_our_own_or_leads_to_an_origin_of_the_manifest) {
    model::Settings settings;
    settings.widget.origins = {"https://intranet.example", "http://127.0.0.1:8080"};
    for (const auto* const address :
         {"/kith/pages/find", "https://intranet.example/", "http://127.0.0.1:8080/well-being?a=b"})
        BOOST_TEST(is_way_back(address, settings), address);
    for (const auto* const address :
         {"https://intranet.example", "https://intranet.example.evil.example/",
          "https://intranet.example@evil.example/", "https://intranet.example:444/",
          "http://intranet.example/", "http://127.0.0.1:80801/", "https://intranet.example//evil",
          "https://evil.example/", "HTTPS://INTRANET.EXAMPLE/", ""})
        BOOST_TEST(!is_way_back(address, settings), address);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::test
