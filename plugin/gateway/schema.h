// A JSON Schema (draft 7, which 2020-12 reads alike for what we use) and whether an input fits it.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "gateway/json.h"

namespace kith::gateway {

class Schema {
public:
    // Our own text: a schema that cannot be read is a Fault.
    explicit Schema(std::string_view text);
    ~Schema();
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    // Any thread. An unknown field is an error: a mistyped consent flag must not be ignored.
    Result<void> check(const Object::Ptr& value) const;
    const Object::Ptr& document() const { return document_; }

private:
    struct Compiled;
    Object::Ptr document_;
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace kith::gateway
