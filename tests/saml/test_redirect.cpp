// A message in an address: read as it came, once, within bounds; and signed so that others agree.
#include <Poco/DeflatingStream.h>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "connectors/common/percent.h"
#include "connectors/saml/post.h"
#include "connectors/saml/redirect.h"
#include "connectors/saml/relay_state.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "saml/draft.h"
#include "saml/issuer.h"
#include "saml/tools.h"

namespace kith::tests {
namespace {

using connectors::percent_encoded;
using connectors::saml::check_redirect_signature;
using connectors::saml::MessageKind;
using connectors::saml::read_redirect;
using connectors::saml::redirect_address;

const Issuer& redirecting() {
    static const auto made = Issuer::rsa();
    return made;
}

const std::string request_text =
    R"(<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="l1"/>)";
const std::string endpoint = "https://intranet.example/kith/saml/logout";

std::string packed(const std::string& text) {
    std::ostringstream out;
    Poco::DeflatingOutputStream deflating(out, -15, 9);
    deflating << text;
    deflating.close();
    return crypto::to_base64(crypto::bytes_of(out.str()));
}

// What stands behind the question mark.
std::string signed_query(const std::string& relay_state = "r s+t",
                         const std::string& xml = request_text) {
    const auto address = redirect_address({MessageKind::request, xml, endpoint, relay_state},
                                          redirecting().signer());
    BOOST_REQUIRE(address);
    BOOST_REQUIRE(address->starts_with(endpoint + "?"));
    return address->substr(endpoint.size() + 1);
}

std::string verdict_of(const std::string& query) {
    const auto read = read_redirect(query);
    if (!read) return std::string(read.error().rule.view());
    const auto held = check_redirect_signature(*read, {redirecting().key()});
    return held ? "holds" : std::string(held.error().rule.view());
}

// Every percent-encoding in lower case, signed as it then stands.
std::string lower_case_query() {
    auto query = "SAMLRequest=" + percent_encoded(packed(request_text)) +
                 "&RelayState=a%2Fb&SigAlg=" +
                 percent_encoded("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    for (auto at = query.find('%'); at != std::string::npos; at = query.find('%', at + 1))
        query.replace(at, 3, lower_ascii(query.substr(at, 3)));
    const auto value = redirecting().signer().sign(query);
    BOOST_REQUIRE(value);
    return query + "&Signature=" + percent_encoded(crypto::to_base64(*value));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(saml_redirect)

BOOST_AUTO_TEST_CASE(what_is_sent_is_read_by_python_and_verified_by_openssl) {
    const auto address =
        redirect_address({MessageKind::request, request_text, endpoint + "?tenant=a", "r s+t/&="},
                         redirecting().signer());
    BOOST_REQUIRE(address);
    BOOST_TEST(address->starts_with(endpoint + "?tenant=a&SAMLRequest="));
    BOOST_TEST(message_of(*address, "SAMLRequest") == request_text);
    BOOST_TEST(parameter_of(*address, "RelayState") == "r s+t/&=");
    BOOST_TEST(parameter_of(*address, "SigAlg") ==
               "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");

    const auto begin = address->find("SAMLRequest=");
    const auto octets = address->substr(begin, address->find("&Signature=") - begin);
    const auto value = crypto::from_base64(parameter_of(*address, "Signature"));
    BOOST_REQUIRE(value);
    const std::string signature(crypto::text_of(*value));
    BOOST_TEST(openssl_verifies(octets, signature, redirecting().certificate()));
    BOOST_TEST(!openssl_verifies(octets + "x", signature, redirecting().certificate()));
}

BOOST_AUTO_TEST_CASE(what_python_and_openssl_made_is_read) {
    const auto pem = redirecting().private_pem();
    for (const auto* const relay_state : {"", "a b+c/d"}) {
        const auto query = python_query("SAMLRequest", request_text, relay_state, pem);
        BOOST_TEST(verdict_of(query) == "holds", query);
        const auto read = read_redirect(query);
        BOOST_REQUIRE(read);
        BOOST_TEST(read->relay_state == relay_state);
        BOOST_CHECK(read->kind == MessageKind::request);
    }
}

BOOST_AUTO_TEST_CASE(the_raw_octets_count_and_not_what_they_mean) {
    BOOST_TEST(verdict_of(lower_case_query()) == "holds");
    // The same meaning in other octets is not what was signed.
    BOOST_TEST(verdict_of(replaced(lower_case_query(), "a%2fb", "a%2Fb")) == "signature_key");
    BOOST_TEST(verdict_of(replaced(lower_case_query(), "a%2fb", "a/b")) == "signature_key");
    BOOST_TEST(verdict_of(replaced(signed_query(), "&RelayState=r%20s%2Bt", "")) ==
               "signature_key");
    BOOST_TEST(verdict_of(replaced(signed_query(""), "&SigAlg", "&RelayState=&SigAlg")) ==
               "signature_key");
    // Their order in the address does not count; others' parameters are none of ours.
    const auto query = signed_query("");
    const auto at = query.find("&SigAlg=");
    BOOST_TEST(verdict_of("x=%zz&" + query.substr(at + 1) + "&" + query.substr(0, at) + "&y") ==
               "holds");
}

BOOST_AUTO_TEST_CASE(each_parameter_is_there_once) {
    const auto query = signed_query();
    const auto part = [&](const std::string& name) {
        const auto begin = query.find(name + "=");
        return "&" + query.substr(begin, query.find('&', begin) - begin);
    };
    for (const auto* const name : {"SAMLRequest", "RelayState", "SigAlg", "Signature"}) {
        BOOST_TEST(verdict_of(query + part(name)) == "redirect_parameters", name);
        BOOST_TEST(verdict_of(part(name).substr(1) + "&" + query) == "redirect_parameters", name);
    }
    BOOST_TEST(verdict_of(query + "&SAMLResponse=x") == "redirect_parameters");
    BOOST_TEST(verdict_of(query + "&%53AMLRequest=x") == "redirect_parameters");
    BOOST_TEST(verdict_of(query + "&SAMLEncoding=urn:x") == "redirect_parameters");
    BOOST_TEST(verdict_of(replaced(query, part("Signature"), "")) == "redirect_parameters");
    BOOST_TEST(verdict_of(replaced(query, part("SigAlg"), "")) == "redirect_parameters");
    BOOST_TEST(verdict_of("") == "redirect_parameters");
    BOOST_TEST(verdict_of("RelayState=x") == "redirect_parameters");
    BOOST_TEST(
        verdict_of(query +
                   "&SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding"
                   "%3ADEFLATE") == "holds");
}

BOOST_AUTO_TEST_CASE(a_signature_is_of_an_algorithm_that_is_let_in_and_of_the_providers_key) {
    const auto query = signed_query();
    const auto at = query.find("&SigAlg=");
    BOOST_TEST(verdict_of(query.substr(0, at)) == "signature_missing");
    for (const auto* const method :
         {"http://www.w3.org/2000/09/xmldsig#rsa-sha1",
          "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "rsa-sha256"})
        BOOST_TEST(verdict_of(query.substr(0, at) + "&SigAlg=" + percent_encoded(method) +
                              query.substr(query.find("&Signature="))) == "signature_method",
                   method);
    const auto read = read_redirect(query);
    BOOST_REQUIRE(read);
    BOOST_TEST(!check_redirect_signature(*read, {Issuer::rsa().key()}));
    BOOST_TEST(!check_redirect_signature(*read, {}));
    BOOST_TEST(bool(check_redirect_signature(*read, {Issuer::rsa().key(), redirecting().key()})));
}

BOOST_AUTO_TEST_CASE(what_is_no_deflated_base64_is_refused) {
    const auto one = [](const std::string& value) { return verdict_of("SAMLRequest=" + value); };
    BOOST_TEST(one("") == "redirect_deflate");
    BOOST_TEST(one("%4") == "redirect_encoding");
    BOOST_TEST(one("%zz") == "redirect_encoding");
    BOOST_TEST(one("abc") == "redirect_encoding");
    BOOST_TEST(one("YWJj%0AYWJj") == "redirect_encoding");
    BOOST_TEST(one("YWJjZGVm") == "redirect_deflate");
    BOOST_TEST(one(percent_encoded(crypto::to_base64(crypto::bytes_of(request_text)))) ==
               "redirect_deflate");
    // A stored block with the whole message, then a block of no type (RFC 1951, section 3.2.3).
    const auto bytes = static_cast<char>(request_text.size());
    const auto rest = static_cast<char>(~bytes);
    const auto damaged =
        std::string{'\0', bytes, '\0', rest, '\xff'} + request_text + "\x07 and more";
    BOOST_REQUIRE(request_text.size() < 256U);
    BOOST_TEST(one(percent_encoded(crypto::to_base64(crypto::bytes_of(damaged)))) ==
               "redirect_deflate");
    const auto half = packed(request_text).substr(0, 40);
    BOOST_TEST(one(percent_encoded(half)) != "signature_missing");
    BOOST_TEST(one(percent_encoded(packed(request_text))) == "signature_missing");
    BOOST_TEST(verdict_of(signed_query() + std::string(connectors::saml::message_bytes_max, '&')) ==
               "message_size");
    BOOST_TEST(verdict_of(replaced(signed_query(), "r%20s%2Bt", std::string(81, 'r'))) ==
               "relay_state");
    BOOST_TEST(verdict_of(replaced(signed_query(), "r%20s%2Bt", "a%0d%0ab")) == "relay_state");
}

// 60 MB of zeros in 60 KB: no more of it is made than a message may have.
BOOST_AUTO_TEST_CASE(a_deflate_bomb_is_refused_at_once) {
    const auto bomb = percent_encoded(packed(std::string(60'000'000, ' ')));
    BOOST_REQUIRE(bomb.size() < connectors::saml::message_bytes_max);
    const auto begin = std::chrono::steady_clock::now();
    BOOST_TEST(verdict_of("SAMLRequest=" + bomb) == "message_size");
    const auto took = std::chrono::steady_clock::now() - begin;
    BOOST_TEST(std::chrono::duration_cast<std::chrono::milliseconds>(took).count() < 200);
}

BOOST_AUTO_TEST_CASE(a_response_never_comes_by_redirect) {
    const auto response = percent_encoded(packed(redirecting().sign(draft(), "r1")));
    BOOST_TEST(verdict_of("SAMLResponse=" + response) == "redirect_response");
    BOOST_TEST(verdict_of("SAMLRequest=" + response) == "redirect_response");
}

BOOST_AUTO_TEST_CASE(a_relay_state_is_short) {
    const auto send = [](std::size_t bytes) {
        return redirect_address(
            {MessageKind::request, request_text, endpoint, std::string(bytes, 'r')},
            redirecting().signer());
    };
    BOOST_TEST(bool(send(80)));
    BOOST_TEST(!send(81));
    BOOST_TEST(!connectors::saml::read_post(MessageKind::request, packed(request_text),
                                            std::string(81, 'r')));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
