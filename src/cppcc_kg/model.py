"""Value types that the rooms share. All are frozen: a stage returns new values and never edits old ones.

Offsets are code points. A :class:`Span` is half-open. Where a type says *file offsets*, ``text[begin:end]`` of
the file as it lies on disk (decoded, byte-order mark not counted) is meant; *article offsets* count in the
article's healed text (:mod:`cppcc_kg.reading`), which maps back to the file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

#: Contract classes of instances, in the order in which every listing shows them.
CLASSES = (
    "District", "Place", "Organization", "Person", "Event", "Campaign", "Initiative", "Practice", "Mechanism",
    "Principle", "Platform", "Document", "Goal", "Outcome",
)  # fmt: skip

#: Object properties of the contract between instances (theme, measure and literals apart), in listing order.
RELATIONS = (
    "serves", "locatedIn", "partOf", "carriesOut", "establishes", "realizedBy", "aimsAt", "resultsIn", "produces",
    "adoptedBy", "endorsedBy", "targets", "alignedWith", "participatesIn", "plans", "underCampaign", "uses",
    "heldAt", "memberOf", "similarTo",
)  # fmt: skip

#: Object properties that only derived facts have; a derived fact may also have one of the above.
DERIVED = ("district", "hasPart")

#: Facts that end in no entity: in a theme, a figure, an interval.
LITERALS = ("hasTheme", "hasMeasure", "frequency")

#: The seventeen themes (``skos:prefLabel``@zh), in scheme order.
THEMES = (
    "党的建设", "理论学习", "协商民主", "调查研究", "提案工作", "民主监督", "委员履职", "社情民意", "服务保障",
    "制度建设", "队伍建设", "作风廉政", "疫情防控", "脱贫攻坚与乡村振兴", "基层治理与民生", "文化建设", "经济发展",
)  # fmt: skip

Derivation = Literal["read", "derived"]


class Span(NamedTuple):
    """A half-open range ``[begin, end)`` of code points."""

    begin: int
    end: int

    def shift(self, by: int) -> Span:
        """The same range, ``by`` code points further on.

        >>> Span(2, 5).shift(10)
        Span(begin=12, end=15)
        """
        return Span(self.begin + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point.

        >>> Span(0, 3).overlaps(Span(3, 4)), Span(0, 4).overlaps(Span(3, 4))
        (False, True)
        """
        return self.begin < other.end and other.begin < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside.

        >>> Span(0, 9).contains(Span(3, 9))
        True
        """
        return self.begin <= other.begin and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A passage: offsets into the text of the document named by its identifier, and the characters found there.

    ``page`` is the printed page (from 1) on which it begins, in a document that has any.
    """

    document: str
    span: Span
    quote: str
    page: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document of the corpus. ``identifier`` is its path relative to the input root, POSIX.

    ``media`` and ``encoding`` say what it was read from, where that is anything but UTF-8 text; then offsets count in
    ``text``, the path of the extracted text beside the graph, whose UTF-8 bytes have the SHA-256 ``checksum``.
    """

    identifier: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    media: str | None = None
    encoding: str | None = None
    text: str | None = None
    checksum: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One article of a document, as the graph keeps it. ``creator`` is the entity id of the byline's committee."""

    id: str
    document: str
    span: Span
    title: str | None = None
    date: str | None = None
    creator: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An instance of a contract class.

    ``id`` is its local name (``mechanism-0f3a…``), made from content; ``scope`` the id of the committee whose it
    is, if any; ``rules`` the ids of the rules that read a mention of it.
    """

    id: str
    cls: str
    label: str
    alternatives: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    scope: str | None = None
    also: tuple[str, ...] = ()
    level: str | None = None
    code: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One named part of a score in [0, 1], with what it rests on: words, theme labels or entity ids.

    ``name`` is ``wording``, ``headNoun``, ``theme`` or ``neighbour``.
    """

    name: str
    score: Decimal
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """``subject predicate object``, read from ``evidence`` by ``rule`` (or derived, naming ``sources``).

    ``object`` is an entity id, except for ``hasTheme`` (a theme's label), ``frequency`` (an ISO 8601 duration) and
    ``hasMeasure`` (a measure's id). ``role`` is the office held, on ``memberOf`` alone. One Fact stands for one
    (subject, predicate, object); further rules and passages of the same fact are merged into ``rules`` and
    ``evidence``. ``score`` and ``parts`` are those of a ``similarTo``, and on no other fact.
    """

    subject: str
    predicate: str
    object: str
    rules: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    derivation: Derivation = "read"
    as_of: str | None = None
    role: str | None = None
    sources: tuple[str, ...] = ()
    score: Decimal | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A stated figure. ``value``, ``low`` and ``high`` are in ``unit`` (money always in 元).

    ``period`` is as written, ``begin`` and ``end`` its dates where they can be had, ISO 8601, whole or cut.
    """

    id: str
    quantity_of: str
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    period: str | None = None
    per: str | None = None
    reported_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
    rules: tuple[str, ...] = ()
    as_of: str | None = None
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """Everything a build found, each tuple sorted by identifier, so that equal content is equal bytes."""

    documents: tuple[SourceDocument, ...] = ()
    articles: tuple[ArticleRecord, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    measures: tuple[Measure, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)


#: Joins the parts of a key; no name or path holds it, so ("a", "bc") and ("ab", "c") differ.
_SEPARATOR = "\x1f"


def content_id(*parts: str) -> str:
    """The first 16 hex digits of the SHA-256 of ``parts``: equal content has an equal name, whatever was read before.

    64 bits: among ten million names the chance of one collision is about 3 in a million. Lone surrogates,
    which file names on POSIX may hold, are hashed as they are.

    >>> content_id("a", "b")
    'f04cdced9736a69d'
    """
    return hashlib.sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
