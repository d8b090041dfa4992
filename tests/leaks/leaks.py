#!/usr/bin/env python3
"""What somebody finds who has every file, and a dump of the process, but not the keys.

leaks.py KITHCTL HOST: a host whose input holds words that stand nowhere else; then a search, byte by byte, of the
database, its logs, a backup, the log of the host, the folders for temporary files and a core dump of the killed
host. That the search finds what is there in clear is tried first.
"""

import json
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "fault"))
import company  # noqa: E402

KITHCTL, HOST = sys.argv[1:3]
WORDS = {part: f"canary-{part}-{uuid.uuid4().hex}" for part in
         ("text", "message", "answer", "reason", "people-search", "directory-search")}
DIRECTORY = {"dir_person", "dir_supporter", "dir_dotted_line", "dir_former_manager",
             "applied_manifest"}
results = []


def check(holds, sentence):
    results.append(bool(holds))
    print(("ok      " if holds else "FAILED  ") + sentence)


class Host:
    """The forgetful host as a process."""

    def __init__(self, manifest, folder):
        temporary = folder / "tmp"
        temporary.mkdir()
        limit = resource.RLIM_INFINITY
        self.process = subprocess.Popen(
            [HOST, manifest, str(folder / "host.log")], cwd=folder / "cores", text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"TMPDIR": str(temporary)},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (limit, limit)))

    def call(self, capacity, subject, operation, purpose="peer-support", **given):
        session = json.dumps({"capacity": capacity, "purpose": purpose, "subject": subject,
                              "reauthenticated": True})
        self.process.stdin.write(f"{session}\t{operation}\t{json.dumps(given)}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "code" in answer:
            raise SystemExit(f"{operation}: {answer}")
        return answer

    def finished(self):
        self.process.stdin.close()
        assert self.process.stdout.readline() == "done\n"

    def killed(self):
        self.process.send_signal(signal.SIGABRT)
        self.process.wait()


def key():
    return {"idempotencyKey": str(uuid.uuid4())}


def talk(host):
    """Everything that is said in words, once."""
    host.call("employee", "asker1", "directory.people/1", text=WORDS["people-search"])
    host.call("employee", "asker1", "directory.search/1", text=WORDS["directory-search"])
    request = host.call("requester", "asker0", "support.request/1", text=WORDS["text"],
                        personsConcerned=["asker5"], **key())["request"]
    status = host.call("requester", "asker0", "support.status/1", request=request)
    peer = status["supporter"]["id"]
    host.call("peer-supporter", peer, "supporter.answer/1", request=request, answer="accept", **key())
    host.call("requester", "asker0", "support.send/1", request=request, text=WORDS["message"], **key())
    host.call("peer-supporter", peer, "support.send/1", request=request, text=WORDS["answer"], **key())
    host.call("peer-supporter", peer, "support.messages/1", request=request)
    host.call("requester", "asker0", "me.data/1")
    exception = host.call("peer-supporter", peer, "exception.ask/1", purpose="duty-to-warn",
                          request=request, dangerTo="self", **key())["exception"]
    for custodian in ("ida", "kim"):
        host.call("identity-custodian", custodian, "exception.approve/1", purpose="duty-to-warn",
                  exception=exception, **key())
    host.call("identity-custodian", "lee", "exception.defer/1", purpose="duty-to-warn",
              exception=exception, why=WORDS["reason"], **key())
    return request


def found(secrets, *places):
    """Which of these stand in which file."""
    hits = []
    for place in places:
        for path in [place] if place.is_file() else place.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                hits += [f"{name} in {path.name}" for name, secret in secrets.items()
                         if secret in content]
    return hits


def case_tables(database):
    """Every value outside the directory, as bytes."""
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
              if name not in DIRECTORY]
    return b"|".join(value if isinstance(value, bytes) else str(value).encode()
                     for table in tables for row in rows.execute(f"SELECT * FROM {table}")
                     for value in row)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "cores").mkdir()
        manifest = company.make(folder / "c", KITHCTL, askers=6, supporters=4, capacity=3,
                                custodians=("ida", "kim", "lee"))
        root = bytes.fromhex((folder / "c" / "keys" / "root.key").read_text().strip())
        secrets = {part: word.encode() for part, word in WORDS.items()}
        keys = {"root": root, "root in hex": root.hex().encode()}

        host = Host(manifest, folder)
        request = talk(host)
        host.finished()
        backup = folder / "copy.sqlite"
        subprocess.run([KITHCTL, "backup", manifest, "--to", str(backup)], check=True,
                       capture_output=True)

        check(len(found({"request": request.encode()}, folder / "c" / "data", backup)) >= 2,
              "the search finds what lies in clear: the request's id in database and backup")
        everything = (folder / "c" / "data", backup, folder / "host.log", folder / "tmp")
        hits = found(secrets | keys, *everything)
        check(not hits, f"no word and no key in database, logs, backup and temporary files {hits}")
        tables = case_tables(folder / "c" / "data" / "kith.sqlite")
        people = [who for who in ("asker0", "asker5", "Name of asker5", "peer0", "ida")
                  if who.encode() in tables]
        check(not people, f"outside the directory nobody is named {people}")

        host.killed()
        cores = list((folder / "cores").iterdir())
        if not cores:
            print("NOT PROVED: the kernel writes no core dump here")
        else:
            dump = cores[0].read_bytes()
            check(b"Kith" in dump or b"kith" in dump, f"there is a dump of {len(dump)} bytes")
            hits = [name for name, secret in keys.items() if secret in dump]
            check(not hits, f"no key in the dump of the killed host {hits}")
            left = {part: dump.count(word) for part, word in secrets.items() if word in dump}
            print(f"        words left in ordinary memory, which nobody promises: {left}")
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    sys.exit(0 if all(results) else 1)


main()
