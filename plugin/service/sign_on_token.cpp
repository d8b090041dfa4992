#include "service/sign_on_token.h"

#include "store/tenant_keys.h"

namespace kith::service {
namespace {

std::string token_on(const Rooms& rooms, const EmployeeId& subject, std::string_view sign_on,
                     Day day) {
    // The length keeps "a" + "bc" apart from "ab" + "c".
    const auto bound = std::to_string(subject.text().size()) + '|' + subject.text() + '|' +
                       std::string(sign_on) + '|' + to_text(day);
    return rooms.database->tenant_keys().pseudonym("sign-on-token", bound);
}

}  // namespace

std::string sign_on_token(const Rooms& rooms, const EmployeeId& subject, std::string_view sign_on) {
    return token_on(rooms, subject, sign_on, rooms.clock->today());
}

bool is_sign_on_token(const Rooms& rooms, const EmployeeId& subject, std::string_view sign_on,
                      std::string_view token) {
    const auto today = rooms.clock->today();
    // Both are worked out each time, so that the time taken tells nothing.
    const bool now = token == token_on(rooms, subject, sign_on, today);
    const bool before = token == token_on(rooms, subject, sign_on, today.plus(-1));
    return now || before;
}

}  // namespace kith::service
