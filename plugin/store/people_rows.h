// The rows of people and former managers, read and written as they stand; directory_people.cpp
// decides.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/person.h"
#include "store/transaction.h"

namespace kith::store {

// Every value of a person in one text, for comparing and for the digest.
std::string row_of(const model::Person& person);

std::string digest_of(const Transaction& tx, const std::vector<model::Person>& people,
                      std::int64_t version);
std::string digest_of(const Transaction& tx, const std::vector<model::FormerManager>& former,
                      std::int64_t version);

Result<std::vector<model::Person>> stored_people(Transaction& tx);  // By id.
Result<void> insert_people(Transaction& tx, const std::vector<const model::Person*>& people);
Result<void> delete_person(Transaction& tx, const EmployeeId& id);

// By employee and manager.
Result<std::vector<model::FormerManager>> stored_former_managers(Transaction& tx);
Result<void> replace_former_managers(Transaction& tx,
                                     const std::vector<model::FormerManager>& former);

}  // namespace kith::store
