// A listener that remembers what it was told.
#pragma once

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ports/people_directory.h"

namespace kith::tests {

class Heard final : public ports::DirectoryListener {
public:
    struct Refusal {
        std::string key;
        std::string name;
        std::string why;
    };

    Result<void> found(ports::DirectoryEntry entry) override {
        ++times_found;
        by_user.insert_or_assign(entry.person.user_name, std::move(entry));
        return {};
    }
    Result<void> still_there(const std::string& key) override {
        still.push_back(key);
        return {};
    }
    Result<void> gone(const std::string& key) override {
        left.push_back(key);
        return {};
    }
    Result<void> refused(const std::string& key, const std::string& name, std::string why,
                         std::string hint) override {
        BOOST_TEST(!hint.empty());
        refusals.push_back({key, name, std::move(why)});
        return {};
    }

    bool nothing() const {
        return by_user.empty() && still.empty() && left.empty() && refusals.empty();
    }
    const ports::DirectoryEntry& of(const std::string& user) const {
        BOOST_REQUIRE_MESSAGE(by_user.contains(user), user + " was not found");
        return by_user.at(user);
    }

    std::map<std::string, ports::DirectoryEntry> by_user;
    int times_found = 0;
    std::vector<std::string> still;
    std::vector<std::string> left;
    std::vector<Refusal> refusals;
};

inline bool remarked(const ports::DirectoryAnswer& answer, const std::string& words) {
    for (const auto& remark : answer.remarks)
        if (remark.what.find(words) != std::string::npos) return true;
    return false;
}

}  // namespace kith::tests
