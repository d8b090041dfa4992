#include "connectors/scim/calls.h"

#include "connectors/scim/etag.h"
#include "connectors/scim/members.h"
#include "connectors/scim/patch.h"
#include "connectors/scim/record.h"
#include "connectors/scim/user.h"

namespace kith::connectors::scim {
namespace {

using model::ResourceKind;
using model::ResourceLookup;
using Poco::JSON::Object;

Answer<Record> standing(Exchange& exchange, const Target& target) {
    auto record = told(exchange.table.find(target.kind, target.id));
    if (!record) return record.error();
    if (!*record) return not_found();
    if (!if_match_holds(target.if_match, version_of(**record)))
        return Problem{412, {}, "the resource is of another version than If-Match says", {}};
    if (target.kind == ResourceKind::group) return std::move(**record);
    const auto user = body_of(**record);
    if (!user) return user.error();
    (*record)->mails = folded_mails(**user);
    return std::move(**record);
}

Answer<bool> check_unique(Exchange& exchange, const Record& record) {
    const auto found =
        told(exchange.table.ids(record.kind, {ResourceLookup::By::unique_name,
                                              ResourceLookup::How::equal, record.unique_name, 0}));
    if (!found) return found.error();
    for (const auto& id : *found)
        if (id != record.id)
            return Problem{409, "uniqueness", "another resource has this value",
                           record.kind == ResourceKind::user ? "userName" : "displayName"};
    return true;
}

// RFC 7643, section 4.3: the manager is another user. Some clients tell her later: then she is
// somebody whom nobody knows yet, and never nobody.
Answer<bool> check_manager(Exchange& exchange, const Record& record) {
    if (record.manager.empty() || exchange.settings.habits != Habits::strict) return true;
    if (record.manager == record.id || exchange.pending.contains(record.manager)) return true;
    const auto known = told(exchange.table.kind_of(record.manager));
    if (!known) return known.error();
    if (*known && **known == ResourceKind::user) return true;
    return invalid_value("the manager is no user of this source", "manager");
}

// What the resource says of a person, where it is one.
Answer<bool> tell(Exchange& exchange, const Record& record, const Object& resource) {
    if (record.kind == ResourceKind::group) return true;
    auto user = user_of(resource, exchange.settings.person_id, record.id);
    if (!user.entry)
        return invalid_value(
            "a person has an id of 1 to 256 bytes by the attribute that the manifest takes for it, "
            "and no text of over 64 KiB or with a NUL",
            std::move(user.attribute));
    const auto heard = told(exchange.table.person_told(std::move(*user.entry)));
    if (!heard) return heard.error();
    return true;
}

Answer<bool> check_record(Exchange& exchange, const Record& record) {
    const auto unique = check_unique(exchange, record);
    return unique ? check_manager(exchange, record) : unique;
}

Answer<Reply> reply(Exchange& exchange, int status, const Record& record, const Wanted& wanted) {
    const auto& type = type_of(record.kind);
    auto body = shown(exchange, record, Projection(type, wanted));
    if (!body) return body.error();
    return Reply{status, std::move(*body), version_of(record),
                 location_of(exchange, type, record.id)};
}

Record changed(const Exchange& exchange, const Record& before, const Object& resource) {
    auto after = record_of(resource, before);
    after.changed_ms = std::max(exchange.now_ms, before.changed_ms + 1);
    after.version = before.version + 1;
    return after;
}

}  // namespace

Answer<Reply> create(Exchange& exchange, const Target& target, const Object& given,
                     const Wanted& wanted) {
    auto resource = take_in(type_of(target.kind), given, exchange.settings.habits);
    if (!resource) return resource.error();
    Record blank;
    blank.kind = target.kind;
    blank.id = target.id;
    blank.created_ms = exchange.now_ms;
    blank.changed_ms = exchange.now_ms;
    blank.version = 1;
    if (blank.id.empty()) {
        auto id = told(exchange.table.new_id());
        if (!id) return id.error();
        blank.id = std::move(*id);
    }
    exchange.pending.insert(blank.id);  // It may name itself.
    const auto members = take_members(exchange, **resource);
    if (!members) return members.error();
    const auto record = record_of(**resource, blank);
    const auto fine = check_record(exchange, record);
    if (!fine) return fine.error();
    const auto heard = tell(exchange, record, **resource);
    if (!heard) return heard.error();
    const auto added = told(exchange.table.add(record));
    if (!added) return added.error();
    const auto joined = told(exchange.table.add_members(record.id, *members));
    if (!joined) return joined.error();
    exchange.pending.erase(record.id);
    return reply(exchange, 201, record, wanted);
}

Answer<Reply> read(Exchange& exchange, const Target& target, const Wanted& wanted) {
    const auto record = told(exchange.table.find(target.kind, target.id));
    if (!record) return record.error();
    if (!*record) return not_found();
    return reply(exchange, 200, **record, wanted);
}

Answer<Reply> replace(Exchange& exchange, const Target& target, const Object& given,
                      const Wanted& wanted) {
    const auto before = standing(exchange, target);
    if (!before) return before.error();
    const auto former = body_of(*before);
    if (!former) return former.error();
    auto resource = take_in(type_of(target.kind), given, exchange.settings.habits, &**former);
    if (!resource) return resource.error();
    const auto members = take_members(exchange, **resource);
    if (!members) return members.error();
    auto after = changed(exchange, *before, **resource);
    const auto fine = check_record(exchange, after);
    if (!fine) return fine.error();
    const auto heard = tell(exchange, after, **resource);
    if (!heard) return heard.error();
    bool moved = false;
    if (target.kind == ResourceKind::group) {
        const auto set = set_members(exchange, target.id, *members);
        if (!set) return set.error();
        moved = *set;
    }
    if (!moved && after.body == before->body) return reply(exchange, 200, *before, wanted);
    const auto kept = told(exchange.table.change(*before, after));
    if (!kept) return kept.error();
    return reply(exchange, 200, after, wanted);
}

Answer<Reply> patch(Exchange& exchange, const Target& target, const Object& message,
                    const Wanted& wanted) {
    const auto& type = type_of(target.kind);
    const auto before = standing(exchange, target);
    if (!before) return before.error();
    const auto operations = read_patch(type, message);
    if (!operations) return operations.error();
    auto resource = body_of(*before);
    if (!resource) return resource.error();
    (*resource)->set("id", before->id);  // A client may say it again, and no other one.
    auto patched = apply_patch(type, **resource, *operations, exchange.settings.habits);
    if (!patched) return patched.error();
    patched->resource->remove("id");
    const auto changes = read_changes(exchange, patched->kept_apart);
    if (!changes) return changes.error();
    auto after = changed(exchange, *before, *patched->resource);
    const auto fine = check_record(exchange, after);
    if (!fine) return fine.error();
    if (patched->changed) {
        const auto heard = tell(exchange, after, *patched->resource);
        if (!heard) return heard.error();
    }
    const auto moved = apply_changes(exchange, target.id, *changes);
    if (!moved) return moved.error();
    const bool same = !patched->changed && !*moved;
    if (!same) {
        const auto kept = told(exchange.table.change(*before, after));
        if (!kept) return kept.error();
    }
    const auto& now = same ? *before : after;
    // A group is not sent back with all its members (Microsoft Entra ID wants it so).
    if (target.kind == ResourceKind::group && wanted.only.empty())
        return Reply{204, nullptr, version_of(now), location_of(exchange, type, now.id)};
    return reply(exchange, 200, now, wanted);
}

Answer<Reply> remove(Exchange& exchange, const Target& target) {
    const auto record = standing(exchange, target);
    if (!record) return record.error();
    const auto removed = told(exchange.table.remove(*record));
    if (!removed) return removed.error();
    if (target.kind == ResourceKind::user) {
        const auto heard = told(exchange.table.person_gone(target.id));
        if (!heard) return heard.error();
    }
    return Reply{204, nullptr, {}, {}};
}

}  // namespace kith::connectors::scim
