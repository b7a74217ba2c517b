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
        said = around.said(first)
        if len(mentions) > 1:
            share = 1 / len(mentions)
            for mention in mentions[1:]:
                said += around.said(mention)
            said = [Said(source, text, own * share) for source, text, own in said]
        found = themes_of(first.cls, said)
        if desk.trace is not None:
            for mention in mentions:
                desk.trace.themed(mention, tuple(said), found)
        for theme in found:
            desk.out.facts.append(RawFact(first, "hasTheme", theme, "theme.words", first.quote))


class _Around:
    """The texts around each mention: where it stands, what it hangs under, what hangs under it."""

    def __init__(self, desk: Desk, labels: Iterable[str]) -> None:
        self.desk = desk
        #: What speaks for every thing of the article: its title, and all that is named in it.
        self.whole = [Said("article", "，".join(labels))]
        if desk.article.title is not None and (title := desk.words(desk.article.title)):
            self.whole.insert(0, Said("title", title))
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

    def said(self, mention: Mention) -> list[Said]:
        """What may speak of the theme of a mention, texts that are empty left out."""
        found = [Said("name", mention.label)]
        forms = " ".join([form for form in mention.alternatives[:2] if form.endswith(mention.label)])
        if forms:
            found.append(Said("form", forms))
        found.append(Said("clause", self.desk.words(mention.quote)))
        place = self.places.around(mention.span.begin)
        if place is not None:
            found += place[1]
        found += [Said("line", line.label, _HIGHER**height) for height, line in enumerate(self._chain(mention))]
        parts = self.below.get(id(mention))
        if parts:
            found.append(Said("part", "，".join(dict.fromkeys([part.label for part in parts]))))
        found += self.whole
        return found

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
