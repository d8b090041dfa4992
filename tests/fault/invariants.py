"""What must hold of a database at any time, read with sqlite3 and no key."""

import sqlite3

OPEN = (0, 1)  # proposed, accepted


def check(path):
    """The sentences that are broken; none is well."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    broken = []

    def none(query, sentence):
        rows = database.execute(query).fetchall()
        if rows:
            broken.append(f"{sentence} ({len(rows)} times)")

    if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        broken.append("the database is damaged")
    if database.execute("PRAGMA foreign_key_check").fetchall():
        broken.append("a row points to nothing")
    none("SELECT request_id FROM assignment WHERE state IN (0, 1)"
         " GROUP BY tenant_id, request_id HAVING count(*) > 1",
         "a request has two open assignments")
    none("SELECT l.supporter_ref FROM supporter_load l WHERE l.open_count <>"
         " (SELECT count(*) FROM assignment a WHERE a.tenant_id = l.tenant_id"
         "  AND a.supporter_ref = l.supporter_ref AND a.state IN (0, 1))",
         "a caseload is not the number of open assignments")
    none("SELECT r.id FROM support_request r WHERE r.state IN (1, 2) AND NOT EXISTS"
         " (SELECT 1 FROM assignment a WHERE a.tenant_id = r.tenant_id"
         "  AND a.request_id = r.id AND a.state IN (0, 1))",
         "a request is offered or active and nobody has it")
    none("SELECT r.id FROM support_request r WHERE r.state IN (0, 3) AND EXISTS"
         " (SELECT 1 FROM assignment a WHERE a.tenant_id = r.tenant_id"
         "  AND a.request_id = r.id AND a.state IN (0, 1))",
         "a request waits or is closed and somebody has it")
    none("SELECT r.id FROM support_request r WHERE (SELECT count(*) FROM request_key k"
         "  WHERE k.tenant_id = r.tenant_id AND k.request_id = r.id) NOT IN (0, 2)",
         "a request has one of its two keys")
    none("SELECT r.id FROM support_request r WHERE NOT EXISTS (SELECT 1 FROM request_key k"
         "  WHERE k.tenant_id = r.tenant_id AND k.request_id = r.id) AND"
         " (EXISTS (SELECT 1 FROM message m WHERE m.request_id = r.id) OR"
         "  EXISTS (SELECT 1 FROM request_party p WHERE p.request_id = r.id) OR"
         "  EXISTS (SELECT 1 FROM consent c WHERE c.request_id = r.id))",
         "a request is erased and something of it is there")
    return broken


def most_open(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    return database.execute(
        "SELECT coalesce(max(n), 0), coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM assignment"
        " WHERE state IN (0, 1) GROUP BY tenant_id, supporter_ref)").fetchone()


def kept_answers(path):
    """How many changes were carried out, by the request that each is about ("" for none)."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    return dict(database.execute("SELECT request_id, count(*) FROM kept_answer GROUP BY 1"))


def census(path):
    """How much there is of what the script makes: the same after every run of the whole of it."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("support_request", "assignment", "message", "consent", "request_key",
                          "kept_answer")}
