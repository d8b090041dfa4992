// Why a request cannot be done, as SCIM says it (RFC 7644, section 3.12).
#pragma once

#include <string>

#include "base/error.h"
#include "base/result.h"

namespace kith::connectors::scim {

struct Problem {
    int status = 400;
    FixedText type;     // scimType; empty where the status says enough.
    FixedText detail;   // What is wrong.
    std::string where;  // An attribute's name out of a schema, or empty: never the client's words.
};

template <class T>
using Answer = Result<T, Problem>;

inline Problem invalid_filter(FixedText detail) {
    return {400, "invalidFilter", detail, {}};
}
inline Problem invalid_path(FixedText detail) {
    return {400, "invalidPath", detail, {}};
}
inline Problem invalid_syntax(FixedText detail) {
    return {400, "invalidSyntax", detail, {}};
}
inline Problem invalid_value(FixedText detail, std::string where) {
    return {400, "invalidValue", detail, std::move(where)};
}
inline Problem mutability(std::string where) {
    return {400, "mutability", "this attribute cannot be changed so", std::move(where)};
}
inline Problem no_target(FixedText detail) {
    return {400, "noTarget", detail, {}};
}

}  // namespace kith::connectors::scim
