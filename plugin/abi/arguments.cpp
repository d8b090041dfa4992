#include "abi/arguments.h"

#include <cstring>

#include "base/limits.h"
#include "base/text.h"

namespace kith::abi {

std::optional<Outcome> unfit(const char* text, std::uint64_t n, std::size_t bytes_max) {
    if (n == 0) return std::nullopt;
    if (text == nullptr) return refused(KITH_E_ARGUMENT, "a text is NULL, and its length is not 0");
    if (n > bytes_max)
        return refused(KITH_E_TOO_LARGE, "the text is longer than any honest one",
                       "an input has at most 256 KiB, a path 4096 bytes");
    if (!is_utf8({text, static_cast<std::size_t>(n)}))
        return refused(KITH_E_ENCODING, "the text is not UTF-8, or has a NUL in it",
                       "give its length in bytes, without a NUL at the end");
    return std::nullopt;
}

std::optional<Outcome> unfit_name(const char* name) {
    if (name == nullptr) return refused(KITH_E_ARGUMENT, "the name is NULL");
    const std::size_t length = strnlen(name, limits::operation_name_bytes_max + 1);
    if (length > limits::operation_name_bytes_max)
        return refused(KITH_E_OPERATION, "no operation has a name of that length",
                       "the names are listed in kith_describe");
    return unfit(name, length, limits::operation_name_bytes_max);
}

std::string_view json_input(const char* in, std::uint64_t n) {
    if (n == 0) return "{}";
    return {in, static_cast<std::size_t>(n)};
}

}  // namespace kith::abi
