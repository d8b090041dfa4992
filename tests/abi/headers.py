"""The public headers compile in every language that a host may be written in, and stay plain.

headers.py CC CXX SDK
"""
import pathlib
import re
import subprocess
import sys
import tempfile

STRICT = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
C = ["c89", "c99", "c11", "c17"]
CXX = ["c++11", "c++14", "c++17", "c++20"]
# What one binding or another cannot say.
FORBIDDEN = {
    r"\blong\b": "its width differs between systems",
    r"\.\.\.": "varargs",
    r"\benum\b": "an enum's width is the compiler's choice",
    r"\bunsigned\b|\bsize_t\b|\bbool\b": "no fixed width",
    r"\w\s*:\s*\d+\s*;": "a bit-field",
    r"\(\s*kith_(?:buf|host)\s+\w": "a struct by value",
    r"//": "a C++ comment",
}


def compiles(compiler, standard, text, sdk):
    suffix = ".cpp" if "++" in standard else ".c"
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / ("host" + suffix)
        source.write_text(text)
        folders = [f"-I{sdk}/include", f"-I{sdk}/cpp"]
        command = [compiler, f"-std={standard}", *STRICT, *folders, source]
        return subprocess.run(command).returncode == 0


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def main(cc, cxx, sdk):
    wrong = []
    use = "int main(void) { kith_buf out = KITH_BUF_INIT; kith_buf_free(&out); return 0; }\n"
    for standard in C + CXX:
        compiler = cxx if "++" in standard else cc
        for header in ("kith/kith.h", "kith/kith_host.h"):
            text = f"#include <{header}>\n#include <{header}>\n"
            text += use if header.endswith("kith.h") else "int main(void) { return 0; }\n"
            if not compiles(compiler, standard, text, sdk):
                wrong.append(f"{header} as {standard}")
    flat = "#include <stdint.h>\n#include <kith/kith_ffi.h>\nint main(void) { return KITH_OK; }\n"
    if not compiles(cc, "c99", flat, sdk):
        wrong.append("kith_ffi.h")
    for standard in ("c++17", "c++20"):
        text = "#include <kith/kith.hpp>\nint main() { kith::Buffer out; return 0; }\n"
        if not compiles(cxx, standard, text, sdk):
            wrong.append(f"kith.hpp as {standard}")

    for name in ("kith.h", "kith_host.h"):
        text = without_comments((pathlib.Path(sdk) / "include/kith" / name).read_text())
        for pattern, reason in FORBIDDEN.items():
            found = [hit.group() for hit in re.finditer(pattern, text)]
            wrong += [f"{name}: {reason}: {hit!r}" for hit in found]

    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
