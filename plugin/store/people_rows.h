// The rows of people and former managers, read and written as they stand; directory_people.cpp
// decides.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/person.h"
#include "store/transaction.h"

namespace kith::store {

// Every value of a row in one text, for comparing and for the digest.
std::string row_of(const model::Person& person);
std::string row_of(const model::FormerManager& line);
// What row_of made of a person; nothing where it did not make it.
std::optional<model::Person> person_of_row(std::string_view row);

Result<std::vector<model::Person>> stored_people(Transaction& tx);  // By id.
Result<std::optional<model::Person>> stored_person(Transaction& tx, const EmployeeId& id);
Result<void> insert_people(Transaction& tx, const std::vector<const model::Person*>& people);
Result<void> delete_person(Transaction& tx, const EmployeeId& id);

// By employee and manager.
Result<std::vector<model::FormerManager>> stored_former_managers(Transaction& tx);
Result<std::optional<model::FormerManager>> stored_former_manager(Transaction& tx,
                                                                  const EmployeeId& employee,
                                                                  const EmployeeId& manager);
Result<std::vector<model::FormerManager>> former_managers_before(Transaction& tx, Day oldest);
Result<void> put_former_manager(Transaction& tx, const model::FormerManager& line);
Result<void> forget_former_managers_before(Transaction& tx, Day oldest);

}  // namespace kith::store
