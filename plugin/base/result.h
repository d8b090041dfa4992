// Result<T>: a value, or the Error (or what else a room says instead) that explains why there is
// none.
//
// The part of std::expected (C++23) that Kith uses; g++ 12 does not ship it.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/fault.h"

namespace kith {

template <class T, class E = Error>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
    Result(E error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return std::holds_alternative<T>(state_); }

    // Reading the side that is not there is a bug of ours, not a state to be handled.
    T& operator*() { return *present(std::get_if<T>(&state_)); }
    const T& operator*() const { return *present(std::get_if<T>(&state_)); }
    T* operator->() { return &**this; }
    const T* operator->() const { return &**this; }
    const E& error() const { return *present(std::get_if<E>(&state_)); }

private:
    template <class Side>
    static Side* present(Side* side) {
        KITH_ASSERT(side != nullptr);
        return side;
    }

    std::variant<T, E> state_;
};

template <class E>
class [[nodiscard]] Result<void, E> {
public:
    Result() = default;
    Result(E error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return !error_.has_value(); }
    const E& error() const {
        KITH_ASSERT(error_.has_value());
        return *error_;
    }

private:
    std::optional<E> error_;
};

}  // namespace kith
