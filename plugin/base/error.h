// What can happen to a correct program, as a value.
//
// An Error carries only text that was written into this program: FixedText is made at compile time,
// so no name, no content and no library's message can get into it. `field` points to the place in
// the caller's input (a JSON pointer, RFC 6901) and is built from our own field names and from
// positions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kith {

class FixedText {
public:
    constexpr FixedText() : text_("") {}
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is the only thing that converts.
    consteval FixedText(const char* text) : text_(text) {}
    std::string_view view() const { return text_; }
    bool empty() const { return view().empty(); }
    friend bool operator==(FixedText a, std::string_view b) { return a.view() == b; }

private:
    const char* text_;
};

enum class ErrorCode : std::uint8_t {
    invalid_input,      // The caller's input breaks a rule that its schema or page states.
    encoding,           // The text is not UTF-8.
    too_large,          // A limit of base/limits.h.
    unknown_operation,  // No operation of that name and version.
    denied,             // Not allowed, not found or no longer there: one answer for all three.
    conflict,           // The state does not allow it now, for example a closed request.
    busy,               // Somebody else holds what is needed; the same call may succeed later.
    cancelled,          // The caller took it back.
    manifest_invalid,   // The manifest has problems; kithctl check lists them.
    not_applied,        // The manifest was not applied to this database.
    key_missing,        // The key source gave no key.
    key_wrong,          // The key is not the one that this database was made with.
    store_failed,       // The disk or the database refused; nothing was stored.
    store_corrupt,      // The database is damaged; nothing was changed.
    source_unreadable,  // A people source cannot be read; what was loaded stays.
    unsupported,        // Not in this build or this version.
};

struct Error {
    ErrorCode code = ErrorCode::invalid_input;
    FixedText detail;   // What is wrong.
    std::string field;  // Where: a JSON pointer into the input, or empty.
    FixedText hint;     // What to do, or empty.
};

}  // namespace kith
