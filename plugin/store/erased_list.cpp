#include "store/erased_list.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <sstream>

#include "base/day.h"
#include "store/descriptor.h"
#include "store/keyring.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

constexpr std::string_view request_word = "request";
constexpr std::string_view supporter_word = "supporter";

// "request ID HOUR".
struct Line {
    std::string word;
    std::string id;
    std::int64_t hour = 0;

    std::string text() const { return word + " " + id + " " + std::to_string(hour) + "\n"; }
};

Error not_listed() {
    return {ErrorCode::store_failed,
            "the list of what was erased cannot be written",
            {},
            "it lies beside the keyring, where Kith must be able to write"};
}

std::string path_of(const Database& database) {
    return database.keyring().path() + ".erased";
}

// A line that a power cut left half is none; it is written again.
std::vector<Line> lines_in(const std::string& path) {
    std::ifstream in(path);
    std::vector<Line> found;
    for (std::string text; std::getline(in, text);) {
        std::istringstream words(text);
        Line line;
        if (words >> line.word >> line.id >> line.hour) found.push_back(std::move(line));
    }
    return found;
}

bool appended(const std::string& path, const std::string& text) {
    const Descriptor fd(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, owner_only));
    if (!fd.valid()) return false;
    // A line end first: the last line may have been left half.
    const auto all = "\n" + text;
    return ::write(fd.get(), all.data(), all.size()) == static_cast<ssize_t>(all.size()) &&
           fsync(fd.get()) == 0 && sync_folder_of(path);
}

Result<std::vector<Line>> known_to(Transaction& tx, std::int64_t since) {
    std::vector<std::string> requests;
    std::vector<std::int64_t> closed;
    const auto read = tx.run(
        "SELECT r.id, r.closed_hour FROM support_request r "
        "WHERE r.tenant_id = $1 AND r.closed_hour >= $2 AND NOT EXISTS "
        "(SELECT 1 FROM request_key k WHERE k.tenant_id = r.tenant_id AND k.request_id = r.id)",
        tx.tenant(), bind(since), into(requests), into(closed));
    if (!read) return read.error();
    std::vector<std::string> supporters;
    std::vector<std::int64_t> left;
    const auto gone = tx.run(
        "SELECT supporter_ref, hour FROM erased_supporter WHERE tenant_id = $1 AND hour >= $2",
        tx.tenant(), bind(since), into(supporters), into(left));
    if (!gone) return gone.error();
    std::vector<Line> lines;
    for (std::size_t i = 0; i < requests.size(); ++i)
        lines.push_back({std::string(request_word), requests[i], closed[i]});
    for (std::size_t i = 0; i < supporters.size(); ++i)
        lines.push_back({std::string(supporter_word), supporters[i], left[i]});
    return lines;
}

Result<std::int64_t> first_hour(const Database& database) {
    const auto epochs = database.keyring().epochs();
    if (!epochs) return epochs.error();
    return epochs->front().begun.since_epoch * hours_per_day;
}

}  // namespace

Result<void> list_erased(Database& database) {
    const auto since = first_hour(database);
    if (!since) return since.error();
    const auto known = database.read([&](Transaction& tx) { return known_to(tx, *since); });
    if (!known) return known.error();
    const auto path = path_of(database);
    std::set<std::string> listed;
    for (const auto& line : lines_in(path))
        listed.insert(line.id);
    std::string missing;
    for (const auto& line : *known)
        if (!listed.contains(line.id)) missing += line.text();
    if (missing.empty() || appended(path, missing)) return {};
    return not_listed();
}

Result<Erased> erased_list(const Database& database) {
    Erased erased;
    for (const auto& line : lines_in(path_of(database))) {
        if (line.word == request_word) erased.requests.emplace_back(line.id);
        if (line.word == supporter_word) erased.supporters.push_back(line.id);
    }
    return erased;
}

Result<void> shorten_erased_list(Database& database, std::int64_t before_hour) {
    const auto path = path_of(database);
    const auto lines = lines_in(path);
    const auto old = [&](const Line& line) { return line.hour < before_hour; };
    if (std::ranges::none_of(lines, old)) return {};
    const auto shorter = path + ".new";
    unlink(shorter.c_str());
    std::string text;
    for (const auto& line : lines)
        if (!old(line)) text += line.text();
    if (!appended(shorter, text) || rename(shorter.c_str(), path.c_str()) != 0 ||
        !sync_folder_of(path))
        return not_listed();
    return list_erased(database);  // What somebody added meanwhile went with the longer one.
}

}  // namespace kith::store
