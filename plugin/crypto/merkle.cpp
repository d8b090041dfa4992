#include "crypto/merkle.h"

#include <openssl/evp.h>

#include <bit>
#include <new>

#include "crypto/bytes.h"

namespace kith::crypto {
namespace {

constexpr std::string_view leaf_mark{"\x00", 1};
constexpr std::string_view node_mark{"\x01", 1};

// The largest power of two below n; n is at least 2.
std::uint64_t split(std::uint64_t n) {
    return std::bit_floor(n - 1);
}

Digest root_of(Hasher& hasher, std::span<const Digest> leaves) {
    Frontier frontier;
    for (const auto& leaf : leaves)
        frontier.append(hasher, leaf);
    return frontier.root(hasher);
}

// SUBPROOF of section 2.1.4.1. `whole`: the older tree is this very subtree.
void add_subproof(Hasher& hasher, std::span<const Digest> leaves, std::uint64_t old_size,
                  bool whole, std::vector<Digest>& proof) {
    if (old_size == leaves.size()) {
        if (!whole) proof.push_back(root_of(hasher, leaves));
        return;
    }
    const auto middle = split(leaves.size());
    if (old_size <= middle) {
        add_subproof(hasher, leaves.first(middle), old_size, whole, proof);
        proof.push_back(root_of(hasher, leaves.subspan(middle)));
        return;
    }
    add_subproof(hasher, leaves.subspan(middle), old_size - middle, false, proof);
    proof.push_back(root_of(hasher, leaves.first(middle)));
}

}  // namespace

struct Hasher::Context {
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* context = EVP_MD_CTX_new();

    Context() = default;
    ~Context() {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

Hasher::Hasher() : context_(std::make_unique<Context>()) {
    if (context_->algorithm == nullptr || context_->context == nullptr) throw std::bad_alloc();
}

Hasher::~Hasher() = default;

Digest Hasher::sha256(std::initializer_list<std::string_view> parts) {
    auto* const context = context_->context;
    bool done = EVP_DigestInit_ex2(context, context_->algorithm, nullptr) == 1;
    for (const auto part : parts)
        done = done && EVP_DigestUpdate(context, part.data(), part.size()) == 1;
    Digest digest{};
    if (!done || EVP_DigestFinal_ex(context, digest.data(), nullptr) != 1) throw std::bad_alloc();
    return digest;
}

Digest Hasher::leaf(std::string_view entry) {
    return sha256({leaf_mark, entry});
}

Digest Hasher::node(const Digest& left, const Digest& right) {
    return sha256({node_mark, text_of(left), text_of(right)});
}

std::optional<Frontier> Frontier::of(std::uint64_t size, std::vector<Digest> edge) {
    if (edge.size() != static_cast<std::size_t>(std::popcount(size))) return std::nullopt;
    Frontier frontier;
    frontier.size_ = size;
    frontier.edge_ = std::move(edge);
    return frontier;
}

void Frontier::append(Hasher& hasher, const Digest& leaf) {
    Digest grown = leaf;
    for (auto full = size_; (full & 1) != 0; full >>= 1) {
        grown = hasher.node(edge_.back(), grown);
        edge_.pop_back();
    }
    edge_.push_back(grown);
    ++size_;
}

Digest Frontier::root(Hasher& hasher) const {
    if (edge_.empty()) return hasher.sha256({});
    Digest root = edge_.back();
    for (auto i = edge_.size() - 1; i > 0; --i)
        root = hasher.node(edge_[i - 1], root);
    return root;
}

std::vector<Digest> inclusion_proof(Hasher& hasher, std::span<const Digest> leaves,
                                    std::uint64_t number) {
    KITH_ASSERT(number < leaves.size());
    if (leaves.size() == 1) return {};
    const auto middle = split(leaves.size());
    const bool left = number < middle;
    auto proof = left ? inclusion_proof(hasher, leaves.first(middle), number)
                      : inclusion_proof(hasher, leaves.subspan(middle), number - middle);
    proof.push_back(root_of(hasher, left ? leaves.subspan(middle) : leaves.first(middle)));
    return proof;
}

bool is_included(Hasher& hasher, const Inclusion& claim, std::span<const Digest> proof) {
    if (claim.number >= claim.size) return false;
    auto number = claim.number;
    auto last = claim.size - 1;
    Digest found = claim.leaf;
    for (const auto& step : proof) {
        if (last == 0) return false;
        if ((number & 1) != 0 || number == last) {
            found = hasher.node(step, found);
            while ((number & 1) == 0 && number != 0) {
                number >>= 1;
                last >>= 1;
            }
        } else {
            found = hasher.node(found, step);
        }
        number >>= 1;
        last >>= 1;
    }
    return last == 0 && equal(found, claim.root);
}

std::vector<Digest> consistency_proof(Hasher& hasher, std::span<const Digest> leaves,
                                      std::uint64_t old_size) {
    KITH_ASSERT(old_size <= leaves.size());
    std::vector<Digest> proof;
    if (old_size != 0) add_subproof(hasher, leaves, old_size, true, proof);
    return proof;
}

bool is_consistent(Hasher& hasher, const Consistency& claim, std::span<const Digest> proof) {
    if (claim.old_size > claim.size) return false;
    if (claim.old_size == claim.size) return proof.empty() && equal(claim.old_root, claim.root);
    if (claim.old_size == 0) return proof.empty() && equal(claim.old_root, hasher.sha256({}));

    std::vector<Digest> path(proof.begin(), proof.end());
    if (std::has_single_bit(claim.old_size)) path.insert(path.begin(), claim.old_root);
    if (path.empty()) return false;
    auto number = claim.old_size - 1;
    auto last = claim.size - 1;
    while ((number & 1) != 0) {
        number >>= 1;
        last >>= 1;
    }
    Digest before = path.front();
    Digest after = path.front();
    for (const auto& step : std::span(path).subspan(1)) {
        if (last == 0) return false;
        if ((number & 1) != 0 || number == last) {
            before = hasher.node(step, before);
            after = hasher.node(step, after);
            while ((number & 1) == 0 && number != 0) {
                number >>= 1;
                last >>= 1;
            }
        } else {
            after = hasher.node(after, step);
        }
        number >>= 1;
        last >>= 1;
    }
    return last == 0 && equal(before, claim.old_root) && equal(after, claim.root);
}

}  // namespace kith::crypto
