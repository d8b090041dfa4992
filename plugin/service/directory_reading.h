// What a directory told in one go, kept small until it is taken over: of who is as she was only
// that she is there.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ports/people_directory.h"
#include "service/kept_texts.h"
#include "service/rooms.h"
#include "store/directory_entries.h"

namespace kith::service {

struct RefusedEntry {
    std::string name;  // Its DN, or its key where it has none.
    std::string why;
    std::string hint;
};

class DirectoryReading final : public ports::DirectoryListener {
public:
    // `watch` hears how many were told; false stops.
    DirectoryReading(const store::Database& database, std::function<bool(std::size_t)> watch)
        : database_(database), watch_(std::move(watch)) {}

    // What an entry told last: only what differs is kept. Also behind the reading, where everybody
    // was told unasked.
    void know(const store::EntryRow& row);
    void end();  // Nothing more is told: what only the reading needed goes.
    void begin_anew();

    Result<void> found(ports::DirectoryEntry entry) override;
    Result<void> still_there(const std::string& key) override;
    Result<void> gone(const std::string& key) override;
    Result<void> refused(const std::string& key, const std::string& name, std::string why,
                         std::string hint) override;

    std::size_t told() const { return told_; }  // Entries, each once.
    // Those that were found and are not known to be as they were.
    std::size_t arrivals() const { return arrivals_.size(); }
    ports::DirectoryEntry arrival(std::size_t i) const;
    std::string arrival_digest(std::size_t i) const;
    const std::unordered_set<std::string>& gone_keys() const { return gone_; }
    const std::vector<RefusedEntry>& refusals() const { return refusals_; }
    const std::vector<std::string>& refused_names() const { return refused_names_; }
    // The keys that are known and of which nothing was told, or that they are gone.
    std::vector<std::string> missing() const;

private:
    static constexpr std::size_t no_arrival = static_cast<std::size_t>(-1);
    struct Known {
        std::array<char, store::told_digits> told{};
        bool there = false;
        std::size_t arrival = no_arrival;
    };
    // Marks it as there; where its arrival, if it is one, is to be found.
    Known& see(const std::string& key);
    Result<void> count(bool another);

    const store::Database& database_;
    std::function<bool(std::size_t)> watch_;
    std::size_t told_ = 0;
    std::unordered_map<std::string, Known> known_;
    std::unordered_map<std::string_view, Known> others_there_;
    std::unordered_set<std::string> gone_;
    std::vector<std::string> refused_names_;  // Of those whose key is not known.
    std::vector<RefusedEntry> refusals_;
    KeptTexts texts_;
    std::vector<std::string_view> arrivals_;  // Digest and fields, packed.
};

}  // namespace kith::service
