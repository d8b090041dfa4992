// How rows of provisioned resources lie in their table.
#pragma once

#include <string>
#include <vector>

#include "model/provisioned.h"
#include "store/fields.h"
#include "store/transaction.h"

namespace kith::store {

struct ResourceRowKey {
    std::string source;
    int kind = 0;
};

inline int number_of(model::ResourceKind kind) {
    return static_cast<int>(kind);
}

struct ResourceColumns {
    std::vector<std::string> ids;
    std::vector<std::string> names;
    std::vector<std::string> external_ids;
    std::vector<std::string> managers;
    std::vector<std::int64_t> created;
    std::vector<std::int64_t> changed;
    std::vector<std::int64_t> versions;
    std::vector<std::string> bodies;
    std::vector<std::string> macs;

    model::ProvisionedResource take(std::size_t i, model::ResourceKind kind) {
        return {kind,
                std::move(ids[i]),
                std::move(bodies[i]),
                std::move(names[i]),
                std::move(external_ids[i]),
                std::move(managers[i]),
                {},
                created[i],
                changed[i],
                versions[i]};
    }
};

// All that is in a row, for its digest; addresses of mail are in the body.
inline std::string row_of(const std::string& source, const model::ProvisionedResource& resource) {
    return FieldWriter()
        .text(source)
        .number(number_of(resource.kind))
        .text(resource.id)
        .text(resource.unique_name)
        .text(resource.external_id)
        .text(resource.manager)
        .number(resource.created_ms)
        .number(resource.changed_ms)
        .number(resource.version)
        .text(resource.body)
        .packed();
}

}  // namespace kith::store
