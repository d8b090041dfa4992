"""Random changes of a directory, the same for the same seed, and the truth about who leads whom after them.

    world = World(Directory(server), company.make(200, 1), seed=7)
    for _ in range(60): print(world.step())
    world.truth()   # what somebody who was told everything knows
    world.fresh()   # what a whole reading of the directory shows now

Her manager is the person who was named when the attribute was last written. A rename or a move of the manager
changes nothing. Where the manager was deleted, or the attribute removed, her manager is unknown, and was
formerly somebody; only who never had a manager has none. slapd and 389 keep the text of the DN: when somebody
else is created there, she leads or the manager is unknown, both are right. Samba's link is gone by then.
"""

import dataclasses
import random

from . import company
from .directory import Shown, comparable

WEIGHTS = {"add": 3, "move": 5, "rename": 5, "delete": 4, "recreate": 3, "disable": 2, "enable": 2,
           "lead": 6, "unlead": 2, "take": 0}


@dataclasses.dataclass(frozen=True)
class Answer:
    """Who leads somebody: `kind` is "is" (key), "unknown" (key of a former manager, or None) or "none"."""

    kind: str
    key: str = None


@dataclasses.dataclass(eq=False)
class Member:
    """Somebody who is or was in the directory."""

    person: company.Person
    key: str
    dn: str
    alive: bool = True
    # Whom the attribute names or named, in the order in which they stood there.
    named: list = dataclasses.field(default_factory=list)
    text: tuple = None  # The manager attribute as a server that keeps DNs has it.
    is_led: bool = False  # Somebody was named once, perhaps somebody who is nowhere.


@dataclasses.dataclass(frozen=True)
class Change:
    kind: str
    user: str
    what: str = ""

    def __str__(self):
        return f"{self.kind} {self.user} {self.what}".rstrip()


class World:
    """`weights` lie over WEIGHTS. "take" puts somebody new where another one was moved away from.

    By chance, the first person is never deleted, disabled or led: she leads the house. Others are mostly led by
    somebody who was there before them, else all would soon be in a circle.
    """

    def __init__(self, directory, start, seed, weights=None):
        self.directory = directory
        self.shape = directory.shape
        self.keeps_text = not directory.is_ad
        self.chance = random.Random(f"changes {seed}")
        self.weights = {**WEIGHTS, **(weights or {})}
        self.next_number = len(start.people)
        self.members = []
        self.left = []  # Those who had a place that nobody has now, by deletion ...
        self.moved_from = []  # ... and by a move or a rename.
        self._begin(start)

    def _begin(self, start):
        shown = {one.user: (key, one) for key, one in self.directory.read().items()}
        for one in start.people:
            self.members.append(Member(one, shown[one.user][0], self.shape.person_dn(one)))
        for member in self.members:
            member.text = shown[member.person.user][1].manager
            member.is_led = member.text is not None
            if isinstance(member.person.manager, int):
                member.named = [self.members[member.person.manager]]

    # What is true.

    def alive(self):
        return [member for member in self.members if member.alive]

    def truth(self):
        """For each key of somebody alive, all answers that are right."""
        return {member.key: self._answers(member) for member in self.alive()}

    def _answers(self, member):
        if not member.is_led:
            return {Answer("none")}
        if not member.named:
            return {Answer("unknown")}
        if member.named[0].alive and member.text is not None:
            return {Answer("is", member.named[0].key)}
        removed = member.text is None
        return {Answer("is" if one.alive and not removed else "unknown", one.key)
                for one in member.named}

    def fresh(self):
        """As Directory.read() must find it."""
        at = {comparable(member.dn): member.key for member in self.alive()}
        return {member.key: self._shown(member, at) for member in self.alive()}

    def _shown(self, member, at):
        manager = self._attribute(member)
        return Shown(member.person.user, comparable(member.dn), manager, at.get(manager),
                     member.person.disabled)

    def _attribute(self, member):
        """The manager attribute, comparable; None where the directory has none."""
        if self.keeps_text or member.text is None:
            return member.text
        return comparable(member.named[0].dn) if member.named[0].alive else None

    # What can be done; each is done in the directory and remembered.

    def enter(self, person, leader=None):
        """Somebody new."""
        key = self.directory.add(person, leader.dn if leader else None)
        member = Member(person, key, self.directory.dn_of(key))
        self._name(member, leader)
        self.members.append(member)
        self._arrive(member)
        return member

    def delete(self, member):
        self.directory.delete(member.dn)
        member.alive = False
        self.left.append(member.person)
        if not self.keeps_text:
            return
        at = {comparable(one.dn): one for one in self.alive()}
        for led in self.members:
            if led.named and led.named[0] is member and led.text in at:
                led.named.append(at[led.text])  # Somebody stands where the manager once stood.

    def go(self, member, **changed):
        """To another `unit`, with another `rdn`, or both."""
        person = dataclasses.replace(member.person, **changed)
        self.directory.rename(member.dn, self.shape.rdn_of(person), self.shape.unit_dn(person.unit))
        self.moved_from.append(member.person)
        member.dn, member.person = self.directory.dn_of(member.key), person
        self._arrive(member)

    def lead(self, member, leader):
        self.directory.lead(member.dn, leader.dn)
        self._name(member, leader)

    def unlead(self, member):
        self.directory.unlead(member.dn)
        member.text = None

    def switch(self, member, is_disabled):
        self.directory.disable(member.dn, is_disabled)
        member.person = dataclasses.replace(member.person, disabled=is_disabled)

    def _name(self, member, leader):
        if leader:
            member.named, member.text, member.is_led = [leader], comparable(leader.dn), True

    def _arrive(self, newcomer):
        """Who names a manager that is no more, by the DN at which somebody stands now, may mean her."""
        place = comparable(newcomer.dn)
        for member in self.members:
            if (self.keeps_text and member.text == place and member.named
                    and newcomer not in member.named and not member.named[0].alive):
                member.named.append(newcomer)

    # What happens by chance.

    def step(self):
        """One change, done."""
        kinds = [kind for kind in self.weights if self.weights[kind]]
        while True:
            (kind,) = self.chance.choices(kinds, [self.weights[kind] for kind in kinds])
            done = getattr(self, "_some_" + kind)()
            if done:
                return Change(kind, *done)

    def _some(self, fits=lambda member: True):
        among = [member for member in self.alive() if fits(member)]
        return self.chance.choice(among) if among else None

    def _some_below(self, fits=lambda member: True):
        return self._some(lambda member: member is not self.members[0] and fits(member))

    def _some_person(self, hostile=None):
        self.next_number += 1
        return company.person(self.next_number - 1, self.chance, hostile)

    def _hostile(self):
        return self.chance.choice(company.HOSTILE) if self.chance.random() < 0.3 else None

    def _entered(self, person):
        """In two of three cases with a manager."""
        leader = self._some() if self.chance.random() < 0.67 else None
        self.enter(person, leader)
        return person.user, f"under {leader.person.user}" if leader else "without a manager"

    def _some_add(self):
        return self._entered(self._some_person(self._hostile()))

    def _some_recreate(self):
        return self._again(self.left)

    def _some_take(self):
        return self._again(self.moved_from)

    def _again(self, places):
        """Somebody new at a DN that another one had: the same user name, or another one."""
        if not places:
            return None
        former = places.pop(self.chance.randrange(len(places)))
        keeps_user = len(former.rdn) > 1 or self.chance.random() < 0.5
        fresh = self._some_person()
        anew = dataclasses.replace(fresh, rdn=former.rdn, unit=former.unit,
                                   number=former.number if keeps_user else fresh.number)
        if self._is_taken(anew) or any(member.person.user == anew.user for member in self.alive()):
            return None
        return self._entered(anew)

    def _is_taken(self, person):
        place = comparable(self.shape.person_dn(person))
        return any(comparable(member.dn) == place for member in self.alive())

    def _some_delete(self):
        if len(self.alive()) < 10:
            return None
        member = self._some_below()
        self.delete(member)
        return (member.person.user,)

    def _some_move(self):
        member = self._some()
        unit = self.chance.choice([unit for unit in company.units() if unit != member.person.unit])
        if self._is_taken(dataclasses.replace(member.person, unit=unit)):
            return None
        self.go(member, unit=unit)
        return member.person.user, f"to {member.dn}"

    def _some_rename(self):
        member = self._some()
        name = self._some_person(self._hostile()).rdn[0]
        self.go(member, rdn=(name, *member.person.rdn[1:]))
        return member.person.user, f"to {member.dn}"

    def _some_disable(self):
        return self._switched(True)

    def _some_enable(self):
        return self._switched(False)

    def _switched(self, is_disabled):
        member = self._some_below(lambda member: member.person.disabled != is_disabled)
        if not member:
            return None
        self.switch(member, is_disabled)
        return (member.person.user,)

    def _some_lead(self):
        member, leader = self._some_below(), self._some()
        place = self.members.index(member)
        while self.members.index(leader) >= place and self.chance.random() > 0.05:
            leader = self._some()
        self.lead(member, leader)
        return member.person.user, f"by {leader.person.user}"

    def _some_unlead(self):
        member = self._some_below(lambda member: self._attribute(member) is not None)
        if not member:
            return None
        self.unlead(member)
        return (member.person.user,)
