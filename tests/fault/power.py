#!/usr/bin/env python3
"""Cuts the power at random points of a recorded run, and reckons with what a disk would hold then.

power.py LIBRARY KITHCTL RECORDER CUTS SEED [--no-sync]

The model of the disk: what was synced is there. Of what was written or named since, anything may
be there or not: each write is kept, dropped or torn between two sectors, and of the changes to a
folder's names as many as a journal may have kept, in order. --no-sync takes every sync for nothing,
as a database that does not wait for the disk would: something must be lost then, or this test could
not find anything. After every second cut the database is gone altogether, and a copy must do.
"""

import argparse
import os
import pathlib
import random
import struct
import sys
import tempfile

import company
import reckon
import sweep

ENTRY = struct.Struct("=6Q")
SECTOR = 512
# What writes live in memory only: SQLite makes this file anew after a crash.
MEMORY = "-shm"


def entries(stream):
    """(kind, inode, offset, path, to, bytes) of everything that record.c wrote down."""
    data = stream.read_bytes()
    at = 0
    while at < len(data):
        kind, inode, offset, path_n, to_n, bytes_n = ENTRY.unpack_from(data, at)
        at += ENTRY.size
        parts = []
        for size in (path_n, to_n, bytes_n):
            parts.append(data[at:at + size])
            at += size
        yield chr(kind), inode, offset, parts[0].decode(), parts[1].decode(), parts[2]


class Chance:
    """How a disk treats what was not synced. Each cut has a temper of its own."""

    def __init__(self, chance):
        self.chance = chance
        self.keeps = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        self.tears = chance.choice((0.0, 0.1, 0.5))

    def kept(self):
        return self.chance.random() < self.keeps

    def sectors(self, offset, data):
        """The pieces of a write that reach the disk."""
        if self.chance.random() >= self.tears:
            return [(offset, data)] if self.kept() else []
        pieces = []
        at = 0
        while at < len(data):
            size = min(SECTOR - (offset + at) % SECTOR, len(data) - at)
            if self.chance.random() < 0.5:
                pieces.append((offset + at, data[at:at + size]))
            at += size
        return pieces

    def prefix(self, changes):
        return changes[:self.chance.randint(0, len(changes))]


def put(content, offset, data):
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


def cut_to(content, length):
    del content[length:]
    content.extend(bytes(length - len(content)))


class File:
    def __init__(self, content=b""):
        self.durable = bytearray(content)
        self.pending = []  # (offset, bytes), or (length, None) for a truncation.

    def synced(self):
        for offset, data in self.pending:
            if data is None:
                cut_to(self.durable, offset)
            else:
                put(self.durable, offset, data)
        self.pending = []

    def after_cut(self, chance):
        content = bytearray(self.durable)
        for offset, data in self.pending:
            if data is not None:
                for at, piece in chance.sectors(offset, data):
                    put(content, at, piece)
            elif chance.kept():
                cut_to(content, offset)
        return content


class Disk:
    """The files of a folder as the recorded calls leave them, and what of it is safe."""

    def __init__(self, contents, inodes):
        self.files = [File(contents[path]) for path in inodes]
        self.durable = {path: number for number, path in enumerate(inodes)}
        # An inode is given again to a new file as soon as nobody has the old one.
        self.of_inode = {inode: number for number, inode in enumerate(inodes.values())}
        self.pending = {}  # Folder to the changes of its names: (path, file's number or None).

    def names(self):
        """Path to file as the host sees it."""
        seen = dict(self.durable)
        for changes in self.pending.values():
            self.renamed(seen, changes)
        return {path: number for path, number in seen.items() if number is not None}

    @staticmethod
    def renamed(names, changes):
        for path, number in changes:
            names[path] = number

    def name(self, path, number):
        self.pending.setdefault(str(pathlib.PurePath(path).parent), []).append((path, number))

    def create(self, path, inode):
        self.of_inode[inode] = len(self.files)
        self.files.append(File())
        self.name(path, self.of_inode[inode])

    def sync(self, path, inode):
        if pathlib.Path(path).is_dir():
            self.renamed(self.durable, self.pending.pop(path, []))
        else:
            self.files[self.of_inode[inode]].synced()

    def apply(self, kind, inode, offset, path, to, data, syncs):
        if path.endswith(MEMORY):
            return
        if kind == "C":
            self.create(path, inode)
        elif kind == "W":
            self.files[self.of_inode[inode]].pending.append((offset, data))
        elif kind == "T":
            self.files[self.of_inode[inode]].pending.append((offset, None))
        elif kind == "S" and syncs:
            self.sync(path, inode)
        elif kind == "U":
            self.name(path, None)
        elif kind in "RL":
            self.name(to, self.names()[path])
            if kind == "R":
                self.name(path, None)

    def rebuild(self, chance):
        """Writes what is left after a power cut over what is there now."""
        names = dict(self.durable)
        for changes in self.pending.values():
            self.renamed(names, chance.prefix(changes))
        for path, number in names.items():
            if number is None:
                pathlib.Path(path).unlink(missing_ok=True)
            else:
                pathlib.Path(path).write_bytes(self.files[number].after_cut(chance))


class Recording:
    """An undisturbed run: the files before it, and all that it did to them."""

    def __init__(self, place, recorder):
        self.place = place
        stream = place.company.parent / "stream"
        place.restore()
        files = [path for path in place.company.rglob("*") if path.is_file()]
        self.contents = {str(path): path.read_bytes() for path in files}
        self.inodes = {str(path): path.stat().st_ino for path in files}
        status, _, told = sweep.run(place, recorder, KITH_RECORD=str(stream))
        if status != 0:
            sys.exit(f"the script does not run: {status} {told}")
        self.entries = list(entries(stream))

    def cut(self, at, chance, syncs):
        """Leaves the company as a disk has it after `at` entries: what was acknowledged by then."""
        disk = Disk(self.contents, self.inodes)
        said = b""
        for kind, *entry in self.entries[:at]:
            if kind == "A":
                said += entry[-1]
            else:
                disk.apply(kind, *entry, syncs)
        self.place.restore()
        disk.rebuild(chance)
        return reckon.Tale(said.decode().splitlines())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("kithctl")
    parser.add_argument("recorder")
    parser.add_argument("cuts", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--no-sync", action="store_true")
    given = parser.parse_args()
    os.umask(0o077)
    chance = random.Random(given.seed)
    figures = reckon.Figures()
    with tempfile.TemporaryDirectory() as folder:
        place = sweep.Place(folder, given.library, given.kithctl)
        _, whole = sweep.undisturbed(place, given.recorder)
        run = Recording(place, given.recorder)
        acknowledged = 0
        for number in range(given.cuts):
            at = chance.randint(1, len(run.entries))
            tale = run.cut(at, Chance(chance), not given.no_sync)
            acknowledged += len(tale.acknowledged())
            where = f"cut {number} at {at}"
            reckon.after(place, tale, whole, figures, where, disk_lost=number % 2 == 1)
    print(f"{given.cuts} cuts of {len(run.entries)} entries, {acknowledged} acknowledged changes,"
          f" {figures.line()}, {figures.counts['committed though not acknowledged']} committed"
          " though not acknowledged")
    if given.no_sync:
        well = figures.bad() > 0
        print("without syncs something was lost, as it must be" if well else "nothing was lost")
    else:
        well = figures.bad() == 0 and acknowledged > given.cuts
        for story in figures.stories:
            print(story)
    print(f"{int(well)} passed, {int(not well)} failed")
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
