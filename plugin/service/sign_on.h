// Signing in through the company's identity provider, where the manifest has a <saml>.
//
// Who is signed in is kept nowhere, and neither is who was asked: her browser holds both, sealed,
// so the database does not tell who uses Kith, and nobody fills it who has not proved who he is.
// What is good once is noted when it is used, so that of two processes one takes it. Signing in
// proves who somebody is and opens no key.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/sign_on.h"
#include "service/rooms.h"
#include "store/sign_ons.h"

namespace kith::service {

// What an identity provider reads about Kith.
Result<std::string> sign_on_metadata(Rooms& rooms);

// What her browser carries to the provider, and what it keeps until the answer comes.
struct SignOnAsked {
    ports::SignOnSent sent;
    std::string kept;
};
struct SignOnOrder {
    std::string provider;  // Empty: the manifest's first.
    std::string return_to;
    bool passive = false;
};
Result<SignOnAsked> begin_sign_on(Rooms& rooms, const SignOnOrder& order);

// What her browser keeps of our message with that ID; empty: nothing.
using KeptByBrowser = std::function<std::string(const std::string& id)>;

// How somebody who was not let in finds it in the log and by `kithctl saml refusals`.
struct SignOnHeard {
    bool accepted = false;
    std::int64_t reference = 0;  // Of a refusal; 0: strangers were refused too often to note it.
    std::string asked;           // Our message's ID that was answered: its cookie can go.
    std::string token;           // What her browser shows from now on.
    std::string return_to;       // Empty: nobody said.
};
Result<SignOnHeard> finish_sign_on(Rooms& rooms, const std::string& field,
                                   const KeptByBrowser& kept);

struct SignedOn {
    std::string id;  // Of this sign-on, random.
    EmployeeId person;
    ports::SignOn::Session session;
    std::vector<std::string> roles;
    std::vector<std::string> ends;  // What marked the end of such sessions when hers began.
    std::int64_t until_ms = 0;
};
// Nothing for a token that is none, has had its time, or whose session ended.
Result<std::optional<SignedOn>> signed_on(const Rooms& rooms, std::string_view token);

// She ends it here; what her browser is to carry, where the provider takes that.
Result<std::optional<SignOnAsked>> sign_off(Rooms& rooms, const SignedOn& who);

// The provider ends sessions, or says that it did.
struct LogoutMessage {
    std::string text;
    ports::SignOnMessage::Came came = ports::SignOnMessage::Came::posted;
    std::string relay_state;  // Of its request: it gets it back.
};
struct LogoutHeard {
    bool accepted = false;
    std::int64_t reference = 0;
    std::string asked;
    bool everywhere = true;                   // Of a response: other services ended theirs, too.
    std::optional<ports::SignOnSent> answer;  // Where it asked, and takes one.
};
Result<LogoutHeard> hear_logout(Rooms& rooms, const LogoutMessage& message,
                                const KeptByBrowser& kept);

// Why people were not let in, the newest first. For who may read the audit log.
Result<std::vector<store::SignOnRefusal>> sign_on_refusals(Rooms& rooms, const Session& session);

// What was good once and whose time is over.
Result<void> forget_sign_ons(Rooms& rooms);

}  // namespace kith::service
