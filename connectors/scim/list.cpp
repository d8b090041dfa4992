#include "connectors/scim/list.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "connectors/scim/matches.h"
#include "connectors/scim/messages.h"
#include "connectors/scim/plan.h"
#include "connectors/scim/record.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using model::ResourceKind;
using Poco::Dynamic::Var;
using Poco::JSON::Object;

constexpr int rows_at_once = 500;

struct Found {
    ResourceKind kind;
    std::string id;
    Var sort_by;  // Empty: it has no such value, and comes last.
};

// Which resources there are for a query, in order of kind and id.
class Search {
public:
    Search(Exchange& exchange, ResourceKind kind, const Query& query)
        : exchange_(exchange), kind_(kind), query_(query) {
        if (query.filter) plan_ = plan_of(kind, *query.filter);
        apart_ = apart_where(type_of(kind), [&](const Place& place) {
            return (query.filter && compares(*query.filter, place)) || query.sort_by == place;
        });
    }

    // Only those behind this id, and enough once there are so many.
    Search& behind(std::string id, std::size_t enough) {
        after_ = std::move(id);
        enough_ = enough;
        return *this;
    }

    Answer<std::vector<Found>> run() {
        const auto done = plan_ ? by_plan() : by_looking();
        if (!done) return done.error();
        return std::move(found_);
    }

private:
    bool is_enough() const { return found_.size() >= enough_; }

    Answer<bool> by_plan() {
        const auto ids = planned_ids();
        if (!ids) return ids.error();
        for (const auto& id : *ids) {
            if (id <= after_) continue;
            if (is_enough()) break;
            if (plan_->exact && !query_.sort_by) {
                found_.push_back({kind_, id, {}});
                continue;
            }
            const auto record = told(exchange_.table.find(kind_, id));
            if (!record) return record.error();
            if (!*record) continue;
            const auto looked = look_at(**record);
            if (!looked) return looked;
        }
        return true;
    }

    Answer<std::set<std::string>> planned_ids() {
        std::set<std::string> all;
        for (const auto& lookup : plan_->lookups) {
            const auto ids = told(exchange_.table.ids(kind_, lookup));
            if (!ids) return ids.error();
            all.insert(ids->begin(), ids->end());
        }
        std::set<std::string> seen;
        auto groups = plan_->groups;
        while (!groups.empty()) {
            const auto group = std::move(groups.back());
            groups.pop_back();
            if (!seen.insert(group).second) continue;
            const auto members = told(exchange_.table.members(group));
            if (!members) return members.error();
            for (const auto& member : *members) {
                if (member.kind == ResourceKind::group)
                    groups.push_back(member.id);
                else
                    all.insert(member.id);
            }
        }
        return all;
    }

    Answer<bool> by_looking() {
        std::size_t looked_at = 0;
        auto after = after_;
        for (;;) {
            const auto rows = told(exchange_.table.page(kind_, after, 0, rows_at_once));
            if (!rows) return rows.error();
            if (rows->empty()) return true;
            for (const auto& row : *rows) {
                const auto looked = look_at(row);
                if (!looked) return looked;
                if (is_enough()) return true;
            }
            looked_at += rows->size();
            if (looked_at >= looked_at_max)
                return Problem{400,
                               "tooMany",
                               "too many resources for what has to be looked at one by one; "
                               "compare id, userName, externalId, emails, manager or "
                               "meta.lastModified as well",
                               {}};
            after = rows->back().id;
        }
    }

    Answer<bool> look_at(const Record& record) {
        const auto resource = whole(exchange_, record, apart_);
        if (!resource) return resource.error();
        if (query_.filter && !matches(*query_.filter, **resource)) return true;
        Found one{record.kind, record.id, {}};
        if (query_.sort_by) one.sort_by = sort_value(**resource);
        found_.push_back(std::move(one));
        return true;
    }

    // Of several values the primary one, else the first (RFC 7644, section 3.4.2.3).
    Var sort_value(const Object& resource) const {
        const auto& place = *query_.sort_by;
        const auto values = values_at(resource, {place.extension, place.attribute, nullptr});
        if (values.empty()) return {};
        auto value = values.front();
        const auto primary = std::ranges::find_if(values, is_primary);
        if (primary != values.end()) value = *primary;
        if (value.type() != typeid(Object::Ptr)) return value;
        if (place.sub != nullptr) return value.extract<Object::Ptr>()->get(place.sub->name);
        return own_value(*place.attribute, value);
    }

    Exchange& exchange_;
    const ResourceKind kind_;
    const Query& query_;
    std::optional<Plan> plan_;
    Apart apart_;
    std::string after_;
    std::size_t enough_ = static_cast<std::size_t>(-1);
    std::vector<Found> found_;
};

void sort(std::vector<Found>& found, const Query& query) {
    const auto* const last = query.sort_by->last();
    const auto* const by_value = last->sub("value");
    const auto& compared = by_value != nullptr ? *by_value : *last;
    std::ranges::stable_sort(found, [&](const Found& a, const Found& b) {
        if (a.sort_by.isEmpty() || b.sort_by.isEmpty())
            return query.descending ? a.sort_by.isEmpty() && !b.sort_by.isEmpty()
                                    : !a.sort_by.isEmpty() && b.sort_by.isEmpty();
        const int order = order_of(compared, a.sort_by, b.sort_by);
        return query.descending ? order > 0 : order < 0;
    });
}

class Listing {
public:
    Listing(Exchange& exchange, const ListOf& of)
        : exchange_(exchange), of_(of), query_(of.queries.front()) {}

    Answer<Reply> run() {
        Answer<bool> done = query_.cursor ? by_cursor() : by_index();
        if (!done) return done.error();
        return Reply{200, to_json(page_, query_), {}, {}};
    }

private:
    bool is_plain() const { return !query_.filter && !query_.sort_by && of_.kinds.size() == 1; }

    // Nothing is compared and nothing sorted: the page alone is read.
    Answer<bool> plain(const std::string& after, std::int64_t skip) {
        const auto kind = of_.kinds.front();
        const auto total = told(exchange_.table.count(kind));
        if (!total) return total.error();
        page_.total = static_cast<std::size_t>(*total);
        if (query_.count == 0) return true;
        const auto more = query_.cursor ? 1 : 0;
        const auto rows = told(exchange_.table.page(kind, after, skip, query_.count + more));
        if (!rows) return rows.error();
        const Projection projection(type_of(kind), query_.wanted);
        const auto size = std::min(rows->size(), static_cast<std::size_t>(query_.count));
        for (std::size_t i = 0; i < size; ++i) {
            const auto shows = shown(exchange_, (*rows)[i], projection);
            if (!shows) return shows.error();
            page_.resources->add(*shows);
        }
        if (query_.cursor && rows->size() > size) next_at((*rows)[size - 1].id);
        return true;
    }

    Answer<std::vector<Found>> all() {
        std::vector<Found> found;
        for (std::size_t i = 0; i < of_.kinds.size(); ++i) {
            auto some = Search(exchange_, of_.kinds[i], of_.queries[i]).run();
            if (!some) return some;
            std::ranges::move(*some, std::back_inserter(found));
        }
        if (query_.sort_by) sort(found, query_);
        return found;
    }

    Answer<bool> by_index() {
        const auto skip = static_cast<std::size_t>(query_.start_index - 1);
        if (is_plain()) return plain({}, static_cast<std::int64_t>(skip));
        const auto found = all();
        if (!found) return found.error();
        page_.total = found->size();
        return show(*found, skip);
    }

    Answer<bool> show(const std::vector<Found>& found, std::size_t skip) {
        const auto end = std::min(skip + static_cast<std::size_t>(query_.count), found.size());
        for (auto i = std::min(skip, end); i < end; ++i) {
            const auto record = told(exchange_.table.find(found[i].kind, found[i].id));
            if (!record) return record.error();
            KITH_ASSERT(record->has_value());  // In the same transaction.
            const auto shows =
                shown(exchange_, **record, Projection(type_of(found[i].kind), query_.wanted));
            if (!shows) return shows.error();
            page_.resources->add(*shows);
        }
        return true;
    }

    Walk walk() const {
        std::string all = query_.filter_text;
        all += '\n' + query_.sort_text + (query_.descending ? "\ndown\n" : "\nup\n");
        for (const auto kind : of_.kinds)
            all += type_of(kind).endpoint;
        return {exchange_.settings.name, all};
    }

    void next_at(const std::string& position) {
        page_.next_cursor = new_cursor(walk(), position, exchange_.now_ms, of_.signer);
    }

    Answer<bool> by_cursor() {
        std::string position;
        if (!query_.cursor->empty()) {
            auto read = position_of(*query_.cursor, walk(), exchange_.now_ms, of_.signer);
            if (!read) return read.error();
            position = std::move(*read);
        }
        if (is_plain()) return plain(position, 0);
        if (query_.sort_by || of_.kinds.size() > 1) return by_place(position);
        const auto enough = static_cast<std::size_t>(query_.count) + 1;
        auto found = Search(exchange_, of_.kinds.front(), query_).behind(position, enough).run();
        if (!found) return found.error();
        const bool more = found->size() == enough;
        page_.total.reset();  // Those before were not looked at again.
        if (more && query_.count > 0) next_at((*found)[enough - 2].id);
        return show(*found, 0);
    }

    // Sorted, a place in the order is all there is to go on from.
    Answer<bool> by_place(const std::string& position) {
        std::size_t skip = 0;
        std::from_chars(position.data(), position.data() + position.size(), skip);
        const auto found = all();
        if (!found) return found.error();
        page_.total = found->size();
        const auto next = skip + static_cast<std::size_t>(query_.count);
        if (query_.count > 0 && next < found->size()) next_at(std::to_string(next));
        return show(*found, skip);
    }

    Exchange& exchange_;
    const ListOf& of_;
    const Query& query_;
    Page page_{new_list(), {}, {}};
};

}  // namespace

Answer<Reply> list(Exchange& exchange, const ListOf& of) {
    return Listing(exchange, of).run();
}

}  // namespace kith::connectors::scim
