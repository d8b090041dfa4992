#!/usr/bin/env python3
"""The running sample intranet against sdk/openapi.yaml, both ways.

contract.py BUILD-FOLDER: every documented operation is called and its answer fits what the document
says; and what the document does not name is answered by nothing but the one refusal.
"""
import http.cookiejar
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import uuid

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
METHODS = ("get", "put", "post", "delete", "patch")


class Person:
    """A browser's side: signed in at the intranet, asking Kith on its own origin."""

    def __init__(self, host, persona):
        self.kith = f"http://127.0.0.1:{host.port + 1}/kith"
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        if persona:
            self.opener.open(f"http://127.0.0.1:{host.port}/sign-in",
                             urllib.parse.urlencode({"persona": persona}).encode())
        self.csrf = json.loads(self.send("GET", "/v1/session")[2])["csrf"]

    def send(self, method, target, body=None, headers=None):
        """(status, headers, bytes) of one request."""
        given = {"Sec-Fetch-Site": "same-origin", "Kith-CSRF": getattr(self, "csrf", ""),
                 "Idempotency-Key": str(uuid.uuid4()), **(headers or {})}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            given["Content-Type"] = "application/json"
        request = urllib.request.Request(self.kith + target, data, given, method=method)
        try:
            with self.opener.open(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()


class Host:
    def __init__(self, build, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        subprocess.run([ROOT / "samples/intranet/start", build, folder, str(self.port), "400"],
                       check=True, stdout=subprocess.DEVNULL)
        self.story = json.loads((folder / "personas.json").read_text())

    def stop(self):
        subprocess.run(["kill", (self.folder / "intranet.pid").read_text().strip()], check=False)

    def id_of(self, key):
        return next(one["id"] for one in self.story["personas"] if one["key"] == key)


class Document:
    def __init__(self, path):
        self.all = yaml.safe_load(path.read_text())
        self.seen = set()

    def operations(self):
        return {(method.upper(), path) for path, item in self.all["paths"].items()
                for method in item if method in METHODS}

    def template_of(self, target):
        path = target.split("?")[0]
        fits = [template for template in self.all["paths"]
                if re.fullmatch(re.sub(r"\{\w+\}", "[^?]+" if "/widgets/" in template else "[^/?]+",
                                       template), path)]
        return min(fits, key=lambda template: template.count("{")) if fits else None

    def check(self, method, target, status, headers, body):
        """Fails where the answer is not what the document says of this operation."""
        template = self.template_of(target)
        claim(template is not None, f"{method} {target} is in the document")
        operation = self.all["paths"][template].get(method.lower())
        claim(operation is not None, f"{method} of {template} is in the document")
        claim(str(status) in operation["responses"], f"{method} {template}: {status} is documented")
        answer = operation["responses"][str(status)]
        if "$ref" in answer:
            answer = self.resolve(answer["$ref"])
        self.seen.add((method, template))
        for media, described in answer.get("content", {}).items():
            claim(headers["Content-Type"].split(";")[0] == media,
                  f"{method} {template}: {status} is {media}")
            resolver = jsonschema.RefResolver.from_schema(self.all)
            jsonschema.Draft202012Validator(described["schema"], resolver=resolver).validate(
                json.loads(body))

    def resolve(self, reference):
        found = self.all
        for part in reference.lstrip("#/").split("/"):
            found = found[part]
        return found


def claim(holds, sentence):
    if not holds:
        raise AssertionError(sentence)


def calls(host):
    """A conversation that uses every operation once: (who, method, target, body, status)."""
    concerned = host.id_of("personConcerned")
    ana = Person(host, "requester")

    def request():
        return json.loads(ana.send("GET", "/v1/requests")[2])["requests"][0]

    yield ana, "GET", "/v1/session?language=de", None, 200
    yield ana, "GET", "/v1/topics?language=de", None, 200
    yield ana, "GET", "/v1/resources", None, 200
    yield ana, "GET", "/v1/promise", None, 200
    yield ana, "POST", "/v1/directory/search", {"language": "en", "limit": 5}, 200
    yield ana, "POST", "/v1/directory/people", {"text": "an"}, 200
    asked = {"text": "x", "topic": host.story["topic"], "personsConcerned": [concerned]}
    yield ana, "POST", "/v1/requests", asked, 200
    yield ana, "GET", "/v1/requests", None, 200
    mine = "/v1/requests/" + request()["request"]
    yield ana, "GET", mine, None, 200
    yield ana, "POST", mine + "/reassign", {}, 200
    for step in ("decline-by-recusal", "hand-over", "close"):
        ben = Person(host, request()["supporter"]["id"])
        hers = "/v1/desk/" + request()["request"]
        yield ben, "GET", "/v1/desk", None, 200
        if step == "decline-by-recusal":
            yield ben, "POST", hers + "/recuse", {}, 200
            continue
        yield ben, "POST", hers + "/answer", {"answer": "accept"}, 200
        yield ben, "POST", hers + "/messages", {"text": "hello"}, 200
        yield ben, "GET", hers + "/messages?after=0", None, 200
        if step == "hand-over":
            yield ben, "POST", hers + "/handover", {}, 200
            continue
        yield ana, "POST", mine + "/messages", {"text": "hello"}, 200
        yield ana, "GET", mine + "/messages", None, 200
        yield ana, "GET", mine + "/looks", None, 200
        yield ana, "GET", mine + "/consents", None, 200
        yield ana, "POST", mine + "/consents/give", {"scope": "name"}, 200
        yield ana, "POST", mine + "/consents/withdraw", {"scope": "name"}, 200
        yield ana, "POST", mine + "/consents/withdraw", {"scope": "name"}, 409
        yield ben, "POST", hers + "/exception", {"dangerTo": "self"}, 200
        yield ana, "GET", mine + "/exceptions", None, 200
        yield ben, "GET", "/v1/desk/record", None, 200
        yield ben, "PUT", "/v1/desk/record", {"languages": ["en"], "topics": []}, 200
        yield ben, "POST", hers + "/close", {"heavy": True}, 200
    yield ana, "POST", mine + "/close", {}, 409
    yield ana, "GET", mine + "/kept", None, 200
    yield ana, "GET", "/v1/me/data", None, 200
    yield ana, "POST", mine + "/erase", {}, 200
    yield ana, "GET", mine, None, 404
    yield ana, "GET", mine + "/kept", None, 404
    yield ana, "POST", "/v1/me/erase", {"supporterRole": False}, 200
    cora = Person(host, "coordinator")
    somebody = host.id_of("supporter2")
    yield cora, "GET", "/v1/programme/overview", None, 200
    yield cora, "GET", "/v1/programme/supporters", None, 200
    yield cora, "POST", "/v1/programme/supporters/approve", {"supporter": somebody,
                                                            "accreditedUntil": "2030-01-01"}, 200
    yield cora, "POST", "/v1/programme/supporters/end", {"supporter": somebody}, 200
    yield ana, "GET", "/v1/programme/overview", None, 404
    nobody = Person(host, None)
    yield nobody, "GET", "/v1/requests", None, 401
    yield nobody, "GET", "/pages/find", None, 200
    yield nobody, "GET", "/widgets/kith.js", None, 200
    yield nobody, "GET", "/widgets/messages/ar.json", None, 200
    yield ana, "POST", "/v1/requests", {"surprise": 1}, 400


def every_operation_answers_as_the_document_says(host, document):
    for who, method, target, body, expected in calls(host):
        status, headers, answer = who.send(method, target, body)
        claim(status == expected, f"{method} {target}: {status}, not {expected}: {answer[:300]}")
        document.check(method, target, status, headers, answer)
    left = document.operations() - document.seen
    claim(not left, f"every operation of the document is served; not called: {sorted(left)}")


def what_is_not_documented_is_not_served(host, document):
    ana = Person(host, "requester")
    refused = ana.send("GET", "/v1/no-such-thing")[2]
    for path, item in document.all["paths"].items():
        name = "find" if "/pages/" in path else "kith.js"
        target = path.replace("{name}", name).replace("{request}", "x")
        for method in METHODS:
            if method in item:
                continue
            status, headers, _ = ana.send(method.upper(), target, {} if method != "get" else None)
            claim(status == 405, f"{method} {target}: {status}, not 405")
            allowed = {word.strip().lower() for word in headers["Allow"].split(",")}
            claim(allowed == {each for each in item if each in METHODS}, f"Allow of {path}")
    for target in ("/", "/v1", "/v2/session", "/v1/requests/x/y/z", "/v1/desk/x", "/pages/admin",
                   "/widgets/", "/widgets/messages/xx.json", "/scim/v1/Users", "/scim", "/v1/programme"):
        status, _, answer = ana.send("GET", target)
        claim((status, answer) == (404, refused), f"{target}: {status} {answer[:200]}")
    # SCIM describes itself (RFC 7644, section 4), and whoever is signed in is nobody there.
    status, headers, _ = ana.send("GET", "/scim/v2/Users")
    claim(status == 401 and headers["WWW-Authenticate"].startswith("Bearer"), f"scim: {status}")


def the_document_is_that_of_the_library(build):
    subprocess.run([sys.executable, ROOT / "sdk/openapi.py", build / "lib/libkith.so.1", "--check"],
                   check=True)


def main(build):
    the_document_is_that_of_the_library(build)
    document = Document(ROOT / "sdk/openapi.yaml")
    with tempfile.TemporaryDirectory() as folder:
        host = Host(build, pathlib.Path(folder) / "intranet")
        try:
            every_operation_answers_as_the_document_says(host, document)
            what_is_not_documented_is_not_served(host, document)
        finally:
            host.stop()
    print(f"{len(document.seen)} operations, each served and documented")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
