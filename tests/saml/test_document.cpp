// A message is one tree within limits, or nothing.
#include <boost/test/unit_test.hpp>

#include <string>

#include "connectors/saml/document.h"

namespace kith::tests {
namespace {

using connectors::saml::depth_max;
using connectors::saml::Document;
using connectors::saml::message_bytes_max;

std::string refused(const std::string& xml) {
    const auto document = Document::parse(xml);
    return document ? "taken" : std::string(document.error().rule.view());
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

BOOST_AUTO_TEST_SUITE(saml_document)

BOOST_AUTO_TEST_CASE(an_honest_message_is_taken) {
    BOOST_TEST(refused("<?xml version=\"1.0\"?><a xmlns=\"urn:a\" ID=\"x\"><!-- > --><b "
                       "c='>'><![CDATA[<!]]></b><?p <!?></a>") == "taken");
}

BOOST_AUTO_TEST_CASE(what_is_no_whole_xml_is_refused) {
    for (const auto* const xml :
         {"", "a", "<a>", "<a></b>", "<a/><b/>", "<a/>trailing", "<a b='1' b='2'/>", "<p:a/>",
          "<a p:b='1'/>", "<a>&unknown;</a>", "<a>&#0;</a>", "<a>\x01</a>"})
        BOOST_TEST(refused(xml) == "xml_wellformed", xml);
}

BOOST_AUTO_TEST_CASE(only_utf_8_is_taken) {
    BOOST_TEST(refused("<a>\xff</a>") == "xml_encoding");
    BOOST_TEST(refused(std::string("<a>\0</a>", 8)) == "xml_encoding");
    BOOST_TEST(refused("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>") == "taken");
}

// CVE-2025-23369, CVE-2025-66567, GHSA-m269-wj6g-c459: entities, defaults of attributes, files.
BOOST_AUTO_TEST_CASE(a_doctype_is_refused_wherever_it_stands) {
    for (const auto* const xml :
         {"<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
          " \n<!DOCTYPE a><a/>", "<!-- x --><!DOCTYPE a><a/>", "<?p x?><!DOCTYPE a><a/>",
          "<!doctype a><a/>", "<a><!DOCTYPE a></a>"})
        BOOST_TEST(refused(xml) == "xml_doctype", xml);
}

// CVE-2025-66568: libxml2 leaves off in the middle of a namespace that is no absolute URI.
BOOST_AUTO_TEST_CASE(a_namespace_is_an_absolute_uri_in_ascii) {
    for (const auto* const space :
         {"1", "a/b", "", "http://example.com\xc2\x80", "urn:", ":a", "u n:a"})
        BOOST_TEST(refused("<x xmlns:a=\"" + std::string(space) + "\"/>") != "taken", space);
    BOOST_TEST(refused("<x xmlns:a=\"1\"/>") == "xml_namespace");
    BOOST_TEST(refused("<x><y xmlns=\"a/b\"/></x>") == "xml_namespace");
}

BOOST_AUTO_TEST_CASE(an_id_is_there_once) {
    for (const auto* const xml : {"<a ID='x'><b ID='x'/></a>", "<a ID='x'><b Id='x'/></a>",
                                  "<a id='x'><b><c xml:id='x'/></b></a>", "<a ID=''/>"})
        BOOST_TEST(refused(xml) == "xml_id", xml);
    BOOST_TEST(refused("<a ID='x'><b ID='X'/></a>") == "taken");
}

BOOST_AUTO_TEST_CASE(a_message_is_bounded) {
    BOOST_TEST(refused("<a>" + std::string(message_bytes_max, ' ') + "</a>") == "message_size");
    BOOST_TEST(refused(repeated("<a>", depth_max + 1)) == "xml_depth");
    BOOST_TEST(refused(repeated("<a>", depth_max) + repeated("</a>", depth_max)) == "taken");
    BOOST_TEST(refused("<a>" + repeated("<b/>", 4'095) + "</a>") == "taken");
    BOOST_TEST(refused("<a>" + repeated("<b/>", 4'096) + "</a>") == "xml_elements");
    std::string many = "<a";
    for (int i = 0; i < 9'000; ++i)
        many += " a" + std::to_string(i) + "=''";
    BOOST_TEST(refused(many + "/>") == "xml_attributes");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
