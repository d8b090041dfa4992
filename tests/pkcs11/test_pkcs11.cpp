// Keys under a key of a real token, SoftHSM's.
#include <boost/test/unit_test.hpp>
#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "tests/pkcs11/tokens.h"

using kith::ErrorCode;
using kith::Result;
using kith::Secret;
using kith::tests::Host;
using kith::tests::Tokens;

namespace {

const std::array<std::uint8_t, 32> key{1, 2, 3, 4};

bool is_key(const Result<Secret>& opened) {
    return opened && std::ranges::equal(opened->bytes(), key);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pkcs11)

BOOST_AUTO_TEST_CASE(a_locked_key_opens_under_its_root_at_its_place_alone) {
    const Tokens tokens;
    const auto source = tokens.source();
    BOOST_CHECK(source->wrap(Secret(key), "here").error().code == ErrorCode::key_missing);
    BOOST_REQUIRE(source->make_root());
    BOOST_CHECK(source->make_root().error().code == ErrorCode::conflict);

    const auto locked = source->wrap(Secret(key), "here");

    BOOST_REQUIRE(locked);
    BOOST_TEST(locked->size() == 1u + 12 + 32 + 16);
    BOOST_TEST((*source->wrap(Secret(key), "here") != *locked));
    BOOST_TEST(is_key(source->unwrap(*locked, "here")));
    BOOST_TEST(is_key(tokens.source()->unwrap(*locked, "here")));
    BOOST_CHECK(source->unwrap(*locked, "there").error().code == ErrorCode::key_wrong);
    BOOST_CHECK(source->unwrap(*locked, "").error().code == ErrorCode::key_wrong);
    for (std::size_t i = 0; i < locked->size(); ++i) {
        auto changed = *locked;
        changed[i] ^= 1;
        BOOST_CHECK(source->unwrap(changed, "here").error().code == ErrorCode::key_wrong);
    }
    for (std::size_t size = 0; size < locked->size(); ++size)
        BOOST_CHECK(source->unwrap(std::span(*locked).first(size), "here").error().code ==
                    ErrorCode::key_wrong);
}

BOOST_AUTO_TEST_CASE(another_root_does_not_open_it) {
    const Tokens tokens;
    tokens.add("other");
    const auto source = tokens.source();
    const auto other_key = tokens.source(tokens.uri("kith", "other-root"));
    const auto other_token = tokens.source(tokens.uri("other"));
    for (const auto& each : {source.get(), other_key.get(), other_token.get()})
        BOOST_REQUIRE(each->make_root());

    const auto locked = source->wrap(Secret(key), "here");

    BOOST_REQUIRE(locked);
    BOOST_CHECK(other_key->unwrap(*locked, "here").error().code == ErrorCode::key_wrong);
    BOOST_CHECK(other_token->unwrap(*locked, "here").error().code == ErrorCode::key_wrong);
}

BOOST_AUTO_TEST_CASE(the_root_cannot_be_read_out_and_serves_nothing_else) {
    const Tokens tokens;
    BOOST_REQUIRE(tokens.source()->make_root());

    const Host host;

    BOOST_REQUIRE(host.key() != 0);
    BOOST_TEST(host.answer_to(CKA_VALUE) == CKR_ATTRIBUTE_SENSITIVE);
    for (const auto yes : {CKA_TOKEN, CKA_PRIVATE, CKA_SENSITIVE, CKA_ALWAYS_SENSITIVE,
                           CKA_NEVER_EXTRACTABLE, CKA_ENCRYPT, CKA_DECRYPT})
        BOOST_TEST(host.says(yes), "attribute " << yes);
    for (const auto no : {CKA_EXTRACTABLE, CKA_SIGN, CKA_VERIFY, CKA_WRAP, CKA_UNWRAP, CKA_DERIVE})
        BOOST_TEST(!host.says(no), "attribute " << no);
}

BOOST_AUTO_TEST_CASE(a_host_that_uses_the_token_too_is_not_disturbed) {
    const Tokens tokens;
    const Host host;
    {
        const auto source = tokens.source();
        BOOST_REQUIRE(source->make_root());
        BOOST_REQUIRE(source->wrap(Secret(key), "here"));
        BOOST_TEST(host.is_logged_in());
    }
    BOOST_TEST(host.is_logged_in());
    BOOST_TEST(host.key() != 0u);
}

BOOST_AUTO_TEST_CASE(a_host_that_loaded_the_module_by_itself_keeps_it) {
    const Tokens tokens;
    void* const module = dlopen(KITH_SOFTHSM, RTLD_NOW | RTLD_LOCAL);
    BOOST_REQUIRE(module != nullptr);
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(module, "C_GetFunctionList"));
    CK_FUNCTION_LIST* calls = nullptr;
    BOOST_REQUIRE(get(&calls) == CKR_OK);
    BOOST_REQUIRE(calls->C_Initialize(nullptr) == CKR_OK);

    BOOST_TEST(static_cast<bool>(tokens.source()->make_root()));

    CK_INFO info{};
    BOOST_TEST(calls->C_GetInfo(&info) == CKR_OK);
    BOOST_TEST(calls->C_Finalize(nullptr) == CKR_OK);
    dlclose(module);
}

BOOST_AUTO_TEST_CASE(nobody_stays_logged_in_after_a_use) {
    const Tokens tokens;
    const auto source = tokens.source();
    BOOST_REQUIRE(source->make_root());
    // Its login must succeed, which it could not do while somebody is logged in.
    const Host host;
    BOOST_TEST(host.is_logged_in());
}

BOOST_AUTO_TEST_CASE(two_sources_work_at_once) {
    const Tokens tokens;
    BOOST_REQUIRE(tokens.source()->make_root());
    const auto locked = tokens.source()->wrap(Secret(key), "here");
    BOOST_REQUIRE(locked);
    std::atomic<int> opened = 0;
    const auto use = [&] {
        for (int round = 0; round < 10; ++round) {
            const auto source = tokens.source();
            for (int i = 0; i < 5; ++i)
                opened += is_key(source->unwrap(*locked, "here")) ? 1 : 0;
        }
    };

    std::thread one(use);
    std::thread other(use);
    one.join();
    other.join();

    BOOST_TEST(opened == 100);
}

BOOST_AUTO_TEST_SUITE_END()
