#include "connectors/ldap/ldap_directory.h"

#include <optional>

#include "connectors/ldap/connection.h"
#include "connectors/ldap/reading.h"
#include "connectors/ldap/state.h"
#include "connectors/ldap/strategy.h"
#include "connectors/ldap/syncrepl.h"

namespace kith::connectors::ldap {
namespace {

// Where the last reading ended, if this one may go on from there.
std::optional<State> point_of_return(const ports::DirectoryQuestion& question,
                                     const std::string& depends, Way way, Remarks& remarks) {
    if (question.whole || question.state.empty()) return std::nullopt;
    auto state = read_state(question.state);
    if (!state) {
        remarks.add("what was remembered of the last reading cannot be read; everything is read",
                    "nothing needs to be done");
        return std::nullopt;
    }
    if (state->way == way && state->depends == depends) return state;
    remarks.add(
        "the server, the account, a base, a filter or the mapping is another than last "
        "time; everything is read",
        "nothing needs to be done");
    return std::nullopt;
}

Result<Outcome> read(Reading& reading, Way way, const std::optional<State>& last) {
    switch (way) {
        case Way::syncrepl:
            return read_by_syncrepl(reading, last ? last->cookies : std::vector<std::string>());
        default:
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
    const auto depends = depends_on(settings_, *server, (*connection)->uri(), choice->way);
    const auto last = point_of_return(question, depends, choice->way, teller.remarks());
    auto outcome = read(reading, choice->way, last);
    if (!outcome) return outcome.error();

    ports::DirectoryAnswer answer;
    answer.everybody = outcome->everybody && !teller.met_nobody_known();
    if (!outcome->cookies.empty())
        answer.state = written({choice->way, depends, server->now, std::move(outcome->cookies)});
    answer.way = name_of(choice->way);
    answer.reason = choice->reason;
    answer.remarks = teller.remarks().take();
    return answer;
}

Result<std::vector<std::string>> LdapDirectory::explain(const std::string&) {
    return Error{ErrorCode::unsupported, "ldap: nothing can be explained", {}, {}};
}

Findings LdapDirectory::examine() {
    const auto connection = Connection::open(settings_);
    if (connection) return {};
    return {{Severity::error, settings_.name, 0, std::string(connection.error().detail.view()),
             std::string(connection.error().hint.view())}};
}

}  // namespace kith::connectors::ldap
