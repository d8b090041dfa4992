#include "connectors/scim_client/pages.h"

#include <algorithm>
#include <unordered_set>

#include "connectors/scim_client/query.h"

namespace kith::connectors::scim_client {
namespace {

// RFC 9865, section 2: a page may be empty and not the last. So many in a row are a circle.
constexpr int pages_in_vain_max = 100;

std::optional<Page> page_of(const Object& list) {
    Page page;
    page.total = as_number(sent_member(list, "totalResults"));
    page.next_cursor = as_text(sent_member(list, "nextCursor")).value_or("");
    const auto resources = sent_member(list, "Resources");
    // RFC 7644, section 3.4.2: where nothing is found there need not be a list.
    if (resources.isEmpty() && page.total == 0) return page;
    const auto users = as_list(resources);
    if (!users) return std::nullopt;
    for (const auto& one : *users) {
        auto user = as_object(one);
        if (!user) return std::nullopt;
        page.users.push_back(std::move(user));
    }
    return page;
}

std::string id_of(const Object& user) {
    return as_text(sent_member(user, "id")).value_or("");
}

}  // namespace

// Who was heard, each once, and what the service provider counts.
struct Pages::Count {
    Result<bool> hear(const Object& resource, const Asked& asked, const Hear& told) {
        auto user = user_of(resource, asked.person_id);
        const bool another = user.key.empty() || keys.insert(user.key).second;
        nameless += user.key.empty() ? 1 : 0;
        const auto heard = told(std::move(user));
        if (!heard) return heard.error();
        return another;
    }
    // False: it is another than before.
    bool same(const std::optional<std::int64_t>& now) {
        if (!total) total = now;
        return !now || *now == *total;
    }
    std::int64_t heard() const { return static_cast<std::int64_t>(keys.size()) + nameless; }

    std::unordered_set<std::string> keys;
    std::int64_t nameless = 0;
    std::optional<std::int64_t> total;
};

Error Pages::broken(FixedText detail) const {
    return {ErrorCode::source_unreadable, detail, provider_.origin(),
            "nothing was changed, and it is asked again by itself; where it happens each time, the "
            "service provider does not page as RFC 7644 and RFC 9865 say"};
}

Result<PageReply> Pages::ask(const std::string& target) {
    const auto reply = provider_.get(target);
    if (!reply) return reply.error();
    if (reply->status != 200) return PageReply{reply->status, {}};
    auto page = page_of(*reply->json);
    if (!page) return broken("the service provider's answer is no list of users");
    return PageReply{200, std::move(*page)};
}

Result<PageReply> Pages::page_at(const Asked& asked, const std::string& cursor) {
    Query query("/Users");
    if (!asked.filter.empty()) query.with("filter", asked.filter);
    return ask(query.with("cursor", cursor).with("count", std::to_string(asked.page_size)).text());
}

Result<PageReply> Pages::page_from(const Asked& asked, std::int64_t start) {
    Query query("/Users");
    if (!asked.filter.empty()) query.with("filter", asked.filter);
    if (can_.sorts) query.with("sortBy", "id");
    return ask(query.with("startIndex", std::to_string(start))
                   .with("count", std::to_string(asked.page_size))
                   .text());
}

Result<PageReply> Pages::first(const Asked& asked) {
    return can_.cursors ? page_at(asked, "") : page_from(asked, 1);
}

Result<int> Pages::by_cursor(const Asked& asked, const Hear& hear) {
    Count count;
    std::unordered_set<std::string> cursors;
    std::string cursor;
    int in_vain = 0;
    for (;;) {
        const auto reply = page_at(asked, cursor);
        if (!reply) return reply.error();
        if (reply->status != 200 && cursor.empty()) return reply->status;
        if (reply->status != 200) return provider_.refused(reply->status);
        const auto& page = reply->page;
        if (!count.same(page.total))
            return broken("the number of users changed while they were read");
        ++in_vain;
        for (const auto& user : page.users) {
            const auto another = count.hear(*user, asked, hear);
            if (!another) return another.error();
            if (*another) in_vain = 0;
        }
        cursor = page.next_cursor;
        if (cursor.empty()) break;
        if (!cursors.insert(cursor).second || in_vain == pages_in_vain_max)
            return broken("the service provider's pages go round in circles");
    }
    if (count.total && count.heard() != *count.total)
        return broken("not as many users came as the service provider counts");
    return 200;
}

Result<int> Pages::by_index(const Asked& asked, const Hear& hear) {
    Count count;
    std::string last;
    for (;;) {
        // From the last one that was heard, who must still be there.
        const auto begun = count.heard();
        const auto reply = page_from(asked, std::max<std::int64_t>(begun, 1));
        if (!reply) return reply.error();
        if (reply->status != 200 && begun == 0) return reply->status;
        if (reply->status != 200) return provider_.refused(reply->status);
        auto users = reply->page.users;
        if (!reply->page.total)
            return broken("the service provider does not say how many users there are");
        if (!count.same(reply->page.total))
            return broken("the number of users changed while they were read");
        if (begun > 0) {
            if (users.empty() || id_of(*users.front()) != last)
                return broken("the order of the users changed while they were read");
            users.erase(users.begin());
        }
        for (const auto& user : users) {
            const auto another = count.hear(*user, asked, hear);
            if (!another) return another.error();
            if (!*another) return broken("the order of the users changed while they were read");
        }
        if (users.empty() || count.heard() >= *count.total) break;
        last = id_of(*users.back());
    }
    if (count.heard() != *count.total)
        return broken("not as many users came as the service provider counts");
    return 200;
}

Result<int> Pages::read(const Asked& asked, const Hear& hear) {
    return can_.cursors ? by_cursor(asked, hear) : by_index(asked, hear);
}

}  // namespace kith::connectors::scim_client
