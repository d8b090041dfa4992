// Twenty thousand random changes to signed responses: what is read stays what was signed, or
// nothing is read; and xmlsec1, which reads signatures by itself, agrees or is known to ask less.
#include <boost/test/unit_test.hpp>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "connectors/saml/response.h"
#include "connectors/saml/signature.h"
#include "saml/changes.h"
#include "saml/draft.h"
#include "saml/issuer.h"
#include "saml/tools.h"

namespace kith::tests {
namespace {

using connectors::saml::check_response;
using connectors::saml::check_signature;
using connectors::saml::Document;
using connectors::saml::SignedIn;

// All that a caller is given, in one text.
std::string all_of(const SignedIn& read) {
    std::string all = read.name_id.value + "|" + read.name_id.format + "|" +
                      read.name_id.name_qualifier + "|" + read.name_id.sp_name_qualifier + "|" +
                      read.session_index + "|" + read.authn_context + "|" + read.assertion_id;
    for (const auto& attribute : read.attributes) {
        all += "|" + attribute.name + "=" + attribute.format;
        for (const auto& value : attribute.values)
            all += "," + value;
    }
    return all;
}

BOOST_AUTO_TEST_SUITE(saml_changes)

BOOST_AUTO_TEST_CASE(nothing_is_read_but_what_was_signed) {
    const auto issuer = Issuer::rsa();
    const auto expected = expected_of(issuer);
    const std::vector<std::string> originals{issuer.sign(draft(), "r1"), issuer.sign(draft(), "a1"),
                                             issuer.sign(issuer.sign(draft(), "a1"), "r1")};
    const auto honest = check_response(originals[0], expected);
    BOOST_REQUIRE(honest);
    const auto truth = all_of(*honest);
    std::mt19937 random(20'261'130);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto xml = Changes(originals[random() % originals.size()], random).after_some();
        const auto read = check_response(xml, expected);
        if (!read) {
            ++refused;
            continue;
        }
        ++accepted;
        BOOST_REQUIRE_MESSAGE(all_of(*read) == truth, xml);
    }
    // Some changes touch nothing that is signed, so both were tried.
    BOOST_TEST(accepted > 100);
    BOOST_TEST(refused > 10'000);
}

// How Kith takes the signature of the response: "holds", or the rule that it breaks.
std::string verdict_on(const std::string& xml, const Issuer& issuer) {
    const auto document = Document::parse(xml);
    if (!document) return std::string(document.error().rule.view());
    const auto held = check_signature(*document, document->root(), {issuer.key()});
    return held ? "holds" : std::string(held.error().rule.view());
}

// xmlsec1 takes more forms, reads over comments and verifies the first signature that it finds,
// wherever it stands: a rule of the shape may refuse what it takes. Of what was signed they think
// alike.
BOOST_AUTO_TEST_CASE(what_holds_here_holds_for_xmlsec1_and_the_rest_is_explained_by_a_rule) {
    const std::set<std::string> of_cryptography{"signature_key", "signature_digest", "c14n_failed"};
    const auto issuer = Issuer::rsa();
    const auto certificate = issuer.certificate();
    const auto original = issuer.sign(draft(), "r1");
    std::mt19937 random(20'261'130);
    int agreed_to_take = 0;
    for (int i = 0; i < 400; ++i) {
        const auto xml = Changes(original, random).after_some();
        const auto ours = verdict_on(xml, issuer);
        const bool theirs =
            xmlsec_verifies(xml, "urn:oasis:names:tc:SAML:2.0:protocol:Response", certificate);
        if (ours == "holds")
            BOOST_TEST(theirs, xml);
        else
            BOOST_TEST((!theirs || !of_cryptography.contains(ours)), ours << ": " << xml);
        agreed_to_take += ours == "holds" && theirs ? 1 : 0;
    }
    BOOST_TEST(agreed_to_take > 3);  // Not all was refused.
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
