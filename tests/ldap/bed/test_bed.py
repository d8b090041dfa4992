#!/usr/bin/python3
"""The bed itself: each server starts, is read, changed, compared with the truth, and gone afterwards.

test_bed.py [--people N] [--changes N] [--seed S] [SERVER ...], below `in_namespace`
"""

import argparse
import dataclasses
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import ldap

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from bed import SERVERS, company  # noqa: E402
from bed.changes import Answer, World  # noqa: E402
from bed.directory import Directory  # noqa: E402
from bed.server import listens, program  # noqa: E402

results = []


def expect(sentence, got, wanted):
    results.append(got == wanted)
    print(f"ok      {sentence}" if got == wanted else f"FAILED  {sentence}: {got}, not {wanted}", flush=True)


def search(server, uri, *arguments, ca=None, base=None):
    """Exit code and entries of ldapsearch as the sync account."""
    dn, password = server.sync_account
    done = subprocess.run(
        [program("ldapsearch"), "-x", "-LLL", "-o", "ldif-wrap=no", "-D", dn, "-w", password, "-H", uri,
         "-b", base or server.people_base, *arguments], capture_output=True, text=True, timeout=60,
        env={"LDAPTLS_CACERT": str(ca or server.ca_file)}, stdin=subprocess.DEVNULL, check=False)
    return done.returncode, sum(line.startswith("dn:") for line in done.stdout.splitlines())


PEOPLE = "(|(objectClass=inetOrgPerson)(objectClass=user))"
REFUSED = 255  # LDAP_SERVER_DOWN as an exit code.


def reading(server, people):
    paged = ("-E", "pr=50/noprompt", PEOPLE, "1.1")
    expect(f"{server.name}: all in pages, over ldaps", search(server, server.ldaps_uri, *paged), (0, people))
    expect(f"{server.name}: and over StartTLS", search(server, server.uri, "-ZZ", *paged), (0, people))
    expect(f"{server.name}: the sync account reads no password",
           search(server, server.ldaps_uri, "(|(userPassword=*)(unicodePwd=*))", "1.1"), (0, 0))
    before = Directory(server).read()
    start = company.make(people, server.seed)
    expect(f"{server.name}: the disabled are disabled",
           {shown.user for shown in before.values() if shown.disabled},
           {one.user for one in start.people if one.disabled})
    expect(f"{server.name}: the groups", search(server, server.ldaps_uri, "(member=*)", "1.1",
                                                base=server.groups_base)[1],
           len(start.groups) - (server.name == "samba"))  # There, a group may have no member.


def writing_is_denied(server):
    directory = Directory(server, server.sync_account)
    try:
        directory.unlead(server.shape.person_dn(company.make(server.people, server.seed).people[1]))
        expect(f"{server.name}: the sync account writes", True, False)
    except ldap.INSUFFICIENT_ACCESS:
        expect(f"{server.name}: the sync account cannot write", True, True)


def changing(server, world, changes):
    done = [world.step() for _ in range(changes)]
    got, wanted = world.directory.read(), world.fresh()
    unlike = [(wanted.get(key), got.get(key)) for key in got.keys() | wanted.keys()
              if got.get(key) != wanted.get(key)]
    expect(f"{server.name}: after {changes} changes ({len({one.kind for one in done})} kinds) too", unlike, [])
    wrong = [answers for key, answers in world.truth().items()
             if not plausible(answers, got[key].leader, world.keeps_text)]
    expect(f"{server.name}: no reading contradicts the truth", wrong, [])
    server.restart()
    expect(f"{server.name}: a restart keeps everything", Directory(server).read() == wanted, True)


def truths(server, world):
    """What World says of one manager after the other, rule by rule."""
    chance = random.Random(3)
    number = iter(range(900000, 900100))

    def enter(leader=None):
        return world.enter(company.person(next(number), chance), leader)

    def enter_at(place):
        return world.enter(dataclasses.replace(company.person(next(number), chance), rdn=place.rdn,
                                               unit=place.unit))

    def says(sentence, member, *answers):
        expect(f"{server.name}: {sentence}", world.truth()[member.key], set(answers))

    start = company.make(server.people, server.seed)
    (dangling,) = start.odd["dangling"]
    says("unknown where nobody is named", world.members[dangling],
         Answer("unknown" if world.keeps_text else "none"))
    top, other = enter(), enter()
    boss = enter(top)
    ana, bo, cleo = enter(boss), enter(boss), enter(boss)
    says("never led", top, Answer("none"))
    says("led by whom she names", ana, Answer("is", boss.key))
    place = boss.person
    world.go(boss, unit=next(unit for unit in company.units() if unit != boss.person.unit))
    world.go(boss, rdn=(("cn", "Renamed Boss"),))
    says("still, after a move and a rename", ana, Answer("is", boss.key))
    follower = enter_at(place)
    says("still, when somebody stands where she stood", ana, Answer("is", boss.key))
    world.unlead(bo)
    says("unknown where it was removed", bo, Answer("unknown", boss.key))
    world.lead(cleo, boss)
    anew_at = boss.person
    world.delete(boss)
    says("unknown after a deletion", cleo, Answer("unknown", boss.key))
    anew = enter_at(anew_at)
    formerly = Answer("unknown", boss.key)
    says("the one created there, or unknown", cleo,
         *({formerly, Answer("is", anew.key)} if world.keeps_text else {formerly}))
    says("the one who stood there before, or unknown", ana,
         *({formerly, Answer("is", follower.key)} if world.keeps_text else {formerly}))
    says("not where it was removed before", bo, formerly)
    world.lead(cleo, other)
    says("whoever is named last", cleo, Answer("is", other.key))
    expect(f"{server.name}: and the directory is as it must be", world.directory.read() == world.fresh(), True)


def plausible(answers, leader, keeps_text):
    """Whether whoever the directory shows as the leader may be the one. Where it shows nobody, the truth may
    still know somebody: a manager whose DN has changed since."""
    if leader is None:
        return keeps_text or all(answer.kind != "is" for answer in answers)
    return any(answer.kind == "is" and answer.key == leader for answer in answers)


def certificates(server):
    for kind in ("foreign", "expired", "wrong_name"):
        server.swap_certificate(kind)
        expect(f"{server.name}: a certificate that is {kind} is refused",
               search(server, server.ldaps_uri, "-s", "base")[0], REFUSED)
        if kind == "foreign":
            other = server.certificates.other_ca_file
            expect(f"{server.name}: its own authority knows it",
                   search(server, server.ldaps_uri, "-s", "base", ca=other), (0, 1))
    server.swap_certificate("good")
    expect(f"{server.name}: the good one is back", search(server, server.ldaps_uri, "-s", "base"), (0, 1))


def death(name, folder):
    """Killed with -9, the program that started a server takes it along."""
    bed = pathlib.Path(__file__).with_name("run")
    with subprocess.Popen([str(bed), name, "--people", "20", "--folder", folder], text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as starter:
        facts = starter.stdout.readline()
        starter.send_signal(signal.SIGKILL)
    said = json.loads(facts)
    ports = [int(said[uri].rsplit(":", 1)[1]) for uri in ("uri", "ldapsUri")]
    for _ in range(100):
        if not any(map(listens, ports)):
            break
        time.sleep(0.1)
    expect(f"{name}: it is gone with who started it", any(map(listens, ports)), False)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("servers", nargs="*", metavar="SERVER")
    options.add_argument("--people", type=int, default=200)
    options.add_argument("--changes", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    able = [name for name, server in SERVERS.items() if server.can_run()]
    for name in SERVERS.keys() - able:
        print(f"{name}: not run, for want of rights")
    for name in chosen.servers or able:
        begin, cpu = time.monotonic(), os.times()
        with tempfile.TemporaryDirectory() as folder:
            with SERVERS[name].start(folder, chosen.people) as server:
                print(f"{name}: ready after {time.monotonic() - begin:.1f} s", flush=True)
                reading(server, chosen.people)
                writing_is_denied(server)
                world = World(Directory(server), company.make(chosen.people, server.seed), chosen.seed)
                expect(f"{name}: the truth begins as the directory",
                       world.directory.read() == world.fresh(), True)
                truths(server, world)
                changing(server, world, chosen.changes)
                certificates(server)
        spent = os.times()
        print(f"{name}: {time.monotonic() - begin:.1f} s, {sum(spent[:4]) - sum(cpu[:4]):.1f} s of CPU")
    with tempfile.TemporaryDirectory() as folder:
        death("slapd", folder)
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
