"""The peer supporters: about one in fifty, in their own words."""

import datetime

import words


class Supporter:
    def __init__(self, person):
        self.person = person
        self.languages = []
        self.topics = []
        self.capacity = 3
        self.open_cases = 0
        self.accredited_until = None
        self.listed = True
        self.on_leave_until = None
        self.conflicts = []  # Ids.
        self.about = ""
        self.channels = []
        self.hours = []
        self.shared = []


def willing(person, dice, today):
    """A supporter without anything that speaks against her."""
    supporter = Supporter(person)
    others = [language for language in words.ABOUT if language != person.language]
    supporter.languages = [person.language] + dice.some(others, dice.below(3))
    if "en" not in supporter.languages and dice.chance(500):
        supporter.languages.append("en")
    supporter.topics = sorted(dice.some(words.TOPICS, dice.between(4, 7)))
    supporter.capacity = dice.between(2, 5)
    supporter.open_cases = dice.below(supporter.capacity)
    supporter.accredited_until = today + datetime.timedelta(days=dice.between(200, 1100))
    supporter.about = dice.pick(words.ABOUT[person.language])
    supporter.channels = sorted(dice.some(words.CHANNELS, dice.between(1, 3)))
    supporter.hours = _hours(dice)
    supporter.shared = sorted(dice.some(words.SHARED, dice.below(3)))
    return supporter


def _hours(dice):
    days = ["mon", "tue", "wed", "thu", "fri"]
    spans = ["08-10", "09-12", "13-16", "15:30-18", "12-13"]
    chosen = sorted(dice.some(range(len(days)), dice.between(1, 3)))
    return [f"{days[day]} {dice.pick(spans)}" for day in chosen]


def enrol(company, taken, dice, today):
    """One in fifty of those who lead nobody; `taken` (ids) are left to the cast."""
    wanted = max(4, len(company.people) // 50)
    willing_to = [p for p in company.people
                  if not p.reports and p.depth > 1 and p.id not in taken]
    chosen = dice.shuffled(willing_to)[:wanted]
    supporters = []
    for person in chosen:
        supporter = willing(person, dice, today)
        if dice.chance(120):
            nearby = [p.id for p in person.manager.reports if p is not person]
            supporter.conflicts = dice.some(nearby, dice.between(1, 2))
        if dice.chance(80):
            supporter.open_cases = supporter.capacity
        supporters.append(supporter)
    return supporters


def neglect(supporters, taken, dice, today):
    """Dirt: lapsed accreditations, leave, "not now". The cast (ids in `taken`) stays as it is."""
    for supporter in supporters:
        if supporter.person.id in taken:
            continue
        if dice.chance(120):
            supporter.accredited_until = today - datetime.timedelta(days=dice.between(1, 400))
        elif dice.chance(20):
            supporter.accredited_until = None
        if dice.chance(70):
            supporter.on_leave_until = today + datetime.timedelta(days=dice.between(0, 90))
        elif dice.chance(40):
            supporter.on_leave_until = today - datetime.timedelta(days=dice.between(1, 60))
        if dice.chance(80):
            supporter.listed = False
