#include "gateway/json.h"

namespace kith::gateway {

const char* error_name(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_input:
            return "invalid_input";
        case ErrorCode::encoding:
            return "encoding";
        case ErrorCode::too_large:
            return "too_large";
        case ErrorCode::unknown_operation:
            return "unknown_operation";
        case ErrorCode::denied:
            return "denied";
        case ErrorCode::conflict:
            return "conflict";
        case ErrorCode::busy:
            return "busy";
        case ErrorCode::cancelled:
            return "cancelled";
        case ErrorCode::manifest_invalid:
            return "manifest_invalid";
        case ErrorCode::not_applied:
            return "not_applied";
        case ErrorCode::key_missing:
            return "key_missing";
        case ErrorCode::key_wrong:
            return "key_wrong";
        case ErrorCode::store_failed:
            return "store_failed";
        case ErrorCode::store_corrupt:
            return "store_corrupt";
        case ErrorCode::source_unreadable:
            return "source_unreadable";
        case ErrorCode::unsupported:
            return "unsupported";
    }
    return "unknown";
}

}  // namespace kith::gateway
