// What me.data/1 answered, opened.
#pragma once

#include <boost/test/unit_test.hpp>

#include <string>

#include "crypto/age.h"
#include "crypto/signed_note.h"
#include "kit/world.h"
#include "store/tenant_keys.h"

namespace kith::kit {

// The archive as its owner opens it: decrypted with her words, checked against the tenant's key.
inline std::string opened(World& world, const std::string& answer) {
    const auto file = crypto::from_base64(World::field(answer, "file"));
    BOOST_REQUIRE(file);
    const auto words = World::field(answer, "passphrase");
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(words.data());
    const auto note = crypto::age_decrypt(*file, Secret(std::span(bytes, words.size())));
    BOOST_REQUIRE(note);
    const auto key = world.rooms.database->tenant_keys().data_key();
    BOOST_REQUIRE(key);
    const auto text = crypto::checked_note(*key, *note);
    BOOST_REQUIRE(text);
    BOOST_TEST(!crypto::checked_note(*key, "x" + *note));
    return *text;
}

}  // namespace kith::kit
