#include "connectors/scim/exchange.h"

namespace kith::connectors::scim {

Problem problem_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::busy:
        case ErrorCode::store_failed:
            return {503, {}, "nothing was changed; the same request may succeed later", {}};
        case ErrorCode::too_large:
            return {413, {}, "this is larger than a request may be", {}};
        case ErrorCode::denied:
            return {403, {}, "the manifest's policy does not let people be told of", {}};
        case ErrorCode::conflict:
            return {409, {}, error.detail, {}};
        default:
            return {500, {}, "the database is damaged; nothing was changed", {}};
    }
}

}  // namespace kith::connectors::scim
