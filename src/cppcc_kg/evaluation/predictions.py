"""What a graph claims, as the scorer sees it: plain values, free of RDF.

A node is named by its IRI; a literal object by its N-Triples form, which no IRI can equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from cppcc_kg.model import Span

#: Contract class -> the class it is scored as: a Principle or Platform is a Mechanism, so either is right.
FAMILY: Mapping[str, str] = {
    "District": "District",
    "Place": "Place",
    "Organization": "Organization",
    "Person": "Person",
    "Event": "Event",
    "Initiative": "Initiative",
    "Practice": "Practice",
    "Mechanism": "Mechanism",
    "Principle": "Mechanism",
    "Platform": "Mechanism",
    "Document": "Document",
    "Goal": "Goal",
    "Outcome": "Outcome",
}

#: The relations that gold labels. The contract has more (``plans``, ``uses``, …), which are not scored.
SCORED_RELATIONS = (
    "serves", "locatedIn", "partOf", "carriesOut", "establishes", "realizedBy", "aimsAt", "resultsIn",
    "produces", "adoptedBy", "endorsedBy", "targets", "alignedWith", "participatesIn",
)  # fmt: skip


class Triple(NamedTuple):
    """``subject predicate object``; the predicate is a local name of the contract's namespace."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A span, in file offsets, of the file ``text`` (its name without folder and ``.txt``)."""

    text: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class PredictedEntity:
    """An instance: ``families`` are its classes by way of :data:`FAMILY`; ``labels`` include aliases."""

    id: str
    families: frozenset[str]
    labels: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    frequencies: frozenset[str] = frozenset()
    evidence: tuple[Passage, ...] = ()

    @property
    def name(self) -> str:
        """One label to show, ``?`` when there is none."""
        return min(self.labels, default="?")


@dataclass(frozen=True, slots=True)
class PredictedMeasure:
    """A figure; ``owners`` are the labels of the organization that reports it. Text fields may be empty."""

    counted: str
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    period: str = ""
    owners: frozenset[str] = frozenset()
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Predictions:
    """A whole graph.

    ``facts`` maps each read statement to its passages, and leaves out what is marked derived; so does ``plain``,
    which holds the scored relations' bare triples, whether a read statement backs them or none. ``measures``
    keep the graph's order, which decides between two that fit one label equally well.
    """

    passages: tuple[Passage, ...]
    entities: Mapping[str, PredictedEntity]
    facts: Mapping[Triple, tuple[Passage, ...]]
    plain: frozenset[Triple]
    measures: tuple[PredictedMeasure, ...]
