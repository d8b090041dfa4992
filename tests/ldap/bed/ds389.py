"""389 Directory Server out of its own template of a configuration: no instance is registered on the machine.

dscreate would write below /etc, /var and /run, and ask systemd.
"""

import getpass
import re

from . import company
from .certificates import openssl
from .server import Server, place, program, run

TEMPLATES = ("template-dse.ldif", "template-suffix-db.ldif")
CERTIFICATE = "Server-Cert"

# Off by default: syncrepl, and the log of changes that it reads.
PLUGINS = ("Content Synchronization", "Retro Changelog Plugin")

READABLE = " || ".join((
    "objectClass", "ou", "cn", "sn", "givenName", "displayName", "uid", "mail", "title", "l",
    "departmentNumber", "employeeNumber", "preferredLanguage", "manager", "member", "nsUniqueId",
    "entryUUID", "nsAccountLock", "createTimestamp", "modifyTimestamp"))

OWN_SCHEMA = """dn: cn=schema
objectClass: top
objectClass: ldapSubentry
objectClass: subschema
cn: schema
"""


class Ds389(Server):
    name = "389"
    key_attribute = "nsUniqueId"
    shape = company.DS389
    base = shape.base
    people_base = shape.people_base
    groups_base = shape.groups_base
    admin = ("cn=Directory Manager", "admin-secret")
    sync_account = (shape.sync_dn, company.SYNC_PASSWORD)

    @property
    def configuration(self):
        return self.folder / "config"

    def _build(self):
        for name in ("schema", "db", "dbhome", "lock", "tmp", "ldif", "bak", "run", "log"):
            (self.configuration / name).mkdir(parents=True)
        (self.configuration / "slapd-collations.conf").touch()
        (self.configuration / "schema" / "99user.ldif").write_text(OWN_SCHEMA)
        (self.configuration / "certmap.conf").write_text("certmap default default\n")
        shared = place(TEMPLATES[0], "/usr/share/dirsrv/data")
        template = "\n\n".join(re.sub("(?m)^#.*\n", "", (shared / name).read_text()).strip()
                               for name in TEMPLATES) + "\n"
        (self.configuration / "dse.ldif").write_text(self._filled(template))
        self._load()

    def _filled(self, template):
        own = self.configuration
        values = {"config_dir": own, "cert_dir": own, "inst_dir": own, "schema_dir": own / "schema",
                  "lock_dir": own / "lock", "tmp_dir": own / "tmp", "ldif_dir": own / "ldif",
                  "bak_dir": own / "bak", "run_dir": own / "run", "log_dir": own / "log",
                  "db_dir": own / "db", "db_home_dir": own / "dbhome", "db_lib": "bdb",
                  "fqdn": "localhost", "ds_port": self.port, "ds_user": getpass.getuser(),
                  "rootdn": self.admin[0], "ds_passwd": hashed(self.admin[1]), "ds_suffix": self.base,
                  "ds_bename": "userRoot",
                  "ldapi_enabled": "off", "ldapi": own / "ldapi", "ldapi_autobind": "off"}
        text = re.sub("%([a-z_]+)%", lambda found: str(values[found.group(1)]), template)
        text = text.replace("dn: cn=config\n", "dn: cn=config\n"
                            "nsslapd-listenhost: 127.0.0.1\nnsslapd-securelistenhost: 127.0.0.1\n"
                            f"nsslapd-security: on\nnsslapd-securePort: {self.tls_port}\n", 1)
        for name in PLUGINS:
            text = switched_on(text, name)
        # Without them the increments of syncrepl come back empty.
        return text.replace("dn: cn=Retro Changelog Plugin,cn=plugins,cn=config\n",
                            "dn: cn=Retro Changelog Plugin,cn=plugins,cn=config\n"
                            "nsslapd-attribute: nsuniqueid:targetUniqueId\n"
                            "nsslapd-attribute: entryuuid:targetEntryUUID\n", 1)

    def _load(self):
        entries = self.folder / "company.ldif"
        text = company.ldif(company.make(self.people, self.seed), self.shape)
        # By default nobody but the administrator sees anybody.
        aci = (f'(targetattr="{READABLE}")(version 3.0; acl "sync"; allow (read,search,compare) '
               f'userdn="ldap:///{self.sync_account[0]}";)')
        entries.write_text(text.replace("\n\n", f"\naci: {aci}\n\n", 1))
        run(program("ns-slapd"), "ldif2db", "-D", self.configuration, "-n", "userRoot",
            "-i", entries)

    def _show_certificate(self, kind):
        """In a store made anew: certutil leaves the old certificate under the same name now and then."""
        super()._show_certificate(kind)
        shown, store = self.certificates.folder / "shown", f"sql:{self.configuration}"
        for name in ("cert9.db", "key4.db", "pkcs11.txt"):
            (self.configuration / name).unlink(missing_ok=True)
        openssl("pkcs12", "-export", "-name", CERTIFICATE, "-passout", "pass:", "-in",
                f"{shown}.crt", "-inkey", f"{shown}.key", "-out", f"{shown}.p12")
        run(program("certutil"), "-N", "-d", store, "--empty-password")
        run(program("pk12util"), "-i", f"{shown}.p12", "-d", store, "-W", "")
        run(program("certutil"), "-A", "-d", store, "-n", "CA", "-t", "CT,,", "-a", "-i", self.ca_file)

    def _command(self):
        return [program("ns-slapd"), "-D", self.configuration, "-d", "0",
                "-i", self.configuration / "run" / "pid"]


def hashed(password):
    """As the configuration wants it; in clear it is refused there."""
    return run(program("pwdhash"), "-s", "SSHA512", password).strip()


def switched_on(text, plugin):
    begin = text.index(f"dn: cn={plugin},cn=plugins,cn=config\n")
    end = text.index("\n\n", begin)
    return (text[:begin] + re.sub("(?i)(nsslapd-pluginEnabled: )off", r"\1on", text[begin:end])
            + text[end:])
