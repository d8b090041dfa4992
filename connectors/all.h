// The table of connectors: which one serves what a manifest names.
#pragma once

#include <memory>

#include "base/result.h"
#include "model/settings.h"
#include "ports/key_source.h"
#include "ports/people_source.h"

namespace kith::connectors {

std::unique_ptr<ports::PeopleSource> people_source(const model::PeopleSource& settings);

}  // namespace kith::connectors
