"""What the two libraries show to the process that loads them, and what they need.

exports.py FRONT CORE SYMBOLS
"""
import re
import subprocess
import sys


def read(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def exported(library):
    """The defined dynamic symbols, without the name of the version itself."""
    listing = read("nm", "--dynamic", "--defined-only", "--with-symbol-versions", library)
    symbols = [line.split() for line in listing.splitlines()]
    return sorted(symbol[-1] for symbol in symbols if symbol[-2] != "A")


def needed(library):
    return re.findall(r"\(NEEDED\).*\[(.*)\]", read("readelf", "-d", library))


def hardening(library):
    """What is missing of: bound at load, read only after it, no executable stack, own symbols."""
    dynamic = read("readelf", "-d", library)
    segments = read("readelf", "-lW", library)
    missing = []
    if not re.search(r"FLAGS_1.*\bNOW\b", dynamic):
        missing.append("now")
    if "GNU_RELRO" not in segments:
        missing.append("relro")
    if re.search(r"GNU_STACK.*\bRWE\b", segments):
        missing.append("noexecstack")
    if "SYMBOLIC" not in dynamic:
        missing.append("Bsymbolic")
    if re.search(r"\((RPATH|RUNPATH)\)", dynamic):
        missing.append("no path of a machine")
    return missing


def main(front, core, symbols):
    wrong = []
    listed = [line for line in open(symbols).read().split("\n") if line and line[0] != "#"]
    if exported(front) != listed:
        unlike = sorted(set(exported(front)) ^ set(listed))
        wrong.append(f"the front exports {unlike} unlike symbols.txt")
    if any(not name.startswith("kith_") for name in exported(front)):
        wrong.append("the front exports what is not kith_*")
    if exported(core) != ["kith_core_1@@KITH_CORE_1"]:
        wrong.append(f"the core exports {exported(core)}")
    if needed(front) != ["libc.so.6"]:
        wrong.append(f"the front needs {needed(front)}")
    if [name for name in needed(core) if "xmlsec" in name]:
        wrong.append("the core needs xmlsec")
    for library in (front, core):
        if hardening(library):
            wrong.append(f"{library} lacks {hardening(library)}")
    if "NODELETE" in read("readelf", "-d", front):
        wrong.append("the front cannot be unloaded")
    if "NODELETE" not in read("readelf", "-d", core):
        wrong.append("the core can be unloaded")

    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
