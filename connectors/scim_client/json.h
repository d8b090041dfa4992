// What a service provider answers, as JSON.
#pragma once

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <string>

#include "base/result.h"
#include "connectors/scim/json.h"
#include "connectors/scim/lenient.h"

namespace kith::connectors::scim_client {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using scim::as_list;
using scim::as_number;
using scim::as_object;
using scim::as_text;
using scim::as_truth;
using scim::sent_member;

// One object in UTF-8, not deeper than any honest one.
Result<Object::Ptr> parsed(const std::string& text);

}  // namespace kith::connectors::scim_client
