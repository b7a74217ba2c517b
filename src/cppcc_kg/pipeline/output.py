"""The files of a build, written from its state: what they hold is read from disk as it is written."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.blocks import KINDS, Block
from cppcc_kg.graph.dataset import Contents, description, served
from cppcc_kg.graph.serializing import body, head
from cppcc_kg.model import SourceDocument
from cppcc_kg.pipeline.artefacts import decode, flat_back
from cppcc_kg.pipeline.state import State
from cppcc_kg.resolution.ledger import Ruling

_ENT = KINDS.index("ent")
#: Where what is alike stands among the lines of an entity: after what sorts before it.
_ALIKE = v.CKG + "similarTo"
_LINE = b" ;\n\t"
_END = b" .\n"


def turtle(state: State) -> Iterator[bytes]:
    """The Turtle of the graph, piece by piece."""
    yield head()
    yield body(description(contents(state), triples(state)))
    for block in whole_blocks(state):
        yield block.text


def triples(state: State) -> int:
    """How many triples there are, the description's own apart."""
    told = "SELECT coalesce(sum(triples), 0) FROM (SELECT max(triples) AS triples FROM block GROUP BY kind, name)"
    return int(state.db.execute(told).fetchone()[0]) + int(state.db.execute("SELECT count(*) FROM alike").fetchone()[0])


def whole_blocks(state: State) -> Iterator[Block]:
    """The blocks of the graph, what is alike put into those of the entities."""
    rows = state.db.execute("SELECT one, other FROM alike ORDER BY one, other")
    alike = ((one, [other for _, other in group]) for one, group in groupby(rows, key=lambda row: row[0]))
    ahead = next(alike, None)
    for block in state.blocks():
        while ahead is not None and block.kind == _ENT and ahead[0] < block.name:
            ahead = next(alike, None)
        if ahead is not None and block.kind == _ENT and ahead[0] == block.name:
            block = block._replace(text=with_alike(block.text, ahead[1]), triples=block.triples + len(ahead[1]))
        yield block


def with_alike(text: bytes, others: Iterable[str]) -> bytes:
    """An entity's block with its ``similarTo``, at the place that the order of predicates gives it.

    >>> with_alike(b"ent:a a ckg:Platform ;\\n\\tckg:rule \\"x\\" .\\n", ["b"]).decode().splitlines()[-1]
    '\\tckg:similarTo ent:b .'
    """
    lines = text.removesuffix(_END).split(_LINE)
    objects = " , ".join(f"ent:{other}" for other in others)
    # The first lines have what a reader wants first: the type, the labels.
    fixed = sum(line.startswith((b"ent:", b"rdfs:label ", b"skos:altLabel ", b"skos:prefLabel ")) for line in lines)
    at = bisect_left([_iri(line) for line in lines[fixed:]], _ALIKE) + fixed
    lines.insert(at, f"ckg:similarTo {objects}".encode())
    return _LINE.join(lines) + _END


def _iri(line: bytes) -> str:
    prefix, _, local = line.partition(b" ")[0].decode().partition(":")
    return v.PREFIXES[prefix] + local


def contents(state: State) -> Contents:
    """What the description says of the graph, in numbers."""
    documents: set[str] = set()
    creators: set[str] = set()
    for _, facts in state.all_facts():
        documents.add(facts["document"][0])
        creators.update(article[4] for article in facts["articles"] if article[4])
    classes, properties, districts = Counter[str](), Counter[str](), set[str]()
    for counts in state.all_counts():
        classes.update(counts.get("classes", {}))
        properties.update(counts["properties"])
        districts |= served(creators, counts.get("serves", ()))
    classes["Measure"] = measures(state)
    return Contents(frozenset(documents), classes, properties, frozenset(districts))


def measures(state: State) -> int:
    """How many figures there are; two parts may have one."""
    told = "SELECT count(DISTINCT name) FROM block WHERE kind = ? AND name >= 'measure-' AND name < 'measure.'"
    return int(state.db.execute(told, (_ENT,)).fetchone()[0])


def numbers(state: State, *, warnings: Iterable[str], rulings: Iterable[Ruling]) -> dict[str, Any]:
    """The report, as :func:`cppcc_kg.export.report.report` gives it."""
    from cppcc_kg.export.report import tabulated

    documents: list[tuple[SourceDocument, list[str | None]]] = []
    articles = sentences = told = 0
    for _, facts in state.all_facts():
        titles: list[str | None] = []
        documents.append((flat_back(SourceDocument, facts["document"]), titles))
        for _, _, title, _, _, _, said, with_fact, _, _ in sorted(facts["articles"]):
            titles.append(title)
            articles, sentences, told = articles + 1, sentences + said, told + with_fact
    sums: dict[str, Counter[str]] = {name: Counter() for name in ("classes", "properties", "rules")}
    said_of_parts: list[str] = []
    for counts in state.all_counts():
        for name, total in sums.items():
            total.update(counts.get(name, {}))
        said_of_parts += counts.get("warnings", ())
    return tabulated(
        documents=sorted(documents, key=lambda each: each[0].identifier),
        articles=articles,
        classes=sums["classes"],
        properties=sums["properties"],
        rules=sums["rules"],
        measures=measures(state),
        sentences=sentences,
        told=told,
        warnings=[*warnings, *said_of_parts],
        rulings=list(rulings),
    )


def texts(state: State) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each text that is kept beside the graph, since no file on disk has it as it was read."""
    for name, facts in state.all_facts():
        path = flat_back(SourceDocument, facts["document"]).text
        if path is not None:
            yield path, decode(state.reading(name))[0].page.text.encode("utf-8")
