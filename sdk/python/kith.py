"""Kith from Python: a thin layer over the C interface with ctypes, standard library only.

    with Kith("/usr/lib/libkith.so.1", "/etc/kith/kith.xml") as kith:
        with kith.session(capacity="requester", purpose="peer-support", subject="e0017") as ana:
            ana.call("support.list/1")

A refused call raises KithError, which carries the status and the problem object. One session serves
one thread at a time. In a forked child open anew.
"""

import ctypes
import json

OK, PENDING, MORE, NONE = 0, 1, 2, 3
DENIED, CONFLICT, BUSY, INPUT = -30, -31, -12, -50


class Buffer(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint32), ("flags", ctypes.c_uint32),
                ("data", ctypes.c_void_p), ("len", ctypes.c_uint64)]


class HttpRequest(ctypes.Structure):
    """kith_http_request; each text is followed by its length."""
    _fields_ = [("size", ctypes.c_uint32), ("flags", ctypes.c_uint32)] + [
        field for name in ("method", "target", "headers", "body", "subject", "sign_on")
        for field in ((name, ctypes.c_char_p), (name + "_n", ctypes.c_uint64))]


class KithError(Exception):
    def __init__(self, status, problem):
        super().__init__(problem.get("message", "status %d" % status))
        self.status = status
        self.problem = problem


_HANDLE = ctypes.c_uint64
_OUT_HANDLE = ctypes.POINTER(ctypes.c_uint64)
_BUFFER = ctypes.POINTER(Buffer)
_TEXT = [ctypes.c_char_p, ctypes.c_uint64]

_SIGNATURES = {
    "kith_open": [ctypes.c_void_p, *_TEXT, _OUT_HANDLE, _BUFFER],
    "kith_close": [_HANDLE],
    "kith_describe": [_HANDLE, ctypes.c_char_p, _BUFFER],
    "kith_pump": [_HANDLE, ctypes.c_uint32, ctypes.POINTER(ctypes.c_uint64)],
    "kith_next_event": [_HANDLE, ctypes.c_uint32, _BUFFER],
    "kith_event_ack": [_HANDLE, ctypes.c_uint64, _BUFFER],
    "kith_session_open": [_HANDLE, *_TEXT, _OUT_HANDLE, _BUFFER],
    "kith_session_close": [_HANDLE],
    "kith_call": [_HANDLE, ctypes.c_char_p, *_TEXT, _BUFFER],
    "kith_cursor_open": [_HANDLE, ctypes.c_char_p, *_TEXT, _OUT_HANDLE, _BUFFER],
    "kith_cursor_next": [_HANDLE, ctypes.c_uint32, _BUFFER],
    "kith_cursor_close": [_HANDLE],
    "kith_http": [_HANDLE, ctypes.POINTER(HttpRequest), ctypes.POINTER(ctypes.c_int32), _BUFFER,
                  _BUFFER],
}


def _load(path):
    library = ctypes.CDLL(path)
    for name, arguments in _SIGNATURES.items():
        function = getattr(library, name)
        function.argtypes = arguments
        function.restype = ctypes.c_int32
    library.kith_buf_init.argtypes = [_BUFFER]
    library.kith_buf_init.restype = None
    library.kith_buf_free.argtypes = [_BUFFER]
    library.kith_buf_free.restype = None
    return library


class _Answer:
    """A buffer for one call: taken as text once, wiped and given back in any case."""

    def __init__(self, library):
        self._library = library
        self.buffer = Buffer()
        library.kith_buf_init(ctypes.byref(self.buffer))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._library.kith_buf_free(ctypes.byref(self.buffer))

    def bytes(self):
        return ctypes.string_at(self.buffer.data, self.buffer.len) if self.buffer.data else b""

    def json(self, status):
        value = json.loads(self.bytes() or b"{}")
        if status < 0:
            raise KithError(status, value)
        return value


class Session:
    def __init__(self, library, handle):
        self._library = library
        self._handle = handle

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._library.kith_session_close(self._handle)

    def call(self, operation, **fields):
        given = json.dumps(fields).encode()
        with _Answer(self._library) as out:
            status = self._library.kith_call(self._handle, operation.encode(), given, len(given),
                                             ctypes.byref(out.buffer))
            return out.json(status)

    def pages(self, operation, page_size=20, **fields):
        """Every item of an operation that answers in pages."""
        given = json.dumps(fields).encode()
        cursor = ctypes.c_uint64()
        with _Answer(self._library) as err:
            err.json(self._library.kith_cursor_open(self._handle, operation.encode(), given,
                                                    len(given), ctypes.byref(cursor),
                                                    ctypes.byref(err.buffer)))
        try:
            status = MORE
            while status == MORE:
                with _Answer(self._library) as out:
                    status = self._library.kith_cursor_next(cursor, page_size,
                                                            ctypes.byref(out.buffer))
                    page = out.json(status)
                yield from page.get("items", [])
        finally:
            self._library.kith_cursor_close(cursor)


class Kith:
    def __init__(self, library_path, manifest_path):
        self._library = _load(library_path)
        self._handle = ctypes.c_uint64()
        path = manifest_path.encode()
        with _Answer(self._library) as err:
            err.json(self._library.kith_open(None, path, len(path), ctypes.byref(self._handle),
                                             ctypes.byref(err.buffer)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._library.kith_close(self._handle)

    def session(self, **subject):
        """Fields: capacity, purpose, and subject or returnCode."""
        given = json.dumps(subject).encode()
        handle = ctypes.c_uint64()
        with _Answer(self._library) as err:
            err.json(self._library.kith_session_open(self._handle, given, len(given),
                                                     ctypes.byref(handle),
                                                     ctypes.byref(err.buffer)))
        return Session(self._library, handle)

    def describe(self, what):
        with _Answer(self._library) as out:
            return out.json(self._library.kith_describe(self._handle, what.encode(),
                                                        ctypes.byref(out.buffer)))

    def http(self, method, target, headers=(), body=b"", subject="", sign_on=""):
        """Answers one HTTP request: (status, [(name, value), ...], body). `headers` are pairs."""
        lines = "".join("%s: %s\n" % pair for pair in headers)
        request = HttpRequest(size=ctypes.sizeof(HttpRequest))
        for name, text in (("method", method), ("target", target), ("headers", lines),
                           ("body", body), ("subject", subject), ("sign_on", sign_on)):
            given = text if isinstance(text, bytes) else text.encode()
            setattr(request, name, given)
            setattr(request, name + "_n", len(given))
        status = ctypes.c_int32()
        with _Answer(self._library) as head, _Answer(self._library) as out:
            done = self._library.kith_http(self._handle, ctypes.byref(request),
                                           ctypes.byref(status), ctypes.byref(head.buffer),
                                           ctypes.byref(out.buffer))
            if done < 0:
                out.json(done)
            pairs = [tuple(line.split(": ", 1)) for line in head.bytes().decode().splitlines()]
            return status.value, pairs, out.bytes()

    def pump(self, budget_ms):
        """Milliseconds until it should be called again."""
        due = ctypes.c_uint64()
        status = self._library.kith_pump(self._handle, budget_ms, ctypes.byref(due))
        if status < 0:
            raise KithError(status, {})
        return due.value

    def next_event(self, wait_ms=0):
        """The oldest event that was not acknowledged, or None."""
        with _Answer(self._library) as out:
            status = self._library.kith_next_event(self._handle, wait_ms, ctypes.byref(out.buffer))
            return None if status == NONE else out.json(status)

    def acknowledge(self, event):
        with _Answer(self._library) as err:
            err.json(self._library.kith_event_ack(self._handle, event["seq"],
                                                  ctypes.byref(err.buffer)))
