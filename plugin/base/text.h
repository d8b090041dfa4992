// Text as it comes from outside: is it UTF-8, and what is between the separators.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith {

// Well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms) without a NUL.
bool is_utf8(std::string_view text);

std::string_view trimmed(std::string_view text);  // Without ASCII white space at both ends.
std::string lower_ascii(std::string_view text);   // Only A to Z change.

// The non-empty, trimmed parts between separators, in order.
std::vector<std::string> split_list(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// Which known word was meant: the nearest within two edits, or empty.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace kith
