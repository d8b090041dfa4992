#!/usr/bin/python3
"""The scripted server, asked by the real ldapsearch: it does what its script says.

test_scripted.py KITH_SCRIPTED_LDAP
"""

import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from bed.server import die_with_parent, program  # noqa: E402

PEOPLE = "entries 7 uid=p%d,ou=people,dc=x\n objectClass: person\n uid: p%d\n manager: uid=p0,ou=people,dc=x\n"
GROUP = "entry cn=all,dc=x\n objectClass: groupOfNames\n member * 10: uid=p%d,ou=people,dc=x\n"
results = []


class Scripted:
    def __init__(self, script):
        self.script = script

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(self.folder.name) / "script"
        path.write_text(self.script)
        self.process = subprocess.Popen([sys.argv[1], str(path)], stdout=subprocess.PIPE, text=True,
                                        preexec_fn=die_with_parent)
        self.uri = f"ldap://127.0.0.1:{int(self.process.stdout.readline())}"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()
        self.folder.cleanup()


def ask(server, *arguments, base="dc=x"):
    """Exit code and output of ldapsearch."""
    command = [program("ldapsearch"), "-x", "-LLL", "-o", "ldif-wrap=no", "-o", "nettimeout=1", "-D",
               "cn=sync", "-w", "x", "-H", server.uri, "-b", base, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          env={"LDAPNOINIT": "1"}, errors="replace", timeout=30, check=False)
    return done.returncode, done.stdout + done.stderr


def entries(output):
    return len(re.findall("^dn:", output, re.M))


def expect(sentence, got, wanted):
    results.append(got == wanted)
    print(f"ok      {sentence}" if got == wanted else f"FAILED  {sentence}: {got}, not {wanted}")


def asked(script, *arguments, base="dc=x"):
    """Exit code of ldapsearch and the number of entries it saw."""
    with Scripted(script) as server:
        code, output = ask(server, *arguments, base=base)
        return code, entries(output)


def whole_answers():
    expect("everything, unpaged", asked(PEOPLE), (0, 7))
    expect("the scope is kept", asked(PEOPLE + GROUP, "-s", "one"), (0, 1))
    expect("a filter is kept", asked(PEOPLE, "(&(uid=P3)(!(cn=*)))"), (0, 1))
    expect("everything in pages", asked(PEOPLE, "-E", "pr=3/noprompt"), (0, 7))
    expect("not more than page_max in a page", asked("page_max 2\n" + PEOPLE, "-E", "pr=3/noprompt"),
           (0, 7))
    expect("unpaged, page_max cuts with result 4", asked("page_max 2\n" + PEOPLE), (4, 2))
    expect("the rootDSE", asked("root\n vendorName: Nobody\n", "-s", "base", base=""), (0, 1))


def ranges():
    with Scripted("range_max 4\n" + GROUP) as server:
        _, first = ask(server, "(member=*)", "member")
        expect("a range unasked", re.findall("member;range=[^:]*", first), ["member;range=0-3"] * 4)
        _, last = ask(server, "(member=*)", "member;range=8-*")
        expect("the last range", re.findall("member;range=[^:]*", last), ["member;range=8-*"] * 2)


def refusals():
    for code in (51, 52, 53):
        expect(f"result {code}", asked(f"on search result {code}\n" + PEOPLE), (code, 0))
    expect("result 4 behind some", asked("on search result 4 after 3\n" + PEOPLE), (4, 3))
    expect("the second page refused",
           asked("on search 2 result 51\n" + PEOPLE, "-E", "pr=3/noprompt"), (51, 3))
    expect("a bind refused", asked("on bind result 49\n" + PEOPLE), (49, 0))
    expect("syncrepl refused", asked("sync 4096\n" + PEOPLE, "-E", "!sync=ro"), (4096 % 256, 0))
    expect("syncrepl unknown", asked(PEOPLE, "-E", "!sync=ro"), (12, 0))
    expect("DirSync refused", asked("sync 4096\n" + PEOPLE, "-E", "!dirSync=0/1000"), (4096 % 256, 0))


def references():
    with Scripted("reference self\n" + PEOPLE) as server:
        code, output = ask(server)
        expect("a continuation reference", (code, entries(output), output.count(f"ref{server.uri}")),
               (0, 7, 1))
    expect("a referral", asked("on search refer self\n" + PEOPLE)[0], 10)


def cookies():
    expect("a refused cookie", asked("on search 1 bad_cookie\n" + PEOPLE, "-E", "pr=3/noprompt"), (53, 3))
    with Scripted("on search same_cookie\n" + PEOPLE) as server:
        command = [program("ldapsearch"), "-x", "-LLL", "-H", server.uri, "-b", "dc=x", "-E",
                   "pr=3/noprompt"]
        endless = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        dns = 0
        for line in endless.stdout:
            dns += line.startswith("dn: ")
            if dns == 50:
                break
        endless.kill()
        endless.communicate()
        expect("a cookie that repeats has no end", dns, 50)


def broken_lines():
    lost = 255  # LDAP_SERVER_DOWN as an exit code.
    for what in ("cut", "hang_up"):
        expect(f"{what} in the midst of a page", asked(f"on search {what} after 3\n" + PEOPLE), (lost, 3))
    expect("garbage is no answer", asked("on search garbage\n" + PEOPLE)[1], 0)
    # Whether the bind is still sent is a matter of luck, and so is its error.
    expect("hang_up at connect", asked("on connect hang_up\n" + PEOPLE)[0] in (lost, lost - 1), True)
    for event in ("connect", "bind", "search"):
        for what in ("silence", "huge"):
            with Scripted(f"on {event} {what}\n" + PEOPLE) as server:
                try:
                    got = subprocess.run([program("ldapsearch"), "-x", "-H", server.uri, "-b", "dc=x"],
                                         capture_output=True, timeout=0.7, check=False).returncode
                except subprocess.TimeoutExpired:
                    got = "waits"
                expect(f"{what} at {event}", got, "waits")


def scripts():
    for script in ("entry\n", "on sunday silence\n", "on search dance\n", " uid: x\n", "page_max\n",
                   "on search result\n", "on search silence now\n", "page_max two\n"):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(script)
            file.flush()
            done = subprocess.run([sys.argv[1], file.name], capture_output=True, timeout=10, check=False)
            expect(f"refused: {script.strip()}", done.returncode, 2)


def main():
    for part in (whole_answers, ranges, refusals, references, cookies, broken_lines, scripts):
        part()
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
