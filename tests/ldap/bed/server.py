"""What every server of the bed can do: start, stop, be killed, come back, show a bad certificate."""

import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

from .certificates import KINDS, Certificates

PR_SET_PDEATHSIG = 1
C_LIBRARY = ctypes.CDLL(None)

# Where Debian and others put daemons, which a user's PATH may leave out.
DAEMONS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/usr/libexec"])


class BedError(Exception):
    """A part of the bed is missing, or a server did not do what a test bed must do."""


def die_with_parent(by=signal.SIGKILL):
    """The calling process ends with the one that started it, also where that one is killed."""
    C_LIBRARY.prctl(PR_SET_PDEATHSIG, by)


def program(name):
    found = shutil.which(name, path=DAEMONS)
    if not found:
        raise BedError(f"{name} is not installed; .ci/install-packages test installs it")
    return found


def place(of, *folders):
    """The first of the folders that holds the file."""
    for folder in map(pathlib.Path, folders):
        if (folder / of).exists():
            return folder
    raise BedError(f"{of} is in none of {', '.join(folders)}")


def run(*command, **options):
    """A command that must succeed; what it said where it does not. Its daemons would be ours."""
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False, **options)
    if done.returncode != 0:
        raise BedError(f"{command[0]}: exit {done.returncode}\n{done.stdout[-2000:]}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """One server in one folder. A class below says how it is built (`_build`), with which command it runs
    (`_command`); it shows the certificate `tls/shown.crt`.

    `base` holds everything, `people_base` the people alone. `admin` and `sync_account` are pairs of DN and
    password; the second may only read what Kith needs. `key_attribute` is the key that never changes.
    """

    name = ""
    key_attribute = ""

    def __init__(self, folder, people=0, seed=1):
        self.folder = pathlib.Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.people = people
        self.seed = seed
        self.certificates = Certificates(self.folder / "tls")
        self.ca_file = self.certificates.ca_file
        self.port, self.tls_port = self._ports()
        self.process = None

    @classmethod
    def start(cls, folder, people=0, seed=1, **options):
        """A running server with a company of `people`; the same company for the same seed."""
        server = cls(folder, people, seed, **options)
        server._build()
        server._show_certificate("good")
        server._launch()
        return server

    @staticmethod
    def can_run():
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def uri(self):
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def ldaps_uri(self):
        return f"ldaps://127.0.0.1:{self.tls_port}"

    @property
    def pid(self):
        return self.process.pid if self.process else None

    def facts(self):
        """All that another program needs to use the server."""
        return {"server": self.name, "uri": self.uri, "ldapsUri": self.ldaps_uri,
                "caFile": str(self.ca_file), "otherCaFile": str(self.certificates.other_ca_file),
                "base": self.base, "peopleBase": self.people_base, "groupsBase": self.groups_base,
                "keyAttribute": self.key_attribute,
                "admin": dict(zip(("dn", "password"), self.admin)),
                "syncAccount": dict(zip(("dn", "password"), self.sync_account)),
                "folder": str(self.folder), "pid": self.pid}

    def stop(self):
        """As an administrator would; what it holds stays for a restart."""
        self._end(signal.SIGTERM)

    def kill(self):
        """As by kill -9."""
        self._end(signal.SIGKILL)

    def freeze(self):
        """It accepts connections and says nothing."""
        self._tell(signal.SIGSTOP)

    def thaw(self):
        self._tell(signal.SIGCONT)

    def restart(self):
        self.stop()
        self._launch()

    def swap_certificate(self, kind):
        """Restarts it with one of "good", "foreign" (another CA's), "expired", "wrong_name"."""
        if kind not in KINDS:
            raise ValueError(f"a certificate is one of {', '.join(KINDS)}, not {kind}")
        self.stop()
        self._show_certificate(kind)
        self._launch()

    def _show_certificate(self, kind):
        shown = self.certificates.folder / "shown"
        shutil.copyfile(self.certificates.certificate(kind), f"{shown}.crt")
        shutil.copy(self.certificates.key(kind), f"{shown}.key")  # With its mode.

    def _ports(self):
        return free_port(), free_port()

    def _environment(self):
        return None

    def _tell(self, what):
        if self.process is None:
            raise BedError(f"{self.name} does not run")
        self.process.send_signal(what)

    def _end(self, by):
        if self.process is None:
            return
        self.process.send_signal(by)
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise BedError(f"{self.name} did not end within 30 s") from None
        finally:
            self.process = None

    def _launch(self):
        log = self.folder / "server.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(self._command(), stdin=subprocess.DEVNULL, stdout=out,
                                            stderr=out, cwd=self.folder, env=self._environment(),
                                            preexec_fn=die_with_parent)
        for _ in range(1200):
            if self.process.poll() is not None:
                break
            if listens(self.port) and listens(self.tls_port):
                return
            time.sleep(0.05)
        self.kill()
        raise BedError(f"{self.name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
