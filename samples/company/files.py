"""The files that Kith reads: people.csv, supporters.csv, requests.csv and people.ldif."""

import base64
import csv

PEOPLE = ["id", "userName", "displayName", "mail", "title", "managerId", "dottedManagerIds",
          "department", "location", "timezone", "level", "preferredLanguage", "active"]
SUPPORTERS = ["userId", "languages", "topics", "capacity", "openCases", "accreditedUntil", "listed",
              "onLeaveUntil", "declaredConflicts", "about", "channels", "hours", "shared"]
REQUESTS = ["id", "requesterId", "personsConcerned", "language", "topic", "excludeIds"]

SUFFIX = "ou=people,dc=northwind,dc=example"
LINE = 76


def write_people(path, people):
    rows = ((p.id, p.user_name, p.name, p.mail, p.title, p.manager_id, ";".join(p.dotted),
             p.department, p.site[0], p.site[1], p.level, p.language,
             "true" if p.active else "false") for p in people)
    _write(path, PEOPLE, rows)


def write_supporters(path, supporters):
    rows = ((s.person.id, ";".join(s.languages), ";".join(s.topics), s.capacity, s.open_cases,
             s.accredited_until or "", "true" if s.listed else "false", s.on_leave_until or "",
             ";".join(s.conflicts), s.about, ";".join(s.channels), ";".join(s.hours),
             ";".join(s.shared)) for s in supporters)
    _write(path, SUPPORTERS, rows)


def write_requests(path, requests):
    rows = ((number, requester, ";".join(concerned), language, topic, ";".join(excluded))
            for number, requester, concerned, language, topic, excluded in requests)
    _write(path, REQUESTS, rows)


def _write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)


def write_ldif(path, people):
    """The same people as a directory's export. The id stands in nsUniqueId."""
    by_id = {p.id: p for p in people}
    with open(path, "w", encoding="ascii", newline="") as out:
        out.write("version: 1\n\n")
        for person in people:
            out.write("".join(_line(*pair) for pair in _attributes(person, by_id)) + "\n")


def _dn(person):
    return f"uid={person.user_name},{SUFFIX}"


def _dn_of(person_id, by_id):
    return _dn(by_id[person_id]) if person_id in by_id else f"uid={person_id},{SUFFIX}"


def _attributes(person, by_id):
    first, _, family = person.name.partition(" ")
    yield "dn", _dn(person)
    for name in ("top", "person", "organizationalPerson", "inetOrgPerson"):
        yield "objectClass", name
    yield "nsUniqueId", person.id
    yield "uid", person.user_name
    yield "cn", person.name
    yield "givenName", first
    yield "sn", family
    yield "mail", person.mail
    yield "title", person.title
    if person.manager_id:
        yield "manager", _dn_of(person.manager_id, by_id)
    for leader in person.dotted:
        yield "kithDottedManager", _dn_of(leader, by_id)
    if person.department:
        yield "departmentNumber", person.department
    yield "l", person.site[0]
    if person.language:
        yield "preferredLanguage", person.language
    if not person.active:
        yield "pwdAccountLockedTime", "000001010000Z"


def _line(name, value):
    text = f"{name}: {value}"
    if not value.isascii() or value[:1] in " :<" or value[-1:] == " ":
        text = f"{name}:: {base64.b64encode(value.encode()).decode()}"
    if len(text) <= LINE:
        return text + "\n"
    rest = text[LINE:]
    folds = (rest[at:at + LINE - 1] for at in range(0, len(rest), LINE - 1))
    return text[:LINE] + "".join("\n " + fold for fold in folds) + "\n"
