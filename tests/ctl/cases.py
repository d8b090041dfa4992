"""What the tests of kithctl share: a call with its exit code, a claim, a case in a company of its own.

The program's first argument is kithctl.
"""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "fault"))
import company  # noqa: E402

OK, FOUND, USAGE, COULD_NOT_RUN = 0, 1, 2, 3
KITHCTL = sys.argv[1]
results = []


def run(*arguments, expect):
    done = subprocess.run([KITHCTL, *map(str, arguments)], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    if done.returncode != expect:
        raise AssertionError(f"kithctl {' '.join(map(str, arguments))}: exit {done.returncode}, not "
                             f"{expect}\n{done.stdout}{done.stderr}")
    return done


def claim(holds, sentence):
    if not holds:
        raise AssertionError(sentence)


def case(test):
    """Runs the test in an applied company of its own."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder) / "c"
        try:
            manifest = company.make(folder, KITHCTL, askers=6, supporters=4, capacity=3)
            test(folder, manifest)
            results.append(True)
            print(f"ok      {test.__name__}")
        except AssertionError as failure:
            results.append(False)
            print(f"FAILED  {test.__name__}: {failure}")
    return test


def end():
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    sys.exit(0 if all(results) else 1)
