#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

#include "connectors/all.h"
#include "key_hex.h"
#include "written_file.h"

using kith::Result;
using kith::Secret;
using kith::connectors::key_source;
using kith::tests::Folder;
using kith::tests::key_hex;

BOOST_AUTO_TEST_SUITE(all)

BOOST_AUTO_TEST_CASE(each_kind_of_people_source_has_its_connector) {
    const Folder folder;
    kith::tests::write(folder / "people", "dn: uid=ana,dc=x\nobjectClass: person\nuid: ana\n");
    using Kind = kith::model::PeopleSource::Kind;

    const auto ldif = kith::connectors::people_source({Kind::ldif, folder / "people"})->read();
    const auto csv = kith::connectors::people_source({Kind::csv, folder / "people"})->read();

    BOOST_REQUIRE(ldif);
    BOOST_TEST(ldif->people.size() == 1u);
    BOOST_REQUIRE(csv);
    BOOST_TEST(has_errors(csv->findings));
}

BOOST_AUTO_TEST_CASE(a_key_reference_names_a_file_a_variable_or_the_host) {
    const Folder folder;
    kith::tests::write(folder / "k:ey", key_hex + "\n");
    std::filesystem::permissions(folder / "k:ey", std::filesystem::perms::owner_read);
    const auto file = key_source("file:" + folder / "k:ey", {});
    BOOST_REQUIRE(file);
    BOOST_TEST(static_cast<bool>((*file)->wrap(Secret(32), "here")));

    setenv("KITH_TEST_ROOT", key_hex.c_str(), 1);
    const auto variable = key_source("env:KITH_TEST_ROOT", {});
    BOOST_REQUIRE(variable);
    BOOST_TEST(static_cast<bool>((*variable)->wrap(Secret(32), "here")));
    unsetenv("KITH_TEST_ROOT");

    setenv("CREDENTIALS_DIRECTORY", (folder / "").c_str(), 1);
    const auto credential = key_source("credential:k:ey", {});
    BOOST_REQUIRE(credential);
    BOOST_TEST(static_cast<bool>((*credential)->wrap(Secret(32), "here")));
    unsetenv("CREDENTIALS_DIRECTORY");

    std::string asked;
    const auto host = key_source("host:kith/root", [&](std::string_view name) {
        asked = name;
        return Result<Secret>(Secret(std::array<std::uint8_t, 32>{1}));
    });
    BOOST_REQUIRE(host);
    BOOST_TEST(static_cast<bool>((*host)->wrap(Secret(32), "here")));
    BOOST_TEST(asked == "kith/root");

    const auto absent = key_source("host:root", {});
    BOOST_REQUIRE(absent);
    BOOST_TEST(!(*absent)->wrap(Secret(32), "here"));
}

BOOST_AUTO_TEST_CASE(a_key_reference_names_a_token) {
    const auto whole =
        key_source("pkcs11:token=t;object=o?module-path=/m.so&pin-source=file:/pin", {});
    BOOST_REQUIRE(whole);
    BOOST_TEST((*whole)->wrap(Secret(32), "here").error().detail.view() ==
               "the PKCS#11 module cannot be loaded");

    const auto half = key_source("pkcs11:token=t;object=o", {});
    BOOST_REQUIRE(!half);
    BOOST_TEST(half.error().detail.view() == "the PKCS#11 URI has no absolute module-path");
}

BOOST_AUTO_TEST_CASE(a_key_reference_of_no_known_kind_is_refused) {
    for (const auto* const reference : {"", "file", "file:", "env:", "host:", "credential:",
                                        "FILE:/k", "vault:k", ":k", "/etc/kith.key"}) {
        const auto source = key_source(reference, {});
        BOOST_REQUIRE_MESSAGE(!source, reference);
        BOOST_CHECK(source.error().code == kith::ErrorCode::key_missing);
        BOOST_TEST(source.error().hint.view() ==
                   "file:PATH, env:NAME, host:NAME, credential:NAME or pkcs11:URI");
    }
}

BOOST_AUTO_TEST_SUITE_END()
