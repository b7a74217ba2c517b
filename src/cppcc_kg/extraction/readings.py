"""What reading an article gives: mentions of things, raw facts between mentions, figures.

Spans count in the article's healed text. Identity is not decided here: a mention says what it is called, of which
class it is and whose it is; :mod:`cppcc_kg.resolution` makes entities of mentions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from cppcc_kg.model import Span


class Mention(NamedTuple):
    """A thing as the text names it at ``span``.

    ``owner`` is the committee mention whose thing it is; ``key`` overrides the label as identity (a division's code);
    ``quote`` is the span shown as evidence (the mention itself, or the clause around it).
    """

    cls: str
    label: str
    span: Span
    rule: str
    quote: Span
    alternatives: tuple[str, ...] = ()
    owner: Mention | None = None
    key: str | None = None
    code: str | None = None
    level: str | None = None
    campaign: str | None = None


class RawFact(NamedTuple):
    """A fact between two mentions, or with a literal object (theme label, frequency)."""

    subject: Mention
    predicate: str
    object: Mention | str
    rule: str
    quote: Span
    role: str | None = None


class Figure(NamedTuple):
    """A stated figure, and what it counts: ``of`` is the mention it hangs on, ``noun`` the counted thing's own noun."""

    of: Mention
    noun: str
    unit: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    period: str | None
    per: str | None
    owner: Mention | None
    rule: str
    quote: Span


@dataclass(slots=True)
class Reading:
    """Everything read from one article, in text order."""

    mentions: list[Mention] = field(default_factory=list)
    facts: list[RawFact] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    committee: Mention | None = None
    sentences: int = 0
    told: set[Span] = field(default_factory=set)
