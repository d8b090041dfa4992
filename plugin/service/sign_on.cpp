#include "service/sign_on.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crypto/crypto.h"
#include "service/begin_session.h"
#include "service/once.h"
#include "service/sign_on_sealed.h"
#include "service/standing.h"
#include "store/fields.h"
#include "store/tenant_keys.h"

namespace kith::service {
namespace {

using ports::SignOnMemory;
using Came = ports::SignOnMessage::Came;
using ports::SignOnVerdict;
using store::Spent;

// Longer nobody types a password.
constexpr std::int64_t answer_within_ms = 10 * 60'000;
// The longest that a manifest lets a session last.
constexpr std::int64_t session_max_ms = std::int64_t{24} * 3'600'000;
constexpr std::int64_t refusals_kept_hours = 7 * 24;
// A browser takes cookies of 4096 bytes with their names.
constexpr std::size_t token_bytes_max = 3'500;

// What her browser keeps, and what the database knows of as used.
class BrowserMemory final : public SignOnMemory {
public:
    BrowserMemory(const Rooms& rooms, const KeptByBrowser& kept, Errand errand, std::int64_t now_ms)
        : rooms_(rooms), kept_(kept), errand_(errand), now_ms_(now_ms) {}

    Result<std::optional<Asked>> take(const std::string& request) override {
        const auto kept = opened_asked(rooms_, kept_(request));
        if (!kept || kept->id != request || kept->errand != errand_) return no_request();
        const auto until_ms = kept->asked_ms + answer_within_ms;
        if (now_ms_ >= until_ms) return no_request();
        const auto first = once(Spent::request, request, until_ms);
        if (!first) return first.error();
        if (!*first) return no_request();
        taken_ = *kept;
        return std::optional(Asked{kept->provider, kept->asked_ms, kept->forced});
    }
    Result<bool> is_first(const std::string& assertion, std::int64_t until_ms) override {
        return once(Spent::assertion, assertion, until_ms);
    }

    const AskedFor& taken() const { return taken_; }

private:
    static std::optional<Asked> no_request() { return std::nullopt; }

    Result<bool> once(Spent what, const std::string& name, std::int64_t until_ms) {
        return rooms_.database->write(
            [&](store::Transaction& tx) { return store::spend(tx, what, name, until_ms); });
    }

    const Rooms& rooms_;
    const KeptByBrowser& kept_;
    Errand errand_;
    std::int64_t now_ms_;
    AskedFor taken_;
};

// By what a provider calls the sessions that it ends: one of somebody's, or with an empty index all
// of hers.
std::string session_name(const std::string& provider, const std::string& name,
                         const std::string& index) {
    return store::FieldWriter().text(provider).text(name).text(index).packed();
}

std::string own_name(const SignedOn& who) {
    return store::FieldWriter().text("own").text(who.id).packed();
}

// Under each of these names her session may end.
Result<std::vector<std::string>> ends_of(const Rooms& rooms, const SignedOn& who) {
    const auto& [provider, name, index] = who.session;
    const std::array names{own_name(who), session_name(provider, name.value, index),
                           session_name(provider, name.value, "")};
    return rooms.database->read([&](store::Transaction& tx) -> Result<std::vector<std::string>> {
        std::vector<std::string> ends;
        for (const auto& each : names) {
            auto end = store::end_of_sessions(tx, each);
            if (!end) return end.error();
            ends.push_back(std::move(*end));
        }
        return ends;
    });
}

// Six to ten digits, which somebody can read out over the telephone.
Result<std::int64_t> new_reference() {
    std::array<std::uint8_t, 4> bytes{};
    const auto filled = crypto::fill_random(bytes);
    if (!filled) return filled.error();
    std::int64_t number = 0;
    for (const auto byte : bytes)
        number = number << 8 | byte;
    return number + 100'000;
}

// Strangers fill neither the log nor the table: past their measure it is 0 and nothing is noted.
Result<std::int64_t> told(Rooms& rooms, const SignOnVerdict& verdict) {
    if (rooms.strangers_limit.wait_s("sign-on", rooms.clock->now_unix_ms()) > 0) return 0;
    const auto reference = new_reference();
    if (!reference) return reference;
    rooms.log->write(ports::LogLevel::warning, "sign-on refused", *reference, verdict.reason);
    const auto noted = rooms.database->write([&](store::Transaction& tx) {
        return store::note_sign_on_refusal(
            tx, {*reference, rooms.clock->hour(), verdict.provider,
                 std::string(verdict.reason.view()), verdict.section, verdict.detail});
    });
    if (!noted)
        rooms.log->write(ports::LogLevel::error, "why a sign-on was refused could not be noted",
                         *reference);
    return reference;
}

Result<bool> works_here(Rooms& rooms, const EmployeeId& person) {
    return reading(rooms, [&](store::Transaction& tx) -> Result<bool> {
        const auto view = rooms.directory.view(rooms, tx);
        if (!view) return view.error();
        return holds(rooms, tx, *view, policy::Capacity::employee, person);
    });
}

Result<SignedOn> begun(const Rooms& rooms, const SignOnVerdict& verdict) {
    auto id = crypto::random_uuid();
    if (!id) return id.error();
    SignedOn who;
    who.id = std::move(*id);
    who.person = verdict.person;
    who.session = {verdict.provider, verdict.name_id,
                   verdict.session_indexes.empty() ? "" : verdict.session_indexes.front()};
    who.roles = verdict.roles;
    who.until_ms = verdict.session_until_ms;
    auto ends = ends_of(rooms, who);
    if (!ends) return ends.error();
    who.ends = std::move(*ends);
    return who;
}

// Whether one of these marks is there and not the one under which she began. What marks an end is
// forgotten when all that it ended has had its time.
bool is_ended(const SignedOn& who, const std::vector<std::string>& ends) {
    for (std::size_t i = 0; i < ends.size(); ++i)
        if (!ends[i].empty() && ends[i] != who.ends[i]) return true;
    return false;
}

Result<void> end_sessions(store::Transaction& tx, const std::vector<std::string>& names,
                          std::int64_t now_ms) {
    for (const auto& name : names) {
        const auto done = store::end_sessions(tx, name, now_ms + session_max_ms);
        if (!done) return done;
    }
    return {};
}

const model::SamlSettings::Provider* provider_called(const Rooms& rooms, const std::string& name) {
    if (!rooms.settings.saml) return nullptr;
    const auto& providers = rooms.settings.saml->providers;
    const auto found = std::ranges::find(providers, name, &model::SamlSettings::Provider::name);
    return found == providers.end() ? nullptr : &*found;
}

// What the manifest gives by this provider today, whatever it gave when she signed in.
void keep_granted(std::vector<std::string>& roles, const model::SamlSettings::Provider& provider) {
    std::erase_if(roles, [&](const std::string& role) {
        return std::ranges::find(provider.grants, role, &model::SamlSettings::Grant::role) ==
               provider.grants.end();
    });
}

Error unavailable() {
    return {ErrorCode::busy,
            "nobody can sign in at the moment",
            {},
            "the log says why; people with a return code are not kept out"};
}

Result<SignOnVerdict> judged(Rooms& rooms, const ports::SignOnMessage& message,
                             SignOnMemory& memory, bool logout) {
    const auto sign_on = rooms.sign_on.at(message.now_ms);
    if (!sign_on) return unavailable();
    auto verdict = sign_on->judge(message, memory);
    if (!verdict) return verdict;
    if (verdict->accepted && (verdict->kind == "Response") == logout)
        return ports::refused(*verdict, "endpoint", "Metadata 2.4.2, 2.4.4",
                              "a message of this kind has another address; the metadata names it");
    return verdict;
}

// Where she is known and is let in, what her browser keeps of it.
Result<std::optional<std::string>> token_of(Rooms& rooms, SignOnVerdict& verdict) {
    using Token = std::optional<std::string>;
    const auto known = works_here(rooms, verdict.person);
    if (!known) return known.error();
    if (!*known) {
        verdict =
            ports::refused(verdict, "person_unknown", "manifest",
                           "nobody who works here has the id that the provider sends; compare "
                           "personAttribute with the people source's ids");
        return Token{};
    }
    const auto who = begun(rooms, verdict);
    if (!who) return who.error();
    auto token = sealed(rooms, *who);
    if (!token) return token.error();
    if (token->size() > token_bytes_max) {
        verdict = ports::refused(verdict, "session_size", "limits",
                                 "the NameID with its qualifiers does not fit into a cookie");
        return Token{};
    }
    return Token{std::move(*token)};
}

std::vector<std::string> sessions_meant(const SignOnVerdict& verdict) {
    std::vector<std::string> names;
    for (const auto& index : verdict.session_indexes)
        names.push_back(session_name(verdict.provider, verdict.name_id.value, index));
    if (names.empty()) names.push_back(session_name(verdict.provider, verdict.name_id.value, ""));
    return names;
}

// Whether the provider's request comes for the first time; what it ends is noted with that.
Result<bool> ended_by(Rooms& rooms, const SignOnVerdict& verdict, std::int64_t now_ms) {
    const auto request = session_name(verdict.provider, "request", verdict.id);
    return rooms.database->write([&](store::Transaction& tx) -> Result<bool> {
        const auto first = store::spend(tx, Spent::request, request, now_ms + session_max_ms);
        if (!first || !*first) return first;
        const auto ended = end_sessions(tx, sessions_meant(verdict), now_ms);
        if (!ended) return ended.error();
        return true;
    });
}

}  // namespace

Result<SignOnAsked> begin_sign_on(Rooms& rooms, const SignOnOrder& order) {
    const auto now_ms = rooms.clock->now_unix_ms();
    const auto sign_on = rooms.sign_on.at(now_ms);
    if (!sign_on) return unavailable();
    auto sent = sign_on->ask({order.provider, order.passive, now_ms});
    if (!sent) return sent.error();
    auto kept = sealed(rooms, AskedFor{sent->id, Errand::sign_on, sent->provider, now_ms,
                                       sent->forced, order.return_to});
    if (!kept) return kept.error();
    return SignOnAsked{std::move(*sent), std::move(*kept)};
}

Result<SignOnHeard> finish_sign_on(Rooms& rooms, const std::string& field,
                                   const KeptByBrowser& kept) {
    const auto now_ms = rooms.clock->now_unix_ms();
    BrowserMemory memory(rooms, kept, Errand::sign_on, now_ms);
    auto verdict = judged(rooms, {field, Came::posted, now_ms}, memory, false);
    if (!verdict) return verdict.error();
    SignOnHeard heard;
    heard.asked = memory.taken().id;
    heard.return_to = memory.taken().return_to;
    if (verdict->accepted) {
        auto token = token_of(rooms, *verdict);
        if (!token) return token.error();
        heard.token = token->value_or("");
    }
    heard.accepted = verdict->accepted;
    if (heard.accepted) return heard;
    const auto reference = told(rooms, *verdict);
    if (!reference) return reference.error();
    heard.reference = *reference;
    return heard;
}

Result<std::string> sign_on_metadata(Rooms& rooms) {
    const auto now_ms = rooms.clock->now_unix_ms();
    const auto sign_on = rooms.sign_on.at(now_ms);
    if (!sign_on) return unavailable();
    return sign_on->metadata(now_ms);
}

Result<std::optional<SignedOn>> signed_on(const Rooms& rooms, std::string_view token) {
    using Found = std::optional<SignedOn>;
    auto who = opened_session(rooms, token);
    if (!who || who->until_ms <= rooms.clock->now_unix_ms()) return Found{};
    const auto* const provider = provider_called(rooms, who->session.provider);
    if (provider == nullptr) return Found{};
    keep_granted(who->roles, *provider);
    const auto ends = ends_of(rooms, *who);
    if (!ends) return ends.error();
    if (who->ends.size() != ends->size() || is_ended(*who, *ends)) return Found{};
    return who;
}

Result<std::optional<SignOnAsked>> sign_off(Rooms& rooms, const SignedOn& who) {
    using Asked = std::optional<SignOnAsked>;
    const auto now_ms = rooms.clock->now_unix_ms();
    const auto ended = rooms.database->write(
        [&](store::Transaction& tx) { return end_sessions(tx, {own_name(who)}, now_ms); });
    if (!ended) return ended.error();
    const auto sign_on = rooms.sign_on.at(now_ms);
    if (!sign_on) return Asked{};
    auto sent = sign_on->ask_logout(who.session, now_ms);
    if (!sent) return sent.error();
    if (!*sent) return Asked{};
    auto kept = sealed(
        rooms, AskedFor{(*sent)->id, Errand::sign_off, who.session.provider, now_ms, false, {}});
    if (!kept) return kept.error();
    return Asked{{std::move(**sent), std::move(*kept)}};
}

Result<LogoutHeard> hear_logout(Rooms& rooms, const LogoutMessage& message,
                                const KeptByBrowser& kept) {
    const auto now_ms = rooms.clock->now_unix_ms();
    BrowserMemory memory(rooms, kept, Errand::sign_off, now_ms);
    auto verdict = judged(rooms, {message.text, message.came, now_ms}, memory, true);
    if (!verdict) return verdict.error();
    LogoutHeard heard;
    heard.asked = memory.taken().id;
    if (verdict->accepted && verdict->kind == "LogoutRequest") {
        const auto first = ended_by(rooms, *verdict, now_ms);
        if (!first) return first.error();
        if (!*first)
            verdict =
                ports::refused(*verdict, "replay", "Core 3.7.1", "this request was taken before");
    }
    heard.accepted = verdict->accepted;
    if (!heard.accepted) {
        const auto reference = told(rooms, *verdict);
        if (!reference) return reference.error();
        heard.reference = *reference;
        return heard;
    }
    heard.everywhere = verdict->everywhere;
    if (verdict->kind != "LogoutRequest") return heard;
    const auto sign_on = rooms.sign_on.at(now_ms);
    if (!sign_on) return unavailable();
    auto answer = sign_on->answer_logout(*verdict, message.relay_state, now_ms);
    if (!answer) return answer.error();
    heard.answer = std::move(*answer);
    return heard;
}

Result<std::vector<store::SignOnRefusal>> sign_on_refusals(Rooms& rooms, const Session& session) {
    using Refusals = std::vector<store::SignOnRefusal>;
    return reading(rooms, [&](store::Transaction& tx) -> Result<Refusals> {
        const auto permit = may(rooms, tx, session, policy::Action::read, policy::Kind::audit_log);
        if (!permit) return permit.error();
        return store::sign_on_refusals(tx);
    });
}

Result<void> forget_sign_ons(Rooms& rooms) {
    return rooms.database->write([&](store::Transaction& tx) {
        return store::forget_sign_ons(tx, rooms.clock->hour(),
                                      rooms.clock->hour() - refusals_kept_hours);
    });
}

}  // namespace kith::service
