"""A trace put in order: for each sentence what fired, what lost and to whom, how each class and theme was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cppcc_kg.extraction import themes
from cppcc_kg.extraction.matcher import Match
from cppcc_kg.extraction.names import allows
from cppcc_kg.extraction.readings import Figure, Mention, RawFact, Reading
from cppcc_kg.extraction.trace import Chosen, Emitted, Kind, Lost, Ran, Setting, Taken, Themed, Trace
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Article
from cppcc_kg.rules.types import Rule

StretchKind = Literal["title", "byline", "heading", "sentence"]

#: How the sources of a theme are called, the nearest to the thing first.
_SOURCES: Mapping[themes.Source, str] = {
    "name": "its name",
    "form": "its other forms",
    "clause": "its clause",
    "sentence": "its sentence",
    "paragraph": "its paragraph",
    "line": "the line of work {}",
    "heading": "the heading {}",
    "part": "what hangs under it",
    "title": "the headline",
    "article": "what else the article names",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A title, byline, heading or sentence: what no construction may leave."""

    kind: StretchKind
    span: Span


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that gave something in a stretch."""

    rule: str
    mentions: tuple[Mention, ...] = ()
    facts: tuple[RawFact, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Defeat:
    """A rule that matched at ``span`` and gave nothing: why, and to which rule it lost if to one."""

    rule: str
    span: Span
    why: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """How a governed phrase got its class: by the rule chosen for its verb, head noun, quote; none where none fits."""

    chosen: Chosen

    @property
    def cls(self) -> str | None:
        """The class that was given."""
        rule = self.chosen.rule
        return dict(rule.emits).get("object") if rule is not None else None

    @property
    def outranked(self) -> tuple[Rule, ...]:
        """The rules that fit as well and have a lower priority, or a later id at the same one."""
        return tuple(rule for rule in self.chosen.fitting if rule is not self.chosen.rule)


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """The themes of a thing with their scores, and (source, word, theme, weight) of the words that speak for them.

    A word is told once, at the source nearest to the thing; sources further away count it again.
    """

    label: str
    span: Span
    themes: tuple[tuple[str, float], ...]
    words: tuple[tuple[str, str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything that happened in a stretch. ``elsewhere`` is what :meth:`covering` left out of ``fired``."""

    stretch: Stretch
    settings: tuple[tuple[Span, Kind], ...]
    fired: tuple[Fired, ...]
    lost: tuple[Defeat, ...]
    decisions: tuple[Decision, ...]
    themes: tuple[ThemeChoice, ...]
    elsewhere: tuple[Fired, ...] = ()

    def covering(self, at: int) -> Explained:
        """Only what covers the character ``at``: things by their own span, facts by what they were read from."""
        return replace(
            self,
            settings=tuple(s for s in self.settings if _holds(s[0], at)),
            fired=tuple(filter(None, (_fired_where(f, lambda span: _holds(span, at)) for f in self.fired))),
            lost=tuple(d for d in self.lost if _holds(d.span, at)),
            decisions=tuple(d for d in self.decisions if _holds(d.chosen.governed.phrase.span, at)),
            themes=tuple(t for t in self.themes if _holds(t.span, at)),
            elsewhere=tuple(filter(None, (_fired_where(f, lambda span: not _holds(span, at)) for f in self.fired))),
        )


def _holds(span: Span, at: int) -> bool:
    return span.begin <= at < span.end


def _fired_where(fired: Fired, wanted: Callable[[Span], bool]) -> Fired | None:
    found = Fired(
        fired.rule,
        tuple(m for m in fired.mentions if wanted(m.span)),
        tuple(f for f in fired.facts if wanted(f.quote)),
        tuple(f for f in fired.figures if wanted(f.quote)),
    )
    return found if found.mentions or found.facts or found.figures else None


def stretches(article: Article) -> list[Stretch]:
    """Title, byline, headings and sentences of an article, in text order."""
    found: dict[Span, StretchKind] = {s.span: "sentence" for _, p in article.walk() for s in p.sentences}
    found |= {path[-1].span: "heading" for path in article.headings()}
    named: tuple[tuple[StretchKind, Span | None], ...] = (("title", article.title), ("byline", article.byline))
    found |= {span: kind for kind, span in named if span is not None}
    return [Stretch(found[span], span) for span in sorted(found)]


def explain(article: Article, reading: Reading, trace: Trace) -> list[Explained]:
    """What happened in each stretch of an article."""
    defeats = list(_defeats(article, trace))
    chosen = [Decision(event) for event in trace.of(Chosen)]
    settings = [(event.span, event.kind) for event in trace.of(Setting)]
    spoken = list(_themes(trace))
    return [
        Explained(
            stretch,
            tuple(s for s in settings if stretch.span.contains(s[0])),
            tuple(_fired(stretch.span, reading)),
            tuple(sorted({d for d in defeats if _begins_in(d.span, stretch.span)}, key=lambda d: (d.span, d.rule))),
            tuple(d for d in chosen if _begins_in(d.chosen.governed.clause, stretch.span)),
            tuple(t for t in spoken if _begins_in(t.span, stretch.span)),
        )
        for stretch in stretches(article)
    ]


def _begins_in(span: Span, stretch: Span) -> bool:
    return stretch.begin <= span.begin < stretch.end


def _fired(stretch: Span, reading: Reading) -> Iterator[Fired]:
    """By rule what came of it; themes are told apart, with their words."""
    mentions = [m for m in reading.mentions if _begins_in(m.span, stretch)]
    facts = [f for f in reading.facts if _begins_in(f.quote, stretch) and f.predicate != "hasTheme"]
    figures = [f for f in reading.figures if _begins_in(f.quote, stretch)]
    rules = [m.rule for m in mentions] + [f.rule for f in facts] + [f.rule for f in figures]
    for rule in dict.fromkeys(rules):
        yield Fired(
            rule,
            tuple(dict.fromkeys(m for m in mentions if m.rule == rule)),
            tuple(dict.fromkeys(f for f in facts if f.rule == rule)),
            tuple(f for f in figures if f.rule == rule),
        )


def _defeats(article: Article, trace: Trace) -> Iterator[Defeat]:
    for ran in trace.of(Ran):
        for match in ran.matches:
            if not allows(match.rule, article.text, match.span):
                yield Defeat(match.rule.id, match.span, refusal(article, match))
    for lost in trace.of(Lost):
        if lost.to is None:
            yield Defeat(lost.match.rule.id, lost.match.span, "a name was read there already")
        elif lost.to.rule.id != lost.match.rule.id:
            yield Defeat(lost.match.rule.id, lost.match.span, advantage(lost.to, lost.match), lost.to.rule.id)
    for emitted in trace.of(Emitted):
        if not emitted.gave:
            yield Defeat(emitted.match.rule.id, emitted.match.span, "it matched, and no name came of it")
    for taken in trace.of(Taken):
        yield Defeat("(frame)", taken.member.span, "a pattern had read it", reader_of(trace, taken.by))


def refusal(article: Article, match: Match) -> str:
    """Which of its own conditions forbids a match."""
    bare = replace(match.rule, clause=None)
    key = "clause" if allows(bare, article.text, match.span) else "unless"
    return f"its own {key!r} forbids it"


def advantage(winner: Match, loser: Match) -> str:
    """What the settlement went by: length, then priority, then place, then id."""
    reasons = ("the other match is longer", "the other has a higher priority", "the other begins first")
    pairs = zip(reasons, winner.order, loser.order, strict=False)
    return next((why for why, ours, theirs in pairs if ours != theirs), "the other's id comes first")


def reader_of(trace: Trace, span: Span) -> str | None:
    """The rule of the pattern that gave something at ``span``, or was to."""
    named = (event.match.rule.id for event in trace.of(Emitted) if event.match.span == span)
    return next(named, None)


def _themes(trace: Trace) -> Iterator[ThemeChoice]:
    seen: set[tuple[str, Span]] = set()
    for event in trace.of(Themed):
        mention = event.mention
        if (mention.label, mention.span) in seen or not event.themes:
            continue
        seen.add((mention.label, mention.span))
        scores = themes.scores(mention.cls, event.said)
        chosen = tuple((theme, round(scores.get(theme, 0.0), 2)) for theme in event.themes)
        yield ThemeChoice(mention.label, mention.span, chosen, tuple(_spoken(event)))


def _spoken(event: Themed) -> Iterator[tuple[str, str, str, float]]:
    """The words that speak for the themes that were given, each at the nearest source that has it."""
    told: set[tuple[str, str]] = set()
    for said in sorted(event.said, key=lambda said: list(_SOURCES).index(said.source)):
        for word, theme, weight in themes.evidence(said.text):
            if theme in event.themes and (word, theme) not in told:
                told.add((word, theme))
                yield _SOURCES[said.source].format(said.text), word, theme, weight
