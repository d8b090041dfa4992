#include "connectors/feed/requests_csv.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "connectors/feed/csv_table.h"

namespace kith::connectors::feed {
namespace {

struct RequestColumn {
    enum : std::size_t {
        id,
        requester_id,
        persons_concerned,
        language,
        topic,
        exclude_ids,
    };
};

constexpr std::array<CsvColumn, 6> request_columns{
    {{"id"}, {"requesterId"}, {"personsConcerned"}, {"language"}, {"topic"}, {"excludeIds"}}};

SimulatedRequest request(CsvTable& table) {
    SimulatedRequest request;
    request.id = table.own_id(RequestColumn::id).text();
    request.requester = table.required_id(RequestColumn::requester_id);
    request.persons_concerned = table.ids(RequestColumn::persons_concerned);
    request.language = lower_ascii(table.text(RequestColumn::language));
    request.topic = lower_ascii(table.text(RequestColumn::topic));
    request.excluded = table.ids(RequestColumn::exclude_ids);
    return request;
}

}  // namespace

Result<RequestFeed> read_requests(const std::string& path) {
    FindingList findings(path);
    RequestFeed feed;
    if (auto file = FeedFile::open(path, findings)) {
        CsvTable table(*file, request_columns, findings);
        while (table.next())
            feed.requests.push_back(request(table));
        if (file->failed())
            return Error{ErrorCode::source_unreadable, "requests.csv: the disk refused", {}, {}};
    }
    feed.findings = findings.take();
    return feed;
}

}  // namespace kith::connectors::feed
