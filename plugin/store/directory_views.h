// What each of several sources says of a person.
//
// Kept only of who stands in more than one of them: of everybody else dir_person says it. Each row
// carries a MAC over all that it says: one that was changed behind Kith's back gives store_corrupt.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/person.h"
#include "store/database.h"

namespace kith::store {

Result<std::vector<model::SourceView>> views_of(Transaction& tx, const EmployeeId& person);
Result<void> put_view(Transaction& tx, const model::SourceView& view);
Result<void> remove_view(Transaction& tx, const std::string& source, const EmployeeId& person);
Result<void> remove_views_of(Transaction& tx, const EmployeeId& person);

Result<std::vector<EmployeeId>> people_with_views(Transaction& tx);

// Every source that has told of anybody and still counts: with entries, views or a state.
Result<std::vector<std::string>> sources_kept(Transaction& tx);
// Of whom it told, by entries and views.
Result<std::vector<EmployeeId>> people_of_source(Transaction& tx, const std::string& source);

}  // namespace kith::store
