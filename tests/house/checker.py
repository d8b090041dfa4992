#!/usr/bin/env python3
"""The house checker finds each breach, and finds nothing in a sound tree.

checker.py CI-FOLDER: small made-up trees, one breach each.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

CI = pathlib.Path(sys.argv[1])

# What is broken, in which file, by which line, and a part of what must be said.
BREACHES = [
    ("an arrow that does not exist", "plugin/routing/a.cpp", '#include "store/database.h"',
     "plugin/routing may not include plugin/store"),
    ("a pure room that reaches a port", "plugin/policy/a.cpp", '#include "ports/log_sink.h"',
     "plugin/policy may not include plugin/ports"),
    ("a connector that reaches a room", "connectors/feed/a.cpp", '#include "service/rooms.h"',
     "connectors/feed may not include plugin/service"),
    ("a library named by another room", "plugin/store/a.cpp", "#include <openssl/evp.h>",
     "belongs to plugin/crypto"),
    ("Poco in a pure room", "plugin/directory/a.cpp", "#include <Poco/Timestamp.h>", "belongs to"),
    ("JSON above the gateway", "plugin/abi/a.cpp", "#include <Poco/JSON/Object.h>", "belongs to"),
    ("SQL outside the store", "plugin/service/a.cpp", "#include <sqlite3.h>", "belongs to"),
    ("a sample that looks inside", "samples/a/a.cpp", '#include "service/rooms.h"', "may not include"),
    ("using namespace", "plugin/base/a.cpp", "using namespace std;", "name the namespace"),
    ("catch everything", "plugin/base/a.cpp", "} catch (...) {", "only plugin/abi/guard.h"),
    ("printing", "plugin/base/a.cpp", 'std::cout << "x";', "log sink"),
    ("a bare new", "plugin/base/a.cpp", "auto* a = new Thing();", "make_unique"),
    ("unfinished work", "plugin/base/a.cpp", "// TO" "DO: later", "finish it"),
    ("a path of one machine", "plugin/base/a.cpp", 'auto p = "/ho' 'me/me/x";', "one machine"),
    ("a long line", "plugin/base/a.cpp", "int " + "a" * 100 + ";", "columns"),
    ("a long file", "plugin/base/a.cpp", "\n".join(["int a;"] * 401), "split by subject"),
]


def check(tree):
    return subprocess.run([sys.executable, str(CI / "house.py"), str(tree)], capture_output=True,
                          text=True)


def make(folder, path, text):
    tree = pathlib.Path(folder)
    (tree / ".ci").mkdir()
    shutil.copy(CI / "house.toml", tree / ".ci" / "house.toml")
    file = tree / path
    file.parent.mkdir(parents=True)
    file.write_text(text + "\n")
    (file.parent / "README.md").write_text("# here\n")
    return tree


def main():
    passed = failed = 0
    for name, path, text, said in BREACHES:
        with tempfile.TemporaryDirectory() as folder:
            done = check(make(folder, path, text))
        well = done.returncode == 1 and said in done.stdout and f"{path}:" in done.stdout
        passed += well
        failed += not well
        if not well:
            print(f"FAILED  {name}: {done.returncode} {done.stdout}{done.stderr}")
    with tempfile.TemporaryDirectory() as folder:
        sound = check(make(folder, "plugin/routing/a.cpp", '#include "directory/snapshot.h"'))
    with tempfile.TemporaryDirectory() as folder:
        tree = make(folder, "plugin/routing/a.cpp", "int a;")
        (tree / "plugin/routing/README.md").unlink()
        unexplained = check(tree)
    for name, well in (("a sound tree", sound.returncode == 0),
                       ("a room without a README", "is missing" in unexplained.stdout)):
        passed += well
        failed += not well
        if not well:
            print(f"FAILED  {name}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
