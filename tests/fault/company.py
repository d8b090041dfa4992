"""A small applied company for tests that run the real library: files, manifests, database."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "sdk" / "python"))

PEOPLE = ("id,userName,displayName,mail,title,managerId,dottedManagerIds,department,location,"
          "timezone,level,preferredLanguage,active\n")
SUPPORTERS = ("userId,languages,topics,capacity,openCases,accreditedUntil,listed,onLeaveUntil,"
              "declaredConflicts\n")

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<kith xmlns="urn:kith:manifest:1">
  <tenant id="northwind" name="Northwind" timeZone="Europe/Berlin">
    <role name="coordinator" person="cora"/>
    <role name="it-admin" person="tom"/>
  </tenant>
  <store database="data/kith.sqlite" keySource="file:keys/root.key"/>
  <people><csv path="people.csv"/></people>
  <retention closedRequestDays="30"/>
  <caseload openMax="8" newPerYearMax="@YEAR@"/>
</kith>
"""


# Beside kith.xml: the manifest that it is to become, and what differs in it.
NEXT = "next.xml"
OPEN_MAX, NEXT_OPEN_MAX = 'openMax="8"', 'openMax="9"'
COPIES = "copies"


def person(name, manager, department):
    return f"{name},{name},Name of {name},,,{manager},,{department},Berlin,Europe/Berlin,1,en,true\n"


def make(folder, kithctl, askers, supporters, capacity, per_year=24, custodians=()):
    """`askers` employees of one team, `supporters` of another department, `custodians` each of a line of
    her own; returns the manifest."""
    folder = pathlib.Path(folder)
    for sub in ("data", "keys", COPIES):
        (folder / sub).mkdir(parents=True)
    rows = [person("top", "", ""), person("boss", "top", "sales"), person("far", "top", "care"),
            person("cora", "far", "care"), person("tom", "far", "it")]
    rows += [person(f"asker{i}", "boss", "sales") for i in range(askers)]
    rows += [person(f"peer{i}", "far", "care") for i in range(supporters)]
    for who in custodians:
        rows += [person(f"line-{who}", "top", who), person(who, f"line-{who}", who)]
    (folder / "people.csv").write_text(PEOPLE + "".join(rows))
    (folder / "supporters.csv").write_text(SUPPORTERS + "".join(
        f"peer{i},en,exclusion;threats,{capacity},0,2099-12-31,true,,\n"
        for i in range(supporters)))
    manifest = folder / "kith.xml"
    roles = "".join(f'    <role name="identity-custodian" person="{who}"/>\n' for who in custodians)
    manifest.write_text(MANIFEST.replace("@YEAR@", str(per_year))
                        .replace("  </tenant>", roles + "  </tenant>"))
    (folder / NEXT).write_text(manifest.read_text().replace(OPEN_MAX, NEXT_OPEN_MAX))
    for command in (["apply", str(manifest), "--yes"],
                    ["people", "import", "--manifest", str(manifest)],
                    ["supporters", "import", "--manifest", str(manifest),
                     str(folder / "supporters.csv")]):
        done = subprocess.run([kithctl, *command], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"kithctl {' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return str(manifest)


def database(folder):
    return pathlib.Path(folder) / "data" / "kith.sqlite"


def keyring(folder):
    return pathlib.Path(folder) / "keys" / "northwind.keyring"


def copy(folder, name):
    return pathlib.Path(folder) / COPIES / name
