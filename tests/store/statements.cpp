#include "store/statements.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

#include "store/raw_file.h"

namespace kith::store_test {
namespace {

// The string literals of a source file; adjacent ones are joined, as the compiler joins them.
std::vector<std::string> literals(const std::string& source) {
    std::vector<std::string> found;
    std::string joined;
    for (std::size_t at = 0; at < source.size(); ++at) {
        if (source[at] == '"') {
            const auto end = source.find('"', at + 1);
            BOOST_REQUIRE(end != std::string::npos);
            joined += source.substr(at + 1, end - at - 1);
            at = end;
            continue;
        }
        if (source[at] == ' ' || source[at] == '\n' || joined.empty()) continue;
        found.push_back(std::move(joined));
        joined.clear();
    }
    return found;
}

bool is_statement(const std::string& text) {
    for (const auto* const verb : {"SELECT ", "INSERT ", "UPDATE ", "DELETE "})
        if (text.starts_with(verb)) return true;
    return false;
}

}  // namespace

std::vector<std::string> statements_of(const std::string& file) {
    std::vector<std::string> found;
    for (const auto& text : literals(file_bytes(std::string(KITH_STORE_FOLDER) + "/" + file)))
        if (is_statement(text)) found.push_back(text);
    return found;
}

std::vector<std::string> statements_of_this_room() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(KITH_STORE_FOLDER)) {
        if (entry.path().extension() != ".cpp") continue;
        const auto more = statements_of(entry.path().filename().string());
        found.insert(found.end(), more.begin(), more.end());
    }
    BOOST_REQUIRE(found.size() > 40);  // Otherwise the next checks would prove nothing.
    return found;
}

}  // namespace kith::store_test
