"""The interface that was recorded still serves: abidiff between sdk/abi/ and the library as built.

recorded.py FRONT RECORDED HEADERS
"""
import subprocess
import sys
import tempfile

# abidiff: 4 is "something changed", 8 is "and what was compiled against the old one breaks".
BREAKS = 8


def main(front, recorded, headers):
    with tempfile.NamedTemporaryFile(suffix=".abi") as now:
        subprocess.run(["abidw", "--headers-dir", headers, "--no-corpus-path", "--no-comp-dir-path",
                        "--no-show-locs", "--out-file", now.name, front], check=True)
        found = subprocess.run(["abidiff", recorded, now.name])
    if found.returncode & BREAKS:
        print("the interface breaks hosts that exist: this needs a new major version")
    elif found.returncode:
        print("the interface changed: raise KITH_ABI and record it anew (sdk/abi/README.md)")
    return found.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
