"""Writes kith_ffi.h: kith.h and kith_host.h as one flat text for foreign function interfaces.

PHP FFI, koffi and cffi read C declarations but no preprocessor and no extern "C". Run without
arguments to write the file anew, with --check to see whether it is current.
"""
import pathlib
import re
import sys

INCLUDE = pathlib.Path(__file__).resolve().parent.parent / "include" / "kith"
TARGET = INCLUDE / "kith_ffi.h"
HEAD = """/* Made from kith.h by sdk/abi/flat_header.py: for PHP FFI, koffi, cffi and ctypes. */
/* clang-format off */

"""


def constants(text):
    """The numbers, as one enum: a #define is lost on most of those parsers."""
    names = re.findall(r"^#define (KITH_\w+) \(?(-?\w+?)u?\)?(?:\s*/\*.*)?$", text, re.M)
    lines = "".join(f"    {name} = {int(value, 0)},\n" for name, value in names)
    return "enum {\n" + lines.rstrip(",\n") + "\n};\n"


def declarations(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"#ifdef __cplusplus\n.*?#endif\n", "", text, flags=re.S)
    text = re.sub(r"^#.*$", "", text, flags=re.M)
    text = text.replace("KITH_API ", "")
    text = re.sub(r"[ \t]+$", "", text, flags=re.M)
    text = re.sub(r",\n\s+", ",\n    ", text)
    return re.sub(r"\n{2,}", "\n", text).strip() + "\n"


def flat():
    host = (INCLUDE / "kith_host.h").read_text()
    main = (INCLUDE / "kith.h").read_text()
    return HEAD + constants(host + main) + "\n" + declarations(host) + "\n" + declarations(main)


def main():
    if "--check" not in sys.argv:
        TARGET.write_text(flat())
        return 0
    if TARGET.read_text() == flat():
        return 0
    print("kith_ffi.h is not what kith.h says now: run sdk/abi/flat_header.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
