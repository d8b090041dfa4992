// Ids as types: an EmployeeId is not a RequestId.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace kith {

template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string text_;
};

using TenantId = Id<struct TenantTag>;
using EmployeeId = Id<struct EmployeeTag>;  // As the people source spells it.
using RequestId = Id<struct RequestTag>;    // UUIDv4, like the five below.
using AssignmentId = Id<struct AssignmentTag>;
using MessageId = Id<struct MessageTag>;
using ExceptionId = Id<struct ExceptionTag>;
using HoldId = Id<struct HoldTag>;
using EventId = Id<struct EventTag>;

}  // namespace kith

template <class Tag>
struct std::hash<kith::Id<Tag>> {
    std::size_t operator()(const kith::Id<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.text());
    }
};
