// Statements of one connection that SQLite has compiled once.
//
// Poco's Statement compiles anew each time it is executed, which is 40 % of what a small request
// costs. So a statement is kept here, and Poco's own Binder and Extractor move its values.
#pragma once

#include <Poco/Data/AbstractBinding.h>
#include <Poco/Data/AbstractExtraction.h>
#include <sqlite3.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kith::store {

// What Poco calls bind() and into().
struct Bound {
    std::vector<Poco::Data::AbstractBinding::Ptr> in;
    std::vector<Poco::Data::AbstractExtraction::Ptr> out;

    void add(const Poco::Data::AbstractBinding::Ptr& binding) { in.push_back(binding); }
    void add(const Poco::Data::AbstractExtraction::Ptr& extraction) { out.push_back(extraction); }
};

// One statement. It holds no value and no lock but within a Use.
class Prepared {
public:
    // False where SQLite cannot compile it; the connection says why.
    bool compile(sqlite3* handle, std::string_view sql);

    // One execution. With its end the statement gives back what it held, and SQLite forgets what
    // went wrong.
    class Use {
    public:
        explicit Use(Prepared& statement) : statement_(statement) {}
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

        // Binds, runs to the end and extracts every row; bound vectors have one size, and it runs
        // once for each of their places. False where SQLite failed; Poco's exceptions pass through.
        bool execute(Bound& bound);

    private:
        void bind(Bound& bound, const Poco::Data::AbstractBinder::Ptr& binder);
        bool run_to_the_end(Bound& bound, Poco::Data::AbstractExtractor::Ptr& extractor);

        Prepared& statement_;
    };

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    std::vector<std::size_t> order_;  // Of the bindings, as SQLite numbers them.
};

// The statements of a connection by their text.
class PreparedStatements {
public:
    // Nullptr where SQLite cannot compile it. Stands until the next call.
    Prepared* get(sqlite3* handle, std::string_view sql);

private:
    // More than Kith has: texts that are put together from a request do not pile up.
    static constexpr std::size_t most = 512;

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, Prepared, Hash, std::equal_to<>> by_text_;
};

}  // namespace kith::store
