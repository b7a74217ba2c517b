"""Which entities of a graph too large to hold go into the network page, and these as a graph.

The choice is that of :func:`cppcc_kg.export.html.selection.limited`, made by a database on disk: the best-linked of
each district, each district the same share, then what ties most of these together.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from cppcc_kg.export.html.records import repeats
from cppcc_kg.export.html.selection import SHARED_SHARE, keep, quotas
from cppcc_kg.graph.blocks import KINDS, Block, ends
from cppcc_kg.graph.identifiers import document_id, fact_id
from cppcc_kg.graph.load import plain_facts, read_graph
from cppcc_kg.model import CLASSES, LITERALS, Fact, KnowledgeGraph
from cppcc_kg.pipeline.artefacts import unpack
from cppcc_kg.pipeline.state import State

_FACT = KINDS.index("fact")
_DERIVED = b'ckg:derivation "derived"'
_PASSAGE = re.compile(r"ev:([0-9a-f]{16})")
_SOURCE = re.compile(r"ckg:sourceDocument doc:([0-9a-f]{16})")
_TABLES = """
CREATE TABLE entity (id TEXT PRIMARY KEY, rank INTEGER, label TEXT, scope TEXT, owner TEXT, degree INTEGER DEFAULT 0);
CREATE TABLE link (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE serves (body TEXT PRIMARY KEY, district TEXT);
CREATE TABLE scope (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE kept (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_OWNERS = """
UPDATE entity SET owner = CASE
    WHEN id IN (SELECT district FROM serves WHERE body IN (SELECT id FROM scope)) THEN id
    ELSE (SELECT coalesce((SELECT district FROM serves WHERE body = home.body), home.body) FROM
        (SELECT coalesce(entity.scope, CASE WHEN entity.id IN (SELECT id FROM scope) THEN entity.id ELSE '' END)
            AS body) AS home)
    END
"""
_DEGREES = """
UPDATE entity SET degree = (SELECT count(*) FROM link WHERE one = id) + (SELECT count(*) FROM link WHERE other = id)
"""
_BEST = """
SELECT id FROM entity WHERE owner = ?
ORDER BY NOT (id = owner OR id IN (SELECT id FROM scope)), -degree, rank, label, id LIMIT ?
"""
_TYING = """
SELECT id FROM entity WHERE owner = '' ORDER BY -(SELECT count(*) FROM
    (SELECT other AS near FROM link WHERE one = id UNION SELECT one FROM link WHERE other = id)
    WHERE near IN (SELECT id FROM kept)), label, id LIMIT ?
"""


def page_graph(state: State, most: int) -> tuple[KnowledgeGraph, int]:
    """What the network page may draw, at most ``most`` entities, and how many there are in all."""
    number = sum(sum(counts.get("classes", {}).values()) for counts in state.all_counts())
    if number <= most:
        return read_graph(block.text.decode() for block in state.blocks() if _is_drawn(block)), number
    return _read(state, _chosen(state, most)), number


def _is_drawn(block: Block) -> bool:
    """Of derived facts only who does alike, and that once: told before a fact is read."""
    if block.kind != _FACT or _DERIVED not in block.text:
        return True
    found = ends(block)
    return found is not None and found[1] == "similarTo" and found[0] < found[2]


def _alike(state: State) -> Iterator[tuple[str, str]]:
    """Who does alike. Both directions are stated, and one line is drawn: its begin is the lesser name."""
    return iter(state.db.execute("SELECT one, other FROM alike WHERE one < other"))


def _chosen(state: State, most: int) -> set[str]:
    # An empty name is a database of its own in a file that goes when it is closed.
    with closing(sqlite3.connect("")) as db:
        db.executescript(_TABLES)
        for data in filter(None, state.nodes()):
            _take(db, data)
        rows = state.db.execute("SELECT one, other FROM alike")
        db.executemany("INSERT OR IGNORE INTO link VALUES (?, ?)", rows)
        db.execute("DELETE FROM link WHERE one NOT IN (SELECT id FROM entity) OR other NOT IN (SELECT id FROM entity)")
        db.execute("CREATE INDEX link_other ON link (other)")
        db.execute("INSERT INTO scope SELECT DISTINCT scope FROM entity WHERE scope NOT NULL")
        db.execute(_OWNERS)
        db.execute(_DEGREES)
        db.execute("CREATE INDEX entity_owner ON entity (owner)")
        sizes = dict(db.execute("SELECT owner, count(*) FROM entity GROUP BY owner ORDER BY owner"))
        shared = sizes.pop("", 0)
        names = sorted(sizes)
        shares = quotas([sizes[name] for name in names], most - min(shared, most // SHARED_SHARE))
        kept: set[str] = set()
        for name, share in zip(names, shares, strict=True):
            kept.update(found for (found,) in db.execute(_BEST, (name, share)))
        db.executemany("INSERT INTO kept VALUES (?)", ((each,) for each in kept))
        return kept | {found for (found,) in db.execute(_TYING, (most - len(kept),))}


def _take(db: sqlite3.Connection, data: bytes) -> None:
    entities, links, _ = unpack(data)
    ranks = {cls: place for place, cls in enumerate(CLASSES)}
    db.executemany(
        "INSERT INTO entity (id, rank, label, scope) VALUES (?, ?, ?, ?)",
        ((name, ranks.get(cls, len(ranks)), label, scope) for name, cls, label, scope, _ in entities),
    )
    drawn = (
        (one, other) for one, predicate, other in links if one != other and not repeats(Fact(one, predicate, other, ()))
    )
    db.executemany("INSERT OR IGNORE INTO link VALUES (?, ?)", drawn)
    # Of several divisions that a body serves the first counts, as everywhere.
    serves = sorted((one, other) for one, predicate, other in links if predicate == "serves")
    db.executemany("INSERT OR IGNORE INTO serves VALUES (?, ?)", serves)


def _read(state: State, kept: set[str]) -> KnowledgeGraph:
    """The graph of these entities alone: their blocks, and those of all that the blocks name."""
    own = list(_blocks(state, "ent", kept))
    facts = [fact for fact in plain_facts(own) if fact.predicate in LITERALS or fact.object in kept]
    figures = _blocks(state, "ent", {fact.object for fact in facts if fact.predicate == "hasMeasure"})
    said = {fact_id(fact.subject, fact.predicate, fact.object) for fact in facts}
    said |= {fact_id(one, "similarTo", other) for one, other in _alike(state) if one in kept and other in kept}
    told = [*own, *figures, *_blocks(state, "fact", said)]
    quotes = list(_blocks(state, "ev", _named(_PASSAGE, told)))
    documents = _named(_SOURCE, quotes)
    articles = {
        article[0]
        for _, facts_ in state.all_facts()
        if document_id(facts_["document"][0]) in documents
        for article in facts_["articles"]
    }
    texts = (*_blocks(state, "doc", documents), *_blocks(state, "article", articles))
    return keep(read_graph((*told, *quotes, *texts)), kept)


def _named(pattern: re.Pattern[str], blocks: Iterable[str]) -> set[str]:
    return {match[1] for block in blocks for match in pattern.finditer(block)}


def _blocks(state: State, kind: str, names: Iterable[str]) -> Iterator[str]:
    number = KINDS.index(kind)
    for name in sorted(names):
        block = state.block(number, name)
        if block is not None:
            yield block.text.decode()
