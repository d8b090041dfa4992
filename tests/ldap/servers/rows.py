"""What a company's directory must not be able to do to Kith, on one real server after the other.

Each function is one promise; the rows of tests/ldap/README.md name them.
"""

import dataclasses
import random
import re
import tempfile

from bed import company
from bed.changes import World
from bed.directory import Directory
from servers.kith_company import KithCompany


class Case:
    """A server with its people, and Kith beside it."""

    def __init__(self, kithctl, server, folder):
        self.kithctl = kithctl
        self.server = server
        self.folder = folder
        self.directory = Directory(server)
        self.start = company.make(server.people, server.seed)
        self.world = World(self.directory, self.start, seed=1)
        self.numbers = iter(range(800_000, 900_000))
        self.chance = random.Random(1)

    def kith(self, **how):
        return KithCompany(self.kithctl, tempfile.mkdtemp(dir=self.folder), self.server, **how)

    def alive(self):
        return {one.person.user for one in self.world.alive()}

    def enabled(self):
        return {one.person.user for one in self.world.alive() if not one.person.disabled}

    def enter(self, leader=None, **like):
        person = company.person(next(self.numbers), self.chance)
        return self.world.enter(dataclasses.replace(person, disabled=False, **like), leader)


def equal(got, wanted, what):
    if got != wanted:
        raise AssertionError(f"{what}: {got}, not {wanted}")


def says(text, *parts):
    for part in parts:
        if part not in text:
            raise AssertionError(f"'{part}' is not in: {text}")


def everybody_comes_in_small_pages(case):
    kith = case.kith(way="paged", pageSize=7)
    report = kith.sync()
    equal((report["way"], report["told"], report["came"]), ("paged", len(case.alive()), len(case.alive())),
          "the report")
    equal(set(kith.people()), case.alive(), "people")


def the_way_and_its_reason_are_told(case):
    kith = case.kith()
    report = kith.sync()
    equal(report["way"], {"slapd": "syncrepl", "389": "syncrepl", "samba": "dirsync"}[case.server.name],
          "the way")
    text = kith.sync_text()
    says(text, f"asked      {report['way']}: ",
         {"slapd": "OpenLDAP", "389": "389", "samba": "Active Directory"}[case.server.name], "told       0 ")


def an_increment_tells_only_what_changed(case):
    for way in {"slapd": ("syncrepl", "timestamp"), "389": ("syncrepl",),
                "samba": ("dirsync", "usn")}[case.server.name]:
        kith = case.kith(way=way)
        kith.sync()
        member = case.enter()
        report = kith.sync()
        equal((report["everybody"], report["came"]), (False, 1), f"{way}: after one came")
        if way != "timestamp" and report["told"] > 2:
            raise AssertionError(f"{way}: {report['told']} were told")
        equal(member.person.user in kith.active(), True, "she is there")


def who_is_renamed_or_moved_stays_who_she_is(case):
    kith = case.kith()
    boss = case.enter()
    led = case.enter(boss)
    kith.sync()
    before = kith.people()
    case.world.go(boss, rdn=(("cn", "Somebody Else, Jr."),))
    case.world.go(boss, unit=next(unit for unit in company.units() if unit != boss.person.unit))
    report = kith.sync()
    after = kith.people()
    equal(after[boss.person.user]["id"], before[boss.person.user]["id"], "her id")
    equal(after[led.person.user]["manager_id"], before[boss.person.user]["id"], "whom she leads")
    equal((report["came"], report["departed"]), (0, 0), "came and departed")


def a_deletion_switches_off_and_nothing_else(case):
    kith = case.kith()
    boss = case.enter(case.world.members[0])
    led = case.enter(boss)
    kith.sync()
    ids = {user: row["id"] for user, row in kith.people().items()}
    case.world.delete(boss)
    case.world.unlead(led) if case.world.keeps_text else None  # As AD does by itself, unseen (O1).
    report = kith.sync("--whole", "--max-removed", "100")
    equal((report["departed"], report["removed"]), (1, 0), "departed and removed")
    people = kith.people()
    equal((people[boss.person.user]["active"], people[boss.person.user]["departed"]), (0, 1), "he")
    row = people[led.person.user]
    equal((row["manager_id"], row["manager_unsure"]), (ids[boss.person.user], 1),
          "she keeps the chain that she had, and it is unsure")


def too_many_missing_are_not_believed(case):
    kith = case.kith(maxRemovedPercent=3)
    crowd = [case.enter() for _ in range(8)]
    kith.sync()
    before = kith.people()
    for member in crowd:
        case.world.delete(member)
    says(kith.failed_sync("--whole"), "too many of the known people are missing", "--max-removed")
    equal(kith.people(), before, "people")
    says(kith.syncs()[0], "nothing was changed: too many")
    equal(kith.sync("--whole", "--max-removed", "50")["departed"], 8, "departed")
    equal(kith.active(), case.enabled(), "who is active")


def a_disabled_account_is_switched_off_and_on(case):
    kith = case.kith()
    member = case.enter()
    kith.sync()
    for disabled in (True, False):
        case.world.switch(member, disabled)
        kith.sync()
        equal(member.person.user in kith.active(), not disabled, f"active after disabled={disabled}")
    equal(kith.active(), case.enabled(), "who is active")


def overlapping_bases_count_nobody_twice(case):
    base = case.server.people_base
    unit = case.server.shape.unit_dn(company.units()[0])
    kith = case.kith(bases=[f'<base dn="{base}"/>', f'<base dn="{unit}" scope="oneLevel"/>'])
    equal(kith.sync()["came"], len(case.alive()), "came")
    some = sorted(case.alive())[5]
    name = "sAMAccountName" if case.server.name == "samba" else "uid"
    kith = case.kith(bases=[f'<base dn="{base}" filter="(&amp;(sn=*)(!({name}={some})))"/>'])
    kith.sync()
    equal(case.alive() - set(kith.people()), {some}, "left out")
    says(kith.why(some), "filter")


def no_manager_and_no_sound_manager_leave_the_chain_unknown(case):
    """Who leads herself, a ring, a manager who is nowhere: unlike the one whom the manifest names as top."""
    kith = case.kith(inside='<map to="id" attributes="uid sAMAccountName"/><top person="u000000"/>')
    kith.sync()
    people = kith.people()
    odd = {kind: [f"u{number:06d}" for number in numbers] for kind, numbers in case.start.odd.items()}
    top, alone = (people[user] for user in odd["alone"])
    equal((top["manager_id"], top["manager_unsure"]), ("", 0), "the top")
    equal((alone["manager_id"], alone["manager_unsure"]), ("", 1), "another one without a manager")
    for user in odd["self"]:
        equal(people[user]["manager_id"], user, "who leads herself")
    ring = odd["ring"]
    for place, user in enumerate(ring):
        equal(people[user]["manager_id"], ring[(place + 1) % len(ring)], "a ring")
    (dangling,) = odd["dangling"]
    if case.world.keeps_text:  # AD takes no link to nobody.
        equal(people[dangling]["manager_id"] in people, False, "whose manager is nowhere")
        equal(people[dangling]["manager_id"] != "", True, "who names somebody")


def hostile_names_arrive_whole(case):
    kith = case.kith()
    kith.sync()
    people = kith.people()
    for one in case.start.people:
        if one.number % 10 == 9 and any(one.user == member.person.user for member in case.world.alive()):
            equal(people[one.user]["display_name"], f"{one.given} {one.family}", "her name")
    member = next(one for one in case.world.alive() if one.person.number == 9)
    says(kith.why(member.dn), member.person.user)


def nested_groups_let_in_their_people(case):
    group = case.server.shape.group_dn("outer")
    members = {f"u{number:06d}" for number in range(4)}  # inner has three of them, middle one.
    kith = case.kith(bases=[f'<base dn="{case.server.people_base}" group="{group}"/>'])
    report = kith.sync()
    equal((report["way"], set(kith.people())), ("paged", members), "who is in it")
    ring = case.server.shape.group_dn("ring a")
    kith = case.kith(bases=[f'<base dn="{case.server.people_base}" group="{ring}"/>'])
    kith.sync()
    equal(set(kith.people()), {f"u{number:06d}" for number in range(4, 8)}, "groups in a circle")
    gone = case.server.shape.group_dn("never was")
    kith = case.kith(bases=[f'<base dn="{case.server.people_base}" group="{gone}"/>'])
    says(kith.failed_sync(), "group")


def a_group_of_everybody_is_everybody(case):
    group = case.server.shape.group_dn("everybody")
    kith = case.kith(bases=[f'<base dn="{case.server.people_base}" group="{group}"/>'])
    kith.sync()
    started = {one.user for one in case.start.people}
    equal(set(kith.people()), started & case.alive(), "who is in it")


def references_at_the_root_are_reported_and_not_followed(case):
    kith = case.kith(bases=[f'<base dn="{case.server.base}" filter="(sn=*)"/>'], way="paged")
    text = kith.sync_text()
    says(text, "refer")
    equal(case.alive() <= set(kith.people()), True, "all are there")


def what_is_wrong_with_tls_is_said(case):
    words = {"foreign": "not signed by a CA that is trusted here", "expired": "has expired",
             "wrong_name": "is for other names"}
    kith = case.kith()
    kith.sync()
    before = kith.people()
    for kind, sentence in words.items():
        case.server.swap_certificate(kind)
        says(kith.doctor(), sentence)
        says(kith.failed_sync(), sentence)
    equal(kith.people(), before, "people")
    case.server.swap_certificate("good")
    case.directory.reconnect()
    kith.sync()
    says(kith.doctor(), '"in step"')


def in_clear_only_where_the_manifest_says_so(case):
    clear = case.kith(uri=case.server.uri, protection="none", clearText="true", caFile=None)
    if case.server.name == "samba":
        says(clear.failed_sync(), "wants an encrypted connection", "ldaps:// or StartTLS")
    else:
        equal(clear.sync()["came"], len(case.alive()), "came")
    start = case.kith(uri=case.server.uri, protection="startTls")
    equal(start.sync()["came"], len(case.alive()), "came over StartTLS")


def a_wrong_password_is_said_and_none_is_sent(case):
    kith = case.kith()
    kith.sync()
    before = kith.people()
    password = kith.folder / "keys" / "ldap.password"
    password.write_text("Not-The-Password-9")
    said = kith.failed_sync() + kith.doctor()
    says(said, "Active Directory refuses the password" if case.server.name == "samba"
         else "does not know this name with this password")
    if "Not-The-Password-9" in said:
        raise AssertionError("the password is in what was said")
    password.write_text("")
    says(kith.failed_sync(), "empty")
    equal(kith.people(), before, "people")


def another_server_stands_in(case):
    kith = case.kith(uri=f"ldaps://127.0.0.1:1 {case.server.ldaps_uri}")
    equal(kith.sync()["came"], len(case.alive()), "came")
    says(kith.doctor(), "nothing listens")


def the_mapping_is_the_manifests(case):
    kith = case.kith(inside='<map to="department" attributes="departmentNumber department" '
                            'transform="upper"/><map to="timezone" default="Europe/Zagreb"/>'
                            '<map to="preferredLanguage" attributes="nothingOfTheKind" default="hr"/>')
    kith.sync()
    people = kith.people()
    for one in case.start.people[:8]:
        if one.user in people and one.user in case.alive():
            equal(people[one.user]["department"], one.unit[1].upper(), "department")
            equal(people[one.user]["preferred_language"], "hr", "language")


def an_account_without_rights_takes_nobody_out(case):
    """389 and AD show it nothing without any error; slapd has no such base for it."""
    kith = case.kith()
    kith.sync()
    before = kith.people()
    blind = f"{case.server.shape.cn}=blind,{case.server.shape.service_base}"
    attributes = dict(case.server.shape.sync_entry()[1])
    for name, value in (("cn", "blind"), ("sAMAccountName", "blind"),
                        ("userPrincipalName", "blind@ad.kith.test")):
        if name in attributes:
            attributes[name] = [value]
    case.directory.writing.add_s(blind, [
        (name, [value if isinstance(value, bytes) else value.encode() for value in values])
        for name, values in attributes.items()])
    manifest = kith.manifest.read_text().replace(case.server.sync_account[0], blind)
    kith.manifest.write_text(manifest)
    kith.run("apply", kith.manifest, "--yes", "--accept-loosening")
    if case.server.name == "samba":  # There, every user sees every user.
        equal(kith.sync()["departed"], 0, "departed")
    else:
        said = kith.failed_sync() + kith.doctor()
        if not re.search("right|see|show", said):
            raise AssertionError(f"nothing of rights in: {said}")
    equal(kith.people(), before, "people")


def a_trial_tells_and_changes_nothing(case):
    kith = case.kith()
    boss, other = case.enter(), case.enter()
    led, leaving = case.enter(boss), case.enter()
    kith.sync()
    before = kith.people()
    case.world.lead(led, other)
    case.world.delete(leaving)
    came = case.enter()
    trials = [kith.sync("--dry-run", "--whole", "--max-removed", "100") for _ in range(2)]
    equal(trials[0], trials[1], "two trials")
    told = {(line["what"], line["person"]) for line in trials[0]["people"]}
    equal({("another manager", before[led.person.user]["id"]),
           ("departed", before[leaving.person.user]["id"])} <= told, True, f"who is in {told}")
    equal((trials[0]["came"], trials[0]["departed"], trials[0]["managersChanged"]), (1, 1, 1), "counts")
    equal(kith.people(), before, "people")
    real = kith.sync("--whole", "--max-removed", "100")
    equal((real["came"], real["departed"], real["managersChanged"]), (1, 1, 1), "what then happens")
    equal(came.person.user in kith.active(), True, "who came")
    says(kith.why(leaving.person.user), "no")


def two_of_one_id_do_not_stop_the_others(case):
    kith = case.kith(inside='<map to="id" attributes="employeeNumber employeeID"/>')
    first = case.enter()
    kith.sync()
    name = "employeeID" if case.server.name == "samba" else "employeeNumber"
    second, third = case.enter(), case.enter()
    number = f"E{first.person.number:06d}"
    import ldap  # pylint: disable=import-outside-toplevel
    case.directory.writing.modify_s(second.dn, [(ldap.MOD_REPLACE, name, [number.encode()])])
    says(kith.sync_text(), number, "is that of", "1 came")
    equal(third.person.user in kith.active(), True, "the third")
    equal(kith.people()[first.person.user]["id"], number, "the first")
    case.world.delete(second)


def a_restart_of_the_server_loses_nothing(case):
    kith = case.kith()
    kith.sync()
    member = case.enter()
    case.server.restart()
    case.directory.reconnect()
    kith.sync()
    equal(member.person.user in kith.active(), True, "who came before the restart")
    case.server.kill()
    says(kith.failed_sync(), "nothing listens")
    says(kith.doctor(), "nothing listens")
    case.server.restart()
    case.directory.reconnect()
    report = kith.sync()
    equal((report["came"], report["departed"]), (0, 0), "came and departed")
    equal(kith.active(), case.enabled(), "who is active")
