#include <boost/test/unit_test.hpp>

#include <string>

#include "connectors/common/directory_key.h"
#include "connectors/common/entry_values.h"

using namespace std::string_literals;
using kith::connectors::EntryValues;
using kith::connectors::range_of;

namespace {

// The values of "cn" and of "cn;lang-de", both asked for or only the first.
struct Read {
    explicit Read(std::vector<std::string> names) : values(std::move(names)) {}

    Read& with(std::string_view description, std::string_view value) {
        if (const auto place = values.place(description)) values.add(*place, {value, 0});
        return *this;
    }
    std::string all(std::size_t index) const {
        std::string text;
        for (const auto& value : values.of(index))
            text += std::string(value.bytes) + "|";
        return text;
    }

    EntryValues values;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(entry_values)

BOOST_AUTO_TEST_CASE(names_are_the_same_in_any_case_and_with_options_that_say_nothing) {
    Read read({"cn", "mail"});
    read.with("CN", "a").with("cn;binary", "b").with("Cn;range=0-1", "c").with("cnx", "d");

    BOOST_TEST(read.all(0) == "a|b|c|");
    BOOST_TEST(read.all(1).empty());
    read.values.clear();
    BOOST_TEST(read.all(0).empty());
}

BOOST_AUTO_TEST_CASE(a_language_stands_in_only_where_there_is_no_plain_value) {
    BOOST_TEST(Read({"cn"}).with("cn;lang-de", "Anna").all(0) == "Anna|");
    BOOST_TEST(Read({"cn"}).with("cn;lang-de", "Anna").with("cn", "Ana").all(0) == "Ana|");
    BOOST_TEST(Read({"cn"}).with("cn", "Ana").with("cn;LANG-de", "Anna").all(0) == "Ana|");

    Read both({"cn", "cn;lang-de"});
    both.with("cn;lang-DE", "Anna").with("cn", "Ana");
    BOOST_TEST(both.all(0) == "Ana|");
    BOOST_TEST(both.all(1) == "Anna|");
}

BOOST_AUTO_TEST_CASE(another_option_makes_another_attribute) {
    BOOST_TEST(Read({"cn"}).with("cn;x-old", "Ana").all(0).empty());
    BOOST_TEST(Read({"cn"}).with("cn;x-old;lang-de", "Ana").all(0).empty());
}

BOOST_AUTO_TEST_CASE(a_range_is_read_wherever_it_stands) {
    BOOST_TEST(range_of("member;range=0-1499") == "0-1499");
    BOOST_TEST(range_of("member;binary;Range=1500-*") == "1500-*");
    BOOST_TEST(range_of("member").empty());
    BOOST_TEST(range_of("member;lang-de").empty());
}

BOOST_AUTO_TEST_CASE(keys_are_told_as_their_servers_show_them) {
    using kith::connectors::guid_bytes;
    using kith::connectors::key_text;
    const auto bytes = "\x50\xaa\x95\x47\x6b\xb6\x01\x02\x83\x84\x85\x86\x87\x88\x89\x8a"s;

    BOOST_TEST(key_text("objectguid", bytes).value() == "4795aa50-b66b-0201-8384-85868788898a");
    BOOST_TEST(guid_bytes("4795AA50-b66b-0201-8384-85868788898a").value() == bytes);
    BOOST_TEST(!guid_bytes("4795aa50-b66b-0201-8384_85868788898a").has_value());
    BOOST_TEST(!guid_bytes("4795aa50-b66b-0201-8384-8586878889zz").has_value());
    BOOST_TEST(!key_text("objectguid", bytes.substr(1)).has_value());
    BOOST_TEST(kith::connectors::uuid_text(bytes) == "50aa9547-6bb6-0102-8384-85868788898a");
    BOOST_TEST(kith::connectors::ns_unique_id_text(bytes) == "50aa9547-6bb60102-83848586-8788898a");
    BOOST_TEST(key_text("entryuuid", " AB-c ").value() == "ab-c");
    BOOST_TEST(key_text("employeenumber", "Ab").value() == "Ab");
    BOOST_TEST(!key_text("employeenumber", "").has_value());
    BOOST_TEST(!key_text("employeenumber", "\xFF").has_value());
    BOOST_TEST(!key_text("employeenumber", std::string(257, 'x')).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
