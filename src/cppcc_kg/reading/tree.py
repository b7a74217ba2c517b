"""The shape of a page that has been read: articles over healed text.

Every span in these types counts in :attr:`HealedText.text` of the article; :meth:`HealedText.to_file` gives the
span in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

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

    def original(self, span: Span, text: str) -> str:
        """The characters of ``text``, the file's, that lie under ``span``; what lies between pieces is left out.

        >>> HealedText("政协网", ((0, 1), (2, 5))).original(Span(0, 3), "·政協**網")
        '政協網'
        """
        return "".join(text[self._offset(at)] for at in range(*span))

    def parts(self, span: Span) -> Iterator[tuple[int, int]]:
        """The pieces that ``span`` is made of: (offset here, offset in the file) where each begins.

        >>> list(HealedText("abcdef", ((0, 10), (3, 20))).parts(Span(1, 5)))
        [(1, 11), (3, 20)]
        """
        first = bisect_right(self.pieces, (span.begin, 1 << 62)) - 1
        yield span.begin, self._offset(span.begin)
        for here, there in self.pieces[first + 1 :]:
            if here >= span.end:
                return
            yield here, there

    def _offset(self, at: int) -> int:
        here, there = self.pieces[bisect_right(self.pieces, (at, 1 << 62)) - 1]
        return there + at - here


class Clause(NamedTuple):
    """A stretch between commas, colons or semicolons that stand outside quotes and titles."""

    span: Span


class Sentence(NamedTuple):
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
    """A document as read: its text (decoded, no byte-order mark), what is known of it, its articles.

    ``simplified`` says that the articles' healed text is in simplified characters and the text itself is not;
    ``media`` and ``encoding`` are what the file was; ``kept`` that the text is not the file's own bytes and is to be
    kept beside the graph; ``pages`` the offset at which each printed page begins.
    """

    identifier: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    articles: tuple[Article, ...] = ()
    simplified: bool = False
    media: str = "text/plain"
    encoding: str | None = None
    kept: bool = False
    pages: tuple[int, ...] = ()

    def printed_page(self, at: int) -> int | None:
        """The number (from 1) of the printed page on which the character at ``at`` stands."""
        return bisect_right(self.pages, at) or None
