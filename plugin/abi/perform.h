// Steps that several calls share.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "abi/object.h"
#include "abi/outcome.h"
#include "abi/session.h"

namespace kith::abi {

// Gives the object a handle under its parent's.
Outcome registered(std::shared_ptr<Object> object, std::uint64_t parent, std::uint64_t& handle);

// Runs an operation. Only for who holds the session's SessionUse.
Outcome performed(Session& session, std::string_view operation, std::string_view input);

}  // namespace kith::abi
