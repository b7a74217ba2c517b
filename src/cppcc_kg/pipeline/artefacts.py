"""What is kept of a document that was read: its text and readings as bytes, to be read back instead of read anew.

Compressed JSON: a plain format that can hold nothing but data. Sections and clauses are left out, since nothing after
extraction looks at them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from cppcc_kg.extraction.readings import Figure, Mention, RawFact, Reading
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Article, HealedText, Metadata, Page
from cppcc_kg.resolution.articles import ArticleReading

#: Raised when the form changes; kept bytes of another form are not read.
FORM = 1
_QUICK = 1

T = TypeVar("T")


def pack(data: object) -> bytes:
    """Plain data as compressed JSON: equal data gives equal bytes."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return zlib.compress(text.encode("ascii"), _QUICK)


def unpack(data: bytes) -> Any:
    """The inverse of :func:`pack`."""
    return json.loads(zlib.decompress(data))


def flat(value: Any, *but: str) -> list[Any]:
    """The fields of a dataclass that hold plain values, in their order; ``but`` names fields to leave empty."""
    return [None if name in but else getattr(value, name) for name in _names(value.__class__)]


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cls))


def flat_back(cls: type[T], row: Sequence[Any]) -> T:
    """The inverse of :func:`flat`, lists made tuples."""
    return cls(*(tuple(each) if isinstance(each, list) else each for each in row))


def encode(page: Page, readings: Sequence[ArticleReading]) -> bytes:
    """A page and what was read from it."""
    own = flat(page, "metadata", "articles")
    return pack(
        [own, flat(page.metadata), [[*_article(item.article), _Pool(item.reading).written()] for item in readings]]
    )


def decode(data: bytes) -> list[ArticleReading]:
    """The readings of a page, as they were but for the sections of its articles; never empty."""
    own, meta, items = unpack(data)
    page = flat_back(Page, own)
    articles = tuple(_read_article(page.identifier, item[:-1]) for item in items)
    page = replace(page, metadata=flat_back(Metadata, meta), articles=articles)
    return [
        ArticleReading(page, article, _read_reading(item[-1])) for article, item in zip(articles, items, strict=True)
    ]


def _article(article: Article) -> list[Any]:
    healed = article.healed
    return [article.kind, article.span, healed.pieces, healed.text, article.title, article.date]


def _read_article(identifier: str, item: list[Any]) -> Article:
    kind, span, pieces, text, title, date = item
    healed = HealedText(text, tuple((here, there) for here, there in pieces))
    return Article(
        identifier, kind, Span(*span), healed, (), title=Span(*title) if title is not None else None, date=date
    )


class _Pool:
    """The mentions of a reading, each once, and what is said of them by number."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.numbers: dict[Mention, int] = {}
        self.rows: list[list[Any]] = []

    def written(self) -> list[Any]:
        reading = self.reading
        mentions = [self.number(mention) for mention in reading.mentions]
        facts = [self._fact(fact) for fact in reading.facts]
        figures = [self._figure(figure) for figure in reading.figures]
        committee = self.maybe(reading.committee)
        return [self.rows, mentions, facts, figures, committee, reading.sentences, sorted(reading.told)]

    def number(self, mention: Mention) -> int:
        """The mention's place among the rows; its owner comes before it."""
        known = self.numbers.get(mention)
        if known is not None:
            return known
        m, owner = mention, self.maybe(mention.owner)
        row = [m.cls, m.label, m.span, m.rule, m.quote, m.alternatives, owner, m.key, m.code, m.level, m.campaign]
        self.rows.append(row)
        self.numbers[mention] = len(self.rows) - 1
        return len(self.rows) - 1

    def maybe(self, mention: Mention | None) -> int | None:
        return self.number(mention) if mention is not None else None

    def _fact(self, fact: RawFact) -> list[Any]:
        thing = fact.object if isinstance(fact.object, str) else self.number(fact.object)
        return [self.number(fact.subject), fact.predicate, thing, fact.rule, fact.quote, fact.role]

    def _figure(self, figure: Figure) -> list[Any]:
        f = figure
        numbers = [None if each is None else str(each) for each in (f.value, f.low, f.high)]
        return [self.number(f.of), f.noun, f.unit, *numbers, f.period, f.per, self.maybe(f.owner), f.rule, f.quote]


def _read_reading(data: list[Any]) -> Reading:
    rows, mentions, facts, figures, committee, sentences, told = data
    pool: list[Mention] = []
    for cls, label, span, rule, quote, alternatives, owner, key, code, level, campaign in rows:
        whose = pool[owner] if owner is not None else None
        pool.append(
            Mention(cls, label, Span(*span), rule, Span(*quote), tuple(alternatives), whose, key, code, level, campaign)
        )
    return Reading(
        [pool[number] for number in mentions],
        [
            RawFact(
                pool[subject], predicate, thing if isinstance(thing, str) else pool[thing], rule, Span(*quote), role
            )
            for subject, predicate, thing, rule, quote, role in facts
        ],
        [_read_figure(pool, row) for row in figures],
        pool[committee] if committee is not None else None,
        sentences,
        {Span(*span) for span in told},
    )


def _read_figure(pool: Sequence[Mention], row: list[Any]) -> Figure:
    of, noun, unit, value, low, high, period, per, owner, rule, quote = row
    whose = pool[owner] if owner is not None else None
    return Figure(
        pool[of], noun, unit, number(value), number(low), number(high), period, per, whose, rule, Span(*quote)
    )  # fmt: skip


def number(text: str | None) -> Decimal | None:
    """A number that was written as text, so that no digit is lost."""
    return Decimal(text) if text is not None else None
