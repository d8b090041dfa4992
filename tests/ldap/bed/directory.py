"""A server of the bed as its administrator and its sync account see it, over python-ldap."""

import dataclasses
import uuid

import ldap
import ldap.dn
from ldap.controls import SimplePagedResultsControl

from .samba_ad import SambaAd
from .slapd import Slapd


@dataclasses.dataclass(frozen=True)
class Shown:
    """A person as a whole reading shows her now. `leader` is the key of the entry that `manager` names; None
    where there is none."""

    user: str
    place: tuple  # Her DN, comparable.
    manager: tuple  # The manager attribute, comparable; None where there is none.
    leader: str
    disabled: bool


def comparable(dn):
    """The same for two writings of one DN: neither case nor spaces at the ends count (RFC 4518, section 2.6)."""
    return tuple(tuple(sorted((name.lower(), value.casefold().strip(" "))
                              for name, value, _ in rdn)) for rdn in ldap.dn.str2dn(dn))


class Directory:
    """Changes are made as the administrator unless another `account` is given."""

    def __init__(self, server, account=None):
        self.server = server
        self.account = account or server.admin
        self.shape = server.shape
        self.is_ad = isinstance(server, SambaAd)
        self.reconnect()

    def bound(self, dn, password):
        link = ldap.initialize(self.server.ldaps_uri)
        link.set_option(ldap.OPT_REFERRALS, 0)
        link.set_option(ldap.OPT_NETWORK_TIMEOUT, 20)
        link.set_option(ldap.OPT_TIMEOUT, 60)
        link.set_option(ldap.OPT_X_TLS_CACERTFILE, str(self.server.ca_file))
        link.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
        link.simple_bind_s(dn, password)
        return link

    def reconnect(self):
        """After a restart of the server."""
        self.writing = self.bound(*self.account)

    # Changes.

    def add(self, one, manager=None):
        """The key of the new entry."""
        dn = self.shape.person_dn(one)
        attributes = {**self.shape.person_entry(one), **({"manager": [manager]} if manager else {})}
        self.writing.add_s(dn, [(name, [value.encode() for value in values])
                                  for name, values in attributes.items()])
        return self.key_at(dn)

    def delete(self, dn):
        self.writing.delete_s(dn)

    def rename(self, dn, rdn, above):
        self.writing.rename_s(dn, rdn, above, 1)

    def lead(self, dn, manager):
        self.writing.modify_s(dn, [(ldap.MOD_REPLACE, "manager", [manager.encode()])])

    def unlead(self, dn):
        self.writing.modify_s(dn, [(ldap.MOD_DELETE, "manager", None)])

    def disable(self, dn, is_disabled):
        if self.is_ad:
            change = (ldap.MOD_REPLACE, "userAccountControl", [b"546" if is_disabled else b"544"])
        else:
            ((name, values),) = self.shape.disabled.items()
            change = (ldap.MOD_REPLACE, name, [values[0].encode()] if is_disabled else None)
        self.writing.modify_s(dn, [change])

    def key_at(self, dn):
        (found,) = self.writing.search_s(dn, ldap.SCOPE_BASE, "(objectClass=*)",
                                           [self.server.key_attribute])
        return self.key_of(lower(found[1]))

    def dn_of(self, key):
        """As the server has it: 389 drops a space at the end of a new name, and then knows no DN that has it."""
        if self.is_ad:
            where = f"<GUID={key}>", ldap.SCOPE_BASE, "(objectClass=*)"
        else:
            where = self.shape.people_base, ldap.SCOPE_SUBTREE, f"({self.server.key_attribute}={key})"
        ((dn, _),) = self.writing.search_s(*where, ["1.1"])
        return dn

    # Reading.

    def key_of(self, attributes):
        (octets,) = attributes[self.server.key_attribute.lower()]
        return str(uuid.UUID(bytes_le=octets)) if self.is_ad else octets.decode()

    def read(self):
        """Everybody the sync account sees, by key."""
        found = {self.key_of(attributes): (dn, attributes) for dn, attributes in self._pages()}
        keys = {comparable(dn): key for key, (dn, _) in found.items()}
        return {key: self._shown(dn, attributes, keys) for key, (dn, attributes) in found.items()}

    def _shown(self, dn, attributes, keys):
        user = attributes["samaccountname" if self.is_ad else "uid"][0].decode()
        named = attributes.get("manager")
        manager = comparable(named[0].decode()) if named else None
        return Shown(user, comparable(dn), manager, keys.get(manager), self._is_disabled(attributes))

    def _is_disabled(self, attributes):
        if self.is_ad:
            return bool(int(attributes["useraccountcontrol"][0]) & 2)
        name = "pwdaccountlockedtime" if isinstance(self.server, Slapd) else "nsaccountlock"
        return name in attributes

    def _pages(self):
        link = self.bound(*self.server.sync_account)
        wanted = ["uid", "sAMAccountName", "manager", "userAccountControl", "nsAccountLock",
                  "pwdAccountLockedTime", self.server.key_attribute]
        pages = SimplePagedResultsControl(True, size=100, cookie="")
        while True:
            sent = link.search_ext(self.server.people_base, ldap.SCOPE_SUBTREE,
                                   "(|(objectClass=inetOrgPerson)(objectClass=user))", wanted,
                                   serverctrls=[pages])
            _, entries, _, controls = link.result3(sent)
            yield from ((dn, lower(attributes)) for dn, attributes in entries if dn)
            pages.cookie = next(control.cookie for control in controls
                                if control.controlType == pages.controlType)
            if not pages.cookie:
                link.unbind_s()
                return


def lower(attributes):
    """Servers spell the names of attributes as they like."""
    return {name.lower(): values for name, values in attributes.items()}
