// What opens an applied manifest for a command.
#pragma once

#include <memory>
#include <string>

#include "assembly/admin.h"
#include "ctl/command.h"

namespace kith::ctl {

struct OpenedOffice {
    std::unique_ptr<assembly::Office> office;  // nullptr: why not was said.
    int code = ok;                             // With which the command then ends.
};

OpenedOffice open_office(const std::string& manifest, bool json);

}  // namespace kith::ctl
