"""The people and their org chart: functions, in them sites, in them teams. Without dirt."""

import unicodedata

import words

# How many people one person leads: the median is 5 to 6, a few lead many.
SPANS = [4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 12, 15, 20]
DEPARTMENT_MAX = 120  # A larger one is split and numbered.
MAIL_DOMAIN = "northwind.example"


class Person:
    __slots__ = ("id", "user_name", "name", "title", "manager", "dotted", "department", "function",
                 "site", "level", "language", "active", "reports", "depth", "unknown_manager")

    def __init__(self, manager, function, department, site):
        self.manager = manager  # A Person, or None.
        self.unknown_manager = ""  # An id that is nobody's, in place of a manager.
        self.function = function
        self.department = department
        self.site = site
        self.depth = manager.depth + 1 if manager else 0
        self.dotted = []  # Ids.
        self.level = ""
        self.active = True
        self.reports = []
        if manager:
            manager.reports.append(self)

    @property
    def mail(self):
        return f"{self.user_name}@{MAIL_DOMAIN}"

    @property
    def manager_id(self):
        return self.unknown_manager or (self.manager.id if self.manager else "")

    def above(self):
        """Everybody above, nearest first. Only before dirt: it may walk in a circle after."""
        leader = self.manager
        while leader:
            yield leader
            leader = leader.manager


class Company:
    def __init__(self, size, dice):
        self.dice = dice
        self.people = []
        self._departments = {}
        self._user_names = {}
        self._grow(size)
        self._name_all()

    def _hire(self, manager, function, department, site, title):
        person = Person(manager, function, department, site)
        person.title = title
        self.people.append(person)
        return person

    def _grow(self, size):
        sites = words.SITES[:max(1, min(len(words.SITES), size // 150))]
        functions = words.FUNCTIONS[:max(3, min(len(words.FUNCTIONS), size // 12))]
        board = ("Board", 0, ["Assistant to the board"])
        top = self._hire(None, board, "Board", sites[0], "Chief executive")
        self._hire(top, board, "Board", sites[0], "Assistant to the board")
        for function, share in zip(functions, _split(size - 2, [f[1] for f in functions])):
            if share == 0:
                continue
            name = function[0]
            head = self._hire(top, function, name, self.dice.pick(sites), f"Head of {name}")
            share -= 1
            if share > 20:
                self._hire(head, function, name, head.site, "Assistant")
                share -= 1
            weights = [self.dice.between(1, 6) for _ in sites]
            for site, part in zip(sites, _split(share, weights)):
                self._grow_site(head, function, site, part)

    def _grow_site(self, head, function, site, size):
        if size < 4:
            for _ in range(size):
                self._hire(head, function, function[0], site, self.dice.pick(function[2]))
            return
        lead = self._hire(head, function, f"{function[0]} {site[0]}", site,
                          f"Head of {function[0]} {site[0]}")
        self._grow_below(lead, size - 1)

    def _grow_below(self, lead, size):
        span = self.dice.pick(SPANS)
        if size <= span + span // 2:
            for _ in range(size):
                self._hire(lead, lead.function, lead.department, lead.site,
                           self.dice.pick(lead.function[2]))
            return
        teams = max(2, min(span, size // 7))
        weights = [self.dice.between(2, 5) for _ in range(teams)]
        for part in _split(size, weights):
            if part == 0:
                continue
            department = self._department(lead, part) if size > DEPARTMENT_MAX else lead.department
            title = "Team lead" if part <= 25 else "Area lead"
            below = self._hire(lead, lead.function, department, lead.site, title)
            self._grow_below(below, part - 1)

    def _department(self, lead, size):
        """A part that is small enough gets a number; what is above keeps the name."""
        if size > DEPARTMENT_MAX:
            return lead.department
        number = self._departments.get(lead.department, 0) + 1
        self._departments[lead.department] = number
        return f"{lead.department} {number}"

    def _name_all(self):
        width = max(4, len(str(len(self.people))))
        numbers = self.dice.shuffled(range(1, len(self.people) + 1))
        areas = list(words.FIRST)
        for person, number in zip(self.people, numbers):
            home = person.site[2]
            area = home if self.dice.chance(780) else self.dice.pick(areas)
            first = self.dice.pick(words.FIRST[area])
            family = self.dice.pick(words.FAMILY[area])
            person.id = f"e{number:0{width}}"
            person.name = f"{first} {family}"
            person.user_name = self._user_name(first, family)
            person.language = home if self.dice.chance(850) else area

    def _user_name(self, first, family):
        base = _ascii(f"{first}.{family}")
        count = self._user_names.get(base, 0) + 1
        self._user_names[base] = count
        return base if count == 1 else f"{base}{count}"


def _split(total, weights):
    """`total` in parts by weight; the parts add up."""
    whole = sum(weights)
    parts, given, seen = [], 0, 0
    for weight in weights:
        seen += weight
        upto = total * seen // whole
        parts.append(upto - given)
        given = upto
    return parts


def _ascii(text):
    for letter, plain in zip("äöüßŁł", ["ae", "oe", "ue", "ss", "L", "l"]):
        text = text.replace(letter, plain)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return plain.lower()
