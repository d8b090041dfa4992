#!/usr/bin/env python3
"""The whole way of one person, in companies of 3,000: from C and from Python, and what is left on the disk.

journey.py LIBRARY KITHCTL JOURNEY
"""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "journey"
LIBRARY, KITHCTL, JOURNEY = sys.argv[1:]
results = []


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def note(sentence, holds, told=""):
    results.append(holds)
    print(("ok      " if holds else "FAILED  ") + sentence + ("" if holds else "\n" + told))


def make_company(folder, seed):
    """An applied company, and the people of the story by their ids."""
    make = [sys.executable, ROOT / "samples/company/make_company.py", "--employees", 3000, "--seed",
            seed, "--dirt", "yes", "--on", datetime.date.today(), folder / "company"]
    (folder / "company").mkdir()
    run(*make)
    cast = json.loads(run(*make[:-1], "--story", make[-1])[1])
    text = (SAMPLE / "kith.xml.in").read_text(encoding="utf-8")
    manifest = folder / "kith.xml"
    manifest.write_text(text.replace("@COORDINATOR@", cast["coordinator"]["id"])
                        .replace("@ADMIN@", cast["itAdmin"]["id"]), encoding="utf-8")
    for command in (["apply", manifest, "--yes"], ["people", "import", "--manifest", manifest],
                    ["supporters", "import", "--manifest", manifest,
                     folder / "company/supporters.csv"]):
        code, told = run(KITHCTL, *command)
        note(f"kithctl {command[0]}", code in (0, 1), told)
    return manifest, [cast["requester"]["id"], cast["personConcerned"]["id"], cast["language"],
                      cast["topic"], cast["coordinator"]["id"], cast["itAdmin"]["id"]]


def walk(seed):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        manifest, cast = make_company(folder, seed)
        code, told = run(JOURNEY, manifest, *cast)
        note(f"company {seed}: the journey from C", code == 0 and "closed" in told, told)
        code, told = run(sys.executable, SAMPLE / "journey.py", LIBRARY, manifest, *cast)
        note(f"company {seed}: the journey from Python", code == 0 and "closed" in told, told)
        code, told = run(sys.executable, SAMPLE / "look_inside.py", folder / "kith.sqlite", cast[0])
        note(f"company {seed}: no name and no word lies readable on the disk", code == 0, told)


for company_seed in (7, 8):
    walk(company_seed)
print(f"{results.count(True)} passed, {results.count(False)} failed")
sys.exit(0 if all(results) else 1)
