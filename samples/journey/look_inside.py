#!/usr/bin/env python3
"""Looks into the database as a thief would who has the file and no key."""

import pathlib
import sqlite3
import sys

path, requester = pathlib.Path(sys.argv[1]), sys.argv[2]
database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
tables = [name for (name,) in database.execute(
    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]

for table in tables:
    count = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    print(f"    {table:24} {count:6} rows")

print("    one support request, every column:")
cursor = database.execute("SELECT * FROM support_request LIMIT 1")
for column, value in zip((c[0] for c in cursor.description), cursor.fetchone()):
    shown = value.hex()[:48] + " ..." if isinstance(value, bytes) else value
    print(f"      {column:20} {shown}")

clear = [table for table in tables if not table.startswith("dir_")]
hits = 0
for table in clear:
    for row in database.execute(f'SELECT * FROM "{table}"'):
        for value in row:
            raw = value if isinstance(value, bytes) else str(value).encode()
            hits += raw == requester.encode() or b"CANARY" in raw
files = [path, *path.parent.glob(path.name + "-*")]
canaries = sum(file.read_bytes().count(b"CANARY") for file in files)
print(f"    her id in the tables that are about requests: {hits} times")
print(f"    words that were written, in all bytes of the file and its log: {canaries} times")
sys.exit(1 if hits or canaries else 0)
