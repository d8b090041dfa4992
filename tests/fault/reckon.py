"""Opens what a victim of the script left behind, and says what is wrong with it.

First everything acknowledged is read back. Then the script is walked to its end: a step that was
acknowledged is repeated with its key and must give the same answer, one that was not must succeed
now. In the end all must be there as often as after a run that nothing disturbed. Between, the
copies that are there are restored, each in a rehearsal.
"""

import collections
import json
import sqlite3

import company
import invariants
import script
import upkeep
from kith import Kith, KithError

# What a call may answer when the disk fails: the store's word, or that of the manifest or of the
# key source where their files cannot be read.
CLEAR = {-54: "manifest_invalid", -56: "store_failed", -90: "key_missing"}
# The same from kithctl: findings, or that it could not.
CANNOT = (1, 3)
# And what follows from a step that failed before.
FOLLOWS = {-30: "denied", -31: "conflict"}


class Tale:
    """What a victim said of itself."""

    def __init__(self, lines):
        said = [json.loads(line) for line in lines if line.endswith("}")]
        self.answers = {one["step"]: one["answer"] for one in said if one["act"] == "ok"}
        self.tried = {one["step"] for one in said if one["act"] == "trying"}
        self.failures = [one for one in said if one["act"] == "failed"]
        self.swept = any(one["act"] == "pumped" for one in said)

    def request(self, about):
        return self.answers[about]["request"] if about in self.answers else None

    def erased(self, about):
        return f"{about} erase" in self.answers

    def maybe_erased(self, about):
        return f"{about} erase" in self.tried and not self.erased(about)

    def acknowledged(self):
        """The steps that changed something, in order."""
        return [step for step in script.STEPS if step.changes and step.name in self.answers]

    def of_copy(self, copy):
        """What of it a copy must have: what was acknowledged before it, and every erasure."""
        names = [step.name for step in script.STEPS]
        kept = names[:names.index(copy)] + [name for name in names if name.endswith("erase")]
        tale = Tale([])
        tale.answers = {name: self.answers[name] for name in kept if name in self.answers}
        tale.tried, tale.swept = self.tried, self.swept
        return tale


def unclear(tale):
    """Failures that a host could not have made sense of."""
    found = []
    for number, one in enumerate(tale.failures):
        problem = one["problem"]
        if one["of"] == script.KITHCTL:
            if one["status"] not in CANNOT or "hint:" not in problem["message"]:
                found.append(f"{one['step']}: {one['status']} {problem}")
            continue
        name = (CLEAR | FOLLOWS if number else CLEAR).get(one["status"])
        # kith_pump has no buffer for a problem.
        explained = one["of"] == "pump" or (problem.get("code") == one["status"] and
                                            problem.get("name") == name and problem.get("message"))
        if name is None or not explained:
            found.append(f"{one['of']} {one.get('step', '')}: {one['status']} {problem}")
    return found


def read_back(kith, tale, about):
    """What was acknowledged of one request and cannot be read."""
    request = tale.request(about)
    code = {"capacity": "requester", "purpose": "peer-support",
            "returnCode": tale.answers[about]["returnCode"]}
    if tale.erased(about):
        gone = script.denied(lambda: script.called(kith, code, "support.list/1", {}))
        return [] if gone else [f"{about}: erased and still there"]
    with kith.session(**code) as session:
        status = session.call("support.status/1", request=request)
        messages = session.call("support.messages/1", request=request)["messages"]
        consents = session.call("consent.list/1", request=request)["consents"]
    missing = []
    if status["text"] != f"first words of {about}":
        missing.append(f"{about}: its first words")
    if f"{about} end" in tale.answers and status["state"] != "closed":
        missing.append(f"{about}: its end")
    said = {message["text"] for message in messages}
    stands = any(receipt["stands"] for receipt in consents if receipt["scope"] == "name")
    for step in tale.acknowledged():
        if step.about != about:
            continue
        if step.operation == "support.send/1" and step.fields["text"] not in said:
            missing.append(step.name)
        withdrawn = f"{about} no name" in tale.tried
        if step.operation == "consent.give/1" and not withdrawn and not stands:
            missing.append(step.name)
        if step.operation == "consent.withdraw/1" and stands:
            missing.append(step.name)
    return missing


def lost(place, tale):
    with Kith(place.library, str(upkeep.applied(place.company))) as kith:
        missing = not_read(kith, tale)
    left = upkeep.asked(company.database(place.company),
                        f"SELECT count(*) FROM request_key WHERE request_id = '{place.past}'")
    return missing + (["past: is not erased"] if tale.swept and left != [(0,)] else [])


def not_read(kith, tale):
    missing = []
    for about in ("talk", "gone", "open"):
        if tale.request(about) is None or tale.maybe_erased(about):
            continue
        try:
            missing += read_back(kith, tale, about)
        except KithError as error:
            missing.append(f"{about}: {error.status}")
    return missing


def manifest_lost(folder, tale):
    """Where the applied manifest is not one that it may be."""
    name = upkeep.applied(folder).name
    wanted = [name for name, fits in (("kith.xml", "apply" not in tale.answers),
                                      (company.NEXT, "apply" in tale.tried)) if fits]
    return [] if name in wanted else [f"{name} is applied"]


def not_restored(place, tale, disk_lost):
    """What is wrong with the copies: each is whole or not there, and worthless after the turn."""
    wrong = []
    for name in script.COPIES:
        copy = company.copy(place.company, name)
        if not copy.exists():
            wrong += [f"{name} is not there"] if name in tale.answers else []
            continue
        turned = name == "copy" and "turn" in tale.answers
        may_be_turned = name == "copy" and "turn" in tale.tried
        with upkeep.Rehearsal(place.kithctl, place.company, copy, disk_lost) as (status, told):
            if status != 0:
                clear = may_be_turned and upkeep.WORTHLESS in told
                wrong += [] if clear else [f"{name}: {status} {told}"]
                continue
            wrong += [f"{name} opens after the turn"] if turned else []
            wrong += [f"{name}: {one}" for one in lost(place, tale.of_copy(name))]
            wrong += invariants.check(company.database(place.company)) + upkeep.check(place.company)
    return wrong


def finish(place, tale):
    """Walks the script to its end; what did not go as it must."""
    manifest = upkeep.applied(place.company)
    with Kith(place.library, str(manifest)) as kith:
        wrong = walked(kith, place, tale, manifest)
        script.pumped(kith)
    return wrong


def under(step, manifest):
    """What kithctl is to do again, it does under the manifest that is applied now."""
    if step.operation != script.KITHCTL or step.fields["command"] == "apply":
        return step
    return step._replace(fields=step.fields | {"manifest": manifest.name})


def walked(kith, place, tale, manifest):
    wrong = []
    answers = dict(tale.answers)
    # Once an erasure may have happened, nothing else of that request can be repeated.
    settled = [step for step in script.STEPS
               if step.name.endswith("erase") and step.name in tale.tried]
    over = {step.about for step in settled}
    for step in settled + [step for step in script.STEPS if step.about not in over]:
        before = tale.answers.get(step.name)
        if before is not None and (not step.changes or step.operation == script.KITHCTL):
            continue
        if step.name in script.COPIES:
            company.copy(place.company, step.name).unlink(missing_ok=True)
        try:
            answers[step.name] = script.made(kith, place.kithctl, place.company,
                                             under(step, manifest), answers)
        except KithError as error:
            wrong.append(f"{step.name}: {error.status} {error}")
            break
        if before and answers[step.name] != before:
            wrong.append(f"{step.name}: another answer than the first time")
    return wrong


def unacknowledged(tale, kept):
    """How many changes are there although their call failed or never came back."""
    expected = collections.Counter()
    for step in tale.acknowledged():
        if step.operation == script.KITHCTL:
            continue
        if not step.about:
            expected[""] += 1
        elif not tale.erased(step.about) and step.about in tale.answers:
            expected[tale.request(step.about)] += 1
    erased = {tale.request(about) for about in ("talk", "gone", "open")
              if tale.erased(about) or tale.maybe_erased(about)}
    counted = {request: count for request, count in kept.items() if request not in erased}
    extra = sum(max(0, count - expected[request]) for request, count in counted.items())
    # An erasure takes the kept answers of its request along, and leaves its own.
    extra += sum(1 for about in ("talk", "gone", "open") if tale.maybe_erased(about) and
                 kept.get(tale.request(about), 0) <= 1)
    return extra


class Figures:
    """Adds up what was found in many runs."""

    def __init__(self):
        self.counts = collections.Counter()
        self.stories = []

    def add(self, what, found, where):
        if found:
            self.counts[what] += 1
            self.stories.append(f"{where}: {what}: {found}")

    def bad(self):
        return sum(count for what, count in self.counts.items() if what in self.MUST_BE_NONE)

    MUST_BE_NONE = ("not opened", "integrity bad", "acknowledged lost", "half", "not restored",
                    "not repeatable", "not once", "not turned", "unclear failure", "ended badly")

    def line(self):
        return ", ".join(f"{self.counts[what]} {what}" for what in self.MUST_BE_NONE)


def after(place, tale, whole, figures, where, disk_lost=False):
    """Reckons with one run at this place: `whole` is the census of an undisturbed run. Where the
    disk is lost, copies are restored without the database."""
    folder = place.company
    database = company.database(folder)
    figures.add("unclear failure", unclear(tale), where)
    try:
        figures.add("acknowledged lost", manifest_lost(folder, tale), where)
        figures.add("acknowledged lost", lost(place, tale), where)
        kept = invariants.kept_answers(database)
        kept.pop(place.past, None)
        figures.counts["committed though not acknowledged"] += unacknowledged(tale, kept)
        broken = invariants.check(database) + upkeep.check(folder)
        figures.add("not restored", not_restored(place, tale, disk_lost), where)
        figures.add("not repeatable", finish(place, tale), where)
        figures.add("not turned", upkeep.check_turned(place.kithctl, folder), where)
    except (KithError, sqlite3.Error) as error:
        figures.add("not opened", f"{type(error).__name__} {error}", where)
        return
    broken += [one for one in invariants.check(database) if one not in broken]
    damaged = [one for one in broken if "damaged" in one]
    figures.add("integrity bad", damaged, where)
    figures.add("half", [one for one in broken if one not in damaged], where)
    census = invariants.census(database)
    figures.add("not once", census if census != whole else None, where)
