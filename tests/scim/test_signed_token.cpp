// Tokens made with the command openssl. The issuer publishes an RSA and a P-256 key; a stranger has
// one of each, too.
#include "connectors/scim/signed_token.h"
#include "tests/kit/key_pair.h"

namespace kith::tests {
namespace {

using connectors::scim::key_set_bytes_max;
using connectors::scim::SignedTokens;
using connectors::scim::token_bytes_max;

const std::string issuer = "https://sts.windows.net/7f1c/";
const std::string audience = "8adf8e6e";
constexpr std::int64_t now_s = 1'800'000'000;

const KeyPair& issuer_rsa() {
    static const auto made = KeyPair::rsa(2048);
    return made;
}
const KeyPair& issuer_curve() {
    static const auto made = KeyPair::p256();
    return made;
}
const KeyPair& stranger_rsa() {
    static const auto made = KeyPair::rsa(2048);
    return made;
}

// Members of an object, as they are written: {"kid", "\"a\""}.
using Members = std::vector<std::pair<std::string, std::string>>;

std::string quoted(const std::string& text) {
    return '"' + text + '"';
}

std::string object_of(const Members& members) {
    std::string text;
    for (const auto& [name, value] : members)
        text += (text.empty() ? "" : ",") + quoted(name) + ":" + value;
    return "{" + text + "}";
}

// The members with one put in the place of its namesake, added, or left out where it is empty.
Members with(Members members, const std::string& name, const std::string& value) {
    std::erase_if(members, [&](const auto& member) { return member.first == name; });
    if (!value.empty()) members.emplace_back(name, value);
    return members;
}

Members rsa_jwk(const KeyPair& pair, const std::string& kid) {
    return {{"kty", quoted("RSA")},
            {"use", quoted("sig")},
            {"kid", quoted(kid)},
            {"n", quoted(base64url(pair.modulus()))},
            {"e", quoted("AQAB")}};
}
Members curve_jwk(const KeyPair& pair, const std::string& kid) {
    const auto both = pair.coordinates();
    return {{"kty", quoted("EC")},
            {"use", quoted("sig")},
            {"kid", quoted(kid)},
            {"crv", quoted("P-256")},
            {"x", quoted(base64url(both.substr(0, 32)))},
            {"y", quoted(base64url(both.substr(32)))}};
}
const Members& rsa_key() {
    static const auto made = rsa_jwk(issuer_rsa(), "rsa");
    return made;
}
const Members& curve_key() {
    static const auto made = curve_jwk(issuer_curve(), "curve");
    return made;
}

std::string key_set(const std::vector<Members>& keys) {
    std::string text;
    for (const auto& key : keys)
        text += (text.empty() ? "" : ",") + object_of(key);
    return R"({"keys":[)" + text + "]}";
}

SignedTokens tokens_of(const std::vector<Members>& keys) {
    auto made = SignedTokens::from(issuer, audience, key_set(keys));
    BOOST_REQUIRE(made);
    return *made;
}

// Why no tokens can be checked with this key set; "" where they can.
std::string refused_set(const std::string& set) {
    const auto made = SignedTokens::from(issuer, audience, set);
    return made ? "" : std::string(made.error().detail.view());
}
std::string refused_key(const Members& key) {
    return refused_set(key_set({key}));
}

const Members header{{"typ", "\"JWT\""}, {"alg", "\"RS256\""}, {"kid", "\"rsa\""}};
const Members curve_header{{"alg", "\"ES256\""}, {"kid", "\"curve\""}};
const Members claims{{"iss", quoted(issuer)},
                     {"aud", quoted(audience)},
                     {"iat", std::to_string(now_s - 300)},
                     {"nbf", std::to_string(now_s - 300)},
                     {"exp", std::to_string(now_s + 3600)},
                     {"oid", "\"a\""}};

std::string input(const std::string& header_text, const std::string& payload) {
    return base64url(header_text) + "." + base64url(payload);
}
std::string rsa_token(const std::string& header_text, const std::string& payload,
                      const KeyPair& pair = issuer_rsa(), const std::string& options = "") {
    const auto text = input(header_text, payload);
    return text + "." + base64url(pair.signature(text, options));
}
std::string curve_token(const std::string& header_text, const std::string& payload) {
    const auto text = input(header_text, payload);
    return text + "." + base64url(issuer_curve().raw_signature(text));
}
std::string with_header(const std::string& name, const std::string& value) {
    return rsa_token(object_of(with(header, name, value)), object_of(claims));
}
std::string with_claim(const std::string& name, const std::string& value) {
    return rsa_token(object_of(header), object_of(with(claims, name, value)));
}

// Why the token is refused; "" where it is taken.
std::string refused_token(const SignedTokens& tokens, const std::string& token) {
    const auto checked = tokens.check(token, now_s * 1000);
    if (checked) return "";
    BOOST_TEST((checked.error().code == ErrorCode::denied));
    return std::string(checked.error().detail.view());
}
const SignedTokens& tokens() {
    static const auto made = tokens_of({rsa_key(), curve_key()});
    return made;
}
std::string refused_token(const std::string& token) {
    return refused_token(tokens(), token);
}

bool says(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(signed_token)

BOOST_AUTO_TEST_CASE(a_token_of_the_issuer_for_us_is_taken) {
    const auto plain = rsa_token(object_of(header), object_of(claims));
    BOOST_TEST(refused_token(plain) == "");
    BOOST_TEST(refused_token(curve_token(object_of(curve_header), object_of(claims))) == "");
    BOOST_TEST(refused_token(rsa_token(object_of(with(header, "alg", "\"PS256\"")),
                                       object_of(claims), issuer_rsa(), KeyPair::pss + "32")) ==
               "");
    // A copy of the keys checks like the first.
    const auto copy = tokens();
    BOOST_TEST(refused_token(copy, plain) == "");
}

BOOST_AUTO_TEST_CASE(a_token_without_a_signature_is_refused) {
    for (const auto* name : {"none", "None", "nOnE", "", "rs256", "RS512", "EdDSA"}) {
        const auto other = object_of(with(header, "alg", quoted(name)));
        BOOST_TEST(says(refused_token(input(other, object_of(claims)) + "."), "(alg)"), name);
        BOOST_TEST(says(refused_token(rsa_token(other, object_of(claims))), "(alg)"), name);
    }
    BOOST_TEST(says(refused_token(with_header("alg", "")), "(alg)"));
    BOOST_TEST(says(refused_token(with_header("alg", "[\"RS256\"]")), "(alg)"));
    BOOST_TEST(says(refused_token(input(object_of(header), object_of(claims)) + "."), "signature"));
}

BOOST_AUTO_TEST_CASE(a_public_key_is_no_shared_secret) {
    const auto pem = issuer_rsa().public_pem();
    const auto text = input(object_of(with(header, "alg", "\"HS256\"")), object_of(claims));
    Secret key(pem.size());
    std::ranges::copy(pem, key.bytes().begin());
    const auto digest = crypto::hmac_sha256(key, text);
    BOOST_TEST(
        says(refused_token(text + "." + base64url({digest.begin(), digest.end()})), "(alg)"));
}

BOOST_AUTO_TEST_CASE(the_key_decides_which_algorithm_it_is_for) {
    const std::string not_the_keys = "the token's algorithm is not the key's (alg)";
    const auto of_curve = object_of(with(curve_header, "kid", "\"rsa\""));
    BOOST_TEST(refused_token(curve_token(of_curve, object_of(claims))) == not_the_keys);
    BOOST_TEST(refused_token(with_header("kid", "\"curve\"")) == not_the_keys);

    const auto only_ps256 = tokens_of({with(rsa_key(), "alg", "\"PS256\"")});
    const auto rs256 = rsa_token(object_of(header), object_of(claims));
    BOOST_TEST(refused_token(only_ps256, rs256) == not_the_keys);
    const auto only_rs256 = tokens_of({with(rsa_key(), "alg", "\"RS256\"")});
    BOOST_TEST(refused_token(only_rs256, rs256) == "");
}

BOOST_AUTO_TEST_CASE(a_signature_is_of_this_key_over_this_text) {
    const std::string wrong = "the token's signature is not of the key that it names";
    const auto token = rsa_token(object_of(header), object_of(claims));
    const auto other = with_claim("oid", "\"b\"");
    const auto without = token.substr(0, token.rfind('.'));
    BOOST_REQUIRE(refused_token(other) == "");
    BOOST_TEST(refused_token(without + other.substr(other.rfind('.'))) == wrong);
    BOOST_TEST(refused_token(rsa_token(object_of(header), object_of(claims), stranger_rsa())) ==
               wrong);
    BOOST_TEST(refused_token(token + "=") == wrong);
    BOOST_TEST(refused_token(token.substr(0, token.size() - 2)) == wrong);
    // What is not signed is not read: nothing else is said of it.
    BOOST_TEST(refused_token(input(object_of(header), "no JSON") +
                             token.substr(token.rfind('.'))) == wrong);
}

BOOST_AUTO_TEST_CASE(keys_and_certificates_in_a_token_are_not_looked_at) {
    const auto own_key = object_of(rsa_jwk(stranger_rsa(), "rsa"));
    const auto signed_so = [](const Members& with_own, const KeyPair& pair) {
        return refused_token(rsa_token(object_of(with_own), object_of(claims), pair));
    };
    for (const auto& [name, value] :
         Members{{"jwk", own_key}, {"jku", "\"https://a.example/\""}, {"x5c", "[\"MIIB\"]"}}) {
        BOOST_TEST(says(signed_so(with(header, name, value), stranger_rsa()), "signature"), name);
        BOOST_TEST(signed_so(with(header, name, value), issuer_rsa()) == "", name);
    }
}

BOOST_AUTO_TEST_CASE(the_kid_names_the_key) {
    const auto unknown = refused_token(with_header("kid", "\"RSA\""));
    BOOST_TEST(says(unknown, "not in the key set (kid)"));
    BOOST_TEST(says(refused_token(with_header("kid", "7")), "no key by text (kid)"));
    const auto unnamed = with_header("kid", "");
    BOOST_TEST(says(refused_token(unnamed), "which of several keys"));
    BOOST_TEST(refused_token(tokens_of({rsa_key()}), unnamed) == "");
    BOOST_TEST(refused_token(tokens_of({with(rsa_key(), "kid", "")}), unnamed) == "");
    // A key without a name is not the one that a token names.
    BOOST_TEST(
        says(refused_token(tokens_of({with(rsa_key(), "kid", "")}), with_header("kid", "\"rsa\"")),
             "not in the key set (kid)"));
}

BOOST_AUTO_TEST_CASE(what_is_critical_and_not_understood_refuses_the_token) {
    for (const auto* crit : {R"(["exp"])", R"(["b64"])", "[]", "null"})
        BOOST_TEST(says(refused_token(with_header("crit", crit)), "(crit)"), crit);
}

BOOST_AUTO_TEST_CASE(a_token_is_of_a_type_for_access_or_of_none) {
    for (const auto* typ :
         {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "application/jwt"})
        BOOST_TEST(refused_token(with_header("typ", quoted(typ))) == "", typ);
    BOOST_TEST(refused_token(with_header("typ", "")) == "");
    for (const auto* typ :
         {R"("logout+jwt")", R"("secevent+jwt")", R"("JOSE")", R"("")", "1", "null"})
        BOOST_TEST(says(refused_token(with_header("typ", typ)), "(typ)"), typ);
}

BOOST_AUTO_TEST_CASE(it_is_from_this_issuer_for_this_audience) {
    for (const auto* iss :
         {"", "\"https://sts.windows.net/7f1c\"", "\"https://sts.windows.net/8f1c/\"",
          "[\"https://sts.windows.net/7f1c/\"]", "null"})
        BOOST_TEST(says(refused_token(with_claim("iss", iss)), "(iss)"), iss);
    for (const auto* aud : {"", "\"8ADF8E6E\"", "\"8adf8e6e0\"", "[]", "[\"other\"]",
                            "[[\"8adf8e6e\"]]", "{\"8adf8e6e\":1}", "[8]"})
        BOOST_TEST(says(refused_token(with_claim("aud", aud)), "(aud)"), aud);
    BOOST_TEST(refused_token(with_claim("aud", R"(["other","8adf8e6e"])")) == "");
}

BOOST_AUTO_TEST_CASE(it_expires_a_minute_after_it_says) {
    const auto at = [](std::int64_t s) { return std::to_string(now_s + s); };
    BOOST_TEST(refused_token(with_claim("exp", at(-59))) == "");
    BOOST_TEST(says(refused_token(with_claim("exp", at(-60))), "expired"));
    BOOST_TEST(says(refused_token(with_claim("exp", at(-3600))), "expired"));
    BOOST_TEST(says(refused_token(with_claim("exp", "-9223372036854775808")), "expired"));
    BOOST_TEST(refused_token(with_claim("exp", at(3600) + ".5")) == "");
    BOOST_TEST(refused_token(with_claim("exp", "9223372036854775807")) == "");
    for (const auto* exp : {"", "\"1900000000\"", "true", "null", "[1900000000]"})
        BOOST_TEST(says(refused_token(with_claim("exp", exp)), "when it expires"), exp);
    BOOST_TEST(says(refused_token(with_claim("exp", "1e999")), "payload"));  // No number at all.
}

BOOST_AUTO_TEST_CASE(it_begins_a_minute_before_it_says) {
    for (const auto* name : {"nbf", "iat"}) {
        BOOST_TEST(refused_token(with_claim(name, "")) == "", name);
        BOOST_TEST(refused_token(with_claim(name, std::to_string(now_s + 60))) == "", name);
        BOOST_TEST(
            says(refused_token(with_claim(name, std::to_string(now_s + 61))), "in the future"),
            name);
        for (const auto* value : {"\"1700000000\"", "null", "true"})
            BOOST_TEST(says(refused_token(with_claim(name, value)), "no number"), value);
    }
}

BOOST_AUTO_TEST_CASE(it_has_three_parts_and_is_not_long) {
    const auto token = rsa_token(object_of(header), object_of(claims));
    const auto [first, last] = std::pair(token.find('.'), token.rfind('.'));
    for (const auto& text :
         {std::string(), std::string("."), std::string("a"), token.substr(0, last), token + ".",
          "." + token, token + ".a.b", token.substr(0, first) + token.substr(last)})
        BOOST_TEST(says(refused_token(text), "three parts"), text);

    const auto room = token_bytes_max * 3 / 4 - 1200;
    const auto long_one = with_claim("groups", quoted(std::string(room, 'a')));
    BOOST_REQUIRE(long_one.size() <= token_bytes_max);
    BOOST_TEST(refused_token(long_one) == "");
    const auto longer = with_claim("groups", quoted(std::string(room + 1200, 'a')));
    BOOST_REQUIRE(longer.size() > token_bytes_max);
    BOOST_TEST(says(refused_token(longer), "16 KiB"));
}

BOOST_AUTO_TEST_CASE(header_and_payload_are_one_object_each_in_strict_base64url) {
    const auto signed_parts = [](const std::string& first, const std::string& second) {
        const auto text = first + "." + second;
        return refused_token(text + "." + base64url(issuer_rsa().signature(text)));
    };
    const auto head = base64url(object_of(header));
    const auto body = base64url(object_of(claims));
    BOOST_REQUIRE(signed_parts(head, body) == "");
    for (const auto* more : {"=", "==", " ", "\n", "+", "!"}) {
        BOOST_TEST(says(signed_parts(head + more, body), "header is no JSON object"), more);
        BOOST_TEST(says(signed_parts(head, body + more), "payload is no JSON object"), more);
    }
    for (const auto* text : {"", "[]", "7", "\"{}\"", "{", "{}{}", "{} x", "{'alg':1}", "\xff{}",
                             "{\"a\":\"\\u0000\"}", "{\"a\":\"\xc0\x80\"}"}) {
        BOOST_TEST(says(signed_parts(base64url(text), body), "header is no JSON object"), text);
        BOOST_TEST(says(signed_parts(head, base64url(text)), "payload is no JSON object"), text);
    }
}

BOOST_AUTO_TEST_CASE(json_that_nests_deep_is_not_read) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    BOOST_TEST(refused_token(with_claim("a", nested(7))) == "");
    BOOST_TEST(says(refused_token(with_claim("a", nested(8))), "payload"));
    BOOST_TEST(says(refused_token(with_header("a", nested(8))), "header"));
    BOOST_TEST(says(refused_token(with_header("a", nested(5000))), "header"));
}

BOOST_AUTO_TEST_CASE(of_two_members_with_one_name_the_later_holds) {
    auto twice = header;
    twice.insert(twice.begin(), {"alg", "\"none\""});
    BOOST_TEST(refused_token(rsa_token(object_of(twice), object_of(claims))) == "");
    twice = header;
    twice.emplace_back("alg", "\"none\"");
    BOOST_TEST(says(refused_token(rsa_token(object_of(twice), object_of(claims))), "(alg)"));
}

BOOST_AUTO_TEST_CASE(keys_that_are_not_for_us_are_left_out) {
    const std::string none = "the key set holds no key that can be used";
    BOOST_REQUIRE(refused_key(rsa_key()) == "");
    BOOST_REQUIRE(refused_key(curve_key()) == "");
    for (const auto* name : {"kty", "use", "n", "e"})
        BOOST_TEST(refused_key(with(rsa_key(), name, "")) == none, name);
    for (const auto* name : {"kty", "use", "crv", "x", "y"})
        BOOST_TEST(refused_key(with(curve_key(), name, "")) == none, name);
    const Members wrong{{"use", "\"enc\""},   {"use", "[\"sig\"]"}, {"kid", "7"},
                        {"kty", "\"oct\""},   {"kty", "\"EC\""},    {"alg", "\"RSA-OAEP\""},
                        {"alg", "\"RS512\""}, {"alg", "\"ES256\""}, {"alg", "7"},
                        {"n", "\"AQAB\""},    {"n", "65537"},       {"e", "\"AQ\""},
                        {"e", "\"AQAB==\""}};
    for (const auto& [name, value] : wrong)
        BOOST_TEST(refused_key(with(rsa_key(), name, value)) == none, name + value);
    for (const auto& [name, value] : Members{{"crv", "\"P-384\""}, {"alg", "\"RS256\""}})
        BOOST_TEST(refused_key(with(curve_key(), name, value)) == none, name + value);

    // Beside them the right ones are used, and certificates are not read.
    const auto certified = with(rsa_key(), "x5c", "[\"no certificate\"]");
    const auto for_encryption = with(curve_key(), "use", "\"enc\"");
    const auto mixed = tokens_of({certified, for_encryption});
    BOOST_TEST(refused_token(mixed, rsa_token(object_of(header), object_of(claims))) == "");
    BOOST_TEST(refused_token(mixed, with_header("kid", "")) == "");
    const auto of_encryption = curve_token(object_of(curve_header), object_of(claims));
    BOOST_TEST(says(refused_token(mixed, of_encryption), "not in the key set"));
}

BOOST_AUTO_TEST_CASE(a_key_set_has_one_key_of_a_name) {
    const auto twice = key_set({rsa_key(), curve_jwk(issuer_curve(), "rsa")});
    BOOST_TEST(refused_set(twice) == "two keys of the key set have the same kid");
    // Of a key that is left out nobody asks the name.
    BOOST_TEST(refused_set(key_set({with(rsa_key(), "use", "\"enc\""), rsa_key()})) == "");
    const auto unnamed = with(rsa_key(), "kid", "");
    BOOST_TEST(refused_set(key_set({unnamed, with(curve_key(), "kid", "")})) == "");
}

BOOST_AUTO_TEST_CASE(a_key_set_is_an_object_with_a_list_of_keys) {
    for (const auto* text :
         {"", "[]", "{}", R"({"keys":{}})", R"({"keys":null})", "{\"keys\":[]", "-----BEGIN"})
        BOOST_TEST(says(refused_set(text), "no JSON object with a list of keys"), text);
    for (const auto* text : {R"({"keys":[]})", R"({"keys":[1,null,[],"a"]})"})
        BOOST_TEST(says(refused_set(text), "no key that can be used"), text);
    const auto set = key_set({rsa_key()});
    const auto space = std::string(key_set_bytes_max - set.size(), ' ');
    BOOST_TEST(refused_set(set + space) == "");
    BOOST_TEST(says(refused_set(set + space + " "), "256 KiB"));
}

BOOST_AUTO_TEST_CASE(without_issuer_or_audience_nothing_is_checked) {
    const auto set = key_set({rsa_key()});
    for (const auto& made :
         {SignedTokens::from("", audience, set), SignedTokens::from(issuer, "", set)}) {
        BOOST_REQUIRE(!made);
        BOOST_TEST(says(std::string(made.error().detail.view()), "issuer and an audience"));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
