// Who has a name in the directory now, and who had it last. Asked of the store once for each.
#pragma once

#include <string>
#include <unordered_map>

#include "base/ids.h"
#include "base/result.h"
#include "store/directory_entries.h"

namespace kith::service {

// While the entries do not change.
class NameHolders {
public:
    NameHolders(store::Transaction& tx, std::string source) : tx_(tx), source_(std::move(source)) {}

    struct Holder {
        EmployeeId now;       // Empty: nobody.
        EmployeeId formerly;  // Who had it last, where nobody has it now.
    };
    Result<Holder> of(const std::string& name);
    Result<bool> is_there(const EmployeeId& person);

private:
    store::Transaction& tx_;
    std::string source_;
    std::unordered_map<std::string, Holder> holders_;
    std::unordered_map<EmployeeId, bool> there_;
};

}  // namespace kith::service
