"""The shape of a page that has been read: articles over healed text.

Every span in these types counts in :attr:`HealedText.text` of the article; :meth:`HealedText.to_file` gives the
span in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from cppcc_kg.model import Span

HeadingKind = Literal["line", "numbered", "run-in", "slogan"]
ArticleKind = Literal["report", "lead", "item", "plain"]


@dataclass(frozen=True, slots=True)
class HealedText:
    """Pieces of a file laid end to end: ``pieces[i]`` is (offset here, offset in the file) where piece i begins."""

    text: str
    pieces: tuple[tuple[int, int], ...]

    def to_file(self, span: Span) -> Span:
        """The smallest range of the file that holds every character of ``span``, page breaks between included.

        >>> HealedText("abcdef", ((0, 10), (3, 20))).to_file(Span(1, 5))
        Span(begin=11, end=22)
        """
        return Span(self._offset(span.begin), self._offset(span.end - 1) + 1)

    def _offset(self, at: int) -> int:
        here, there = self.pieces[bisect_right(self.pieces, (at, 1 << 62)) - 1]
        return there + at - here


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, colons or semicolons that stand outside quotes and titles."""

    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    span: Span
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    span: Span
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is the outermost. A run-in heading is the first sentence of its paragraph."""

    span: Span
    level: int
    kind: HeadingKind


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (none for text before the first) with the paragraphs and sub-sections below it, in text order."""

    heading: Heading | None
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self, above: tuple[Heading, ...] = ()) -> Iterator[tuple[tuple[Heading, ...], Paragraph]]:
        """Each paragraph with the headings above it, outermost first."""
        here = above if self.heading is None else (*above, self.heading)
        for paragraph in self.paragraphs:
            yield here, paragraph
        for section in self.sections:
            yield from section.walk(here)

    def headings(self, above: tuple[Heading, ...] = ()) -> Iterator[tuple[Heading, ...]]:
        """Each heading in text order, as the path of headings down to it, also where no paragraph follows."""
        here = above if self.heading is None else (*above, self.heading)
        if self.heading is not None:
            yield here
        for section in self.sections:
            yield from section.headings(here)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a file. ``span`` is in the file; every other span counts in ``healed.text``.

    ``date`` is what the page itself gives (:mod:`cppcc_kg.reading.dates`): ISO 8601, whole or cut after year or month.
    """

    document: str
    kind: ArticleKind
    span: Span
    healed: HealedText
    sections: tuple[Section, ...]
    banner: Span | None = None
    title: Span | None = None
    byline: Span | None = None
    committee: Span | None = None
    place: Span | None = None
    date: str | None = None

    @property
    def text(self) -> str:
        return self.healed.text

    def walk(self) -> Iterator[tuple[tuple[Heading, ...], Paragraph]]:
        """Each paragraph of the article with the headings above it, outermost first."""
        for section in self.sections:
            yield from section.walk()

    def headings(self) -> Iterator[tuple[Heading, ...]]:
        """Each heading of the article, as the path of headings down to it."""
        for section in self.sections:
            yield from section.headings()

    def words(self, span: Span) -> str:
        """The healed characters of ``span``."""
        return self.text[span.begin : span.end]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text; dates are ISO 8601, whole or cut after year or month."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A file as read: its text (decoded, no byte-order mark), what is known of it, its articles."""

    identifier: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    articles: tuple[Article, ...] = ()
