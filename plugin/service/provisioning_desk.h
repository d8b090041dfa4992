// What a provider's connector works with: a transaction of its own, its own resources in it.
#pragma once

#include <string>

#include "ports/provisioning.h"
#include "service/rooms.h"

namespace kith::service {

class SourceDesk final : public ports::ProvisioningDesk {
public:
    SourceDesk(Rooms& rooms, std::string source) : rooms_(rooms), source_(std::move(source)) {}

    Result<void> read(const Work& work) override;
    Result<void> write(const Work& work) override;
    std::int64_t now_ms() const override { return rooms_.clock->now_unix_ms(); }
    std::string signature(std::string_view text) const override;
    ports::ResourceTable::Maybe<std::string> resource_of(const EmployeeId& person) override;

private:
    Rooms& rooms_;
    std::string source_;
};

}  // namespace kith::service
