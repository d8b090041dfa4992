// What a directory knows an entry by for life, as text (RFC 4530; Active Directory; 389 DS).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith::connectors {

// 16 bytes in the order of RFC 4122, as entryUUID shows them and RFC 4533 sends them.
std::string uuid_text(std::string_view bytes);
// 16 bytes of an objectGUID as Active Directory shows them: the first three groups little-endian.
std::string guid_text(std::string_view bytes);
// 16 bytes as 389 DS shows its nsUniqueId: four groups of four.
std::string ns_unique_id_text(std::string_view bytes);

// The 16 bytes behind guid_text's text; none where it is no such text.
std::optional<std::string> guid_bytes(std::string_view text);

// What `value` of `attribute` (in lower case) is as a key; none where it cannot be one: not 16
// bytes in an objectGUID, not UTF-8, empty, longer than an id may be.
std::optional<std::string> key_text(std::string_view attribute, std::string_view value);

}  // namespace kith::connectors
