"""What a build keeps for the next one: an SQLite file beside its output.

Of each document what was read from it; of each part of the graph what each document tells of it, and the Turtle made of
that. Every step is written together with the mark that it was done, so a build that is killed goes on where it stopped.
The file is a cache: a missing or damaged one costs time and changes no byte of the output.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from cppcc_kg.graph.blocks import Block

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    name TEXT PRIMARY KEY, digest TEXT NOT NULL, fresh INTEGER NOT NULL, refused TEXT,
    facts TEXT, parts TEXT NOT NULL DEFAULT '[]', reading BLOB NOT NULL
);
CREATE INDEX document_fresh ON document (name) WHERE fresh;
CREATE TABLE rivals (part TEXT, document TEXT, data TEXT NOT NULL, PRIMARY KEY (part, document)) WITHOUT ROWID;
CREATE INDEX rivals_document ON rivals (document);
CREATE TABLE recount (part TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE ruling (part TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE piece (part TEXT, document TEXT, data BLOB NOT NULL, PRIMARY KEY (part, document)) WITHOUT ROWID;
CREATE TABLE link (one TEXT, other TEXT, document TEXT, PRIMARY KEY (one, other, document)) WITHOUT ROWID;
CREATE INDEX link_other ON link (other);
CREATE INDEX link_document ON link (document);
CREATE TABLE dirty (part TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE summary (part TEXT PRIMARY KEY, counts TEXT NOT NULL, nodes BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE block (
    kind INTEGER, name TEXT, part TEXT, triples INTEGER NOT NULL, text BLOB NOT NULL, PRIMARY KEY (kind, name, part)
) WITHOUT ROWID;
CREATE INDEX block_part ON block (part);
CREATE TABLE staged (part TEXT, kind INTEGER, name TEXT, triples INTEGER NOT NULL, text BLOB NOT NULL);
CREATE INDEX staged_part ON staged (part);
CREATE TABLE alike (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE compared (work TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE changed (kind INTEGER, name TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
"""
#: A state with other tables is thrown away.
FORM = hashlib.sha256(TABLES.encode()).hexdigest()[:16]
#: What was made of readings; the readings themselves and their digests stay when it is made anew.
_MADE = (
    "rivals", "recount", "ruling", "piece", "link", "dirty", "summary", "block", "staged", "alike", "compared",
    "changed",
)  # fmt: skip


class State:
    """One build's state, open. Use :func:`cppcc_kg.pipeline.opening.opened`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        #: Whether it is noted which subjects change: only a store that is kept in step asks for it.
        self.noting = bool(self.get("store"))
        #: Whether the blocks are those of a first build: as long as there are none in order, they are only collected.
        self.staging = self.db.execute("SELECT 1 FROM block LIMIT 1").fetchone() is None
        #: While parts are made: those that became dirty meanwhile, and so are not done with when what is under way is.
        self.soiled: set[str] | None = None

    @contextmanager
    def step(self) -> Iterator[None]:
        """What is written inside becomes lasting as a whole, or not at all."""
        self.db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def get(self, key: str) -> str | None:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row is not None else None

    def put(self, key: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # -- documents -------------------------------------------------------------------------------------------------

    def digests(self) -> dict[str, str]:
        """Name → digest of every document."""
        return dict(self.db.execute("SELECT name, digest FROM document"))

    def names(self, *, fresh: int = 0) -> list[str]:
        """The names of all documents in order; of those only that have not told (1), or neither voted nor told (2)."""
        where = "WHERE fresh AND fresh >= ?" if fresh else "WHERE 0 = ?"
        return [name for (name,) in self.db.execute(f"SELECT name FROM document {where} ORDER BY name", (fresh,))]

    def keep(self, name: str, digest: str, reading: bytes) -> None:
        """A document that was read, or read again."""
        self.db.execute(
            "INSERT INTO document (name, digest, fresh, reading) VALUES (?, ?, 1, ?) ON CONFLICT (name) DO UPDATE "
            "SET digest = excluded.digest, fresh = 1, refused = NULL, reading = excluded.reading",
            (name, digest, reading),
        )

    def reading(self, name: str) -> bytes:
        data: bytes = self.db.execute("SELECT reading FROM document WHERE name = ?", (name,)).fetchone()[0]
        return data

    def facts(self, name: str) -> dict[str, Any] | None:
        """What the graph and the report say of a document; None where it is not part of the graph."""
        row = self.db.execute("SELECT facts FROM document WHERE name = ? AND refused IS NULL", (name,)).fetchone()
        return json.loads(row[0]) if row is not None and row[0] is not None else None

    def all_facts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Name and facts of each document of the graph, by name."""
        rows = self.db.execute(
            "SELECT name, facts FROM document WHERE refused IS NULL AND facts NOT NULL ORDER BY name"
        )
        return ((name, json.loads(facts)) for name, facts in rows)

    def place(self, name: str, facts: dict[str, Any], pieces: dict[str, bytes], links: Iterable[Sequence[str]]) -> None:
        """What a document tells, part by part; the parts that it changes become dirty."""
        self.unplace(name, but=pieces)
        self.db.executemany(
            "INSERT OR REPLACE INTO piece VALUES (?, ?, ?)", ((part, name, data) for part, data in pieces.items())
        )
        self.db.executemany("INSERT OR IGNORE INTO link VALUES (?, ?, ?)", ((*pair, name) for pair in links))
        self.db.execute(
            "UPDATE document SET fresh = 0, facts = ?, parts = ? WHERE name = ?",
            (json.dumps(facts, ensure_ascii=True), json.dumps(sorted(pieces)), name),
        )

    def unplace(self, name: str, *, but: dict[str, bytes] | None = None) -> None:
        """Forget what a document told, but for pieces that stay; the parts that it told of become dirty."""
        row = self.db.execute("SELECT parts FROM document WHERE name = ?", (name,)).fetchone()
        told, stay = set(json.loads(row[0])), but or {}
        for part in sorted(told | stay.keys()):
            old = self.db.execute("SELECT data FROM piece WHERE part = ? AND document = ?", (part, name)).fetchone()
            if old is None or old[0] != stay.get(part):
                self.soil(part)
                self.db.execute("DELETE FROM piece WHERE part = ? AND document = ?", (part, name))
        for one, other in self.db.execute("SELECT one, other FROM link WHERE document = ?", (name,)).fetchall():
            self.soil(one)
            self.soil(other)
        self.db.execute("DELETE FROM link WHERE document = ?", (name,))
        self.db.execute("UPDATE document SET parts = '[]', facts = NULL WHERE name = ?", (name,))

    def drop(self, name: str) -> None:
        """Forget a document, what it told and how it voted."""
        self.unplace(name)
        self.vote(name, {})
        self.db.execute("DELETE FROM document WHERE name = ?", (name,))

    def vote(self, name: str, rivals: dict[str, str]) -> None:
        """Take down how a document names things; the parts for which this is new are to be counted again."""
        before = dict(self.db.execute("SELECT part, data FROM rivals WHERE document = ?", (name,)))
        for part in before.keys() | rivals.keys():
            if before.get(part) == rivals.get(part):
                continue
            self.db.execute("INSERT OR IGNORE INTO recount VALUES (?)", (part,))
            if part in rivals:
                self.db.execute("INSERT OR REPLACE INTO rivals VALUES (?, ?, ?)", (part, name, rivals[part]))
            else:
                self.db.execute("DELETE FROM rivals WHERE part = ? AND document = ?", (part, name))

    # -- parts -----------------------------------------------------------------------------------------------------

    def soil(self, part: str) -> None:
        """What the graph has of a part is to be made anew."""
        self.db.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (part,))
        if self.soiled is not None:
            self.soiled.add(part)

    def count_dirty(self) -> int:
        """How many parts are to be made."""
        return int(self.db.execute("SELECT count(*) FROM dirty").fetchone()[0])

    def dirty(self, most: int, *, after: str, campaigns: bool) -> list[str]:
        """The next parts to make, in order: campaigns, or what is none."""
        found = "SELECT part FROM dirty WHERE part > ? AND (part LIKE 'Campaign %') = ? ORDER BY part LIMIT ?"
        return [part for (part,) in self.db.execute(found, (after, campaigns, most))]

    def linked(self, part: str) -> list[str]:
        """A part with all that it hangs together with, sorted."""
        found, ahead = {part}, [part]
        while ahead:
            here = ahead.pop()
            rows = self.db.execute(
                "SELECT other FROM link WHERE one = ? UNION SELECT one FROM link WHERE other = ?", (here, here)
            )
            new = {other for (other,) in rows} - found
            found |= new
            ahead.extend(sorted(new))
        return sorted(found)

    def pieces(self, part: str) -> Iterator[tuple[str, bytes]]:
        """Document and bytes of each piece of a part, by document."""
        return iter(self.db.execute("SELECT document, data FROM piece WHERE part = ? ORDER BY document", (part,)))

    def contribute(self, part: str, document: str, data: bytes | None) -> None:
        """A piece that another part gives, or (None) no longer gives."""
        row = self.db.execute("SELECT data FROM piece WHERE part = ? AND document = ?", (part, document)).fetchone()
        if (row[0] if row is not None else None) == data:
            return
        self.soil(part)
        if data is None:
            self.db.execute("DELETE FROM piece WHERE part = ? AND document = ?", (part, document))
        else:
            self.db.execute("INSERT OR REPLACE INTO piece VALUES (?, ?, ?)", (part, document, data))

    def counts(self, part: str) -> dict[str, Any] | None:
        """The numbers of a part; None where nothing was made of it."""
        row = self.db.execute("SELECT counts FROM summary WHERE part = ?", (part,)).fetchone()
        return json.loads(row[0]) if row is not None else None

    def all_counts(self) -> Iterator[dict[str, Any]]:
        return (json.loads(counts) for (counts,) in self.db.execute("SELECT counts FROM summary ORDER BY part"))

    def nodes(self) -> Iterator[bytes]:
        """What each part says of its entities and how they are joined."""
        return (nodes for (nodes,) in self.db.execute("SELECT nodes FROM summary ORDER BY part"))

    def made(
        self, part: str, new: Iterable[Block], *, counts: dict[str, Any] | None = None, nodes: bytes = b""
    ) -> None:
        """What became of a part: its blocks take the place of those that it had, and it is no longer dirty."""
        if self.staging:
            self.db.execute("DELETE FROM staged WHERE part = ?", (part,))
            self.db.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?)", ((part, *block) for block in new))
        else:
            self._replace(part, new)
        self._sum(part, counts, nodes)
        if part not in (self.soiled or ()):
            self.db.execute("DELETE FROM dirty WHERE part = ?", (part,))

    def amend(
        self, part: str, gone: Iterable[tuple[int, str]], new: Iterable[Block], *, counts: dict[str, Any] | None
    ) -> None:
        """Of a part that is made block by block take away some (by kind and name), and add or replace others."""
        for kind, name in gone:
            self.db.execute("DELETE FROM block WHERE kind = ? AND name = ? AND part = ?", (kind, name, part))
            self.note(kind, name)
        for block in new:
            self.db.execute("INSERT OR REPLACE INTO block VALUES (?, ?, ?, ?, ?)", (*block[:2], part, *block[2:]))
            self.note(block.kind, block.name)
        self._sum(part, counts, b"")

    def _sum(self, part: str, counts: dict[str, Any] | None, nodes: bytes) -> None:
        if counts is None:
            self.db.execute("DELETE FROM summary WHERE part = ?", (part,))
        else:
            row = (part, json.dumps(counts, ensure_ascii=True), nodes)
            self.db.execute("INSERT OR REPLACE INTO summary VALUES (?, ?, ?)", row)

    def _replace(self, part: str, new: Iterable[Block]) -> None:
        rows = self.db.execute("SELECT kind, name, text FROM block WHERE part = ?", (part,))
        old = {(kind, name): text for kind, name, text in rows}
        for block in new:
            if old.pop((block.kind, block.name), None) != block.text:
                self.db.execute("INSERT OR REPLACE INTO block VALUES (?, ?, ?, ?, ?)", (*block[:2], part, *block[2:]))
                self.note(block.kind, block.name)
        for kind, name in old:
            self.db.execute("DELETE FROM block WHERE kind = ? AND name = ? AND part = ?", (kind, name, part))
            self.note(kind, name)

    def settle(self) -> None:
        """Put the blocks of a first build in their order. Sorted at once, each page of the table is written once."""
        if not self.staging:
            return
        with self.step():
            self.db.execute("DROP INDEX block_part")
            self.db.execute(
                "INSERT INTO block SELECT kind, name, part, triples, text FROM staged ORDER BY kind, name, part"
            )
            self.db.execute("CREATE INDEX block_part ON block (part)")
            self.db.execute("DELETE FROM staged")
        self.staging = False

    def note(self, kind: int, name: str) -> None:
        """A subject is not what a store has of it."""
        if self.noting:
            self.db.execute("INSERT OR IGNORE INTO changed VALUES (?, ?)", (kind, name))

    def forget_made(self) -> None:
        """Make everything anew from the readings."""
        for table in _MADE:
            self.db.execute(f"DELETE FROM {table}")
        self.db.execute("UPDATE document SET fresh = 2, refused = NULL, facts = NULL, parts = '[]'")
        # What a store holds cannot be compared with what is made anew.
        self.db.execute("DELETE FROM meta WHERE key = 'alike' OR key LIKE 'store%'")
        self.noting = False
        self.staging = True

    # -- the graph -------------------------------------------------------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        """Every block of the graph, a subject once, in the order of a file."""
        last: tuple[int, str] | None = None
        for kind, name, triples, text in self.db.execute(
            "SELECT kind, name, triples, text FROM block ORDER BY kind, name"
        ):
            if (kind, name) != last:
                last = (kind, name)
                yield Block(kind, name, triples, text)

    def block(self, kind: int, name: str) -> Block | None:
        row = self.db.execute(
            "SELECT triples, text FROM block WHERE kind = ? AND name = ? LIMIT 1", (kind, name)
        ).fetchone()
        return Block(kind, name, *row) if row is not None else None
