// What is encrypted opens in one form, with our keys, after what covers it was verified; and it
// says one thing, whatever keeps it closed.
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "connectors/saml/decryption.h"
#include "connectors/saml/names.h"
#include "connectors/saml/response.h"
#include "kit/command.h"
#include "saml/draft.h"
#include "saml/issuer.h"
#include "saml/recipient.h"

namespace kith::tests {
namespace {

namespace ns = connectors::saml::ns;

using connectors::saml::check_response;
using connectors::saml::check_response_by;
using connectors::saml::Checked;
using connectors::saml::decrypt_by;
using connectors::saml::Document;
using connectors::saml::encryption_rules;
using connectors::saml::EncryptionRule;
using connectors::saml::Expected;
using connectors::saml::Refusal;
using connectors::saml::SignedIn;
using Place = Recipient::Place;

const std::string gcm = "http://www.w3.org/2009/xmlenc11#";
const std::string cbc = "http://www.w3.org/2001/04/xmlenc#";
const std::string oaep = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
const std::string oaep11 = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
const std::string sha1_uri = "http://www.w3.org/2000/09/xmldsig#sha1";
const std::string sha256_uri = "http://www.w3.org/2001/04/xmlenc#sha256";
const std::string mask_sha1 = "http://www.w3.org/2009/xmlenc11#mgf1sha1";
const std::string mask_sha256 = "http://www.w3.org/2009/xmlenc11#mgf1sha256";
const std::string ciphers[] = {gcm + "aes128-gcm", gcm + "aes192-gcm", gcm + "aes256-gcm",
                               cbc + "aes128-cbc", cbc + "aes192-cbc", cbc + "aes256-cbc"};

const Issuer& sender() {
    static const auto made = Issuer::rsa();
    return made;
}

const Recipient& us() {
    static const auto made = Recipient::rsa();
    return made;
}

Expected expected_by_us() {
    auto expected = expected_of(sender());
    expected.decryption_keys = {us().key()};
    return expected;
}

std::string whole(const Refusal& refusal) {
    return std::string(refusal.rule.view()) + "|" + std::string(refusal.section) + "|" +
           refusal.detail;
}

std::string rule_of(const Checked<SignedIn>& read) {
    return read ? "accepted" : std::string(read.error().rule.view());
}

std::string told(const std::string& xml, const Expected& expected = expected_by_us()) {
    return rule_of(check_response(xml, expected));
}

std::string told_without(const std::string& rule, const std::string& xml) {
    return rule_of(check_response_by(rules_beside_the_schema(rule), xml, expected_by_us()));
}

// Of a form that the schema would refuse first (test_schema.cpp).
std::string told_unformed(const std::string& xml) {
    return told_without("", xml);
}

std::string assertion_of(const std::string& xml) {
    return part_of(xml, "saml:Assertion");
}

// The response with that text encrypted in the place of its assertion; nothing is signed.
std::string holding(const std::string& plain, const Recipient::Form& form = {}) {
    return in_place_of(draft(), "saml:Assertion", us().encrypted(plain, form));
}

std::string signed_outside(const std::string& plain, const Recipient::Form& form = {}) {
    return sender().sign(holding(plain, form), "r1");
}

std::string signed_inside(const Recipient::Form& form = {}) {
    return holding(assertion_of(sender().sign(draft(), "a1")), form);
}

Recipient::Form by(const std::string& method) {
    Recipient::Form form;
    form.method = method;
    return form;
}

Recipient::Form edited(const std::string& from, const std::string& to, Place place) {
    Recipient::Form form;
    form.place = place;
    form.edit = [=](std::string xml) { return replaced(std::move(xml), from, to); };
    return form;
}

Recipient::Form edited(const std::string& from, const std::string& to) {
    return edited(from, to, Place::in_key_info);
}

BOOST_AUTO_TEST_SUITE(saml_encryption)

BOOST_AUTO_TEST_CASE(every_algorithm_that_is_let_in_opens) {
    const auto plain = assertion_of(draft());
    const std::vector<std::vector<std::string>> wraps{
        {oaep, "", ""},           {oaep, sha1_uri, ""},
        {oaep, sha256_uri, ""},   {oaep11, "", ""},
        {oaep11, "", mask_sha1},  {oaep11, sha1_uri, mask_sha256},
        {oaep11, sha256_uri, ""}, {oaep11, sha256_uri, mask_sha256}};
    for (const auto& method : ciphers)
        for (const auto& wrap : wraps) {
            auto form = by(method);
            form.key_method = wrap[0];
            form.digest = wrap[1];
            form.mask = wrap[2];
            const auto read = check_response(signed_outside(plain, form), expected_by_us());
            BOOST_REQUIRE_MESSAGE(
                bool(read), method << " " << wrap[0] << ": " << (read ? "" : whole(read.error())));
            BOOST_TEST(read->name_id.value == "ana");
            BOOST_TEST(read->assertion_id == "a1");
            BOOST_TEST(read->attributes.size() == 1U);
        }
}

// XML Encryption 1.1, section 3.2, gives the two no order.
BOOST_AUTO_TEST_CASE(the_mask_may_stand_before_the_digest) {
    const std::string mask = "<xenc11:MGF Algorithm=\"" + mask_sha256 + "\"/>";
    const std::string digest = "<ds:DigestMethod Algorithm=\"" + sha256_uri + "\"/>";
    auto form = edited(digest + mask, mask + digest);
    form.key_method = oaep11;
    form.digest = sha256_uri;
    form.mask = mask_sha256;
    BOOST_TEST(told(signed_outside(assertion_of(draft()), form)) == "accepted");
    form.edit = [=](std::string xml) {
        return replaced(std::move(xml), digest + mask, digest + mask + mask);
    };
    BOOST_TEST(told_unformed(signed_outside(assertion_of(draft()), form)) ==
               "encryption_key_method");
}

// A second opinion on the bytes: xmlsec1 encrypts, with a template.
BOOST_AUTO_TEST_CASE(what_the_command_xmlsec1_encrypts_opens) {
    const Folder folder;
    write(folder / "certificate", us().certificate_pem());
    write(folder / "plain", assertion_of(sender().sign(draft(), "a1")));
    for (const auto& method : ciphers) {
        const auto bits = method.substr(method.find("#aes") + 4, 3);
        write(folder / "template",
              "<xenc:EncryptedData xmlns:xenc=\"" + std::string(ns::encryption) + "\" Type=\"" +
                  ns::encryption + "Element\"><xenc:EncryptionMethod Algorithm=\"" + method +
                  "\"/><ds:KeyInfo xmlns:ds=\"" + ns::signature +
                  "\"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm=\"" + oaep +
                  "\"/><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey>"
                  "</ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData>"
                  "</xenc:EncryptedData>");
        auto made = output_of("xmlsec1 --encrypt --pubkey-cert-pem " + (folder / "certificate") +
                              " --session-key aes-" + bits + " --xml-data " + (folder / "plain") +
                              " " + (folder / "template"));
        made = made.substr(made.find("?>") + 2);
        const auto xml =
            in_place_of(draft(), "saml:Assertion",
                        "<saml:EncryptedAssertion>" + made + "</saml:EncryptedAssertion>");
        BOOST_TEST(told(sender().sign(xml, "r1")) == "accepted", method);
    }
}

BOOST_AUTO_TEST_CASE(the_key_stands_inside_or_beside) {
    for (const auto place : {Place::in_key_info, Place::beside, Place::beside_and_named}) {
        Recipient::Form form;
        form.place = place;
        BOOST_TEST(told(signed_outside(assertion_of(draft()), form)) == "accepted");
    }
    // What hints at a key is passed over, whatever it says.
    const auto hints = edited("</xenc:EncryptionMethod><xenc:CipherData>",
                              "</xenc:EncryptionMethod><ds:KeyInfo><ds:KeyName>x</ds:KeyName>"
                              "</ds:KeyInfo><xenc:CipherData>");
    BOOST_TEST(told(signed_outside(assertion_of(draft()), hints)) == "accepted");
}

BOOST_AUTO_TEST_CASE(an_encrypted_assertion_is_signed_like_any_other) {
    using Signed = Expected::Signed;
    const auto inside = signed_inside();
    const auto outside = signed_outside(assertion_of(draft()));
    const auto both = sender().sign(inside, "r1");
    const auto neither = holding(assertion_of(draft()));
    const auto asked = [&](const std::string& xml, Signed must) {
        auto expected = expected_by_us();
        expected.must_be_signed = must;
        return told(xml, expected);
    };
    BOOST_TEST(asked(inside, Signed::either) == "accepted");
    BOOST_TEST(asked(inside, Signed::assertion) == "accepted");
    BOOST_TEST(asked(inside, Signed::response) == "signed");
    BOOST_TEST(asked(inside, Signed::both) == "signed");
    BOOST_TEST(asked(outside, Signed::either) == "accepted");
    BOOST_TEST(asked(outside, Signed::response) == "accepted");
    BOOST_TEST(asked(outside, Signed::assertion) == "signed");
    BOOST_TEST(asked(both, Signed::both) == "accepted");
    // Our key is public: that it opens proves nothing.
    BOOST_TEST(asked(neither, Signed::either) == "signed");
    BOOST_TEST(told_without("signed", neither) == "accepted");

    const auto stranger = Issuer::rsa();
    BOOST_TEST(told(holding(assertion_of(stranger.sign(draft(), "a1")))) == "signature_key");
    const auto changed = replaced(sender().sign(draft(), "a1"), ">ana<", ">eve<");
    BOOST_TEST(told(holding(assertion_of(changed))) == "signature_digest");
    BOOST_TEST(told(sender().sign(holding(assertion_of(changed)), "r1")) == "signature_digest");
}

BOOST_AUTO_TEST_CASE(the_rules_hold_for_what_was_encrypted_too) {
    const auto inside = [](const std::string& from, const std::string& to) {
        return told_unformed(signed_outside(replaced(assertion_of(draft()), from, to)));
    };
    BOOST_TEST(inside("Version=\"2.0\"", "Version=\"2.1\"") == "version");
    BOOST_TEST(inside(" ID=\"a1\"", "") == "id");
    BOOST_TEST(inside("kith/saml/metadata<", "other<") == "audience");
    BOOST_TEST(inside("<saml:Issuer>https://idp.example/", "<saml:Issuer>https://idp-b.example/") ==
               "assertion_issuer");
    BOOST_TEST(inside(">ana<", "><") == "name_id");
    // Profiles 4.1.4.2: who encrypts says who he is.
    BOOST_TEST(told(replaced(signed_inside(), "<saml:Issuer>https://idp.example/</saml:Issuer>",
                             "")) == "issuer");
    const auto beside = replaced(draft(), "<saml:Assertion ",
                                 us().encrypted(assertion_of(draft()), {}) + "<saml:Assertion ");
    BOOST_TEST(told(sender().sign(beside, "r1")) == "one_assertion");
}

// Jager and Somorovsky, "How to Break XML Encryption": who may change the text reads it.
BOOST_AUTO_TEST_CASE(cbc_is_taken_in_a_signed_response_alone) {
    for (const auto& method : ciphers) {
        const bool authenticated = method.ends_with("gcm");
        BOOST_TEST(
            told(signed_inside(by(method))) == (authenticated ? "accepted" : "cbc_needs_signature"),
            method);
        BOOST_TEST(told(sender().sign(signed_inside(by(method)), "r1")) == "accepted", method);
    }
    // The signature comes first: what it covers is not opened where it was changed.
    Recipient::Form wrong_key = by(cbc + "aes128-cbc");
    const auto other = Recipient::rsa();
    const auto xml =
        in_place_of(draft(), "saml:Assertion", other.encrypted(assertion_of(draft()), wrong_key));
    BOOST_TEST(told(sender().sign(xml, "r1")) == "decryption_failed");
    BOOST_TEST(told(replaced(sender().sign(xml, "r1"), "Status>", "Status> ")) ==
               "signature_digest");
    BOOST_TEST(told(Issuer::rsa().sign(xml, "r1")) == "signature_key");
}

BOOST_AUTO_TEST_CASE(weak_and_foreign_algorithms_do_not_open) {
    const auto plain = assertion_of(draft());
    for (const auto* const method :
         {"http://www.w3.org/2001/04/xmlenc#tripledes-cbc",
          "http://www.w3.org/2001/04/xmlenc#kw-aes256",
          "http://www.w3.org/2009/xmlenc11#aes256-cbc", "aes256-gcm", ""})
        BOOST_TEST(told(signed_outside(plain, by(method))) == "encryption_method", method);
    BOOST_TEST(told_unformed(signed_outside(
                   plain, edited("aes256-gcm\"/>",
                                 "aes256-gcm\"><xenc:KeySize>256</xenc:KeySize>"
                                 "</xenc:EncryptionMethod>"))) == "encryption_method");
    const std::vector<std::vector<std::string>> wraps{
        {cbc + "rsa-1_5", "", ""},
        {cbc + "kw-aes256", "", ""},
        {oaep, "", mask_sha1},  // Not in this name.
        {oaep, "http://www.w3.org/2001/04/xmlenc#sha512", ""},
        {oaep11, "", "http://www.w3.org/2009/xmlenc11#mgf1sha512"},
        {oaep11, mask_sha1, ""},
        {"", "", ""}};
    for (const auto& wrap : wraps) {
        Recipient::Form form;
        form.key_method = wrap[0];
        form.digest = wrap[1];
        form.mask = wrap[2];
        BOOST_TEST(told(signed_outside(plain, form)) == "encryption_key_method",
                   wrap[0] << wrap[1] << wrap[2]);
    }
    BOOST_TEST(told_unformed(signed_outside(plain, edited("mgf1p\">",
                                                          "mgf1p\"><xenc:OAEPparams>AA=="
                                                          "</xenc:OAEPparams>"))) ==
               "encryption_key_method");
}

// Each vector opens but for its rule.
BOOST_AUTO_TEST_CASE(each_rule_of_the_form_refuses_what_no_other_one_does) {
    struct Row {
        std::string rule;
        Recipient::Form form;
    };
    const std::string second = "<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm=\"" + oaep +
                               "\"/><xenc:CipherData><xenc:CipherValue>AA==</xenc:CipherValue>"
                               "</xenc:CipherData></xenc:EncryptedKey>";
    const std::string data = "http://www.w3.org/2001/04/xmlenc#";
    const std::string named = "URI=\"#k1\"";
    const std::string end = "</xenc:EncryptedData>";
    const std::vector<Row> rows{
        {"encryption_form", edited(data + "Element", data + "Content")},
        {"encryption_form", edited(data + "Element", "")},
        {"encryption_form", edited(end, end + "text")},
        {"encryption_form", edited(end, "<x:y xmlns:x=\"urn:x\"/>" + end)},
        {"encryption_form", edited(end, "<xenc:EncryptionProperties/>" + end)},
        {"encryption_form", edited(end, end + "<xenc:EncryptedData/>")},
        {"encryption_key", edited(end, end + second)},
        {"encryption_key",
         edited("</xenc:EncryptedKey>", "<x:y xmlns:x=\"urn:x\"/></xenc:EncryptedKey>")},
        {"encryption_key_place",
         edited("<ds:KeyInfo>", "<ds:KeyInfo><ds:RetrievalMethod URI=\"#k1\"/>")},
        {"encryption_key_place",
         edited(named, "URI=\"https://evil.example/\"", Place::beside_and_named)},
        {"encryption_key_place", edited(named, "URI=\"#k2\"", Place::beside_and_named)},
        {"encryption_key_place", edited(named, "URI=\"\"", Place::beside_and_named)},
        {"encryption_key_place", edited("Type=\"" + data + "EncryptedKey\" URI",
                                        "Type=\"urn:x\" URI", Place::beside_and_named)},
        {"encryption_key_place",
         edited(named + "/>", named + "/><ds:KeyName/>", Place::beside_and_named)},
        {"encryption_value", edited("</xenc:CipherData></xenc:EncryptedKey>",
                                    "<xenc:CipherReference URI=\"https://evil.example/\"/>"
                                    "</xenc:CipherData></xenc:EncryptedKey>")},
    };
    for (const auto& [rule, form] : rows) {
        const auto xml = holding(assertion_of(draft()), form);
        BOOST_TEST(told_unformed(sender().sign(xml, "r1")) == rule, xml);

        std::vector<EncryptionRule> rules(encryption_rules().begin(), encryption_rules().end());
        std::erase_if(rules, [&](const EncryptionRule& each) { return each.rule.view() == rule; });
        const auto document = Document::parse(xml);
        BOOST_REQUIRE(document);
        const auto* const element =
            connectors::saml::child(document->root(), ns::assertion, "EncryptedAssertion");
        const auto opened = decrypt_by(rules, {element, "Assertion", true}, {us().key()});
        BOOST_TEST(bool(opened), (opened ? "" : whole(opened.error())) << xml);
    }
}

// Where there is nothing to open, whatever is passed over.
BOOST_AUTO_TEST_CASE(what_is_not_in_the_message_is_not_fetched) {
    for (const auto& form : {edited("</ds:KeyInfo><xenc:CipherData><xenc:CipherValue>",
                                    "</ds:KeyInfo><xenc:CipherData><xenc:CipherReference "
                                    "URI=\"https://evil.example/\"/><xenc:CipherValue>"),
                             edited("<xenc:CipherValue>", "<xenc:CipherValue>*"),
                             edited("<xenc:CipherValue>", "<xenc:CipherValue><!-- -->")})
        BOOST_TEST(told_unformed(signed_outside(assertion_of(draft()), form)) ==
                   "encryption_value");
    const std::string key = "<xenc:EncryptedKey/>";
    BOOST_TEST(told_unformed(signed_outside(assertion_of(draft()),
                                            edited("</ds:KeyInfo>", key + "</ds:KeyInfo>"))) ==
               "encryption_key");
    auto no_key = edited("<xenc:EncryptedKey Id=\"k1\">", "<xenc:Key>");
    no_key.edit = [before = no_key.edit](std::string xml) {
        return replaced(before(std::move(xml)), "</xenc:EncryptedKey>", "</xenc:Key>");
    };
    BOOST_TEST(told_unformed(signed_outside(assertion_of(draft()), no_key)) == "encryption_key");
    BOOST_TEST(told_unformed(sender().sign(
                   in_place_of(draft(), "saml:Assertion", "<saml:EncryptedAssertion/>"), "r1")) ==
               "encryption_form");
}

using Spoil = std::function<void(crypto::Bytes& wrapped, crypto::Bytes& sealed)>;

// Byte for byte, for who sends the message may be who tries.
BOOST_AUTO_TEST_CASE(whatever_keeps_it_closed_is_told_in_one_way) {
    const auto plain = assertion_of(draft());
    const auto other = Recipient::rsa();
    std::vector<std::string> messages;
    const auto keep = [&](const std::string& text, const std::string& method, const Spoil& spoil) {
        auto form = by(method);
        form.spoil = spoil;
        messages.push_back(signed_outside(text, form));
    };
    for (const auto& method : ciphers) {
        keep(plain, method, [](auto& wrapped, auto&) { wrapped.back() ^= 1; });
        keep(plain, method, [](auto& wrapped, auto&) { wrapped.front() ^= 0x80; });
        keep(plain, method, [](auto& wrapped, auto&) { wrapped.pop_back(); });
        keep(plain, method, [](auto& wrapped, auto&) { wrapped.clear(); });
        keep(plain, method, [](auto&, auto& sealed) { sealed.clear(); });
        keep(plain, method, [](auto&, auto& sealed) { sealed.resize(12); });
        keep(plain, method, [](auto&, auto& sealed) { sealed.resize(32); });
        keep(plain, method, [](auto&, auto& sealed) { sealed.pop_back(); });
        // The tag of GCM; the padding of CBC, or the text before it.
        for (const int bit : {1, 2, 16, 128})
            keep(plain, method,
                 [=](auto&, auto& sealed) { sealed.back() ^= static_cast<std::uint8_t>(bit); });
        keep(plain, method, [](auto&, auto& sealed) { sealed.front() ^= 1; });
        keep(plain, method, [](auto&, auto& sealed) { sealed[40] ^= 1; });
        messages.push_back(sender().sign(
            in_place_of(draft(), "saml:Assertion", other.encrypted(plain, by(method))), "r1"));

        const std::string doctype = "<!DOCTYPE saml:Assertion [<!ENTITY e \"ana\">]>";
        for (const auto& text :
             {std::string(), std::string("garbage"), std::string("\xff\xfe"), plain + "x",
              plain + plain, "<!-- -->" + plain, plain + "<?p x?>", doctype + plain,
              plain.substr(0, plain.size() - 1), std::string("<Assertion/>"),
              std::string("<saml:Assertion/>"), part_of(draft(), "saml:NameID"),
              us().encrypted(plain, {}),
              replaced(
                  us().encrypted(plain, {}), "<saml:EncryptedAssertion ",
                  "<saml:EncryptedAssertion xmlns:saml=\"" + std::string(ns::assertion) + "\" "),
              // What the response declares gives the prefix no meaning inside.
              replaced(plain, " xmlns:saml=\"" + std::string(ns::assertion) + "\"", ""),
              replaced(plain, std::string(ns::assertion), "urn:x"),
              replaced(plain, "<saml:Subject>", "<saml:Subject ID=\"a1\">"),
              replaced(plain, ">ana<", ">" + std::string(64, '<') + "<")})
            keep(text, method, {});
    }
    const auto first = check_response(messages.front(), expected_by_us());
    BOOST_REQUIRE(!first);
    BOOST_TEST(first.error().rule.view() == "decryption_failed");
    for (const auto& xml : messages) {
        const auto read = check_response(xml, expected_by_us());
        BOOST_TEST(!read);
        if (!read) BOOST_TEST(whole(read.error()) == whole(first.error()), xml);
    }
}

BOOST_AUTO_TEST_CASE(an_id_stands_once_inside_and_outside) {
    const auto plain = assertion_of(draft());
    for (const auto* const taken : {"r1", "k1"})
        BOOST_TEST(told(signed_outside(replaced(plain, "ID=\"a1\"",
                                                "ID=\"" + std::string(taken) + "\""))) == "xml_id",
                   taken);
    const auto below = replaced(plain, "<saml:Subject>", "<saml:Subject Id=\"k1\">");
    BOOST_TEST(told(signed_outside(below)) == "xml_id");
    BOOST_TEST(told(signed_outside(replaced(plain, "ID=\"a1\"", "ID=\"a2\""))) == "accepted");
}

BOOST_AUTO_TEST_CASE(two_signatures_may_have_one_id_inside_and_outside_and_nothing_else_may) {
    const auto called = [](const std::string& id) {
        Issuer::Form form;
        form.edit = [id](std::string xml) {
            return replaced(std::move(xml), "<ds:Signature ", "<ds:Signature Id=\"" + id + "\" ");
        };
        return form;
    };
    const auto signed_twice = [&](const std::string& inside, const std::string& outside) {
        const auto plain = sender().sign(assertion_of(draft()), "a1", called(inside));
        return told(sender().sign(holding(plain), "r1", called(outside)));
    };

    BOOST_TEST(signed_twice("s1", "s2") == "accepted");
    BOOST_TEST(signed_twice("s1", "s1") == "accepted");
    for (const auto* const taken : {"r1", "k1"})
        BOOST_TEST(signed_twice(taken, "s1") == "xml_id", taken);
    BOOST_TEST(signed_twice("s1", "a1") == "xml_id");
}

BOOST_AUTO_TEST_CASE(in_a_change_of_keys_both_open) {
    const auto next = Recipient::rsa();
    const auto curve_pem =
        output_of("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    const auto curve = crypto::PrivateKey::of_pem(Secret(std::span<const std::uint8_t>(
        reinterpret_cast<const std::uint8_t*>(curve_pem.data()), curve_pem.size())));
    BOOST_REQUIRE(curve);
    auto expected = expected_by_us();
    const auto plain = assertion_of(draft());
    const auto to_next =
        sender().sign(in_place_of(draft(), "saml:Assertion", next.encrypted(plain, {})), "r1");
    const auto to_us = signed_outside(plain);

    BOOST_TEST(told(to_next, expected) == "decryption_failed");
    for (const auto& keys :
         std::vector<std::vector<crypto::PrivateKey>>{{us().key(), next.key()},
                                                      {next.key(), us().key()},
                                                      {*curve, next.key(), us().key()}}) {
        expected.decryption_keys = keys;
        BOOST_TEST(told(to_next, expected) == "accepted");
        BOOST_TEST(told(to_us, expected) == "accepted");
    }
    expected.decryption_keys.clear();
    BOOST_TEST(told(to_us, expected) == "decryption_key_missing");
}

// The draft with its NameID encrypted.
std::string with_hidden_name(const std::string& plain, const Recipient::Form& form) {
    return in_place_of(draft(), "saml:NameID", us().encrypted(plain, form, "saml:EncryptedID"));
}

BOOST_AUTO_TEST_CASE(an_encrypted_name_is_read) {
    const auto name = part_of(draft(), "saml:NameID");
    for (const auto& method : ciphers) {
        const auto xml = with_hidden_name(name, by(method));
        for (const auto& message :
             {sender().sign(xml, "r1"), sender().sign(xml, "a1"),
              in_place_of(draft(), "saml:Assertion",
                          us().encrypted(assertion_of(sender().sign(
                                             replaced(xml, "Id=\"k1\"", "Id=\"k2\""), "a1")),
                                         {}))}) {
            const auto read = check_response(message, expected_by_us());
            BOOST_REQUIRE_MESSAGE(bool(read), (read ? "" : whole(read.error())) << message);
            BOOST_TEST(read->name_id.value == "ana");
            BOOST_TEST(read->name_id.format ==
                       "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        }
    }
}

BOOST_AUTO_TEST_CASE(an_encrypted_name_keeps_to_the_rules_of_a_name) {
    const auto name = part_of(draft(), "saml:NameID");
    const auto hidden = [](const std::string& plain) {
        return told(sender().sign(with_hidden_name(plain, {}), "a1"));
    };
    BOOST_TEST(hidden(replaced(name, ">ana<", "><")) == "name_id");
    BOOST_TEST(hidden(replaced(name, ">ana<", ">ana<!-- -->.evil<")) == "name_id");
    BOOST_TEST(hidden(replaced(name, "<saml:NameID ", "<saml:NameID ID=\"a1\" ")) == "xml_id");
    BOOST_TEST(hidden(assertion_of(draft())) == "decryption_failed");
    BOOST_TEST(hidden("") == "decryption_failed");

    const auto both = replaced(draft(), "<saml:NameID ",
                               us().encrypted(name, {}, "saml:EncryptedID") + "<saml:NameID ");
    BOOST_TEST(told_unformed(sender().sign(both, "r1")) == "name_id");
    const auto twice = replaced(with_hidden_name(name, {}), "</saml:EncryptedID>",
                                "</saml:EncryptedID><saml:EncryptedID/>");
    BOOST_TEST(told_unformed(sender().sign(twice, "r1")) == "name_id");
}

// Verified before it is opened: nobody has us try a text that no provider wrote.
BOOST_AUTO_TEST_CASE(an_encrypted_name_opens_after_its_signature_was_verified) {
    const auto broken = with_hidden_name("no name", {});
    BOOST_TEST(told(broken) == "signed");
    BOOST_TEST(told(Issuer::rsa().sign(broken, "a1")) == "signature_key");
    BOOST_TEST(told(replaced(sender().sign(broken, "a1"), "11:59:00Z", "11:58:00Z")) ==
               "signature_digest");
    BOOST_TEST(told(sender().sign(broken, "a1")) == "decryption_failed");
    BOOST_TEST(told_without("signed", with_hidden_name(part_of(draft(), "saml:NameID"),
                                                       by(cbc + "aes128-cbc"))) ==
               "cbc_needs_signature");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
