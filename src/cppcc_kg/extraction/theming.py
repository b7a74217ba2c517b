"""What an article says of the themes of the things read in it: gathered once everything else has been read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from cppcc_kg.extraction.desk import THEMED, Desk
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.readings import Mention, RawFact
from cppcc_kg.extraction.themes import Said, Source, themes_of
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Heading

#: How far a theme is looked for above a thing; also what stops a circle of mentions.
_MOST_LINES = 3
#: Facts whose object hangs under their subject.
_UNDER = ("realizedBy", "resultsIn")
#: A line of work counts half as much as the one below it.
_HIGHER = 0.5

_Key = tuple[str, str, Mention | None]


def add_themes(desk: Desk) -> None:
    """Add the facts ``hasTheme`` to what was read. What one name means for one owner is one thing, read together."""
    named: dict[_Key, list[Mention]] = {}
    for mention in desk.out.mentions:
        if mention.cls in THEMED:
            named.setdefault((mention.cls, mention.label, mention.owner), []).append(mention)
    around = _Around(desk, dict.fromkeys(label for _, label, _ in named))
    for mentions in named.values():
        first = mentions[0]
        said = tuple(each for mention in mentions for each in around.said(mention))
        if len(mentions) > 1:
            share = 1 / len(mentions)
            said = tuple(each._replace(share=each.share * share) for each in said)
        found = themes_of(first.cls, said)
        if desk.trace is not None:
            for mention in mentions:
                desk.trace.themed(mention, said, found)
        for theme in found:
            desk.out.facts.append(RawFact(first, "hasTheme", theme, "theme.words", first.quote))


class _Around:
    """The texts around each mention: where it stands, what it hangs under, what hangs under it."""

    def __init__(self, desk: Desk, labels: Iterable[str]) -> None:
        self.desk = desk
        self.article = Said("article", "，".join(labels))
        self.title = Said("title", desk.words(desk.article.title) if desk.article.title is not None else "")
        self.above, self.below = _lines(desk.out.facts)
        self.places = Placed(self._places(), itemgetter(0))

    def _places(self) -> list[tuple[Span, tuple[Said, ...]]]:
        """Every sentence and heading in text order, with its text, that of its paragraph and of the nearest heading."""
        found: dict[Span, tuple[Span | None, Span | None]] = {}
        for path, paragraph in self.desk.article.walk():
            for sentence in paragraph.sentences:
                found[sentence.span] = (paragraph.span, _nearest(path))
        for path in self.desk.article.headings():
            paragraph_span = found.get(path[-1].span, (None, None))[0]
            found[path[-1].span] = (paragraph_span, path[-1].span)
        # Made once for all things of a place: what they look up a text by is then reckoned once too.
        made: dict[tuple[Source, Span], Said] = {}
        return [(span, tuple(self._parts(made, span, *found[span]))) for span in sorted(found)]

    def _parts(
        self, made: dict[tuple[Source, Span], Said], sentence: Span, paragraph: Span | None, heading: Span | None
    ) -> Iterator[Said]:
        parts: tuple[tuple[Source, Span | None], ...] = (
            ("sentence", sentence), ("paragraph", paragraph), ("heading", heading),
        )  # fmt: skip
        for source, span in parts:
            if span is not None:
                key = source, span
                if key not in made:
                    made[key] = Said(source, self.desk.words(span))
                yield made[key]

    def said(self, mention: Mention) -> Iterator[Said]:
        """What may speak of the theme of a mention, texts that are empty left out."""
        words = self.desk.words
        yield Said("name", mention.label)
        forms = " ".join(form for form in mention.alternatives[:2] if form.endswith(mention.label))
        if forms:
            yield Said("form", forms)
        yield Said("clause", words(mention.quote))
        place = self.places.around(mention.span.begin)
        if place is not None:
            yield from place[1]
        for height, line in enumerate(self._chain(mention)):
            yield Said("line", line.label, _HIGHER**height)
        parts = self.below.get(id(mention))
        if parts:
            yield Said("part", "，".join(dict.fromkeys(part.label for part in parts)))
        if self.title.text:
            yield self.title
        yield self.article

    def _chain(self, mention: Mention) -> Iterator[Mention]:
        """The lines of work that a mention hangs under, the nearest first."""
        at: Mention | None = self.above.get(id(mention))
        for _ in range(_MOST_LINES):
            if at is None:
                return
            yield at
            at = self.above.get(id(at))


def _nearest(path: Sequence[Heading]) -> Span | None:
    return path[-1].span if path else None


def _lines(facts: Sequence[RawFact]) -> tuple[dict[int, Mention], dict[int, list[Mention]]]:
    """For each mention (by identity) the line of work it hangs under, and what hangs under it."""
    above: dict[int, Mention] = {}
    below: dict[int, list[Mention]] = {}
    for fact in facts:
        if isinstance(fact.object, str):
            continue
        if fact.predicate in _UNDER:
            line, part = fact.subject, fact.object
        elif fact.predicate == "partOf":
            line, part = fact.object, fact.subject
        else:
            continue
        above.setdefault(id(part), line)
        below.setdefault(id(line), []).append(part)
    return above, below
