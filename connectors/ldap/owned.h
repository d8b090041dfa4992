// What libldap hands out, given back by itself.
#pragma once

#include <ldap.h>

#include <memory>

namespace kith::connectors::ldap {

struct Free {
    void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
    void operator()(LDAPControl* control) const { ldap_control_free(control); }
    void operator()(LDAPControl** controls) const { ldap_controls_free(controls); }
    void operator()(berval* value) const { ber_bvfree(value); }
    void operator()(LDAPURLDesc* url) const { ldap_free_urldesc(url); }
    void operator()(char** texts) const { ldap_memvfree(reinterpret_cast<void**>(texts)); }
};
template <class Type>
using Owned = std::unique_ptr<Type, Free>;

}  // namespace kith::connectors::ldap
