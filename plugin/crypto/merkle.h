// A Merkle tree over a log (RFC 9162, section 2.1): hashes in, roots and proofs out.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "crypto/crypto.h"

namespace kith::crypto {

// SHA-256 many times over, without looking the algorithm up each time. One thread at a time.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;

    Digest sha256(std::initializer_list<std::string_view> parts);
    Digest leaf(std::string_view entry);                   // SHA-256(0x00 || entry)
    Digest node(const Digest& left, const Digest& right);  // SHA-256(0x01 || left || right)

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

// The right edge of a tree: what is needed to append and to give the root.
class Frontier {
public:
    // One hash for each bit of the size, the largest complete subtree first. Nothing where their
    // number does not fit the size.
    static std::optional<Frontier> of(std::uint64_t size, std::vector<Digest> edge);

    Frontier() = default;
    void append(Hasher& hasher, const Digest& leaf);
    std::uint64_t size() const { return size_; }
    const std::vector<Digest>& edge() const { return edge_; }
    Digest root(Hasher& hasher) const;  // Of no leaves: SHA-256 of nothing.

private:
    std::uint64_t size_ = 0;
    std::vector<Digest> edge_;
};

// Sections 2.1.3.1 and 2.1.3.2. `number` is below leaves.size().
std::vector<Digest> inclusion_proof(Hasher& hasher, std::span<const Digest> leaves,
                                    std::uint64_t number);
struct Inclusion {
    std::uint64_t number = 0;
    std::uint64_t size = 0;
    Digest leaf{};
    Digest root{};
};
bool is_included(Hasher& hasher, const Inclusion& claim, std::span<const Digest> proof);

// Sections 2.1.4.1 and 2.1.4.2: that the first `old_size` leaves are those of the older tree.
std::vector<Digest> consistency_proof(Hasher& hasher, std::span<const Digest> leaves,
                                      std::uint64_t old_size);
struct Consistency {
    std::uint64_t old_size = 0;
    std::uint64_t size = 0;
    Digest old_root{};
    Digest root{};
};
bool is_consistent(Hasher& hasher, const Consistency& claim, std::span<const Digest> proof);

}  // namespace kith::crypto
