#include "assembly/people_file.h"

#include "connectors/all.h"

namespace kith::assembly {

Result<ports::PeopleFeed> read_people(const std::string& path) {
    model::PeopleSource source;
    source.path = path;
    if (path.ends_with(".ldif")) source.kind = model::PeopleSource::Kind::ldif;
    return connectors::people_source(source)->read();
}

Finding unreadable(const std::string& path, const Error& error) {
    return {Severity::error, path, 0, std::string(error.detail.view()),
            std::string(error.hint.view())};
}

}  // namespace kith::assembly
