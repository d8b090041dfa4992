#include "directory/manager_line.h"

#include "base/limits.h"
#include "base/text.h"

namespace kith::directory {

ManagerLine manager_line(const NamedManager& named) {
    if (named.name.empty()) {
        if (named.top) return {};
        return {named.last, true};
    }
    const bool kept = named.named_before && !named.last.empty();
    if (!named.holder.empty()) {
        // The name went over to somebody else while its owner is still there: the server left it
        // with her, and nobody wrote that the new owner leads her.
        const bool inherited = kept && named.last != named.holder && named.last_is_there;
        return inherited ? ManagerLine{named.last, true} : ManagerLine{named.holder, false};
    }
    if (kept && named.last_is_there) return {named.last, false};
    if (!named.former_holder.empty()) return {named.former_holder, false};
    if (kept) return {named.last, true};
    return {nobody_by_name(named.name), false};
}

EmployeeId nobody_by_name(std::string name) {
    if (name.size() > limits::id_bytes_max) {
        name.resize(limits::id_bytes_max);
        while (!is_utf8(name))
            name.pop_back();
    }
    return EmployeeId{std::move(name)};
}

}  // namespace kith::directory
