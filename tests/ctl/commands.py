#!/usr/bin/env python3
"""kithctl as its user meets it: answers, exit codes, errors that say what, where and what to do.

commands.py KITHCTL
"""

import json
import pathlib
import sqlite3

from cases import COULD_NOT_RUN, FOUND, KITHCTL, OK, USAGE, case, claim, company, end, run


def people_now(manifest):
    return json.loads(run("doctor", manifest, "--json", expect=OK).stdout)["people"]


@case
def help_and_version_are_there_and_misuse_is_said(folder, manifest):
    claim("route simulate" in run("--help", expect=OK).stdout, "the commands are listed")
    claim("--max-removed" in run("people", "import", "--help", expect=OK).stdout, "options are listed")
    claim(run("--version", expect=OK).stdout.startswith("kithctl "), "the version is told")
    claim("did you mean" in run("peple", "import", expect=USAGE).stderr, "a hint is given")
    run(expect=USAGE)
    run("check", expect=USAGE)
    run("check", manifest, "another", expect=USAGE)
    run("check", manifest, "--no-such-option", expect=USAGE)
    run("people", "import", expect=USAGE)
    run("people", "import", "--manifest", manifest, "--max-removed", "many", expect=USAGE)
    run("route", "simulate", "--people", "a", "--supporters", "b", "--requests", "c", "--on",
        "2026-02-30", expect=USAGE)


@case
def check_names_file_line_and_what_would_be_right(folder, manifest):
    claim("no errors" in run("check", manifest, expect=OK).stdout, "a sound manifest is said so")
    broken = folder / "broken.xml"
    broken.write_text(pathlib.Path(manifest).read_text().replace('openMax="8"', 'openMaxx="8"'))
    told = run("check", broken, expect=FOUND).stderr
    claim(f"{broken}:10: error:" in told, f"file and line are told: {told}")
    claim("openMax" in told and "hint:" in told, "what was meant is told")
    findings = json.loads(run("check", broken, "--json", expect=FOUND).stdout)["findings"]
    claim(any(f["severity"] == "error" and f["line"] == 10 for f in findings), "as JSON too")
    run("check", folder / "no-such-file.xml", expect=FOUND)


@case
def a_plan_tells_what_changes_and_whom_it_touches_and_needs_no_key(folder, manifest):
    run("plan", manifest, expect=OK)
    text = pathlib.Path(manifest).read_text()
    pathlib.Path(manifest).write_text(text.replace('openMax="8"', 'openMax="5"'))
    (folder / "keys" / "root.key").rename(folder / "away.key")
    told = run("plan", manifest, expect=FOUND).stdout
    claim("openMax" in told and "8 -> 5" in told, f"the change is told: {told}")
    claim("effect:" in told, "whom it touches is told")
    plan = json.loads(run("plan", manifest, "--json", expect=FOUND).stdout)
    claim(len(plan["changes"]) == 1 and not plan["changes"][0]["loosens"], "tightening is no loosening")


@case
def a_loosening_is_not_applied_without_its_own_word(folder, manifest):
    text = pathlib.Path(manifest).read_text()
    pathlib.Path(manifest).write_text(
        text.replace("</kith>", '<routing><relax rule="sameTeam"/></routing></kith>'))
    told = run("apply", manifest, "--yes", expect=FOUND)
    claim("takes a protection away" in told.stdout, "the loosening is named")
    run("doctor", manifest, expect=COULD_NOT_RUN)  # Still the old one is applied.
    run("apply", manifest, "--yes", "--accept-loosening", expect=OK)
    run("doctor", manifest, expect=OK)


@case
def what_was_refused_is_listed_and_nothing_is_said_to_be_nothing(folder, manifest):
    told = run("audit", "refusals", "--manifest", manifest, expect=OK).stdout
    claim("Nothing was refused." in told, f"an empty list is said so: {told}")
    listed = run("audit", "refusals", "--manifest", manifest, "--json", expect=OK).stdout
    claim(json.loads(listed) == {"refusals": []}, f"as JSON too: {listed}")
    run("audit", "refusals", expect=USAGE)


def with_section(manifest, section, name="other.xml"):
    text = pathlib.Path(manifest).read_text(encoding="utf-8")
    other = pathlib.Path(manifest).with_name(name)
    other.write_text(text.replace("</kith>", section + "\n</kith>"), encoding="utf-8")
    return other


@case
def the_log_of_acts_is_verified_and_a_cut_one_is_told_apart(folder, manifest):
    for name in ("one", "two"):
        (folder / name).mkdir()
    audited = with_section(manifest, f'<audit><checkpoints folder="{folder}/one"/>'
                                     f'<checkpoints folder="{folder}/two"/></audit>')
    run("apply", audited, "--yes", expect=OK)
    run("people", "import", "--manifest", audited, expect=OK)
    note = run("audit", "checkpoint", "--manifest", audited, expect=OK).stdout
    claim("\u2014 kith/" in note, f"a checkpoint is a signed note: {note}")
    files = sorted(path.name for path in (folder / "one").iterdir())
    claim(files and files == sorted(path.name for path in (folder / "two").iterdir()),
          f"both folders have the same checkpoints: {files}")
    key = folder / "key.txt"
    key.write_text(run("audit", "key", "--manifest", audited, expect=OK).stdout, encoding="utf-8")
    verify = ("audit", "verify", "--manifest", audited, "--key", key)
    claim("sound" in run(*verify, expect=OK).stdout, "an untouched log is sound")
    proof = json.loads(run("audit", "prove", "0", "--manifest", audited, expect=OK).stdout)
    claim(proof["size"] % 16 == 0 and proof["checkpoint"] in note or proof["path"],
          f"a record is proved: {proof}")

    database = next(folder.rglob("*.sqlite*"), None) or next(folder.rglob("*.db"))
    raw = sqlite3.connect(database)
    raw.execute("UPDATE audit_record SET payload = replace(payload, 'it-admin', 'host') "
                "WHERE number = 0")
    raw.commit()
    told = run(*verify, expect=FOUND).stdout
    claim("record 0 is not what was recorded" in told and "NOT sound" in told, told)
    raw.execute("DELETE FROM audit_record")
    raw.execute("DELETE FROM audit_checkpoint")
    raw.execute("DELETE FROM audit_frontier")
    raw.commit()
    raw.close()
    told = run(*verify, expect=FOUND).stdout
    claim("it was cut short or put back" in told, told)
    listed = json.loads(run(*verify, "--json", expect=FOUND).stdout)
    claim(not listed["sound"] and listed["problems"][0]["code"] == "checkpoint-ahead", str(listed))


@case
def a_wrong_key_folder_or_number_is_told(folder, manifest):
    claim("no verifier key" in run("audit", "verify", "--manifest", manifest, "--key", "nonsense",
                                   expect=COULD_NOT_RUN).stderr, "a wrong key is no key")
    key = run("audit", "key", "--manifest", manifest, expect=OK).stdout.strip()
    claim("cannot be read" in run("audit", "verify", "--manifest", manifest, "--key", key,
                                  "--checkpoints", folder / "nowhere", expect=COULD_NOT_RUN).stderr,
          "a folder that is not there is told")
    run("audit", "prove", "minus", "--manifest", manifest, expect=USAGE)
    run("audit", "prove", "999999", "--manifest", manifest, expect=COULD_NOT_RUN)
    run("audit", "who-saw", "no-such-request", "--manifest", manifest, expect=OK)


@case
def a_policy_is_proved_explained_and_compared(folder, manifest):
    told = run("policy", "check", manifest, expect=OK).stdout
    claim("invariants proved" in told and "all hold" in told, told)
    claim("permit own-request" in run("policy", "list", manifest, expect=OK).stdout, "rules are listed")
    question = ("--as", "peer-supporter", "--do", "read", "--on", "conversation", "--for",
                "peer-support", "--given", "assigned active words-consent")
    permitted = json.loads(run("policy", "explain", manifest, *question, "--json", expect=OK).stdout)
    claim(permitted["decision"] and permitted["determining"] == ["converse"]
          and permitted["obligations"] == ["audit", "note-look"], str(permitted))
    told = run("policy", "explain", manifest, *question, "--unknown", "in-chain", expect=FOUND).stdout
    claim("chain-of-command: unknown (not known: in-chain)" in told, told)
    told = run("policy", "explain", manifest, *question[:-1], "asigned", expect=COULD_NOT_RUN).stderr
    claim("in no list" in told and "given" in told, told)

    stricter = with_section(manifest, '<policy><withdraw permit="coordinator-counts"/></policy>')
    told = run("policy", "diff", manifest, stricter, expect=FOUND).stdout
    claim(told.startswith("- was permitted: coordinator read programme-counts"), told)
    claim("alike" in run("policy", "diff", manifest, manifest, expect=OK).stdout, "no difference")


@case
def a_manifest_that_would_open_a_conversation_is_refused_with_the_rule_against_it(folder, manifest):
    open_to_all = with_section(manifest, '<policy><permit id="hr" as="coordinator" do="read" '
                                         'on="conversation" for="programme"/></policy>')
    told = run("check", open_to_all, expect=FOUND).stderr
    claim("other.xml:" in told and '"offices" forbids it always' in told, told)
    run("apply", open_to_all, "--yes", "--accept-loosening", expect=FOUND)
    claim("offices" in run("policy", "check", open_to_all, expect=FOUND).stderr, "policy check says so")
    wider = with_section(manifest, '<policy><permit id="host-looks-round" as="host" do="search" '
                                   'on="directory" for="administration"/></policy>')
    claim("takes a protection away" in run("plan", wider, expect=FOUND).stdout, "a permit loosens")


@case
def an_edited_manifest_takes_no_effect_before_it_is_applied(folder, manifest):
    text = pathlib.Path(manifest).read_text()
    pathlib.Path(manifest).write_text(text.replace('name="Northwind"', 'name="Southwind"'))
    told = run("doctor", manifest, expect=COULD_NOT_RUN).stderr
    claim("kithctl apply" in told, f"what to do is told: {told}")


@case
def a_bad_manifest_leaves_what_was_applied(folder, manifest):
    good = pathlib.Path(manifest).read_text()
    for bad in ("", "<kith", "<other/>", good.replace("tenant", "tenent"),
                good.replace("</kith>", ""), good.replace('openMax="8"', 'openMax="-1"'),
                good.replace('path="people.csv"', ""), good.replace("file:keys", "http:keys"),
                '<!DOCTYPE kith [<!ENTITY x "y">]>' + good.partition("?>")[2],
                good.replace("urn:kith:manifest:1", "urn:kith:manifest:9")):
        pathlib.Path(manifest).write_text(bad)
        told = run("apply", manifest, "--yes", expect=FOUND).stderr
        claim("error:" in told and manifest in told, f"the file is named: {told}")
    pathlib.Path(manifest).write_text(good)
    claim(people_now(manifest) == 15, "the people are still there")
    run("plan", manifest, expect=OK)


@case
def a_bad_people_file_leaves_the_people_as_they_were(folder, manifest):
    good = (folder / "people.csv").read_text()
    header, first, rest = good.split("\n", 2)
    bad_files = [
        "", header.replace("managerId", "manager") + "\n" + first + "\n",
        header + ",extra\n" + first + ",x\n", header + "\n" + first + ",one too many\n",
        header + "\n" + first.replace("true", "perhaps") + "\n",
        header + "\n" + first + "\n" + first + "\n", header + "\n," + first.split(",", 1)[1] + "\n",
        header + "\n\"open" + first + "\n", good.replace(",1,en", ",high,en"),
        header + "\n" + "x" * 300 + "," + first.split(",", 1)[1] + "\n"]
    for bad in bad_files:
        (folder / "people.csv").write_text(bad)
        told = run("people", "import", "--manifest", manifest, expect=FOUND).stderr
        claim("people.csv" in told and "error:" in told, f"the file is named: {told}")
        claim(people_now(manifest) == 15, "the people are still there")


@case
def a_bad_list_of_supporters_leaves_the_list_as_it_was(folder, manifest):
    good = (folder / "supporters.csv").read_text()
    header, first, rest = good.split("\n", 2)
    path = folder / "bad.csv"
    bad_files = [
        "", header.replace("languages", "language") + "\n" + first + "\n",
        header + "\n" + first.replace("2099-12-31", "2099-13-31") + "\n",
        header + "\n" + first.replace(",3,0,", ",many,0,") + "\n",
        header + "\n" + first.replace(",3,0,", ",-3,0,") + "\n",
        header + "\n" + first.replace("true", "maybe") + "\n", header + "\n" + first + "\n" + first,
        header + "\n" + first + ",x,y,z\n", header + "\n\"" + first + "\n",
        header + "\n," + first.split(",", 1)[1] + "\n"]
    for bad in bad_files:
        path.write_text(bad)
        told = run("supporters", "import", "--manifest", manifest, path, expect=FOUND).stderr
        claim("bad.csv" in told and "error:" in told, f"the file is named: {told}")
    kept = json.loads(run("doctor", manifest, "--json", expect=OK).stdout)["supporters"]
    claim(kept == 4, "the supporters are still there")


@case
def a_feed_that_was_cut_off_deletes_nobody(folder, manifest):
    lines = (folder / "people.csv").read_text().splitlines(keepends=True)
    (folder / "people.csv").write_text("".join(lines[:8]))
    told = run("people", "import", "--manifest", manifest, expect=COULD_NOT_RUN).stderr
    claim("--max-removed" in told, f"the way out is told: {told}")
    claim(people_now(manifest) == 15, "the people are still there")
    run("people", "import", "--manifest", manifest, "--max-removed", "100", expect=OK)
    claim(people_now(manifest) == 7, "with its own word it is taken over")


@case
def people_come_from_ldif_too_and_a_bad_one_is_refused(folder, manifest):
    entry = ("dn: uid=ana,dc=example\nobjectClass: inetOrgPerson\nuid: ana\ncn: Ana\n"
             "entryUUID: 6f1f2c0e-0000-4000-8000-00000000000a\n\n")
    good = folder / "people.ldif"
    good.write_text("version: 1\n\n" + entry)
    run("people", "import", "--manifest", manifest, "--people", good, "--max-removed", "100",
        expect=OK)
    claim(people_now(manifest) == 1, "the entry was taken over")
    dn, rest = entry.split("\n", 1)
    bad_files = [
        entry + entry, "version: 2\n\n" + entry, "changetype: add\n" + entry,
        dn + "\nchangetype: delete\n\n", dn + "\njpegPhoto:< file:///etc/passwd\n" + rest,
        dn + "\ncn:: !!!not-base64\n" + rest, " folded first\n" + entry,
        "dn: not a name\n" + rest, dn + "\nno colon here\n" + rest,
        "dn:: //8=\n" + rest]
    for number, bad in enumerate(bad_files):
        good.write_text(bad)
        told = run("people", "import", "--manifest", manifest, "--people", good, "--max-removed",
                   "100", expect=FOUND).stderr
        claim("people.ldif:" in told and "error:" in told, f"bad file {number}: {told}")
        claim(people_now(manifest) == 1, "what was loaded stays")


@case
def the_supporters_list_goes_both_ways(folder, manifest):
    out = folder / "out.csv"
    run("supporters", "export", "--manifest", manifest, out, expect=OK)
    run("supporters", "import", "--manifest", manifest, out, expect=OK)
    again = folder / "again.csv"
    run("supporters", "export", "--manifest", manifest, again, expect=OK)
    claim(out.read_bytes() == again.read_bytes(), "the same list comes out again")


@case
def a_manager_of_people_on_the_list_is_kept_but_not_listed(folder, manifest):
    path = folder / "supporters.csv"
    path.write_text(path.read_text() + "boss,en,threats,3,0,2099-12-31,true,,\n")
    told = run("supporters", "import", "--manifest", manifest, path, expect=FOUND).stderr
    claim("boss is not listed" in told and "manager of people" in told, f"the reason is told: {told}")


@case
def coverage_says_who_has_nobody(folder, manifest):
    told = json.loads(run("coverage", "--manifest", manifest, "--json", expect=FOUND).stdout)
    claim(told["employees"] == 15 and told["without"] > 0, f"gaps are counted: {told}")
    run("coverage", "--people", folder / "people.csv", "--supporters", folder / "supporters.csv",
        expect=FOUND)
    run("coverage", expect=USAGE)


@case
def people_check_tells_what_is_dirty(folder, manifest):
    path = folder / "dirty.csv"
    path.write_text(company.PEOPLE + company.person("a", "b", "x") + company.person("b", "a", "x"))
    told = run("people", "check", "--people", path, expect=FOUND).stderr
    claim("warning:" in told and "a" in told and "hint:" in told, f"the cycle is told: {told}")


@case
def sequential_counts_what_came_before(folder, manifest):
    requests = folder / "requests.csv"
    requests.write_text("id,requesterId,personsConcerned,language,topic,excludeIds\n" + "".join(
        f"r{i},asker{i % 6},boss,en,threats,\n" for i in range(13)))
    files = ["--people", folder / "people.csv", "--supporters", folder / "supporters.csv",
             "--requests", requests, "--on", "2026-11-23", "--json"]
    alone = [json.loads(x) for x in run("route", "simulate", *files, expect=OK).stdout.splitlines()]
    after = [json.loads(x) for x in run("route", "simulate", *files, "--sequential",
                                        expect=OK).stdout.splitlines()]
    claim(all(one["assigned"] for one in alone), "each alone finds somebody")
    claim([one["assigned"] for one in after].count(None) == 1, "the thirteenth of twelve places does not")
    claim(set(after[-1]["excluded"]["peer0"]) == {"at_capacity"}, "and the code says why")


@case
def a_missing_key_is_never_replaced_while_something_is_sealed_with_it(folder, manifest):
    (folder / "keys" / "root.key").rename(folder / "away.key")
    told = run("apply", manifest, "--yes", expect=COULD_NOT_RUN).stderr
    claim("key" in told, f"the key is named: {told}")
    claim(not (folder / "keys" / "root.key").exists(), "no new key was made")
    (folder / "away.key").rename(folder / "keys" / "root.key")
    run("doctor", manifest, expect=OK)


@case
def a_damaged_database_is_told_and_left_as_it_is(folder, manifest):
    database = company.database(folder)
    whole = database.read_bytes()
    for damage in (whole[: len(whole) // 2], whole[:100], b"not a database at all" * 400,
                   whole[:16] + b"\xff" * 64 + whole[80:]):
        database.write_bytes(damage)
        told = run("doctor", manifest, expect=COULD_NOT_RUN).stderr
        claim("database" in told and "hint:" in told, f"damage is told: {told}")
        run("apply", manifest, "--yes", expect=COULD_NOT_RUN)
        claim(database.read_bytes() == damage, "the file is left as it is")
    database.write_bytes(whole)
    run("doctor", manifest, expect=OK)


@case
def work_does_what_is_due_and_ends(folder, manifest):
    run("work", manifest, "--once", expect=OK)
    claim("weight" in run("explain", "routing/weights", expect=OK).stdout.lower(), "it is explained")
    run("explain", "no/such/thing", expect=USAGE)


REQUESTS = "id,requesterId,personsConcerned,language,topic,excludeIds\n"


def made_up(folder, rows):
    (folder / "requests.csv").write_text(REQUESTS + rows)
    return [part for name in ("people", "supporters", "requests")
            for part in (f"--{name}", folder / f"{name}.csv")]


@case
def made_up_requests_are_matched_at_once_and_only_tried(folder, manifest):
    files = made_up(folder, "r1,asker0,,en,,\nr2,asker1,,en,,peer1;peer2;peer3\nr3,asker2,,xx,,\n")
    (folder / "supporters.csv").write_text(company.SUPPORTERS + "".join(
        f"peer{i},en,exclusion,1,0,2099-12-31,true,,\n" for i in range(2)))
    told = run("route", "batch", *files, "--on", "2026-01-01", "--dry-run", "--json", expect=OK).stdout
    chosen = {one["request"]: one["assigned"] for one in map(json.loads, told.splitlines())}
    claim(chosen == {"r1": "peer1", "r2": "peer0", "r3": None}, f"who has but one gets her: {told}")
    told = run("route", "batch", *files, "--on", "2026-01-01", "--dry-run", expect=OK).stdout
    claim("3 requests: 2 would be offered to somebody, 1 find nobody" in told, told)
    claim("100.00 %" in told and "one after another" in told, told)
    run("route", "batch", *files, "--on", "2026-01-01", "--manifest", manifest, "--dry-run", expect=OK)
    run("route", "batch", *files, expect=USAGE)
    run("route", "batch", *files, "--dry-run", "--on", "2026-02-30", expect=USAGE)
    run("route", "batch", "--people", folder / "people.csv", "--dry-run", expect=USAGE)
    run("route", "batch", expect=USAGE)


@case
def a_backlog_is_told_in_numbers_only(folder, manifest):
    told = run("route", "batch", "--manifest", manifest, "--dry-run", "--json", expect=OK).stdout
    claim(json.loads(told) == {"requests": 0, "placed": 0, "without": 0, "fit": 0,
                               "percentOfOptimum": 100.0, "placedInTurn": 0}, told)
    told = json.loads(run("route", "batch", "--manifest", manifest, "--json", expect=OK).stdout)
    claim("placedInTurn" not in told, "what was done is compared with nothing")
    claim("0 requests" in run("route", "batch", "--manifest", manifest, expect=OK).stdout, "in words")
    run("route", "batch", "--manifest", folder / "no-such.xml", expect=FOUND)

end()
