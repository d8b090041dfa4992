// Sessions, and the operations that run in them at once.
#include "abi/arguments.h"
#include "abi/entered.h"
#include "abi/functions.h"
#include "abi/perform.h"
#include "abi/session.h"
#include "base/limits.h"
#include "gateway/gateway.h"

namespace kith::abi {
namespace {

Outcome opened_session(const std::shared_ptr<Instance>& instance, std::string_view json,
                       kith_session& session) {
    auto caller = gateway::session(instance->kith().rooms(), json);
    if (!caller) return failed(caller.error());

    auto object = std::make_shared<Session>(instance, std::move(*caller));
    return registered(std::move(object), instance->handle, session);
}

Outcome closed_session(const std::shared_ptr<Session>& session) {
    const SessionUse use(*session);
    if (!use) return refused_busy_session();
    if (Registry::here().take(Kind::session, session->handle).empty()) return refused_handle();
    return {};
}

}  // namespace

Outcome registered(std::shared_ptr<Object> object, std::uint64_t parent, std::uint64_t& handle) {
    const auto given = Registry::here().add(std::move(object), parent);
    if (given == 0)
        return refused(KITH_E_HANDLE, "what it was to be opened from was closed meanwhile");
    handle = given;
    return {};
}

Outcome performed(Session& session, std::string_view operation, std::string_view input) {
    auto result =
        gateway::call(session.instance().kith().rooms(), session.caller(), operation, input);
    if (!result) return failed(result.error());

    Outcome outcome;
    outcome.text = std::move(*result);
    // What was done is done, whatever the host's wake does.
    contained(&session.instance(), [&] {
        session.instance().wake_host();
        return Outcome{};
    });
    return outcome;
}

std::int32_t session_open(kith_instance instance, const char* json, std::uint64_t n,
                          kith_session* session, kith_buf* err) {
    if (session != nullptr) *session = 0;
    if (!absent_or_usable(err)) return KITH_E_ARGUMENT;
    return guarded<Instance>(instance, err, [&](const auto& object) -> Outcome {
        if (session == nullptr) return refused(KITH_E_ARGUMENT, "the place for the handle is NULL");
        if (auto wrong = unfit(json, n, limits::call_bytes_max)) return std::move(*wrong);
        return opened_session(object, json_input(json, n), *session);
    });
}

std::int32_t session_close(kith_session session) {
    return guarded<Session>(session, nullptr,
                            [](const auto& object) { return closed_session(object); });
}

std::int32_t call(kith_session session, const char* op, const char* in, std::uint64_t n,
                  kith_buf* out) {
    if (!usable(out)) return KITH_E_ARGUMENT;
    return guarded<Session>(session, out, [&](const auto& object) -> Outcome {
        if (auto wrong = unfit_name(op)) return std::move(*wrong);
        if (auto wrong = unfit(in, n, limits::call_bytes_max)) return std::move(*wrong);
        const SessionUse use(*object);
        if (!use) return refused_busy_session();
        return performed(*object, op, json_input(in, n));
    });
}

}  // namespace kith::abi
