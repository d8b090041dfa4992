// What is wrong with a token, its key, its PIN or its address is said, and nothing is used.
#include <boost/test/unit_test.hpp>
#include <dlfcn.h>

#include <atomic>
#include <cstdlib>
#include <thread>
#include <vector>

#include "tests/pkcs11/tokens.h"

using kith::ErrorCode;
using kith::Secret;
using kith::connectors::pkcs11_key_source;
using kith::ports::KeySource;
using kith::tests::Host;
using kith::tests::Tokens;

namespace {

void check_refused(KeySource& source, ErrorCode code, std::string_view words) {
    const auto locked = source.wrap(Secret(32), "here");
    BOOST_REQUIRE_MESSAGE(!locked, "expected: " << words);
    BOOST_CHECK(locked.error().code == code);
    BOOST_TEST(locked.error().detail.view() == words);
    BOOST_TEST(!locked.error().hint.view().empty());
}

class Odd {
public:
    explicit Odd(const char* what) { setenv("KITH_ODD_TOKEN", what, 1); }
    Odd(const Odd&) = delete;
    Odd& operator=(const Odd&) = delete;
    ~Odd() { unsetenv("KITH_ODD_TOKEN"); }
};

// In the module that the source has loaded.
int& logins() {
    void* const module = dlopen(KITH_ODD_TOKEN_MODULE, RTLD_NOW | RTLD_LOCAL);
    BOOST_REQUIRE(module != nullptr);
    auto* const count = static_cast<int*>(dlsym(module, "kith_test_logins"));
    BOOST_REQUIRE(count != nullptr);
    return *count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pkcs11_trouble)

BOOST_AUTO_TEST_CASE(a_wrong_pin_is_tried_once) {
    const Tokens tokens;
    const auto source = tokens.source(tokens.uri("kith", "kith-root", KITH_ODD_TOKEN_MODULE));
    BOOST_REQUIRE(source->make_root());
    tokens.pin_file("4321\n");
    logins() = 0;

    check_refused(*source, ErrorCode::denied, "the PKCS#11 token refuses the PIN");
    BOOST_TEST(logins() == 1);
    for (int again = 0; again < 3; ++again)
        check_refused(*source, ErrorCode::denied,
                      "the PKCS#11 token refused the PIN, which is not tried again");
    BOOST_CHECK(source->make_root().error().code == ErrorCode::denied);
    BOOST_TEST(logins() == 1);

    tokens.pin_file();
    BOOST_TEST(static_cast<bool>(tokens.source()->wrap(Secret(32), "here")));
}

BOOST_AUTO_TEST_CASE(a_wrong_pin_is_tried_once_by_many_threads_too) {
    const Tokens tokens;
    const auto source = tokens.source(tokens.uri("kith", "kith-root", KITH_ODD_TOKEN_MODULE));
    BOOST_REQUIRE(source->make_root());
    tokens.pin_file("4321\n");
    logins() = 0;
    std::vector<std::thread> threads;
    std::atomic<int> refused = 0;

    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { refused += source->wrap(Secret(32), "here") ? 0 : 1; });
    for (auto& thread : threads)
        thread.join();

    BOOST_TEST(refused == 8);
    BOOST_TEST(logins() == 1);
}

BOOST_AUTO_TEST_CASE(the_last_try_of_a_pin_is_left_to_its_owner) {
    const Tokens tokens;
    const auto source = tokens.source(tokens.uri("kith", "kith-root", KITH_ODD_TOKEN_MODULE));
    BOOST_REQUIRE(source->make_root());
    logins() = 0;
    {
        const Odd odd("final-try");
        check_refused(*source, ErrorCode::denied,
                      "the PKCS#11 token has one try left for its PIN, which Kith does not use");
    }
    const Odd odd("locked");
    const auto locked = tokens.source(tokens.uri("kith", "kith-root", KITH_ODD_TOKEN_MODULE));
    check_refused(*locked, ErrorCode::denied, "the PKCS#11 token has locked its PIN");
    BOOST_TEST(logins() == 0);
}

BOOST_AUTO_TEST_CASE(a_pin_file_that_is_not_usable_is_refused) {
    const Tokens tokens;
    const auto source = tokens.source();
    BOOST_REQUIRE(source->make_root());
    const auto path = tokens.pin_file("1234\n", 0644);
    check_refused(*source, ErrorCode::key_missing,
                  "the file of the PKCS#11 PIN is not this user's alone, or cannot be read");
    for (const auto* const empty : {"", "\n", "\r\n"}) {
        tokens.pin_file(empty);
        check_refused(*source, ErrorCode::key_missing, "the file of the PKCS#11 PIN is empty");
    }
    for (const auto* const pin : {"1234", "1234\r\n"}) {
        tokens.pin_file(pin);
        BOOST_TEST(static_cast<bool>(source->wrap(Secret(32), "here")));
    }
    BOOST_REQUIRE(std::filesystem::remove(path));
    check_refused(*source, ErrorCode::key_missing, "the file of the PKCS#11 PIN is not there");
}

BOOST_AUTO_TEST_CASE(a_token_that_is_not_there_or_not_alone_is_refused) {
    const Tokens tokens;
    tokens.add("twin");
    tokens.add("twin");
    check_refused(*tokens.source(tokens.uri("none")), ErrorCode::key_missing,
                  "the PKCS#11 token is not there");
    check_refused(*tokens.source(tokens.uri("twin")), ErrorCode::key_missing,
                  "more than one PKCS#11 token fits");
}

BOOST_AUTO_TEST_CASE(a_token_without_aes_gcm_is_refused) {
    const Odd odd("no-gcm");
    const Tokens tokens;
    const auto source = tokens.source(tokens.uri("kith", "kith-root", KITH_ODD_TOKEN_MODULE));
    BOOST_CHECK(source->make_root().error().code == ErrorCode::unsupported);
    check_refused(*source, ErrorCode::unsupported, "the PKCS#11 token cannot do AES-GCM");
}

BOOST_AUTO_TEST_CASE(a_token_pulled_out_is_not_taken_for_a_wrong_key) {
    const Tokens tokens;
    const auto source = tokens.source(tokens.uri("kith", "kith-root", KITH_ODD_TOKEN_MODULE));
    BOOST_REQUIRE(source->make_root());
    const auto locked = source->wrap(Secret(32), "here");
    BOOST_REQUIRE(locked);

    const Odd odd("pulled-out");

    BOOST_CHECK(source->unwrap(*locked, "here").error().code == ErrorCode::key_missing);
}

BOOST_AUTO_TEST_CASE(a_module_that_is_none_is_refused) {
    const Tokens tokens;
    for (const auto& module : {std::string("/nowhere/module.so"), tokens.pin_file()})
        check_refused(*tokens.source(tokens.uri("kith", "kith-root", module)),
                      ErrorCode::key_missing, "the PKCS#11 module cannot be loaded");
}

BOOST_AUTO_TEST_CASE(a_key_that_could_be_read_out_is_refused) {
    for (const auto& key : {Host::Key{.sensitive = CK_FALSE}, Host::Key{.extractable = CK_TRUE}}) {
        const Tokens tokens;
        Host().make(key);
        check_refused(*tokens.source(), ErrorCode::key_missing,
                      "the key on the PKCS#11 token could be read out");
    }
}

BOOST_AUTO_TEST_CASE(a_key_of_another_kind_or_one_of_two_is_refused) {
    const Tokens tokens;
    check_refused(*tokens.source(), ErrorCode::key_missing, "the key is not on the PKCS#11 token");
    Host().make({.bytes = 16});
    check_refused(*tokens.source(), ErrorCode::key_missing,
                  "the key on the PKCS#11 token is no AES-256 key");
    Host().make({});
    check_refused(*tokens.source(), ErrorCode::key_missing,
                  "more than one key of the PKCS#11 token has this label");
    BOOST_CHECK(tokens.source()->make_root().error().code == ErrorCode::conflict);
}

BOOST_AUTO_TEST_CASE(an_address_that_is_not_whole_is_refused) {
    const std::string whole = "pkcs11:token=t;object=o?module-path=/m.so&pin-source=file:/pin";
    BOOST_REQUIRE(pkcs11_key_source(whole));
    const std::pair<std::string, std::string_view> uris[] = {
        {"pkcs11:token", "this is no PKCS#11 URI"},
        {"pkcs11:object=o?module-path=/m.so&pin-source=file:/pin",
         "the PKCS#11 URI names no token"},
        {"pkcs11:token=t?module-path=/m.so&pin-source=file:/pin",
         "the PKCS#11 URI does not name its key by object=LABEL alone"},
        {"pkcs11:token=t;object=o;id=%01?module-path=/m.so&pin-source=file:/pin",
         "the PKCS#11 URI does not name its key by object=LABEL alone"},
        {"pkcs11:token=t;object=o;color=red?module-path=/m.so&pin-source=file:/pin",
         "the PKCS#11 URI has a part that Kith does not know"},
        {"pkcs11:token=t;object=o?pin-source=file:/pin",
         "the PKCS#11 URI has no absolute module-path"},
        {"pkcs11:token=t;object=o?module-path=m.so&pin-source=file:/pin",
         "the PKCS#11 URI has no absolute module-path"},
        {"pkcs11:token=t;object=o?module-path=/m.so",
         "the PKCS#11 URI has no pin-source=file: with an absolute path"},
        {"pkcs11:token=t;object=o?module-path=/m.so&pin-source=file:pin",
         "the PKCS#11 URI has no pin-source=file: with an absolute path"},
        {"pkcs11:token=t;object=o?module-path=/m.so&pin-source=|cat%20/pin",
         "the PKCS#11 URI has no pin-source=file: with an absolute path"},
        {whole + "&pin-value=1234", "the PIN stands in the manifest, which many can read"},
    };
    for (const auto& [uri, words] : uris) {
        const auto source = pkcs11_key_source(uri);
        BOOST_REQUIRE_MESSAGE(!source, uri);
        BOOST_CHECK(source.error().code == ErrorCode::key_missing);
        BOOST_TEST(source.error().detail.view() == words,
                   uri << ": " << source.error().detail.view());
        BOOST_TEST(!source.error().hint.view().empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
