#!/usr/bin/python3
"""Servers that DNS names (RFC 2782): the order of their priorities, and the next one where the first is gone.

test_dns.py KITHCTL, below bed/in_namespace. A real dnsmasq answers on port 53 of that network, and resolv.conf(5)
names it in a mount namespace of this process alone.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from bed import Slapd  # noqa: E402
from bed.server import die_with_parent, program, run  # noqa: E402
from servers.rows import Case, equal, says  # noqa: E402

DOMAIN = "kith.test"
INSIDE = "--inside"


def in_a_mount_namespace():
    if INSIDE in sys.argv:
        sys.argv.remove(INSIDE)
        return
    os.execvp("unshare", ["unshare", "--mount", sys.executable, "-B", *sys.argv, INSIDE])


def names_the_servers(folder, records):
    """A running dnsmasq that this process asks for every name."""
    resolver = folder / "resolv.conf"
    resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:2\n")
    subprocess.run(["mount", "--bind", resolver, os.path.realpath("/etc/resolv.conf")], check=True)
    command = [program("dnsmasq"), "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
               f"--pid-file={folder}/dnsmasq.pid", "--listen-address=127.0.0.1", "--bind-interfaces",
               f"--user={os.environ.get('USER') or 'root'}", f"--address=/{DOMAIN}/127.0.0.1",
               *(f"--srv-host=_ldap._tcp.{DOMAIN},{record}" for record in records)]
    return subprocess.Popen(command, preexec_fn=die_with_parent)


def make_replica(of, server):
    """The same entries with the same keys."""
    everything = of.folder / "everything.ldif"
    server.stop()
    for part in (server.folder / "db").iterdir():
        part.unlink()
    run(program("slapcat"), "-f", of.configuration, "-l", everything)
    run(program("slapadd"), "-q", "-f", server.configuration, "-l", everything)
    server.restart()


def servers_that_dns_names_are_asked_by_priority(kithctl):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with Slapd.start(folder / "one", 30) as one, Slapd.start(folder / "two", 30) as two:
            make_replica(one, two)
            # The second first, so that nothing but its priority makes the first the preferred one.
            dns = names_the_servers(folder, [f"two.{DOMAIN},{two.port},20,10", f"one.{DOMAIN},{one.port},10,10"])
            one.certificates.ca_file.write_text(one.certificates.ca_file.read_text()
                                                + two.certificates.ca_file.read_text())
            case = Case(kithctl, one, folder)
            kith = case.kith(uri=None, srvDomain=DOMAIN, protection="startTls", way="paged")
            here = case.enter()  # On the first one only.
            for _ in range(50):
                if kith.sync_text(code=(0, 1, 3)).startswith("asked"):
                    break
                time.sleep(0.1)
            equal(here.person.user in kith.active(), True, "who is on the first one")
            one.kill()
            equal(kith.sync("--max-removed", "100")["departed"], 1, "the second one does not have her")
            says(kith.doctor(), "nothing listens", f"one.{DOMAIN}")
            dns.kill()
            dns.wait()
            before = kith.people()
            says(kith.failed_sync(), "_ldap._tcp." + DOMAIN)
            equal(kith.people(), before, "people")


def main():
    in_a_mount_namespace()
    try:
        servers_that_dns_names_are_asked_by_priority(sys.argv[1])
        print("1 passed, 0 failed")
    except AssertionError as failure:
        print(f"FAILED  {failure}\n0 passed, 1 failed")
        sys.exit(1)


if __name__ == "__main__":
    main()
