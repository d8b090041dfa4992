"""Some thirty use cases in order, as a victim runs them and a checker finishes them.

Every change has a key made of its name, so that whoever repeats a step repeats the same call. A
value "$step.field" is taken from the answer of that step. What an administrator does meanwhile,
with kithctl, is a step as well: copies, the turn of the keys, a manifest that changed.
"""

import pathlib
import subprocess
import sys
import typing

import company

from kith import DENIED, KithError


class Step(typing.NamedTuple):
    name: str
    about: str  # The request that it belongs to, or "".
    who: dict
    operation: str
    fields: dict
    changes: bool = True


def requester(person):
    return {"capacity": "requester", "purpose": "peer-support", "subject": person}


def peer(person):
    return {"capacity": "peer-supporter", "purpose": "peer-support", "subject": person}


KITHCTL = "kithctl"  # In place of an operation.
TORN_STATUS = 86     # inject.c ends a process with it.
COORDINATOR = {"capacity": "coordinator", "purpose": "programme", "subject": "cora"}
EMPLOYEE = {"capacity": "employee", "purpose": "programme", "subject": "asker3"}


def of_request(about, asker):
    """Makers of the steps of one request: (by the requester, by the supporter asked last)."""
    request = {"request": f"${about}.request"}

    def hers(name, operation, changes=True, **fields):
        return Step(f"{about} {name}", about, requester(asker), operation, request | fields, changes)

    def peers(name, seen, operation, changes=True, **fields):
        return Step(f"{about} {name}", about, peer(f"${about} {seen}.supporter.id"), operation,
                    request | fields, changes)

    return hers, peers


def opened(about, asker):
    return Step(about, about, requester(asker), "support.request/1",
                {"text": f"first words of {about}", "personsConcerned": ["boss"]})


def talked():
    """Accepted, talked about, given to another one, handed over, closed."""
    hers, peers = of_request("talk", "asker0")
    return [
        opened("talk", "asker0"),
        hers("seen", "support.status/1", changes=False),
        peers("accept", "seen", "supporter.answer/1", answer="accept"),
        hers("hello", "support.send/1", text="talk: hello"),
        peers("answer", "seen", "support.send/1", text="talk: I am here"),
        hers("name", "consent.give/1", scope="name"),
        peers("read", "seen", "support.messages/1", changes=False),
        hers("no name", "consent.withdraw/1", scope="name"),
        hers("someone else", "support.reassign/1"),
        hers("seen 2", "support.status/1", changes=False),
        peers("accept 2", "seen 2", "supporter.answer/1", answer="accept"),
        hers("again", "support.send/1", text="talk: again"),
        peers("hand over", "seen 2", "supporter.handover/1"),
        hers("end", "support.close/1"),
    ]


def to_be_erased():
    """Declined once, accepted and talked about."""
    hers, peers = of_request("gone", "asker1")
    return [
        opened("gone", "asker1"),
        hers("seen", "support.status/1", changes=False),
        peers("decline", "seen", "supporter.answer/1", answer="decline"),
        hers("seen 2", "support.status/1", changes=False),
        peers("accept", "seen 2", "supporter.answer/1", answer="accept"),
        hers("words", "support.send/1", text="gone: soon"),
    ]


def taken_back():
    hers, _ = of_request("gone", "asker1")
    return [hers("erase", "support.erase/1")]


def left_open():
    """Recused, accepted and still open at the end; with a consent that stands."""
    hers, peers = of_request("open", "asker2")
    return [
        opened("open", "asker2"),
        hers("seen", "support.status/1", changes=False),
        peers("recuse", "seen", "supporter.recuse/1"),
        hers("seen 2", "support.status/1", changes=False),
        peers("accept", "seen 2", "supporter.answer/1", answer="accept"),
        hers("name", "consent.give/1", scope="name"),
        peers("word", "seen 2", "support.send/1", text="open: word"),
    ]


def joined():
    return [
        Step("enrol", "", EMPLOYEE, "supporter.enrol/1", {"languages": ["en"], "topics": []}),
        Step("approve", "", COORDINATOR, "coordinator.approve/1",
             {"supporter": "asker3", "accreditedUntil": "2099-12-31"}),
    ]


def administered(name, command, manifest="kith.xml", **fields):
    return Step(name, "", {}, KITHCTL, {"command": command, "manifest": manifest} | fields)


# A copy has what is erased, by hand and by time, after it was made; the turn makes it worthless.
COPIES = ("copy", "copy 2")
STEPS = (to_be_erased() + [administered("copy", "backup", to="copy")] + talked() + taken_back() +
         joined() + [administered("turn", "keys rotate"),
                     administered("copy 2", "backup", to="copy 2"),
                     administered("apply", "apply", company.NEXT)] + left_open())
PUMP_AFTER = ("talk answer", "gone erase", "open word")


def taken(value, answers):
    """The value with "$step.field" filled in; KeyError where that step has no answer."""
    if isinstance(value, dict):
        return {name: taken(inner, answers) for name, inner in value.items()}
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    step, *path = value[1:].split(".")
    found = answers[step]
    for name in path:
        found = found[name]
    return found


def made(kith, kithctl, folder, step, answers):
    """The step's answer; KithError where it has none."""
    if step.operation == KITHCTL:
        return told(kithctl, folder, step.fields)
    who, fields = taken(step.who, answers), taken(step.fields, answers)
    if step.changes:
        fields["idempotencyKey"] = f"the key of {step.name}"
    return called(kith, who, step.operation, fields)


def told(kithctl, folder, fields):
    command = [*fields["command"].split(), str(pathlib.Path(folder) / fields["manifest"])]
    if fields["command"] == "apply":
        command += ["--yes", "--accept-loosening"]
    if "to" in fields:
        command += ["--to", str(company.copy(folder, fields["to"]))]
    done = subprocess.run([kithctl, *command], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    if done.returncode == TORN_STATUS:
        sys.exit(TORN_STATUS)
    if done.returncode != 0:
        raise KithError(done.returncode, {"message": done.stderr})
    return {}


def pumped(kith):
    """Until nothing more is due."""
    while kith.pump(50) == 0:
        pass


def called(kith, who, operation, fields):
    with kith.session(**who) as session:
        return session.call(operation, **fields)


def denied(work):
    try:
        work()
    except KithError as error:
        return error.status == DENIED
    return False
