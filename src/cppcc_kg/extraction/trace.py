"""What happened while an article was read: a recorder that the stages of the reader tell of each decision.

``None`` everywhere by default, so that a build pays one comparison a decision and nothing else. The events only say
what was decided; :mod:`cppcc_kg.extraction.explanation` and :mod:`cppcc_kg.extraction.diagnosis` put them into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from cppcc_kg.model import Span

if TYPE_CHECKING:  # the stages import this module's type, so it may not import theirs
    from cppcc_kg.extraction.frames import Frame, Member
    from cppcc_kg.extraction.matcher import Match
    from cppcc_kg.extraction.names import Names
    from cppcc_kg.extraction.readings import Mention
    from cppcc_kg.extraction.selection import Governed
    from cppcc_kg.extraction.themes import Said
    from cppcc_kg.rules.types import Rule

#: Why a stretch of text was not read, or was read otherwise.
Kind = Literal["speech", "unreal", "planned", "heading"]


@dataclass(frozen=True, slots=True)
class Ran:
    """A layer of patterns ran over ``shadow`` and matched; which of the matches its context allows is not said."""

    layer: Literal["name", "pattern"]
    shadow: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A match that gave way: to a longer or stronger match, or (``to`` is none) to what was read there already."""

    match: Match
    to: Match | None


@dataclass(frozen=True, slots=True)
class Emitted:
    """A pattern's match was taken to the desk; ``gave`` is false where nothing came of it."""

    match: Match
    gave: bool


@dataclass(frozen=True, slots=True)
class Framed:
    """A clause and its frame, none where no verb of the lexicon governs."""

    clause: Span
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A member of a frame's object that a pattern had read before, so that no frame rule was asked."""

    member: Member
    by: Span


@dataclass(frozen=True, slots=True)
class Chosen:
    """A governed phrase, the frame rules that fit it, and the one that was taken."""

    governed: Governed
    fitting: tuple[Rule, ...]
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch that is a leader's speech, not real, planned, or a heading."""

    span: Span
    kind: Kind


@dataclass(frozen=True, slots=True)
class Themed:
    """A mention, the texts that speak of its themes, and the themes that were given."""

    mention: Mention
    said: tuple[Said, ...]
    themes: tuple[str, ...]


Event = Ran | Lost | Emitted | Framed | Taken | Chosen | Setting | Themed
E = TypeVar("E", Ran, Lost, Emitted, Framed, Taken, Chosen, Setting, Themed)


@dataclass(slots=True)
class Trace:
    """The events of one article, in the order in which they happened."""

    events: list[Event] = field(default_factory=list)
    names: Names | None = None

    def of(self, kind: type[E]) -> list[E]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def ran(self, layer: Literal["name", "pattern"], shadow: str, matches: Iterable[Match]) -> None:
        self.events.append(Ran(layer, shadow, tuple(matches)))

    def lost(self, match: Match, kept: Sequence[Match]) -> None:
        """``match`` overlaps one of ``kept``, which were settled before it."""
        self.events.append(Lost(match, next((k for k in kept if k.span.overlaps(match.span)), None)))

    def emitted(self, match: Match, gave: bool) -> None:
        self.events.append(Emitted(match, gave))

    def framed(self, clause: Span, frame: Frame | None) -> None:
        self.events.append(Framed(clause, frame))

    def taken(self, member: Member, spans: Iterable[Span]) -> None:
        over = (by for by in spans if by.overlaps(member.span) or by.overlaps(member.verb.span))
        self.events.extend(Taken(member, by) for by in over)

    def chose(self, governed: Governed, fitting: Sequence[Rule], rule: Rule | None) -> None:
        self.events.append(Chosen(governed, tuple(fitting), rule))

    def setting(self, span: Span, kind: Kind | None) -> None:
        if kind is not None:
            self.events.append(Setting(span, kind))

    def themed(self, mention: Mention, said: tuple[Said, ...], themes: tuple[str, ...]) -> None:
        self.events.append(Themed(mention, said, themes))
