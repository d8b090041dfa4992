// Who says who somebody is, for the rooms of a host or of kithctl work: the identity providers of
// the manifest, with the metadata that an address gave last.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::assembly {

void furnish_sign_on(service::Rooms& rooms);
// Once an hour: what an address says is kept where it can be used; else what was kept stays.
void fetch_metadata_by_time(service::Rooms& rooms);

}  // namespace kith::assembly
