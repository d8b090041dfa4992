"""Writes openapi.yaml: what kith_http serves, as the library itself describes it.

openapi.py LIBRARY writes the file anew, openapi.py LIBRARY --check says whether it is current.
"""
import ctypes
import json
import pathlib
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "python"))
import kith  # noqa: E402

TARGET = pathlib.Path(__file__).resolve().parent / "openapi.yaml"
HEAD = "# What kith_http serves. Made from the library by sdk/openapi.py.\n"


def described(path):
    library = ctypes.CDLL(path)
    out = kith.Buffer(size=ctypes.sizeof(kith.Buffer))
    status = library.kith_describe(ctypes.c_uint64(0), b"http", ctypes.byref(out))
    if status != kith.OK:
        sys.exit("kith_describe: %d" % status)
    document = json.loads(ctypes.string_at(out.data, out.len))
    library.kith_buf_free(ctypes.byref(out))
    return document


def text(path):
    return HEAD + yaml.safe_dump(described(path), sort_keys=False, allow_unicode=True, width=100)


if __name__ == "__main__":
    now = text(sys.argv[1])
    if "--check" not in sys.argv:
        TARGET.write_text(now)
    elif TARGET.read_text() != now:
        sys.exit("sdk/openapi.yaml is old: run sdk/openapi.py on the built libkith.so.1")
