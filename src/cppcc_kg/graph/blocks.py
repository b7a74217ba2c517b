"""A graph as the Turtle of one subject after another: what of a file can be kept, replaced and put in order.

The Turtle of a subject depends on what is said of it alone, so the file of a graph is its blocks in the order of kind
and name, whoever made them, and two parts of a graph that say the same of a subject give one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.turtle import described, written
from cppcc_kg.model import KnowledgeGraph

#: Kinds of subjects (prefixes of their identifiers) in the order of a file.
KINDS = ("doc", "article", "ent", "theme", "period", "fact", "ev")
#: The ends of a statement between two entities, as they follow one another in its block.
_ENDS = re.compile(rb"rdf:object ent:(\S+) ;\n\trdf:predicate ckg:(\S+) ;\n\trdf:subject ent:(\S+)")


class Block(NamedTuple):
    """The Turtle of one subject: ``kind`` counts in :data:`KINDS`, ``name`` is its local name."""

    kind: int
    name: str
    triples: int
    text: bytes

    @property
    def iri(self) -> str:
        return v.PREFIXES[KINDS[self.kind]] + self.name


def ends(statement: Block) -> tuple[str, str, str] | None:
    """Subject, predicate and object of a statement between two entities, by local name; None of another one."""
    found = _ENDS.search(statement.text)
    if found is None:
        return None
    object_, predicate, subject = (each.decode() for each in found.groups())
    return subject, predicate, object_


def turned(statement: Block) -> Block:
    """The statement with its ends, two entities, exchanged: nothing else of it may depend on the direction."""
    found = ends(statement)
    assert found is not None
    subject, predicate, object_ = found
    name = fact_id(object_, predicate, subject)
    said = statement.text.removeprefix(f"fact:{statement.name}".encode())
    said = _ENDS.sub(rb"rdf:object ent:\3 ;\n\trdf:predicate ckg:\2 ;\n\trdf:subject ent:\1", said, count=1)
    return statement._replace(name=name, text=f"fact:{name}".encode() + said)


def blocks(graph: KnowledgeGraph, *kinds: str) -> Iterator[Block]:
    """The blocks of the kinds asked for, in the order of a file. Raises as ``to_triples`` does."""
    for kind, nodes in described(graph):
        if kind in kinds:
            number = KINDS.index(kind)
            for name, triples, text in written(kind, nodes):
                yield Block(number, name, triples, text.encode())
