#include "store/rows_digest.h"

#include "store/fields.h"

namespace kith::store {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20;

}  // namespace

RowsDigest::RowsDigest(const TenantKeys& keys, std::string_view row_set, std::int64_t version)
    : keys_(keys),
      role_("rows of " + std::string(row_set)),
      block_(FieldWriter().number(version).packed()) {}

void RowsDigest::add(std::string_view row) {
    block_ += FieldWriter().text(row).packed();
    if (block_.size() >= block_bytes) close_block();
}

std::string RowsDigest::text() {
    close_block();
    return block_;
}

void RowsDigest::close_block() {
    block_ = keys_.pseudonym(role_, block_);
}

}  // namespace kith::store
