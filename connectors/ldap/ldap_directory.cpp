#include "connectors/ldap/ldap_directory.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "connectors/ldap/connection.h"
#include "connectors/ldap/dirsync.h"
#include "connectors/ldap/examine.h"
#include "connectors/ldap/explain.h"
#include "connectors/ldap/reading.h"
#include "connectors/ldap/state.h"
#include "connectors/ldap/strategy.h"
#include "connectors/ldap/syncrepl.h"
#include "connectors/ldap/timestamp.h"
#include "connectors/ldap/usn.h"

namespace kith::connectors::ldap {
namespace {

constexpr std::int64_t day_s = 24 * 60 * 60;

// Active Directory forgets its deletions after some time, and with them an older reading would keep
// who is long gone.
bool is_too_old(const State& state, const RootDse& server) {
    return state.time != 0 && server.now - state.time > (server.tombstone_days - 1) * day_s;
}

// Where the last reading ended, if this one may go on from there.
std::optional<State> state_to_go_on(const ports::DirectoryQuestion& question, const State& now,
                                    const RootDse& server, Remarks& remarks) {
    if (question.whole || question.state.empty()) return std::nullopt;
    auto state = read_state(question.state);
    if (!state) {
        remarks.add("what was remembered of the last reading cannot be read; everything is read",
                    "nothing needs to be done");
        return std::nullopt;
    }
    if (is_too_old(*state, server)) {
        remarks.add(
            "the last reading is older than what the server remembers of deletions; "
            "everything is read",
            "nothing needs to be done");
        return std::nullopt;
    }
    if (state->way == now.way && state->depends == now.depends) return state;
    remarks.add(
        "the server, the account, a base, a filter or the mapping is another than last "
        "time; everything is read",
        "nothing needs to be done");
    return std::nullopt;
}

model::LdapSettings within(model::LdapSettings settings, const ports::DirectoryQuestion& question) {
    settings.connect_seconds = std::min(
        settings.connect_seconds, question.connect_seconds_max.value_or(settings.connect_seconds));
    return settings;
}

// A connection, and all that a reading over it needs.
class Conversation {
public:
    using Owned = std::unique_ptr<Conversation>;

    static Result<Owned> begin(const model::LdapSettings& settings,
                               const ports::DirectoryQuestion& question,
                               ports::DirectoryListener& listener) {
        const Patience patience{settings.answer_seconds, question.go_on};
        auto connection = Connection::open(settings, process_health(), question.go_on);
        if (!connection) return connection.error();
        auto server = read_root_dse((*connection)->handle(), patience);
        if (!server) return server.error();
        auto choice = choose_way(settings, *server);
        if (!choice) return choice.error();
        return std::make_unique<Conversation>(std::move(*connection), std::move(*server),
                                              std::move(*choice), patience,
                                              std::tie(settings, question, listener));
    }

    using Parties = std::tuple<const model::LdapSettings&, const ports::DirectoryQuestion&,
                               ports::DirectoryListener&>;
    Conversation(std::unique_ptr<Connection> connection, RootDse server, Choice choice,
                 Patience patience, const Parties& parties)
        : connection_(std::move(connection)),
          server_(std::move(server)),
          choice_(std::move(choice)),
          patience_(std::move(patience)),
          teller_(connection_->handle(), std::get<0>(parties), server_, patience_,
                  std::get<2>(parties)),
          reading_{*connection_, std::get<0>(parties), server_,
                   patience_,    std::get<2>(parties), teller_},
          state_{choice_.way,
                 depends_on(std::get<0>(parties), server_, connection_->uri(), choice_.way),
                 server_.now,
                 {}},
          last_(state_to_go_on(std::get<1>(parties), state_, server_, teller_.remarks())) {}

    Way way() const { return choice_.way; }
    Reading& reading() { return reading_; }
    // None: from the beginning.
    std::vector<std::string> cookies() const {
        return last_ ? last_->cookies : std::vector<std::string>();
    }

    ports::DirectoryAnswer answer(const Outcome& outcome) {
        state_.cookies = outcome.cookies;
        ports::DirectoryAnswer answer;
        answer.names_are_links = server_.vendor == Vendor::active_directory;
        answer.everybody = outcome.everybody && !teller_.met_nobody_known();
        if (!state_.cookies.empty()) answer.state = written(state_);
        answer.way = name_of(outcome.in_pages_instead ? Way::paged : choice_.way);
        answer.reason = choice_.reason;
        answer.remarks = teller_.remarks().take();
        return answer;
    }

private:
    std::unique_ptr<Connection> connection_;
    RootDse server_;
    Choice choice_;
    Patience patience_;
    Teller teller_;
    Reading reading_;
    State state_;
    std::optional<State> last_;
};

Result<Outcome> read(Conversation& conversation) {
    auto& reading = conversation.reading();
    switch (conversation.way()) {
        case Way::dirsync:
            return read_by_dirsync(reading, conversation.cookies());
        case Way::usn:
            return read_by_usn(reading, conversation.cookies());
        case Way::syncrepl:
            return read_by_syncrepl(reading, conversation.cookies());
        case Way::timestamp:
            return read_by_timestamp(reading, conversation.cookies());
        case Way::paged:
            break;
    }
    return read_everybody(reading);
}

}  // namespace

Result<ports::DirectoryAnswer> LdapDirectory::ask(const ports::DirectoryQuestion& question,
                                                  ports::DirectoryListener& listener) {
    const auto settings = within(settings_, question);
    const auto conversation = Conversation::begin(settings, question, listener);
    if (!conversation) return conversation.error();
    const auto outcome = read(**conversation);
    if (!outcome) return outcome.error();
    return (*conversation)->answer(*outcome);
}

Result<void> LdapDirectory::follow(
    const ports::DirectoryQuestion& question, ports::DirectoryListener& listener,
    const std::function<Result<void>(ports::DirectoryAnswer)>& settle) {
    const auto conversation = Conversation::begin(settings_, question, listener);
    if (!conversation) return conversation.error();
    auto& talk = **conversation;
    if (talk.way() != Way::syncrepl || settings_.bases.size() != 1)
        return Error{ErrorCode::unsupported,
                     "ldap: only one base with syncrepl can be followed",
                     {},
                     "it is asked again and again instead"};
    const auto followed =
        follow_by_syncrepl(talk.reading(), talk.cookies(),
                           [&](const Outcome& outcome) { return settle(talk.answer(outcome)); });
    if (!followed && followed.error().code == ErrorCode::cancelled && !question.go_on()) return {};
    return followed;
}

Result<std::vector<std::string>> LdapDirectory::explain(const std::string& whom) {
    return ldap::explain(settings_, whom);
}

Findings LdapDirectory::examine() {
    return ldap::examine(settings_);
}

}  // namespace kith::connectors::ldap
