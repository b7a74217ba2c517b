"""A graph as the Turtle of one subject after another: what of a file can be kept, replaced and put in order.

The Turtle of a subject depends on what is said of it alone, so the file of a graph is its blocks in the order of kind
and name, whoever made them, and two parts of a graph that say the same of a subject give one block.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.turtle import described, written
from cppcc_kg.model import KnowledgeGraph

#: Kinds of subjects (prefixes of their identifiers) in the order of a file.
KINDS = ("doc", "article", "ent", "theme", "period", "fact", "ev")


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
            number = KINDS.index(kind)
            for name, triples, text in written(kind, nodes):
                yield Block(number, name, triples, text.encode())
