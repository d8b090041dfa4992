#include <boost/test/unit_test.hpp>

#include <vector>

#include "abi/host.h"

using namespace kith::test;

namespace {

// A host table of `size` bytes, as a host with another header has it.
std::vector<std::uint64_t> table_of(std::uint32_t size) {
    std::vector<std::uint64_t> bytes(8192 / sizeof(std::uint64_t));
    kith_host host = host_table();
    host.size = size;
    std::memcpy(bytes.data(), &host, sizeof host);
    return bytes;
}

std::int32_t open_with(const std::vector<std::uint64_t>& bytes, Answer& err) {
    kith_instance instance = 0;
    const auto status =
        kith_open(reinterpret_cast<const kith_host*>(bytes.data()), "x", 1, &instance, err.fresh());
    if (status == KITH_OK)
        kith_close(instance);
    else
        BOOST_TEST(instance == 0u);
    return status;
}

int log_lines = 0;
std::int32_t count_line(void*, std::int32_t, const char*, std::uint64_t, std::int64_t) {
    ++log_lines;
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(structs)

BOOST_AUTO_TEST_CASE(a_host_table_that_ends_early_gets_defaults_for_the_rest) {
    Answer err;
    kith_host host = host_table();
    host.size = offsetof(kith_host, log);
    host.log = count_line;  // Beyond its end: not read.
    log_lines = 0;

    const Opened with(&host);
    BOOST_REQUIRE(call(with.session, "log/1") == KITH_OK);
    BOOST_TEST(log_lines == 0);

    host.size = sizeof host;
    const Opened whole(&host);
    BOOST_REQUIRE(call(whole.session, "log/1") == KITH_OK);
    BOOST_TEST(log_lines == 1);
}

BOOST_AUTO_TEST_CASE(a_longer_host_table_is_taken_where_its_tail_is_zero) {
    Answer err;
    auto bytes = table_of(sizeof(kith_host) + 64);

    BOOST_TEST(open_with(bytes, err) == KITH_OK);

    reinterpret_cast<char*>(bytes.data())[sizeof(kith_host) + 9] = 1;
    BOOST_TEST(open_with(bytes, err) == KITH_E_ABI);
    BOOST_TEST(err.says("byte " + std::to_string(sizeof(kith_host) + 9)));
}

BOOST_AUTO_TEST_CASE(an_absurd_size_is_refused_and_not_read) {
    Answer err;

    for (const std::uint32_t size : {0u, 1u, 4u, 15u, 8192u, 0x7fffffffu, 0xffffffffu})
        BOOST_TEST(open_with(table_of(size), err) == KITH_E_ARGUMENT, "size " << size);
    BOOST_TEST(err.says("kith_host.size"));

    BOOST_TEST(open_with(table_of(offsetof(kith_host, log) + 3), err) == KITH_E_ARGUMENT);
    BOOST_TEST(err.says("cuts a field"));
}

BOOST_AUTO_TEST_CASE(a_host_of_another_version_is_told_which_field_differs) {
    Answer err;
    kith_instance instance = 0;
    kith_host host = host_table();

    host.abi = 0x00020000u;
    BOOST_TEST(kith_open(&host, "x", 1, &instance, err.fresh()) == KITH_E_ABI);
    BOOST_TEST(err.says("kith_host.abi"));
    BOOST_TEST(err.says("major"));

    host.abi = KITH_ABI + 1;
    BOOST_TEST(kith_open(&host, "x", 1, &instance, err.fresh()) == KITH_E_ABI);
    BOOST_TEST(err.says("minor"));

    host.abi = KITH_ABI;
    host.flags = 4;
    BOOST_TEST(kith_open(&host, "x", 1, &instance, err.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(err.says("kith_host.flags"));
}

BOOST_AUTO_TEST_CASE(the_front_negotiates_before_anything_is_loaded) {
    Answer why;

    BOOST_TEST(kith_abi() == KITH_ABI);
    BOOST_TEST(kith_negotiate(KITH_ABI, why.fresh()) == KITH_OK);
    BOOST_TEST(why.text().empty());
    BOOST_TEST(kith_negotiate(KITH_ABI + 1, why.fresh()) == KITH_E_ABI);
    BOOST_TEST(why.says("minor"));
    BOOST_TEST(kith_negotiate(KITH_ABI + 0x10000, why.fresh()) == KITH_E_ABI);
    BOOST_TEST(why.says("major"));
    BOOST_TEST(kith_negotiate(0, nullptr) == KITH_E_ABI);
}

BOOST_AUTO_TEST_CASE(a_buffer_that_is_too_short_or_too_new_is_not_written_to) {
    const Opened host;
    struct {
        kith_buf buffer;
        unsigned char tail[40];
    } longer{};

    for (const std::uint32_t size : {0u, 8u, 23u, 5000u, 0xffffffffu}) {
        longer.buffer = {size, 7, reinterpret_cast<char*>(&longer), 9};
        BOOST_TEST(call(host.session, "echo/1", {}, &longer.buffer) == KITH_E_ARGUMENT);
        BOOST_TEST(longer.buffer.len == 9u);
        kith_buf_free(&longer.buffer);
        if (size < sizeof(kith_buf)) BOOST_TEST(longer.buffer.len == 9u);
    }

    std::vector<std::uint64_t> zeros(
        1000);  // Room enough, and nothing in it: the size alone is wrong.
    auto* absurd = reinterpret_cast<kith_buf*>(zeros.data());
    absurd->size = 5000;
    BOOST_TEST(call(host.session, "echo/1", {}, absurd) == KITH_E_ARGUMENT);

    kith_buf_init(&longer.buffer);
    longer.buffer.size = sizeof longer;
    BOOST_TEST(call(host.session, "echo/1", "{}", &longer.buffer) == KITH_OK);
    kith_buf_free(&longer.buffer);

    longer.tail[0] = 1;
    BOOST_TEST(call(host.session, "echo/1", "{}", &longer.buffer) == KITH_E_ARGUMENT);
    BOOST_TEST(longer.buffer.data == nullptr);
}

BOOST_AUTO_TEST_CASE(a_buffer_ends_with_a_nul_and_is_empty_after_it_was_given_back) {
    const Opened host;
    Answer out;

    BOOST_REQUIRE(call(host.session, "echo/1", R"({"a":1})", &out.buffer) == KITH_OK);
    BOOST_TEST(out.buffer.len == 7u);
    BOOST_TEST(std::strlen(out.buffer.data) == 7u);

    kith_buf_free(&out.buffer);
    BOOST_TEST(out.buffer.data == nullptr);
    BOOST_TEST(out.buffer.len == 0u);
    kith_buf_free(&out.buffer);
    kith_buf_free(nullptr);
    kith_buf_init(nullptr);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// Looks into memory that was given back, which only a plain build lets one do.
BOOST_AUTO_TEST_CASE(a_buffer_that_is_given_back_is_wiped) {
    const Opened host;
    Answer out;
    BOOST_REQUIRE(call(host.session, "size/1", R"({"bytes":500})", &out.buffer) == KITH_OK);
    const volatile char* middle = out.buffer.data + 250;
    BOOST_REQUIRE(*middle == 'x');

    kith_buf_free(&out.buffer);

    BOOST_TEST(*middle != 'x');
}
#endif

BOOST_AUTO_TEST_SUITE_END()
