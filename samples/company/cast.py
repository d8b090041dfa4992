"""The cast of a walk-through: who asks, whom she fears, and who is passed over for which reason.

Every reason is there by construction, so that a demonstration shows each. Codes are those of the
routing table in the design.
"""

import datetime

import supporters as peers

TOPIC = "humiliation"


class Cast:
    """`parts` has (supporter, code, told) for each supporter by construction; code "" fits."""

    def __init__(self, company, dice, today):
        self.company, self.dice, self.today = company, dice, today
        self.parts = []
        self.unknown = None  # To be given an unknown manager, if there is to be dirt.
        self._taken = set()
        self.requester, self.concerned = self._find_pair()
        self._take(self.requester)
        self._take(self.concerned)
        self.coordinator = self._office_person("People", "Programme coordinator")
        self.it_admin = self._office_person("IT", "Systems administrator")
        self._cast_near()
        self._cast_elsewhere()

    @staticmethod
    def possible(company):
        return len(company.people) >= 200

    def people(self):
        return [self.requester, self.concerned, self.coordinator, self.it_admin] + \
               [part[0].person for part in self.parts]

    def protected(self):
        """Ids that dirt must not touch: the cast and all above it."""
        ids = set()
        for person in self.people():
            ids.add(person.id)
            ids.update(leader.id for leader in person.above())
        return ids

    def supporters(self):
        return [part[0] for part in self.parts]

    def _find_pair(self):
        """A member of one team, and the lead of the next team in the same department.

        A department of three teams or more comes first: a colleague in the third is cast, too.
        """
        leads = [p for p in self.dice.shuffled(self.company.people) if p.depth >= 3 and _is_team(p)]
        for others_min in (2, 1):
            for lead in leads:
                others = [o for o in lead.manager.reports if o is not lead and _is_team(o)
                          and o.department == lead.department]
                if len(others) >= others_min:
                    return self.dice.pick(_members(lead)), others[0]
        raise SystemExit("make_company: no two teams in one department; take another --seed")

    def _take(self, person):
        self._taken.add(person.id)
        return person

    def _free(self, person):
        return not person.reports and person.id not in self._taken

    def _office_person(self, function, title):
        near = self.requester.department
        free = [p for p in self.company.people
                if self._free(p) and p.department != near and p.depth > 1]
        found = next((p for p in free if p.function[0] == function), free[0])
        found.title = title
        return self._take(found)

    def _play(self, person, code, told):
        supporter = peers.willing(self._take(person), self.dice, self.today)
        supporter.languages = [self.requester.language] + \
            [l for l in supporter.languages if l != self.requester.language]
        supporter.topics = sorted(set(supporter.topics) | {TOPIC})
        self.parts.append((supporter, code, told))
        return supporter

    def _cast_near(self):
        deputy = next(p for p in _members(self.concerned) if self._free(p))
        deputy.title = "Deputy team lead"
        self._play(deputy, "chain_of_command",
                   "deputy of the person concerned: reports to her every morning")
        # Only where managers may be listed at all is it the chain alone that keeps her out.
        self.concerned_manager = self.concerned.manager
        self._play(self.concerned_manager, "chain_of_command",
                   "leads the person concerned, and listens to colleagues of other lines")
        mate = next(p for p in _members(self.requester.manager) if self._free(p))
        self._play(mate, "same_team", "sits two desks from the requester, under the same boss")
        teams = (self.requester.manager, self.concerned)
        hall = [p for p in self.company.people
                if self._free(p) and p.department == self.requester.department
                and p.manager not in teams and p.depth >= 3]
        if len(hall) > 1:
            self._play(hall[0], "concerned_department", "another team, but the same department")
            self.unknown = hall[1]
            self._play(hall[1], "unknown_chain",
                       "her boss is missing in the people source, so nobody knows who leads her")
        high = next((p for p in self.company.people
                     if self._free(p) and p.depth == 2 and self.requester.depth > 3
                     and p.function is not self.requester.function), None)
        if high:
            self._play(high, "level_distance", "too far above the requester to be a peer")

    def _cast_elsewhere(self):
        away = (p for p in self.dice.shuffled(self.company.people)
                if self._free(p) and p.department != self.requester.department
                and p.function is not self.requester.function
                and abs(p.depth - self.requester.depth) <= 1)
        day = datetime.timedelta(days=1)
        play = self._play
        one = play(next(away), "declared_conflict", "has said herself that she is not impartial")
        one.conflicts = [self.concerned.id]
        one = play(next(away), "chain_of_command", "has the person concerned as a dotted-line boss")
        one.person.dotted = [self.concerned.id]
        one = play(next(away), "at_capacity", "has as many conversations as she can carry")
        one.open_cases = one.capacity
        one = play(next(away), "accreditation_expired", "has not been to the refresher")
        one.accredited_until = self.today - 40 * day
        one = play(next(away), "on_leave", "is away for some weeks")
        one.on_leave_until = self.today + 30 * day
        one = play(next(away), "not_listed", "has said: not now")
        one.listed = False
        one = play(next(away), "language", "does not speak the requester's language")
        one.languages = [l for l in ("en", "de", "fr") if l != self.requester.language][:1]
        one = play(next(away), "topic", "is not trained in this topic")
        one.topics = [topic for topic in one.topics if topic != TOPIC] or ["returning"]
        one = play(next(away), "excluded_by_requester", "a friend whom she does not want to burden")
        self.excluded = one.person
        for told in ("knows nobody involved", "knows nobody involved", "works far away from both"):
            play(next(away), "", told).open_cases = 0

    def story(self, dirty):
        """What a walk-through needs, as one JSON object."""
        known = [part for part in self.parts if dirty or part[1] != "unknown_chain"]
        return {
            "topic": TOPIC,
            "language": self.requester.language,
            "on": self.today.isoformat(),
            "requester": _shown(self.requester),
            "personConcerned": _shown(self.concerned),
            "concernedManager": _shown(self.concerned_manager),
            "anyoneBut": [_shown(self.excluded)],
            "coordinator": _shown(self.coordinator),
            "itAdmin": _shown(self.it_admin),
            "chainOfRequester": [p.id for p in self.requester.above()],
            "chainOfPersonConcerned": [p.id for p in self.concerned.above()],
            "passedOver": [dict(_shown(s.person), code=code, told=told)
                           for s, code, told in known if code],
            "fits": [dict(_shown(s.person), told=told) for s, code, told in known if not code],
        }


def _shown(person):
    return {"id": person.id, "userName": person.user_name, "name": person.name,
            "title": person.title, "department": person.department, "language": person.language}


def _members(lead):
    return [p for p in lead.reports if not p.reports]


def _is_team(lead):
    return len(_members(lead)) >= 4
