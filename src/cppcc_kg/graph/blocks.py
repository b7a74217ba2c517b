"""A graph as the Turtle of one subject after another: what of a file can be kept, replaced and put in order.

The Turtle of a subject depends on what is said of it alone, so the file of a graph is its blocks in the order of kind
and name, whoever made them, and two parts of a graph that say the same of a subject give one block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import Triple

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.serializing import body
from cppcc_kg.graph.turtle import described, grouped
from cppcc_kg.model import KnowledgeGraph

#: Kinds of subjects (prefixes of their identifiers) in the order of a file.
KINDS = ("doc", "article", "ent", "theme", "period", "fact", "ev")
_END = b" .\n"


class Block(NamedTuple):
    """The Turtle of one subject: ``kind`` counts in :data:`KINDS`, ``name`` is its local name."""

    kind: int
    name: str
    triples: int
    text: bytes

    @property
    def iri(self) -> str:
        return v.PREFIXES[KINDS[self.kind]] + self.name


def blocks(graph: KnowledgeGraph, *kinds: str) -> Iterator[Block]:
    """The blocks of the kinds asked for, in the order of a file. Raises as ``to_triples`` does."""
    for kind, nodes in described(graph):
        if kind in kinds:
            yield from cut(kind, grouped(nodes))


def cut(kind: str, triples: Iterable[Triple]) -> Iterator[Block]:
    """Triples of one kind of subject, each subject's together, as blocks."""
    number, base = KINDS.index(kind), v.PREFIXES[kind]
    counted: list[tuple[str, int]] = []

    def passing() -> Iterator[Triple]:
        for subject, group in groupby(triples, key=lambda triple: triple.subject):
            many = 0
            for triple in group:
                many += 1
                yield triple
            counted.append((subject.value.removeprefix(base), many))

    # No literal holds a line end: the serializer escapes it.
    texts = body(passing()).split(_END)
    for (name, many), text in zip(counted, texts, strict=False):
        yield Block(number, name, many, text + _END)
