#!/usr/bin/env python3
"""The same way from Python: journey.py LIBRARY MANIFEST REQUESTER CONCERNED LANGUAGE TOPIC COORDINATOR ADMIN.

Prints one line per step and exits 1 where something is not as it should be.
"""

import pathlib
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "sdk" / "python"))
from kith import DENIED, Kith, KithError  # noqa: E402


def key():
    return {"idempotencyKey": str(uuid.uuid4())}


def must_be_denied(who, session, operation, **fields):
    try:
        session.call(operation, **fields)
    except KithError as error:
        if error.status == DENIED:
            print(f"denied to {who}")
            return
        raise
    sys.exit(f"{operation} was not denied to {who}")


def walk(kith, requester, concerned, language, topic, coordinator, admin):
    with kith.session(capacity="employee", purpose="peer-support", subject=requester) as ana:
        listed = list(ana.pages("directory.search/1", page_size=5, language=language))
        print(f"{len(listed)} supporters listed in {language}")

    ana = kith.session(capacity="requester", purpose="peer-support", subject=requester)
    opened = ana.call("support.request/1", text="CANARY from Python", language=language,
                      topic=topic, personsConcerned=[concerned], **key())
    if opened["state"] != "offered":
        sys.exit("nobody is eligible")
    request = opened["request"]
    supporter = ana.call("support.status/1", request=request)["supporter"]["id"]
    print(f"offered to {supporter}")

    listener = kith.session(capacity="peer-supporter", purpose="peer-support", subject=supporter)
    must_be_denied("the supporter before she accepts", listener, "support.messages/1",
                   request=request)
    listener.call("supporter.answer/1", request=request, answer="accept", **key())
    ana.call("support.send/1", request=request, text="hello", **key())
    listener.call("support.send/1", request=request, text="I am here", **key())
    with kith.session(capacity="requester", purpose="peer-support",
                      returnCode=opened["returnCode"]) as back:
        said = back.call("support.messages/1", request=request)["messages"]
        if [message["text"] for message in said] != ["hello", "I am here"]:
            sys.exit("the conversation is not what was said")
        print("two messages, read with the return code")

    for who, capacity, purpose, subject in (
            ("the person concerned", "requester", "peer-support", concerned),
            ("the coordinator", "coordinator", "programme", coordinator),
            ("the IT admin", "it-admin", "administration", admin)):
        with kith.session(capacity=capacity, purpose=purpose, subject=subject) as other:
            must_be_denied(who, other, "support.messages/1", request=request)

    ana.call("support.close/1", request=request, **key())
    print("closed")


def main():
    library, manifest, *cast = sys.argv[1:]
    with Kith(library, manifest) as kith:
        walk(kith, *cast)


if __name__ == "__main__":
    main()
