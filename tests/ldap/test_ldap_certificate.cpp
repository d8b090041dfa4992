// What a certificate says of itself, and certificates that are none.
#include "connectors/ldap/certificate.h"
#include "tests/ldap/kit/certificates.h"

using kith::connectors::ldap::Certificate;
using kith::connectors::ldap::is_for_host;
using kith::connectors::ldap::read_certificate;
using kith::tests::Certificates;

namespace {

std::optional<Certificate> read(const std::string& der) {
    return read_certificate({reinterpret_cast<const std::uint8_t*>(der.data()), der.size()});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_certificate)

BOOST_AUTO_TEST_CASE(its_names_issuer_and_days_are_read) {
    const auto certificate = read(Certificates::shared().der("many"));

    BOOST_REQUIRE(certificate);
    BOOST_TEST(certificate->names ==
                   (std::vector<std::string>{"*.example.org", "dc2", "192.0.2.7", "2001:db8::7"}),
               boost::test_tools::per_element());
    BOOST_TEST(certificate->issuer == "Kith test CA");
    BOOST_TEST(certificate->not_before.size() == 19u);
    BOOST_TEST(certificate->not_before.starts_with("20"));
    BOOST_TEST(certificate->not_before < certificate->not_after);
}

BOOST_AUTO_TEST_CASE(without_alternative_names_the_common_name_counts) {
    const auto certificate = read(Certificates::shared().der("ca"));
    BOOST_REQUIRE(certificate);
    BOOST_TEST(certificate->names == std::vector<std::string>{"Kith test CA"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_star_stands_for_one_label) {
    const auto certificate = read(Certificates::shared().der("many"));
    BOOST_REQUIRE(certificate);
    for (const auto* const yes : {"dc1.example.org", "DC1.Example.ORG", "dc2", "192.0.2.7"})
        BOOST_TEST(is_for_host(*certificate, yes), yes);
    for (const auto* const no : {"example.org", "a.b.example.org", "dc1.example.com", "dc3", ""})
        BOOST_TEST(!is_for_host(*certificate, no), no);
}

BOOST_AUTO_TEST_CASE(what_is_cut_off_or_damaged_is_read_safely) {
    const auto der = Certificates::shared().der("many");
    BOOST_REQUIRE(read(der));
    for (std::size_t size = 0; size < der.size() / 2; ++size)
        BOOST_TEST(!read(der.substr(0, size)), "cut at " << size);
    for (std::size_t at = 0; at < der.size(); ++at)
        for (const int flip : {0x01, 0x80, 0xFF}) {
            auto damaged = der;
            damaged[at] = static_cast<char>(damaged[at] ^ flip);
            const auto certificate = read(damaged);
            if (!certificate) continue;
            for (const auto& name : certificate->names)
                for (const char byte : name)
                    BOOST_TEST((byte >= 0x20 && byte < 0x7F));
        }
    BOOST_TEST(!read(""));
    BOOST_TEST(!read(std::string(2000, '\x30')));
    BOOST_TEST(!read(std::string(2000, '\xFF')));
}

BOOST_AUTO_TEST_SUITE_END()
