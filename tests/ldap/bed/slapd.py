"""OpenLDAP's slapd with people, groups, syncprov and a password policy."""

from . import company
from .server import Server, place, program, run

CONFIGURATION = """{schemas}
modulepath {modules}
moduleload back_mdb
moduleload syncprov
moduleload ppolicy
TLSCACertificateFile {tls}/ca.crt
TLSCertificateFile {tls}/shown.crt
TLSCertificateKeyFile {tls}/shown.key
database mdb
suffix "{base}"
rootdn "{admin}"
rootpw {password}
directory {folder}/db
maxsize 4294967296
dbnosync
index objectClass,entryUUID,entryCSN,uid,manager,member eq
limits dn.exact="{sync}" size.soft={unpaged} size.hard={unpaged} size.prtotal=unlimited
access to attrs=userPassword by anonymous auth by * none
access to dn.exact="{base}" attrs=entry,objectClass by dn.exact="{sync}" read by * none
access to dn.subtree="{people}" attrs={readable} by dn.exact="{sync}" read by * none
access to dn.subtree="{groups}" attrs={readable} by dn.exact="{sync}" read by * none
access to * by * none
overlay syncprov
syncprov-sessionlog 10000
overlay ppolicy
"""

READABLE = ("entry,objectClass,ou,cn,sn,givenName,displayName,uid,mail,title,l,departmentNumber,"
            "employeeNumber,preferredLanguage,manager,member,entryUUID,entryCSN,createTimestamp,"
            "modifyTimestamp,pwdAccountLockedTime")


class Slapd(Server):
    """`unpaged`: how many entries the sync account gets without paging, also by syncrepl."""

    name = "slapd"
    key_attribute = "entryUUID"
    shape = company.OPENLDAP
    base = shape.base
    people_base = shape.people_base
    groups_base = shape.groups_base
    admin = (f"cn=admin,{base}", "admin-secret")
    sync_account = (shape.sync_dn, company.SYNC_PASSWORD)

    def __init__(self, folder, people=0, seed=1, unpaged="unlimited"):
        super().__init__(folder, people, seed)
        self.unpaged = unpaged
        self.configuration = self.folder / "slapd.conf"

    def _build(self):
        (self.folder / "db").mkdir(mode=0o700)
        schemas = place("core.schema", "/etc/ldap/schema", "/etc/openldap/schema")
        self.configuration.write_text(CONFIGURATION.format(
            schemas="\n".join(f"include {schemas}/{name}.schema"
                              for name in ("core", "cosine", "inetorgperson")),
            modules=place("back_mdb.la", "/usr/lib/ldap", "/usr/lib64/openldap"),
            tls=self.certificates.folder, folder=self.folder, base=self.base,
            people=self.people_base, groups=self.groups_base, admin=self.admin[0],
            password=self.admin[1], sync=self.sync_account[0], unpaged=self.unpaged,
            readable=READABLE))
        entries = self.folder / "company.ldif"
        entries.write_text(company.ldif(company.make(self.people, self.seed), self.shape))
        run(program("slapadd"), "-q", "-f", self.configuration, "-b", self.base, "-l", entries)

    def _command(self):
        return [program("slapd"), "-f", self.configuration, "-d", "0",
                "-h", f"{self.uri}/ {self.ldaps_uri}/"]
