#include "connectors/ldap/ldap_directory.h"

#include <optional>

#include "connectors/ldap/connection.h"
#include "connectors/ldap/dirsync.h"
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

Result<Outcome> read(Reading& reading, Way way, const std::optional<State>& last) {
    const auto cookies = last ? last->cookies : std::vector<std::string>();
    switch (way) {
        case Way::dirsync:
            return read_by_dirsync(reading, cookies);
        case Way::usn:
            return read_by_usn(reading, cookies);
        case Way::syncrepl:
            return read_by_syncrepl(reading, cookies);
        case Way::timestamp:
            return read_by_timestamp(reading, cookies);
        case Way::paged:
            break;
    }
    return read_everybody(reading);
}

}  // namespace

Result<ports::DirectoryAnswer> LdapDirectory::ask(const ports::DirectoryQuestion& question,
                                                  ports::DirectoryListener& listener) {
    const Patience patience{settings_.answer_seconds, question.go_on};
    const auto connection = Connection::open(settings_);
    if (!connection) return connection.error();
    const auto server = read_root_dse((*connection)->handle(), patience);
    if (!server) return server.error();
    const auto choice = choose_way(settings_, *server);
    if (!choice) return choice.error();

    Teller teller((*connection)->handle(), settings_, *server, patience, listener);
    Reading reading{**connection, settings_, *server, patience, listener, teller};
    State state{choice->way,
                depends_on(settings_, *server, (*connection)->uri(), choice->way),
                server->now,
                {}};
    const auto last = state_to_go_on(question, state, *server, teller.remarks());
    auto outcome = read(reading, choice->way, last);
    if (!outcome) return outcome.error();

    state.cookies = std::move(outcome->cookies);
    ports::DirectoryAnswer answer;
    answer.everybody = outcome->everybody && !teller.met_nobody_known();
    if (!state.cookies.empty()) answer.state = written(state);
    answer.way = name_of(outcome->in_pages_instead ? Way::paged : choice->way);
    answer.reason = choice->reason;
    answer.remarks = teller.remarks().take();
    return answer;
}

Result<std::vector<std::string>> LdapDirectory::explain(const std::string& whom) {
    return ldap::explain(settings_, whom);
}

Findings LdapDirectory::examine() {
    const auto connection = Connection::open(settings_);
    if (connection) return {};
    return {{Severity::error, settings_.name, 0, std::string(connection.error().detail.view()),
             std::string(connection.error().hint.view())}};
}

}  // namespace kith::connectors::ldap
