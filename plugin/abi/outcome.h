// What a call comes to: a status, and the JSON that goes with it.
#pragma once

#include <kith/kith.h>

#include <cstdint>
#include <string>

#include "base/error.h"

namespace kith::abi {

struct Outcome {
    std::int32_t status = KITH_OK;
    std::string text;  // An answer, or the problem object of an Error.

    // Where the border itself refuses. Written out in the buffer, so that a refusal needs no memory
    // here.
    FixedText message = "";
    FixedText hint = "";
    std::int64_t byte = -1;  // Of the struct that is meant, or -1.
};

// The status of an Error. Stable: hosts have these numbers compiled in.
std::int32_t status_of(ErrorCode code);

Outcome failed(const Error& error);
Outcome refused(std::int32_t status, FixedText message, FixedText hint = {});

// The refusals that several calls have in common.
Outcome refused_handle();
Outcome refused_forked();
Outcome refused_busy_session();

// Whether the buffer can be written into: long enough, and without fields that this version cannot
// keep.
bool usable(const kith_buf* buffer);
bool absent_or_usable(const kith_buf* buffer);

// Puts the outcome into the buffer (may be NULL) and gives the status that the call answers.
std::int32_t answer(kith_buf* buffer, Outcome outcome);

// Wipes and frees what `answer` put there.
void buf_free(kith_buf* buffer);

}  // namespace kith::abi
