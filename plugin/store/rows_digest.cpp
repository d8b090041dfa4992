#include "store/rows_digest.h"

#include <cstring>

#include "store/fields.h"

namespace kith::store {
namespace {

constexpr std::size_t nonce_digits = 32;
constexpr std::size_t digits_per_part = 16;
constexpr std::size_t stated_digits = nonce_digits + 4 * digits_per_part;

std::array<std::uint64_t, 4> sum_of(const crypto::Digest& digest) {
    std::array<std::uint64_t, 4> sum{};
    static_assert(sizeof sum == sizeof digest);
    std::memcpy(sum.data(), digest.data(), sizeof sum);
    return sum;
}

int value_of(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return -1;
}

Error no_digest() {
    return {ErrorCode::store_corrupt,
            "the database holds a digest that Kith did not write",
            {},
            "restore the file from a backup"};
}

}  // namespace

RowsDigest::RowsDigest(const TenantKeys& keys, std::string_view row_set)
    : mac_(keys.mac()), prefix_(keys.place("rows of " + std::string(row_set))) {}

void RowsDigest::add(std::string_view row) {
    const auto more = of_row(row);
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        const auto partial = sum_[i] + carry;
        carry = partial < carry ? 1 : 0;
        sum_[i] = partial + more[i];
        carry += sum_[i] < partial ? 1 : 0;
    }
}

void RowsDigest::take_out(std::string_view row) {
    const auto less = of_row(row);
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        const auto partial = sum_[i] - borrow;
        borrow = partial > sum_[i] ? 1 : 0;
        sum_[i] = partial - less[i];
        borrow += sum_[i] > partial ? 1 : 0;
    }
}

Result<std::string> RowsDigest::stated(std::int64_t version) {
    std::array<std::uint8_t, nonce_digits / 2> random{};
    const auto filled = crypto::fill_random(random);
    if (!filled) return filled.error();
    auto text = crypto::to_hex(random);
    const auto masking = mask(version, text);
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        const auto part = sum_[i] ^ masking[i];
        std::array<std::uint8_t, sizeof part> bytes{};
        std::memcpy(bytes.data(), &part, sizeof part);
        text += crypto::to_hex(bytes);
    }
    return text;
}

bool RowsDigest::is(std::int64_t version, std::string_view stated) {
    const auto sum = unmasked(version, stated);
    return sum && *sum == sum_;
}

Result<void> RowsDigest::resume(std::int64_t version, std::string_view stated) {
    const auto sum = unmasked(version, stated);
    if (!sum) return sum.error();
    sum_ = *sum;
    return {};
}

RowsDigest::Sum RowsDigest::of_row(std::string_view row) {
    return sum_of(mac_.of({prefix_, row}));
}

RowsDigest::Sum RowsDigest::mask(std::int64_t version, std::string_view nonce) {
    return sum_of(mac_.of({prefix_, "mask|", FieldWriter().number(version).text(nonce).packed()}));
}

Result<RowsDigest::Sum> RowsDigest::unmasked(std::int64_t version, std::string_view stated) {
    if (version == 0 && stated.empty()) return Sum{};
    if (stated.size() != stated_digits) return no_digest();
    auto sum = mask(version, stated.substr(0, nonce_digits));
    for (std::size_t i = 0; i < sum.size(); ++i) {
        std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
        for (std::size_t j = 0; j < bytes.size(); ++j) {
            const auto at = nonce_digits + i * digits_per_part + 2 * j;
            const int high = value_of(stated[at]);
            const int low = value_of(stated[at + 1]);
            if (high < 0 || low < 0) return no_digest();
            bytes[j] = static_cast<std::uint8_t>(high << 4 | low);
        }
        std::uint64_t part = 0;
        std::memcpy(&part, bytes.data(), sizeof part);
        sum[i] ^= part;
    }
    return sum;
}

}  // namespace kith::store
