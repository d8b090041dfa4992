#include "service/sign_on_sealed.h"

#include <utility>

#include "store/fields.h"
#include "store/tenant_keys.h"

namespace kith::service {
namespace {

constexpr std::int64_t sealed_version = 1;
constexpr const char* asked_token = "sign-on-asked";
constexpr const char* session_token = "sign-on-session";

}  // namespace

Result<std::string> sealed(const Rooms& rooms, const AskedFor& kept) {
    store::FieldWriter out;
    out.number(sealed_version).text(kept.id).number(static_cast<std::int64_t>(kept.errand));
    out.text(kept.provider).number(kept.asked_ms).number(kept.forced ? 1 : 0).text(kept.return_to);
    return rooms.database->tenant_keys().sealed_token(asked_token, out.packed());
}

std::optional<AskedFor> opened_asked(const Rooms& rooms, std::string_view token) {
    const auto text = rooms.database->tenant_keys().opened_token(asked_token, token);
    if (!text) return std::nullopt;
    store::FieldReader in(*text);
    if (in.number() != sealed_version) return std::nullopt;
    AskedFor kept;
    kept.id = in.text();
    kept.errand = in.number() == 0 ? Errand::sign_on : Errand::sign_off;
    kept.provider = in.text();
    kept.asked_ms = in.number();
    kept.forced = in.number() != 0;
    kept.return_to = in.text();
    return in.complete() ? std::optional(std::move(kept)) : std::nullopt;
}

Result<std::string> sealed(const Rooms& rooms, const SignedOn& who) {
    store::FieldWriter out;
    out.number(sealed_version).text(who.id).text(who.person.text()).text(who.session.provider);
    const auto& name = who.session.name_id;
    out.text(name.value).text(name.format).text(name.name_qualifier).text(name.sp_name_qualifier);
    out.text(who.session.session_index).text(store::to_lines(who.roles));
    out.text(store::to_lines(who.ends)).number(who.until_ms);
    return rooms.database->tenant_keys().sealed_token(session_token, out.packed());
}

std::optional<SignedOn> opened_session(const Rooms& rooms, std::string_view token) {
    const auto text = rooms.database->tenant_keys().opened_token(session_token, token);
    if (!text) return std::nullopt;
    store::FieldReader in(*text);
    if (in.number() != sealed_version) return std::nullopt;
    SignedOn who;
    who.id = in.text();
    who.person = EmployeeId{in.text()};
    who.session.provider = in.text();
    auto& name = who.session.name_id;
    for (auto* const part :
         {&name.value, &name.format, &name.name_qualifier, &name.sp_name_qualifier})
        *part = in.text();
    who.session.session_index = in.text();
    who.roles = store::from_lines(in.text());
    who.ends = store::from_lines(in.text());
    who.until_ms = in.number();
    return in.complete() ? std::optional(std::move(who)) : std::nullopt;
}

}  // namespace kith::service
