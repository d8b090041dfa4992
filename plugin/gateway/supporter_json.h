// A supporter's entry as JSON, for herself and for the coordinator.
#pragma once

#include "gateway/json.h"
#include "model/supporter.h"

namespace kith::gateway {

std::string enrolment_name(model::Enrolment enrolment);
// Without her declared conflicts: those are hers alone.
Object::Ptr supporter_json(const model::PeerSupporter& supporter);
Error not_a_day(std::string field);

}  // namespace kith::gateway
