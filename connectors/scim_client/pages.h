// All users that a filter leaves, page by page: every one of them, or an error.
//
// By cursor (RFC 9865) until there is no next one. By index (RFC 7644, section 3.4.2.4) each page
// begins with the last user of the page before: where somebody else stands there, the list has
// moved in between, and somebody may have slipped through. Either way there must be as many users
// as the service provider counts, and its count must be the same at the beginning and at the end.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "connectors/scim/user.h"
#include "connectors/scim_client/abilities.h"

namespace kith::connectors::scim_client {

struct Asked {
    std::string filter;
    int page_size = 0;
    model::ScimPersonId person_id = model::ScimPersonId::id;
};

struct Page {
    std::vector<Object::Ptr> users;
    std::optional<std::int64_t> total;
    std::string next_cursor;
};

// One page. A refusal gives its status.
struct PageReply {
    int status = 200;
    Page page;
};

using scim::User;
using scim::user_of;
using Hear = std::function<Result<void>(User)>;

class Pages {
public:
    Pages(Provider& provider, const Abilities& can) : provider_(provider), can_(can) {}

    // The status with which the first page was refused; 200: all was heard.
    Result<int> read(const Asked& asked, const Hear& hear);
    // The first page alone.
    Result<PageReply> first(const Asked& asked);

private:
    struct Count;
    Result<int> by_cursor(const Asked& asked, const Hear& hear);
    Result<int> by_index(const Asked& asked, const Hear& hear);
    Result<PageReply> page_at(const Asked& asked, const std::string& cursor);
    Result<PageReply> page_from(const Asked& asked, std::int64_t start);
    Result<PageReply> ask(const std::string& target);
    Error broken(FixedText detail) const;

    Provider& provider_;
    const Abilities& can_;
};

}  // namespace kith::connectors::scim_client
