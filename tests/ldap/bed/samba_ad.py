"""Samba as an Active Directory domain controller. Only its LDAP service runs.

Its ports are fixed (389, 636, 3268, 3269): run the whole test below `in_namespace`.
"""

import os
import pathlib

from . import company
from .server import BedError, Server, listens, program, run

REALM = "AD.KITH.TEST"
PASSWORD = "Kith-Admin-1"

# `standard` would fork a process for each connection, which a kill -9 of the first one leaves behind.
MODEL = "single"

# How many users root is above, as the kernel says it.
WHOLE_MACHINE = "4294967295"

CONFIGURATION = """[global]
    server role = active directory domain controller
    realm = {realm}
    workgroup = KITH
    netbios name = DC1
    server services = ldap
    interfaces = lo
    bind interfaces only = yes
    disable netbios = yes
    private dir = {folder}/private
    state directory = {folder}/state
    cache directory = {folder}/cache
    lock directory = {folder}
    binddns dir = {folder}/bind-dns
    pid directory = {folder}/run
    ncalrpc dir = {folder}/ncalrpc
    ldap server require strong auth = allow_sasl_over_tls
    tls enabled = yes
    tls cafile = {tls}/ca.crt
    tls certfile = {tls}/shown.crt
    tls keyfile = {tls}/shown.key
    logging = file
    log file = {folder}/samba.log
[sysvol]
    path = {folder}/state/sysvol
    read only = no
"""


class SambaAd(Server):
    name = "samba"
    key_attribute = "objectGUID"
    shape = company.ACTIVE_DIRECTORY
    base = shape.base
    people_base = shape.people_base
    groups_base = shape.groups_base
    admin = (f"CN=Administrator,CN=Users,{base}", PASSWORD)
    sync_account = (shape.sync_dn, company.SYNC_PASSWORD)

    @property
    def configuration(self):
        return self.folder / "etc" / "smb.conf"

    def _ports(self):
        if listens(389) or listens(636):
            raise BedError("Samba needs the ports 389 and 636: run the test below "
                           "tests/ldap/bed/in_namespace")
        return 389, 636

    @staticmethod
    def can_run():
        """Only as root, and not that of a user namespace: it changes users."""
        return os.getuid() == 0 and WHOLE_MACHINE in pathlib.Path("/proc/self/uid_map").read_text()

    def _build(self):
        if not self.can_run():
            raise BedError("Samba needs root, and not that of a user namespace")
        for folder in ("run", "ncalrpc"):
            (self.folder / folder).mkdir()
        self._run("samba-tool", "domain", "provision", f"--targetdir={self.folder}",
                  f"--realm={REALM}", "--domain=KITH", "--server-role=dc", "--dns-backend=NONE",
                  f"--adminpass={PASSWORD}", "--host-name=dc1", "--host-ip=127.0.0.1",
                  "--option=interfaces=lo", "--option=bind interfaces only=yes")
        self.configuration.write_text(CONFIGURATION.format(
            realm=REALM, folder=self.folder, tls=self.certificates.folder))
        self._load()

    def _load(self):
        """Below the server, in its database, as itself: it is much faster, and takes a password."""
        everything, later = company.linked_ldif(company.make(self.people, self.seed), self.shape)
        for tool, name, text in (("ldbadd", "company", everything), ("ldbmodify", "links", later)):
            entries = self.folder / f"{name}.ldif"
            entries.write_text(text)
            self._run(tool, "-H", self.folder / "private" / "sam.ldb", entries)

    def _run(self, name, *arguments):
        run(program(name), *arguments, cwd=self.folder, env=self._environment())

    def _environment(self):
        # A test has nothing that must survive a power cut.
        return {**os.environ, "TDB_NO_FSYNC": "1",
                "KRB5_CONFIG": str(self.folder / "private" / "krb5.conf")}

    def _command(self):
        return [program("samba"), "-s", self.configuration, "-F", "--no-process-group", "-M", MODEL]
