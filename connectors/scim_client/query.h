// What is asked for, as text: a target with its query, a filter. The one place where a value
// becomes a part of either.
#pragma once

#include <string>
#include <string_view>

namespace kith::connectors::scim_client {

class Query {
public:
    explicit Query(std::string path) : text_(std::move(path)) {}
    Query& with(std::string_view name, std::string_view value);
    const std::string& text() const { return text_; }

private:
    std::string text_;
    char separator_ = '?';
};

// attribute eq "value", the value as a JSON string (RFC 7644, section 3.4.2.2).
std::string equals(std::string_view attribute, std::string_view value);
std::string changed_since(std::string_view moment);
// Both must hold; an empty one says nothing.
std::string both(const std::string& one, const std::string& other);

}  // namespace kith::connectors::scim_client
