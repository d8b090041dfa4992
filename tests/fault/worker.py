"""Opens requests and writes messages until it is killed, and says what was acknowledged.

worker.py LIBRARY MANIFEST NAME MODE, MODE is "churn", "script:KITHCTL" or "ask:FIRST:COUNT". One
JSON line per acknowledged act on standard output, flushed before the next act begins. "script" walks
through script.py whatever fails, and says what failed and how.
"""

import concurrent.futures
import json
import pathlib
import random
import sys
import threading
import uuid

import company  # noqa: F401  (puts sdk/python on the path)
import script
from kith import CONFLICT, DENIED, Kith, KithError


def key():
    return {"idempotencyKey": str(uuid.uuid4())}


def acknowledge(**what):
    print(json.dumps(what), flush=True)


def open_one(kith, asker):
    with kith.session(capacity="requester", purpose="peer-support", subject=asker) as ana:
        return ana.call("support.request/1", text="x", personsConcerned=["boss"], **key())


def opened_unless_full(kith, asker):
    """Killed workers may have left her with as many open requests as one person may have."""
    try:
        return open_one(kith, asker)
    except KithError as error:
        if error.status != CONFLICT:
            raise
        return {"state": "full"}


def supporter_of(kith, code):
    with kith.session(capacity="requester", purpose="peer-support", returnCode=code) as ana:
        (mine,) = ana.call("support.list/1")["requests"]
        return mine["supporter"]["id"]


def churn(kith, name):
    """One request after the other: open, accept, three messages, close."""
    chance = random.Random(name)
    turn = 0
    while True:
        turn += 1
        opened = opened_unless_full(kith, f"asker{chance.randrange(400)}")
        if opened["state"] != "offered":
            continue
        request, code = opened["request"], opened["returnCode"]
        acknowledge(act="opened", request=request, code=code)
        peer = supporter_of(kith, code)
        with kith.session(capacity="peer-supporter", purpose="peer-support", subject=peer) as she:
            she.call("supporter.answer/1", request=request, answer="accept", **key())
            acknowledge(act="accepted", request=request)
        with kith.session(capacity="requester", purpose="peer-support", returnCode=code) as ana:
            for number in range(3):
                text = f"{name} {turn} {number}"
                ana.call("support.send/1", request=request, text=text, **key())
                acknowledge(act="sent", request=request, code=code, text=text)
            ana.call("support.close/1", request=request, **key())
        acknowledge(act="closed", request=request)


def ask(kith, first, count):
    """All at once, each in a thread and a session of her own."""
    gate = threading.Barrier(count)

    def one(number):
        gate.wait()
        return open_one(kith, f"asker{number}")["state"]

    with concurrent.futures.ThreadPoolExecutor(count) as threads:
        for state in threads.map(one, range(first, first + count)):
            acknowledge(act="asked", state=state)


def tried(act, work, **what):
    """The work's result, after a second attempt at most; None where both failed."""
    for _ in range(2):
        try:
            return work()
        except KithError as error:
            acknowledge(act="failed", of=act, status=error.status, problem=error.problem, **what)
    return None


def walk(library, manifest, kithctl):
    """Every step of the script, one after the other; a request of which one failed is left alone."""
    kith = tried("open", lambda: Kith(library, manifest))
    if kith is None:
        return
    folder = pathlib.Path(manifest).parent
    answers = {}
    left = set()
    for step in script.STEPS:
        if step.about in left:
            continue
        acknowledge(act="trying", step=step.name)
        what = script.KITHCTL if step.operation == script.KITHCTL else "step"
        answer = tried(what, lambda: script.made(kith, kithctl, folder, step, answers),
                       step=step.name)
        if answer is None:
            if step.about:
                left.add(step.about)
            continue
        answers[step.name] = answer
        acknowledge(act="ok", step=step.name, answer=answer)
        if step.name in script.PUMP_AFTER:
            if tried("pump", lambda: script.pumped(kith) or True):
                acknowledge(act="pumped")
    kith.close()
    acknowledge(act="end")


def main():
    library, manifest, name, mode = sys.argv[1:]
    if mode.startswith("script:"):
        walk(library, manifest, mode.removeprefix("script:"))
        return
    with Kith(library, manifest) as kith:
        acknowledge(act="ready")
        if mode == "churn":
            try:
                churn(kith, name)
            except KithError as error:
                if error.status not in (CONFLICT, DENIED):
                    raise
                sys.exit(f"{error.status}: {error}")
        _, first, count = mode.split(":")
        sys.stdin.readline()  # All start together.
        ask(kith, int(first), int(count))


if __name__ == "__main__":
    main()
