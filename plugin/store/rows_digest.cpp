#include "store/rows_digest.h"

#include "store/fields.h"

namespace kith::store {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20;

}  // namespace

RowsDigest::RowsDigest(const Vault& vault, std::string_view row_set, std::int64_t version)
    : vault_(vault),
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
    block_ = vault_.pseudonym(role_, block_);
}

}  // namespace kith::store
