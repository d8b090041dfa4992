// Where a library below us ends: its exception becomes an Error with our own fixed text.
//
// An exception's text can quote a row, a filter or a URL, and with them a person, so it is dropped.
#pragma once

#include <exception>
#include <new>
#include <type_traits>

#include "base/result.h"

namespace kith {

// Runs `work` and gives what it returns; what it throws becomes `code` with `detail`.
// A Fault and std::bad_alloc pass: they are no library's word on its input.
template <class Work>
auto guard(ErrorCode code, FixedText detail, Work&& work) -> Result<std::invoke_result_t<Work>> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const Fault&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return Error{code, detail, {}, {}};
    }
}

}  // namespace kith
