#include "store/prepared.h"

#include <Poco/Data/SQLite/Binder.h>
#include <Poco/Data/SQLite/Extractor.h>

#include <algorithm>

#include "base/guard.h"

namespace kith::store {
namespace {

// SQLite numbers $n by first appearance and PostgreSQL by n; a statement is written for the latter.
std::vector<std::size_t> order_of_appearance(std::string_view sql) {
    std::vector<std::size_t> order;
    for (std::size_t at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
        std::size_t number = 0;
        for (std::size_t i = at + 1; i < sql.size() && sql[i] >= '0' && sql[i] <= '9'; ++i)
            number = number * 10 + static_cast<std::size_t>(sql[i] - '0');
        KITH_ASSERT(number > 0);
        if (std::find(order.begin(), order.end(), number - 1) == order.end())
            order.push_back(number - 1);
    }
    return order;
}

}  // namespace

bool Prepared::compile(sqlite3* handle, std::string_view sql) {
    sqlite3_stmt* made = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &made, &rest);
    handle_.reset(made);
    if (code != SQLITE_OK) return false;
    KITH_ASSERT(made != nullptr && rest == sql.data() + sql.size());  // One statement.
    order_ = order_of_appearance(sql);
    return true;
}

Prepared::Use::~Use() {
    sqlite3_reset(statement_.handle_.get());
    sqlite3_clear_bindings(statement_.handle_.get());
}

void Prepared::Use::bind(Bound& bound, const Poco::Data::AbstractBinder::Ptr& binder) {
    std::size_t at = 1;
    for (const auto number : statement_.order_) {
        auto& binding = bound.in.at(number);
        KITH_ASSERT(binding->canBind());
        binding->setBinder(binder);
        binding->bind(at);
        at += binding->numOfColumnsHandled();
    }
}

bool Prepared::Use::run_to_the_end(Bound& bound, Poco::Data::AbstractExtractor::Ptr& extractor) {
    auto* const handle = statement_.handle_.get();
    int code = sqlite3_step(handle);
    for (; code == SQLITE_ROW; code = sqlite3_step(handle)) {
        std::size_t at = 0;
        for (auto& extraction : bound.out) {
            extraction->extract(at);
            at += extraction->numOfColumnsHandled();
        }
        extractor->reset();  // It remembers what was null in this row.
    }
    return code == SQLITE_DONE;
}

bool Prepared::Use::execute(Bound& bound) {
    KITH_ASSERT(statement_.order_.size() == bound.in.size());
    auto* const handle = statement_.handle_.get();
    const Poco::Data::AbstractBinder::Ptr binder(new Poco::Data::SQLite::Binder(handle));
    Poco::Data::AbstractExtractor::Ptr extractor(new Poco::Data::SQLite::Extractor(handle));
    for (auto& extraction : bound.out)
        extraction->setExtractor(extractor);

    do {
        bind(bound, binder);
        if (!run_to_the_end(bound, extractor)) return false;
        sqlite3_reset(handle);
    } while (!bound.in.empty() && bound.in.front()->canBind());
    return true;
}

Prepared* PreparedStatements::get(sqlite3* handle, std::string_view sql) {
    const auto known = by_text_.find(sql);
    if (known != by_text_.end()) return &known->second;
    Prepared made;
    if (!made.compile(handle, sql)) return nullptr;
    if (by_text_.size() == most) by_text_.clear();
    return &by_text_.emplace(sql, std::move(made)).first->second;
}

}  // namespace kith::store
