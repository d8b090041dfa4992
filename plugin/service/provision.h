// A provider that comes by HTTP (SCIM): who it is, and what becomes of what it tells.
//
// What it tells is kept for it, and in the same transaction becomes what Kith knows of people, by
// the rules that hold for a directory (directory_merge.h). It opens no role, no request and no
// word.
#pragma once

#include "ports/provisioning.h"
#include "service/rooms.h"

namespace kith::service {

// Any thread. Each source has a measure of its own; whoever has no right token shares one with all
// others who have none.
ports::ProvisioningAnswer provision(Rooms& rooms, const ports::ProvisioningRequest& request);

// Takes out who departed from a provider longer ago than its days of grace, and through whom nobody
// is led any more.
Result<void> remove_after_grace(Rooms& rooms);

}  // namespace kith::service
