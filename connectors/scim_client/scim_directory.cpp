#include "connectors/scim_client/scim_directory.h"

#include <algorithm>
#include <utility>

#include "connectors/common/moment.h"
#include "connectors/scim_client/abilities.h"
#include "connectors/scim_client/examine.h"
#include "connectors/scim_client/explain.h"
#include "connectors/scim_client/pages.h"
#include "connectors/scim_client/query.h"
#include "connectors/scim_client/reading.h"
#include "connectors/scim_client/state.h"

namespace kith::connectors::scim_client {
namespace {

// The clocks of a service provider's machines differ, and what was being written when the last
// reading went by has an older time than what it saw.
constexpr std::int64_t overlap_ms = std::int64_t{5} * 60 * 1000;

// One question, and its answer as it comes about.
class Conversation {
public:
    Conversation(Provider& provider, const model::ScimClientSettings& settings,
                 const Abilities& can, const ports::DirectoryQuestion& question,
                 ports::DirectoryListener& listener)
        : settings_(settings),
          question_(question),
          listener_(listener),
          can_(can),
          pages_(provider, can),
          provider_(provider) {}

    Result<ports::DirectoryAnswer> answer() {
        const auto since = begins_at();
        if (since) {
            const auto told = changed_since_then(*since);
            if (!told) return told.error();
            if (*told) return std::move(answer_);
        }
        const auto told = everybody();
        if (!told) return told.error();
        return std::move(answer_);
    }

private:
    std::optional<std::int64_t> begins_at() {
        if (question_.whole || question_.state.empty()) return std::nullopt;
        const auto since = changed_before(question_.state, settings_);
        if (!since)
            remark(
                "what was remembered of the last reading cannot be used: the address, the "
                "account, the filter or the mapping is another; everybody is read");
        return since;
    }

    void remark(std::string what) {
        answer_.remarks.push_back(
            {Severity::warning, settings_.name, 0, std::move(what), "nothing needs to be done"});
    }

    Result<void> hear(User user) {
        if (user.changed_ms) newest_ms_ = std::max(newest_ms_, *user.changed_ms);
        met_nobody_known_ = met_nobody_known_ || user.key.empty();
        if (user.entry) return listener_.found(std::move(*user.entry));
        return listener_.refused(user.key, user.name, std::move(user.why), std::move(user.hint));
    }

    Asked asked(const std::string& filter) const {
        return asked_of(settings_, can_, both(settings_.filter, filter));
    }

    Result<int> read(const std::string& filter) {
        return pages_.read(asked(filter), [this](User user) { return hear(std::move(user)); });
    }

    // False: the service provider does not want this filter any more.
    Result<bool> changed_since_then(std::int64_t since_ms) {
        newest_ms_ = since_ms;
        const auto status = read(changed_since(moment_text(since_ms - overlap_ms)));
        if (!status) return status.error();
        if (*status == 200) {
            answer_.way = "lastModified";
            answer_.reason = "the service provider says who changed since the last reading";
            answer_.state = state_after(newest_ms_, settings_);
            return true;
        }
        remark(
            "the service provider refuses to say who changed since the last reading; everybody "
            "is read");
        return false;
    }

    Result<void> everybody() {
        newest_ms_ = 0;
        const auto status = read("");
        if (!status) return status.error();
        if (*status != 200) return provider_.refused(*status);
        answer_.everybody = !met_nobody_known_;
        answer_.way = way_of(can_);
        answer_.reason = reason_of(can_);
        const auto filters = filters_by_change();
        if (!filters) return filters.error();
        if (*filters)
            answer_.state = state_after(newest_ms_, settings_);
        else
            answer_.reason +=
                "; it does not filter by meta.lastModified, so everybody is read "
                "each time";
        return {};
    }

    // Whether the newest change that was told is found by its time, too: a service provider that
    // takes the filter and then finds nobody would hide every change.
    Result<bool> filters_by_change() {
        if (!can_.filters || newest_ms_ == 0) return false;
        const auto reply = pages_.first(asked(changed_since(moment_text(newest_ms_))));
        if (!reply) return reply.error();
        return reply->status == 200 && !reply->page.users.empty();
    }

    const model::ScimClientSettings& settings_;
    const ports::DirectoryQuestion& question_;
    ports::DirectoryListener& listener_;
    const Abilities& can_;
    Pages pages_;
    Provider& provider_;
    ports::DirectoryAnswer answer_;
    std::int64_t newest_ms_ = 0;
    bool met_nobody_known_ = false;
};

}  // namespace

Result<ports::DirectoryAnswer> ScimDirectory::ask(const ports::DirectoryQuestion& question,
                                                  ports::DirectoryListener& listener) {
    auto provider = Provider::at(settings_, tokens_, question.go_on, question.connect_seconds_max);
    if (!provider) return provider.error();
    const auto can = abilities_of(*provider);
    if (!can) return can.error();
    return Conversation(*provider, settings_, *can, question, listener).answer();
}

Result<std::vector<std::string>> ScimDirectory::explain(const std::string& whom) {
    auto provider = Provider::at(settings_, tokens_, [] { return true; });
    if (!provider) return provider.error();
    return scim_client::explain(*provider, settings_, whom);
}

Findings ScimDirectory::examine() {
    auto provider = Provider::at(settings_, tokens_, [] { return true; });
    if (!provider) return {finding(settings_, provider.error())};
    return scim_client::examine(*provider, settings_);
}

}  // namespace kith::connectors::scim_client
