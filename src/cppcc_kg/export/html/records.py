"""The records that the page is made of: plain values, ready to be written as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from cppcc_kg.model import DERIVED, Fact


def repeats(fact: Fact) -> bool:
    """Whether the fact only says again, shorter or from the other end, what a fact that is shown says.

    >>> repeats(Fact("a", "partOf", "b", ("r",), derivation="derived")), repeats(Fact("a", "partOf", "b", ("r",)))
    (True, False)
    """
    return fact.derivation == "derived" and fact.predicate in (*DERIVED, "partOf")


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as a card shows it: every second piece of ``text`` is marked.

    ``doc`` and ``article`` are places in :attr:`View.documents` and :attr:`View.articles`.
    """

    doc: int
    begin: int
    end: int
    text: tuple[str, ...]
    article: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A file of the corpus, or an article in it, as a citation names it."""

    file: str = ""
    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """A fact whose object is a word, not a node: a theme or a frequency."""

    predicate: str
    text: str
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure on the card of what it counts. Numbers are written out in full, in ``unit``."""

    of: str
    text: str
    unit: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    period: str = ""
    by: str = ""
    as_of: str = ""
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeView:
    """An entity. Nodes are named by their place in :attr:`View.nodes`; ``key`` keeps the entity's own id."""

    key: str
    cls: str
    label: str
    scope: str = ""
    alt: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    level: str = ""
    code: str = ""
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    literals: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a similarity: its name in both languages, its score in [0, 1], what the two share."""

    zh: str
    en: str
    score: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A fact between two nodes."""

    source: int
    target: int
    predicate: str
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    derived: bool = False
    as_of: str = ""
    role: str = ""
    basis: tuple[str, ...] = ()
    score: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows, in an order that depends on content alone."""

    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    sources: tuple[Source, ...]
    documents: tuple[Text, ...] = ()
    articles: tuple[Text, ...] = ()
    measures: int = 0
