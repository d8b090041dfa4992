#include "abi/outcome.h"

#include <kith/core_table.h>

#include <string.h>  // explicit_bzero

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "abi/structs.h"
#include "gateway/gateway.h"

namespace kith::abi {
namespace {

constexpr char no_memory[] =
    "{\"code\":-16,\"name\":\"memory\",\"message\":\"no memory\",\"field\":\"\","
    "\"hint\":\"repeat a change with its idempotency key\",\"retry\":true}";

const char* name(std::int32_t status) {
    switch (status) {
        case KITH_E_ARGUMENT:
            return "argument";
        case KITH_E_HANDLE:
            return "handle";
        case KITH_E_BUSY:
            return "busy";
        case KITH_E_FORKED:
            return "forked";
        case KITH_E_ABI:
            return "abi";
        case KITH_E_MEMORY:
            return "memory";
        case KITH_E_INTERNAL:
            return "internal";
        case KITH_E_CANCELLED:
            return "cancelled";
        case KITH_E_CONFLICT:
            return "conflict";
        case KITH_E_ENCODING:
            return "encoding";
        case KITH_E_TOO_LARGE:
            return "too_large";
        case KITH_E_OPERATION:
            return "unknown_operation";
        case KITH_E_HOST:
            return "host";
        default:
            return "problem";
    }
}

// Fixed texts hold neither quotes nor backslashes nor control characters, so they need no escaping.
int write_refusal(char* to, std::size_t size, const Outcome& outcome) {
    char byte[32] = "";
    if (outcome.byte >= 0) std::snprintf(byte, sizeof byte, "byte %" PRId64, outcome.byte);
    return std::snprintf(to, size,
                         "{\"code\":%" PRId32
                         ",\"name\":\"%s\",\"message\":\"%s\",\"field\":\"%s\",\"hint\":\"%s\","
                         "\"retry\":%s}",
                         outcome.status, name(outcome.status), outcome.message.view().data(), byte,
                         outcome.hint.view().data(),
                         outcome.status == KITH_E_BUSY ? "true" : "false");
}

void set(kith_buf* buffer, std::uint32_t flags, char* data, std::uint64_t len) {
    buffer->flags = flags;
    buffer->data = data;
    buffer->len = len;
}

std::int32_t answer_no_memory(kith_buf* buffer) {
    // Read only, whatever the type says: nobody writes to a constant of the library.
    set(buffer, KITH_BUF_CONSTANT, const_cast<char*>(no_memory), sizeof no_memory - 1);
    return KITH_E_MEMORY;
}

std::int32_t answer_text(kith_buf* buffer, const Outcome& outcome) {
    auto* data = static_cast<char*>(std::malloc(outcome.text.size() + 1));
    if (data == nullptr) return answer_no_memory(buffer);
    std::memcpy(data, outcome.text.c_str(), outcome.text.size() + 1);
    set(buffer, 0, data, outcome.text.size());
    return outcome.status;
}

std::int32_t answer_refusal(kith_buf* buffer, const Outcome& outcome) {
    const auto length = static_cast<std::size_t>(write_refusal(nullptr, 0, outcome));
    auto* data = static_cast<char*>(std::malloc(length + 1));
    if (data == nullptr) return answer_no_memory(buffer);
    write_refusal(data, length + 1, outcome);
    set(buffer, 0, data, length);
    return outcome.status;
}

}  // namespace

std::int32_t status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_input:
            return KITH_E_INPUT;
        case ErrorCode::encoding:
            return KITH_E_ENCODING;
        case ErrorCode::too_large:
            return KITH_E_TOO_LARGE;
        case ErrorCode::unknown_operation:
            return KITH_E_OPERATION;
        case ErrorCode::denied:
            return KITH_E_DENIED;
        case ErrorCode::conflict:
            return KITH_E_CONFLICT;
        case ErrorCode::busy:
            return KITH_E_BUSY;
        case ErrorCode::cancelled:
            return KITH_E_CANCELLED;
        case ErrorCode::manifest_invalid:
            return KITH_E_MANIFEST;
        case ErrorCode::not_applied:
            return KITH_E_NOT_APPLIED;
        case ErrorCode::key_missing:
            return KITH_E_KEY_MISSING;
        case ErrorCode::key_wrong:
            return KITH_E_KEY_WRONG;
        case ErrorCode::store_failed:
            return KITH_E_STORE;
        case ErrorCode::store_corrupt:
            return KITH_E_CORRUPT;
        case ErrorCode::source_unreadable:
            return KITH_E_SOURCE;
        case ErrorCode::unsupported:
            return KITH_E_UNSUPPORTED;
    }
    return KITH_E_INTERNAL;
}

Outcome failed(const Error& error) {
    const std::int32_t status = status_of(error.code);
    Outcome outcome;
    outcome.status = status;
    outcome.text = gateway::problem(error, status);
    return outcome;
}

Outcome refused(std::int32_t status, FixedText message, FixedText hint) {
    Outcome outcome;
    outcome.status = status;
    outcome.message = message;
    outcome.hint = hint;
    return outcome;
}

Outcome refused_handle() {
    return refused(KITH_E_HANDLE, "the handle is closed, of another kind, or never was");
}

Outcome refused_forked() {
    return refused(KITH_E_FORKED, "the handle belongs to the parent process",
                   "open an instance in this process");
}

Outcome refused_busy_session() {
    return refused(KITH_E_BUSY, "another thread is in this session",
                   "a session serves one thread at a time: open one for each");
}

bool usable(const kith_buf* buffer) {
    if (buffer == nullptr || buffer->size < sizeof(kith_buf)) return false;
    return !unknown_byte(buffer, buffer->size, sizeof(kith_buf));
}

bool absent_or_usable(const kith_buf* buffer) {
    return buffer == nullptr || usable(buffer);
}

std::int32_t answer(kith_buf* buffer, Outcome outcome) {
    if (buffer == nullptr) return outcome.status;
    set(buffer, 0, nullptr, 0);

    std::int32_t status = outcome.status;
    if (!outcome.text.empty()) {
        status = answer_text(buffer, outcome);
        explicit_bzero(outcome.text.data(), outcome.text.size());
    } else if (outcome.status < 0) {
        status = answer_refusal(buffer, outcome);
    }
    return status;
}

void buf_free(kith_buf* buffer) {
    explicit_bzero(buffer->data, buffer->len);
    std::free(buffer->data);
    set(buffer, 0, nullptr, 0);
}

}  // namespace kith::abi
