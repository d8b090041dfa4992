"""Runs test_furniture against the real core: applies a small tenant in a folder of its own first.

real.py KITHCTL LIBRARY-FOLDER TEST_FURNITURE [Boost's options]
"""
import pathlib
import subprocess
import sys
import tempfile

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<kith xmlns="urn:kith:manifest:1">
  <tenant id="small" name="Small" timeZone="Europe/Berlin">
    <role name="coordinator" person="ana"/>
    <role name="it-admin" person="bo"/>
  </tenant>
  <store database="kith.sqlite" keySource="file:keys/root.key"/>
  <people><csv path="people.csv"/></people>
</kith>
"""
PEOPLE = """id,userName,displayName,mail,title,managerId,dottedManagerIds,department,location,\
timezone,level,preferredLanguage,active
ana,ana,Ana,ana@example.org,Clerk,cleo,,Sales,Bremen,Europe/Berlin,2,de,true
bo,bo,Bo,bo@example.org,Clerk,cleo,,IT,Bremen,Europe/Berlin,2,de,true
cleo,cleo,Cleo,cleo@example.org,Head,,,Board,Bremen,Europe/Berlin,1,de,true
"""


def main(kithctl, libraries, program, *options):
    with tempfile.TemporaryDirectory(prefix="kith-furniture-") as folder:
        home = pathlib.Path(folder)
        manifest = home / "kith.xml"
        manifest.write_text(MANIFEST)
        (home / "people.csv").write_text(PEOPLE)
        (home / "keys").mkdir()
        subprocess.run([kithctl, "apply", manifest, "--yes"], check=True)
        subprocess.run([kithctl, "people", "import", "--manifest", manifest], check=True)
        return subprocess.run([program, *options, "--", libraries, manifest]).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
