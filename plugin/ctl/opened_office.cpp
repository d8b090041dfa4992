#include "ctl/opened_office.h"

#include "ctl/output.h"

namespace kith::ctl {

OpenedOffice open_office(const std::string& manifest, bool json) {
    Findings findings;
    auto office = assembly::Office::open(manifest, findings);
    if (office) return {std::move(*office), ok};
    return {nullptr, has_errors(findings) ? tell(findings, json) : fail(office.error())};
}

}  // namespace kith::ctl
