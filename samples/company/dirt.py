"""What real people sources look like: each kind of dirt that the design names, some of each."""


def spoil(company, protected, dice):
    """Changes the people in place. Those in `protected` (ids) stay as they are."""
    free = [p for p in company.people if p.id not in protected]
    leads = [p for p in free if p.reports and p.depth >= 2]
    leaders = [p for p in company.people if p.reports]
    _dotted_lines(free, leaders, dice)
    _leavers(free, dice)
    _gaps(free, dice)
    single = [p for p in free if not p.reports]
    for person in dice.some(single, max(1, len(free) // 500)):
        person.manager = None  # An orphan: no manager and no report.
    for person in dice.some([p for p in single if p.manager], max(1, len(free) // 300)):
        person.unknown_manager = f"gone-{dice.between(100, 999)}"
    _cycles(leads, dice, max(1, len(company.people) // 1500))
    heads = [p for p in leads if p.depth == 2 and p.manager]
    if len(company.people) >= 1000 and heads:
        dice.pick(heads).manager = None  # A second root, as after a merger.


def _dotted_lines(free, leaders, dice):
    for person in free:
        if not dice.chance(80):
            continue
        lines = [p.id for p in _a_few(leaders, dice) if p is not person]
        if dice.chance(30):
            lines.append(f"gone-{dice.between(100, 999)}")
        person.dotted = lines


def _a_few(leaders, dice):
    """One or two, each once."""
    drawn = [dice.pick(leaders) for _ in range(dice.between(1, 2))]
    return list({leader.id: leader for leader in drawn}.values())


def _leavers(free, dice):
    for person in free:
        if dice.chance(20 if person.reports else 30):
            person.active = False  # Among them some who still have reports.


def _gaps(free, dice):
    for person in free:
        if dice.chance(10):
            person.department = ""
        if dice.chance(20):
            person.level = str(max(0, person.depth + dice.between(-1, 1)))
        if dice.chance(10):
            person.language = ""


def _cycles(leads, dice, count):
    """A lead who reports to one of her own people."""
    done = set()
    for lead in dice.shuffled(leads):
        if len(done) == count:
            return
        if lead.manager and not lead.unknown_manager and lead.reports[0].manager is lead:
            lead.manager = lead.reports[0]
            done.add(lead.id)
