"""A host in Python: everything is declared from the text of kith_ffi.h, as a binding does it.

python_host.py LIBRARY KITH_FFI_H
"""
import ctypes
import json
import os
import re
import sys

TYPES = {"void": None, "uint32_t": ctypes.c_uint32, "int32_t": ctypes.c_int32,
         "uint64_t": ctypes.c_uint64, "int64_t": ctypes.c_int64, "char*": ctypes.c_char_p}


class Buf(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint32), ("flags", ctypes.c_uint32), ("data", ctypes.c_void_p),
                ("len", ctypes.c_uint64)]

    def text(self):
        return ctypes.string_at(self.data, self.len).decode() if self.data else ""


def ctype(declared):
    declared = re.sub(r"\bconst\b|\b\w+$", "", declared.strip()).replace(" ", "")
    if declared == "kith_buf*":
        return ctypes.POINTER(Buf)
    if declared == "kith_host*":
        return ctypes.c_void_p
    if declared.startswith("kith_"):
        declared = re.sub(r"^kith_\w+", "uint64_t", declared)
    if declared in TYPES:
        return TYPES[declared]
    return ctypes.POINTER(TYPES[declared.rstrip("*")])


def declare(library, text):
    found = re.findall(r"^([\w ]+?\*?) (kith_\w+)\(([^()]*)\);", text, re.M)
    for result, name, parameters in found:
        function = getattr(library, name)
        function.restype = ctype(result + " x")
        given = [] if parameters == "void" else parameters.split(",")
        function.argtypes = [ctype(parameter) for parameter in given]
    return [name for _, name, _ in found]


def check(good, claim):
    if not good:
        sys.exit(f"not so: {claim}")


def main(library, header):
    text = open(header).read()
    kith = ctypes.CDLL(library)
    names = declare(kith, text)
    constants = {name: int(value) for name, value in re.findall(r"(KITH_\w+) = (-?\d+)", text)}
    check(len(names) == 22, f"every function is declared, not {len(names)}")
    check(kith.kith_abi() == constants["KITH_ABI"], "the header is that of the library")

    out = Buf()
    kith.kith_buf_init(out)
    instance = ctypes.c_uint64()
    session = ctypes.c_uint64()
    check(kith.kith_open(None, b"double", 6, instance, out) == 0, "it opens")
    who = json.dumps({"capacity": "requester", "subject": "ana"}).encode()
    check(kith.kith_session_open(instance, who, len(who), session, out) == 0, "a session opens")
    said = json.dumps({"text": "zażółć gęślą jaźń"}, ensure_ascii=False).encode()
    check(kith.kith_call(session, b"echo/1", said, len(said), out) == 0, "an operation runs")
    check(json.loads(out.text())["text"] == "zażółć gęślą jaźń", "text comes back whole")
    kith.kith_buf_free(out)
    check(kith.kith_call(session, b"no/1", said, len(said), out) == constants["KITH_E_OPERATION"],
          "what is not there is refused")
    check(json.loads(out.text())["code"] == constants["KITH_E_OPERATION"], "with a reason")
    kith.kith_buf_free(out)

    child = os.fork()
    if child == 0:
        os._exit(-kith.kith_close(instance))
    check(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -constants["KITH_E_FORKED"],
          "a child is told that it is one")
    check(kith.kith_close(instance) == 0, "it closes")
    check(kith.kith_close(instance) == constants["KITH_E_HANDLE"], "and only once")


if __name__ == "__main__":
    main(*sys.argv[1:])
