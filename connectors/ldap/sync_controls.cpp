#include "connectors/ldap/sync_controls.h"

#include <lber.h>

#include <memory>
#include <utility>

namespace kith::connectors::ldap {
namespace {

// X.690: the tags of RFC 4533 that have no name in lber.h.
constexpr ber_tag_t new_cookie_tag = 0x80;
constexpr ber_tag_t refresh_delete_tag = 0xA1;
constexpr ber_tag_t refresh_present_tag = 0xA2;
constexpr ber_tag_t ids_tag = 0xA3;
constexpr std::size_t id_bytes = 16;

struct FreeBer {
    void operator()(BerElement* ber) const { ber_free(ber, 1); }
};
using Ber = std::unique_ptr<BerElement, FreeBer>;

Ber reader(const berval& value) {
    berval bytes = value;
    return Ber(ber_init(&bytes));
}

ber_tag_t next_tag(const Ber& ber) {
    ber_len_t length = 0;
    return ber_peek_tag(ber.get(), &length);
}

// False where there is one that cannot be read.
bool read_cookie(const Ber& ber, std::optional<std::string>& cookie) {
    if (next_tag(ber) != LBER_OCTETSTRING) return true;
    berval bytes{};
    if (ber_scanf(ber.get(), "m", &bytes) == LBER_ERROR) return false;
    cookie.emplace(view(bytes));
    return true;
}

bool read_boolean(const Ber& ber, bool& said) {
    if (next_tag(ber) != LBER_BOOLEAN) return true;
    ber_int_t value = 0;
    if (ber_scanf(ber.get(), "b", &value) == LBER_ERROR) return false;
    said = value != 0;
    return true;
}

bool read_ids(const Ber& ber, std::vector<std::string>& ids) {
    BerVarray found = nullptr;
    if (ber_scanf(ber.get(), "[W]", &found) == LBER_ERROR) return false;
    const std::unique_ptr<berval, decltype(&ber_bvarray_free)> owned(found, ber_bvarray_free);
    for (const berval* id = found; id != nullptr && id->bv_val != nullptr; ++id) {
        if (id->bv_len != id_bytes) return false;
        ids.emplace_back(view(*id));
    }
    return true;
}

bool read_refresh(const Ber& ber, SyncInfo& info) {
    return ber_scanf(ber.get(), "{") != LBER_ERROR && read_cookie(ber, info.cookie) &&
           read_boolean(ber, info.refresh_done);
}

bool read_info(const Ber& ber, SyncInfo& info) {
    switch (next_tag(ber)) {
        case new_cookie_tag: {
            berval bytes{};
            if (ber_scanf(ber.get(), "m", &bytes) == LBER_ERROR) return false;
            info.cookie.emplace(view(bytes));
            return true;
        }
        case refresh_delete_tag:
            info.kind = SyncInfo::Kind::refresh_delete;
            return read_refresh(ber, info);
        case refresh_present_tag:
            info.kind = SyncInfo::Kind::refresh_present;
            return read_refresh(ber, info);
        case ids_tag:
            info.kind = SyncInfo::Kind::ids;
            return ber_scanf(ber.get(), "{") != LBER_ERROR && read_cookie(ber, info.cookie) &&
                   read_boolean(ber, info.deletes) && read_ids(ber, info.ids);
        default:
            return false;
    }
}

}  // namespace

Result<Control> sync_request(bool persist, const std::string& cookie) {
    const Ber ber(ber_alloc_t(LBER_USE_DER));
    const ber_int_t mode = persist ? LDAP_SYNC_REFRESH_AND_PERSIST : LDAP_SYNC_REFRESH_ONLY;
    berval bytes{cookie.size(), const_cast<char*>(cookie.data())};
    const int begun = ber_printf(ber.get(), "{e", mode);
    const int written = cookie.empty() ? 0 : ber_printf(ber.get(), "O", &bytes);
    const int ended = ber_printf(ber.get(), "}");
    berval value{};
    if (begun < 0 || written < 0 || ended < 0 || ber_flatten2(ber.get(), &value, 0) != 0)
        return Error{ErrorCode::source_unreadable, "ldap: no memory for a control", {}, {}};
    return control(LDAP_CONTROL_SYNC, view(value));
}

std::optional<SyncState> sync_state(const berval& value) {
    const auto ber = reader(value);
    SyncState state;
    ber_int_t number = 0;
    berval id{};
    if (ber_scanf(ber.get(), "{em", &number, &id) == LBER_ERROR || id.bv_len != id_bytes)
        return std::nullopt;
    if (!read_cookie(ber, state.cookie)) return std::nullopt;
    state.state = number;
    state.id = view(id);
    return state;
}

std::optional<SyncDone> sync_done(const berval& value) {
    const auto ber = reader(value);
    SyncDone done;
    if (ber_scanf(ber.get(), "{") == LBER_ERROR || !read_cookie(ber, done.cookie) ||
        !read_boolean(ber, done.refresh_deletes))
        return std::nullopt;
    return done;
}

std::optional<SyncInfo> sync_info(const berval& value) {
    const auto ber = reader(value);
    SyncInfo info;
    return read_info(ber, info) ? std::optional(std::move(info)) : std::nullopt;
}

}  // namespace kith::connectors::ldap
