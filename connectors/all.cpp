#include "connectors/all.h"

#include "connectors/feed/people_csv.h"
#include "connectors/feed/people_ldif.h"

namespace kith::connectors {

std::unique_ptr<ports::PeopleSource> people_source(const model::PeopleSource& settings) {
    switch (settings.kind) {
        case model::PeopleSource::Kind::csv:
            return std::make_unique<feed::PeopleCsv>(settings.path);
        case model::PeopleSource::Kind::ldif:
            return std::make_unique<feed::PeopleLdif>(settings.path);
    }
    return nullptr;
}

}  // namespace kith::connectors
