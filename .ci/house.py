#!/usr/bin/env python3
"""Holds the arrows of the house and the habits that no compiler checks.

house.py [ROOT]: prints `file:line: what` for each breach and exits 1 where there is one.
"""

import pathlib
import re
import sys
import tomllib

INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^">]+)[">]')
SOURCES = ("*.c", "*.cpp", "*.h", "*.hpp")

# What must not stand in code, the advice, and the one place that may.
BANNED = [
    (re.compile(r"\busing namespace\b"), "name the namespace", ("tests/",)),
    (re.compile(r"\bcatch\s*\(\.\.\.\)"), "only plugin/abi/guard.h may", ("plugin/abi/guard.h",)),
    (re.compile(r"\bstd::(cout|cerr|clog)\b|(?<![a-z_])f?printf\("), "write through a log sink",
     ("plugin/ctl/", "samples/", "tests/")),
    (re.compile(r"(?<![\w.])(new|delete)\s+[A-Z:]|\bdelete\s+[a-z_]"),
     "std::make_unique owns it", ("plugin/gateway/json.cpp", "plugin/store/", "plugin/abi/registry.cpp",
                                       "tests/")),
]
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE = re.compile(r"/(work|root|home)/[a-z]")


def comment_stripped(line):
    return re.sub(r"//.*|/\*.*?\*/", "", line)


def folder_of(path, folders):
    """The longest named folder that holds the path, or None."""
    holding = [folder for folder in folders if path.startswith(folder + "/")]
    return max(holding, key=len, default=None)


def target_of(include, folders):
    """The folder that an include reaches, or None for one outside the house."""
    if include.startswith("kith/"):
        return "sdk"
    return folder_of(include, folders) or folder_of("plugin/" + include, folders)


def arrow_breaches(path, include, plan):
    folder = folder_of(path, plan["arrows"])
    target = target_of(include, plan["arrows"])
    if folder and target not in (None, folder, *plan["arrows"][folder]):
        yield f"{folder} may not include {target}"
    if folder == "samples" and target not in (None, "samples", "sdk"):
        yield "a sample includes the public headers only"


def library_breaches(path, include, plan):
    named = [begin for begin in plan["libraries"] if include.startswith(begin)]
    if not named or not path.startswith(("plugin/", "connectors/", "samples/")):
        return
    owners = plan["libraries"][max(named, key=len)]
    if not path.startswith(tuple(owner + "/" for owner in owners)):
        yield f"<{include}> belongs to {', '.join(owners)}"


def line_breaches(path, line, plan):
    if found := INCLUDE.match(line):
        yield from arrow_breaches(path, found.group(1), plan)
        yield from library_breaches(path, found.group(1), plan)
    for pattern, advice, places in BANNED:
        if pattern.search(comment_stripped(line)) and not path.startswith(places or ("\0",)):
            yield f"'{pattern.search(line).group(0)}' is banned: {advice}"
    if UNFINISHED.search(line):
        yield "finish it or leave it out"
    if MACHINE.search(line) and not path.startswith("tests/"):
        yield "names a path of one machine"
    if len(line) > plan["sizes"]["columns"] and 'R"(' not in line and '"' not in line:
        yield f"longer than {plan['sizes']['columns']} columns"


def file_breaches(path, text, plan):
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        for what in line_breaches(path, line, plan):
            yield number, what
    limit = plan["sizes"]["test_lines" if path.startswith("tests/") else "file_lines"]
    if len(lines) > limit:
        yield len(lines), f"more than {limit} lines: split by subject"


def unexplained(root, plan):
    """Folders that hold files and say nothing of themselves."""
    for name in plan["explained"]["under"]:
        folder = root / name
        rooms = [folder] if (folder / "CMakeLists.txt").exists() and name.startswith("sdk") else []
        rooms += [room for room in folder.glob("*/") if any(room.glob("*.*"))]
        if name.startswith(("sdk", "manifests")):
            rooms = [folder] if folder.exists() else []
        for room in rooms:
            if room.is_dir() and not (room / "README.md").exists():
                yield f"{room.relative_to(root).as_posix()}/README.md", 0, "is missing"


def breaches(root, plan):
    for pattern in SOURCES:
        for file in sorted(root.glob("*/**/" + pattern)):
            path = file.relative_to(root).as_posix()
            if path.startswith(("plugin/", "connectors/", "sdk/", "samples/", "tests/")):
                for number, what in file_breaches(path, file.read_text(encoding="utf-8"), plan):
                    yield path, number, what
    yield from unexplained(root, plan)


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1])
    plan = tomllib.loads((root / ".ci/house.toml").read_text(encoding="utf-8"))
    broken = 0
    for path, number, what in breaches(root.resolve(), plan):
        print(f"{path}:{number}: {what}")
        broken += 1
    print(f"{0 if broken else 1} passed, {1 if broken else 0} failed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
