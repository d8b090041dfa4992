// What a handle stands for.
#pragma once

#include <cstdint>

namespace kith::abi {

enum class Kind : std::uint8_t { instance = 1, session, job, cursor };

struct Object {
    explicit Object(Kind of) : of_kind(of) {}
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;

    const Kind of_kind;
    std::uint64_t handle = 0;  // Written once, by the registry that takes it in.
};

}  // namespace kith::abi
