// RFC 9162, section 2.1: roots published with Certificate Transparency's reference leaves, and a
// reading of the definitions, as they are written, beside ours.
#include <boost/test/unit_test.hpp>

#include "crypto/merkle.h"
#include "crypto/spelt_bytes.h"

namespace kith::crypto {
namespace {

using tests::text_of;

constexpr std::size_t sizes = 130;

std::vector<std::string> entries(std::size_t count) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < count; ++i)
        found.push_back("entry " + std::to_string(i));
    return found;
}

std::vector<Digest> leaves(Hasher& hasher, const std::vector<std::string>& entries) {
    std::vector<Digest> found;
    for (const auto& entry : entries)
        found.push_back(hasher.leaf(entry));
    return found;
}

// MTH of section 2.1.1, word by word, on the entries themselves.
Digest mth(std::span<const std::string> d) {
    if (d.empty()) return sha256("");
    if (d.size() == 1) return sha256(std::string(1, '\0') + d[0]);
    std::size_t k = 1;
    while (k * 2 < d.size())
        k *= 2;
    const auto left = mth(d.first(k));
    const auto right = mth(d.subspan(k));
    return sha256("\x01" + std::string(text_of(left)) + std::string(text_of(right)));
}

Frontier grown(Hasher& hasher, const std::vector<Digest>& leaves) {
    Frontier frontier;
    for (const auto& leaf : leaves)
        frontier.append(hasher, leaf);
    return frontier;
}

BOOST_AUTO_TEST_SUITE(merkle)

BOOST_AUTO_TEST_CASE(the_published_roots_come_out) {
    Hasher hasher;
    const std::vector<std::string> published_leaves = {
        std::string(),
        std::string(1, '\0'),
        "\x10",
        "\x20\x21",
        "\x30\x31",
        "\x40\x41\x42\x43",
        "\x50\x51\x52\x53\x54\x55\x56\x57",
        "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
    const std::vector<std::string> roots = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    BOOST_TEST(to_hex(Frontier().root(hasher)) ==
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Frontier frontier;
    for (std::size_t i = 0; i < roots.size(); ++i) {
        frontier.append(hasher, hasher.leaf(published_leaves[i]));
        BOOST_TEST(to_hex(frontier.root(hasher)) == roots[i]);
    }
}

BOOST_AUTO_TEST_CASE(a_root_is_that_of_the_definition_at_every_size) {
    Hasher hasher;
    const auto all = entries(sizes);
    for (std::size_t size = 0; size <= sizes; ++size) {
        const auto some = std::vector(all.begin(), all.begin() + static_cast<long>(size));
        const auto frontier = grown(hasher, leaves(hasher, some));
        BOOST_TEST(to_hex(frontier.root(hasher)) == to_hex(mth(some)));
        const auto kept = Frontier::of(frontier.size(), frontier.edge());
        BOOST_REQUIRE(kept);
        BOOST_TEST(to_hex(kept->root(hasher)) == to_hex(mth(some)));
    }
    BOOST_TEST(!Frontier::of(3, {}).has_value());
}

BOOST_AUTO_TEST_CASE(every_record_is_proved_in_every_tree_and_no_other_in_its_place) {
    Hasher hasher;
    const auto all = leaves(hasher, entries(sizes));
    int proofs = 0;
    for (std::size_t size = 1; size <= sizes; ++size) {
        const auto some = std::span(all).first(size);
        const auto root = grown(hasher, {some.begin(), some.end()}).root(hasher);
        for (std::size_t number = 0; number < size; ++number) {
            auto proof = inclusion_proof(hasher, some, number);
            const Inclusion claim{number, size, all[number], root};
            BOOST_REQUIRE(is_included(hasher, claim, proof));
            ++proofs;
            auto other = claim;
            other.leaf = all[(number + 1) % sizes];
            BOOST_TEST(!is_included(hasher, other, proof));
            other = claim;
            other.number = number + 1;
            BOOST_TEST(!is_included(hasher, other, proof));
            if (proof.empty()) continue;
            proof.back()[7] ^= 1;
            BOOST_TEST(!is_included(hasher, claim, proof));
            proof.pop_back();
            BOOST_TEST(!is_included(hasher, claim, proof));
        }
    }
    BOOST_TEST(proofs == static_cast<int>(sizes * (sizes + 1) / 2));
}

BOOST_AUTO_TEST_CASE(every_older_tree_is_proved_to_be_the_beginning_and_no_other_is) {
    Hasher hasher;
    const auto all = leaves(hasher, entries(sizes));
    std::vector<Digest> roots{Frontier().root(hasher)};
    Frontier frontier;
    for (const auto& leaf : all) {
        frontier.append(hasher, leaf);
        roots.push_back(frontier.root(hasher));
    }
    for (std::size_t size = 0; size <= sizes; ++size) {
        for (std::size_t old = 0; old <= size; ++old) {
            auto proof = consistency_proof(hasher, std::span(all).first(size), old);
            const Consistency claim{old, size, roots[old], roots[size]};
            BOOST_REQUIRE(is_consistent(hasher, claim, proof));
            auto other = claim;
            other.old_root[3] ^= 1;
            BOOST_TEST(!is_consistent(hasher, other, proof));
            if (proof.empty()) continue;
            proof.front()[3] ^= 1;
            BOOST_TEST(!is_consistent(hasher, claim, proof));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
