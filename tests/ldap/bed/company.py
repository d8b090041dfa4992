"""A company of any size with all the disorder a directory can hold, the same for the same seed.

People sit in departments of sites and lead each other in a tree. Some are disabled, every tenth has a name
that needs escaping, and a handful stand outside of the tree, see `Company.odd`.
"""

import base64
import dataclasses
import random

SITES = ("Zagreb", "Łódź", "Paris, Nord", "Lima")
DEPARTMENTS = ("Care", "Sales + Service", "Works", "Research")
FIRST = ("Ana", "Bo", "Chloé", "Dara", "Emeka", "Fumiko", "Gül", "Håkon", "Inés", "José", "Kofi",
         "Leïla", "Mirko", "Nia", "Ömer", "Priya")
LAST = ("Abara", "Babić", "Çelik", "Dvořák", "Eriksen", "Fofana", "García", "Hoang", "Ito", "Jansen",
        "Koné", "Łaski", "Müller", "Nowak", "O'Hara", "Pérez")
LANGUAGES = ("de", "en", "es", "fr", "hr", "ja", "pl", "pt-BR")
LED_MAX = 6
SYNC_PASSWORD = "Sync-secret-1"

# What is made of a name so that its DN needs care.
HOSTILE = ("{}, Jr.", "{} + one", "{} \\ back", '{} "quoted"', "#{}", "{} a=b;c", "{} <angle>", "{} (star*)",
           "{} 京都", " {}", "{} ", "{}\u00a0\u0301", "two values")


@dataclasses.dataclass
class Person:
    number: int
    given: str
    family: str
    rdn: tuple  # Pairs of attribute and value; more than one where the RDN has several.
    unit: tuple  # Site and department.
    language: str
    # The number of another person, the DN of nobody, or None.
    manager: object = None
    disabled: bool = False

    @property
    def user(self):
        return f"u{self.number:06d}"


@dataclasses.dataclass
class Group:
    name: str
    people: list
    groups: list


@dataclasses.dataclass
class Company:
    people: list
    groups: list
    odd: dict  # Kind of oddity to the numbers of those who have it.


def units():
    return [(site, department) for site in SITES for department in DEPARTMENTS]


def person(number, chance, hostile=None):
    """Somebody new; `hostile` is one of HOSTILE."""
    given, family = chance.choice(FIRST), chance.choice(LAST)
    name = f"{given} {family} {number}"
    rdn = (("cn", name),)
    if hostile == "two values":
        rdn = (("cn", name), ("uid", f"u{number:06d}"))
    elif hostile:
        rdn = (("cn", hostile.format(name)),)
    return Person(number, given, family, rdn, chance.choice(units()), chance.choice(LANGUAGES),
                  disabled=chance.random() < 0.04)


def make(count, seed=1):
    chance = random.Random(f"company {seed}")
    people = [person(i, chance, HOSTILE[i // 10 % len(HOSTILE)] if i % 10 == 9 else None)
              for i in range(count)]
    odd = tree(people, chance)
    return Company(people, groups(people), odd)


def tree(people, chance):
    """Everybody after the first reports to somebody before her; the last nine as `odd` says."""
    apart = people[-9:] if len(people) >= 20 else []
    inside = people[:len(people) - len(apart)]
    for i, one in enumerate(inside[1:], 1):
        one.manager = chance.randrange((i - 1) // LED_MAX, min(i, (i - 1) // LED_MAX + 2))
    if not apart:
        return {}
    alone, self_led, *ring, dangling, under_dangling, under_ring, under_self = apart
    self_led.manager = self_led.number
    for i, one in enumerate(ring):
        one.manager = ring[(i + 1) % len(ring)].number
    dangling.manager = "cn=Nobody Ever,ou=people"
    under_dangling.manager = dangling.number
    under_ring.manager = ring[0].number
    under_self.manager = self_led.number
    return {"alone": [people[0].number, alone.number], "self": [self_led.number],
            "ring": [one.number for one in ring], "dangling": [dangling.number]}


def groups(people):
    """One of everybody, a chain of three, a ring of two, and one of nobody."""
    numbers = [one.number for one in people]
    return [Group("everybody", numbers, []), Group("inner", numbers[:3], []),
            Group("middle", numbers[3:4], ["inner"]), Group("outer", [], ["middle"]),
            Group("ring a", numbers[4:6], ["ring b"]), Group("ring b", numbers[6:8], ["ring a"]),
            Group("nobody", [], [])]


def escaped(value):
    """RFC 4514, section 2.4."""
    text = "".join("\\" + c if c in ',+"\\<>;=' else c for c in value)
    if text.startswith(("#", " ")):
        text = "\\" + text
    if text.endswith(" "):
        text = text[:-1] + "\\ "
    return text


def rdn_text(rdn):
    return "+".join(f"{name}={escaped(value)}" for name, value in rdn)


@dataclasses.dataclass(frozen=True)
class Shape:
    """How a company looks in one kind of directory."""

    base: str
    root: str  # Above people and groups.
    ou: str = "ou"
    cn: str = "cn"

    @property
    def people_base(self):
        return f"{self.ou}=people,{self.root}"

    @property
    def groups_base(self):
        return f"{self.ou}=groups,{self.root}"

    @property
    def service_base(self):
        return f"{self.ou}=service,{self.root}"

    @property
    def sync_dn(self):
        return f"{self.cn}=kith-sync,{self.service_base}"

    def unit_dn(self, unit):
        site, department = unit
        return f"{self.ou}={escaped(department)},{self.ou}={escaped(site)},{self.people_base}"

    def rdn_of(self, one):
        return rdn_text(one.rdn)

    def person_dn(self, one):
        return f"{self.rdn_of(one)},{self.unit_dn(one.unit)}"

    def group_dn(self, name):
        return f"{self.cn}={escaped(name)},{self.groups_base}"

    def manager_dn(self, one, people):
        """What `manager` holds; None for nobody."""
        if one.manager is None:
            return None
        if isinstance(one.manager, str):
            return f"{one.manager},{self.root}"
        return self.person_dn(people[one.manager])

    def frame(self):
        """DN and attributes of everything above people and groups, from the top."""
        bases = [self.people_base, self.groups_base, self.service_base]
        for site in SITES:
            bases.append(f"{self.ou}={escaped(site)},{self.people_base}")
            bases += [self.unit_dn(unit) for unit in units() if unit[0] == site]
        yield from ((dn, {"objectClass": ["organizationalUnit"]}) for dn in bases)

    def sync_entry(self):
        return self.sync_dn, {"objectClass": ["person", "simpleSecurityObject"], "cn": ["kith-sync"],
                              "sn": ["sync"], "userPassword": [SYNC_PASSWORD]}

    def person_entry(self, one):
        """All attributes but the manager."""
        site, department = one.unit
        attributes = {"objectClass": ["inetOrgPerson"], "cn": [], "uid": [one.user],
                      "sn": [one.family], "givenName": [one.given],
                      "displayName": [f"{one.given} {one.family}"], "mail": [f"{one.user}@kith.test"],
                      "employeeNumber": [f"E{one.number:06d}"], "departmentNumber": [department],
                      "l": [site], "preferredLanguage": [one.language], "title": ["Engineer"]}
        for name, value in one.rdn:
            if value not in attributes[name]:
                attributes[name].append(value)
        if one.disabled:
            attributes.update(self.disabled)
        return attributes

    def group_entry(self, name, members):
        # It must have a member (RFC 4519, section 3.5): the group of nobody has itself.
        return {"objectClass": ["groupOfNames"], "member": members or [self.group_dn(name)]}


@dataclasses.dataclass(frozen=True)
class OpenLdap(Shape):
    disabled = {"pwdAccountLockedTime": ["000001010000Z"]}

    def frame(self):
        yield self.base, {"objectClass": ["domain"]}
        yield from super().frame()


@dataclasses.dataclass(frozen=True)
class Ds(OpenLdap):
    disabled = {"nsAccountLock": ["true"]}

    def sync_entry(self):
        dn, attributes = super().sync_entry()
        # By default no account sees more than 5000, in pages neither: result 11.
        return dn, {**attributes, "nsLookThroughLimit": ["-1"], "nsPagedLookThroughLimit": ["-1"]}


@dataclasses.dataclass(frozen=True)
class ActiveDirectory(Shape):
    """`manager` is a link here: it names somebody who is there, or nobody."""

    def frame(self):
        yield self.root, {"objectClass": ["organizationalUnit"]}
        yield from super().frame()

    def rdn_of(self, one):
        # One value only, and no more than 64 characters.
        return f"CN={escaped(one.rdn[0][1][:64])}"

    def manager_dn(self, one, people):
        return None if isinstance(one.manager, str) else super().manager_dn(one, people)

    def sync_entry(self):
        quoted = f'"{SYNC_PASSWORD}"'.encode("utf-16-le")
        return self.sync_dn, {"objectClass": ["user"], "sAMAccountName": ["kith-sync"],
                              "userPrincipalName": ["kith-sync@ad.kith.test"],
                              "userAccountControl": ["66048"], "unicodePwd": [quoted]}

    def person_entry(self, one):
        site, department = one.unit
        return {"objectClass": ["user"], "sAMAccountName": [one.user],
                "userPrincipalName": [f"{one.user}@ad.kith.test"], "sn": [one.family],
                "givenName": [one.given], "displayName": [f"{one.given} {one.family}"],
                "mail": [f"{one.user}@kith.test"], "employeeID": [f"E{one.number:06d}"],
                "department": [department], "l": [site], "preferredLanguage": [one.language],
                "title": ["Engineer"],
                # 32: it needs no password, so that it can be enabled without one.
                "userAccountControl": ["546" if one.disabled else "544"]}

    def group_entry(self, _name, members):
        return {"objectClass": ["group"], "member": members}


OPENLDAP = OpenLdap("dc=kith,dc=test", "dc=kith,dc=test")
DS389 = Ds("dc=kith,dc=test", "dc=kith,dc=test")
ACTIVE_DIRECTORY = ActiveDirectory("DC=ad,DC=kith,DC=test", "OU=Kith,DC=ad,DC=kith,DC=test", "OU", "CN")


def line(name, value):
    """RFC 2849; in base64 whatever is not plain."""
    octets = value if isinstance(value, bytes) else value.encode()
    plain = all(32 <= octet < 127 for octet in octets)
    if plain and not octets.startswith((b" ", b":", b"<")) and not octets.endswith(b" "):
        return f"{name}: {octets.decode()}\n"
    return f"{name}:: {base64.b64encode(octets).decode()}\n"


def record(dn, attributes):
    return line("dn", dn) + "".join(line(name, value) for name, values in attributes.items()
                                    for value in values) + "\n"


def ldif(company, shape):
    """Everything, parents first; `manager` may name those who come later."""
    return "".join(record(dn, attributes) for dn, attributes in entries(company, shape))


def linked_ldif(company, shape):
    """The same for a directory that takes a link only to what is there: first all entries without links, then
    the links as changes."""
    bare, links = [], []
    for dn, attributes in entries(company, shape):
        named = {name: attributes.pop(name, []) for name in ("manager", "member")}
        bare.append(record(dn, attributes))
        links += [line("dn", dn) + "changetype: modify\n" + f"add: {name}\n"
                  + "".join(line(name, value) for value in values) + "\n"
                  for name, values in named.items() if values]
    return "".join(bare), "".join(links)


def entries(company, shape):
    yield from shape.frame()
    yield shape.sync_entry()
    for one in company.people:
        manager = shape.manager_dn(one, company.people)
        yield shape.person_dn(one), {**shape.person_entry(one),
                                     **({"manager": [manager]} if manager else {})}
    for group in company.groups:
        yield (shape.group_dn(group.name),
               shape.group_entry(group.name, members(group, company, shape)))


def members(group, company, shape):
    named = [shape.person_dn(company.people[number]) for number in group.people]
    return named + [shape.group_dn(name) for name in group.groups]
