"""How alike two pieces of work of two districts are, and why: a score of named parts.

The score depends on the two alone. The weight of each letter comes from a frozen table (``data/grams.tsv``), never
from the corpus at hand, so that another document changes no pair that it does not speak of. Labelled pairs in
``tests/gold/similar`` hold it: ``python tools/measure_similar.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from cppcc_kg.analysis.names import core, grams, kind_word, kinds, stem, weights
from cppcc_kg.model import Part

#: Raised whenever weights, tables or formula change: scores of two versions cannot be compared.
VERSION = "1"
#: A pair of at least this score is said to be similar; chosen on the half ``tune`` of the labelled pairs.
THRESHOLD = Decimal("0.50")

#: What each part weighs. Wording, kind and theme make up 1; what the two share besides comes on top.
WORDING, HEAD, THEME, NEIGHBOUR = 0.45, 0.35, 0.20, 0.10
#: Heads of one kind that are two words (工作站, 工作室).
KIN = 0.9
#: Only a name of so many letters is known again inside a longer one: 学习 is inside half of all names.
LEAST_INSIDE = 4
#: At most so many shared letters are shown as the reason, the heaviest first.
MOST_SHARED = 4


@dataclass(frozen=True)
class Profile:
    """What of a piece of work is compared.

    ``places`` are the names of its district, which say nothing of the work; ``neighbours`` maps what it is linked
    with, by name (a campaign, a target), to the ids of those nodes.
    """

    cls: str
    label: str
    places: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()
    neighbours: Mapping[str, frozenset[str]] | None = None

    @cached_property
    def core(self) -> str:
        return core(self.label, self.places)

    @cached_property
    def grams(self) -> frozenset[str]:
        return grams(stem(self.core))

    @cached_property
    def weight(self) -> float:
        return _weight(self.grams)

    @cached_property
    def head(self) -> str | None:
        """The word that tells the kind of thing, in the spelling of the table."""
        return kind_word(self.core)

    @cached_property
    def kinds(self) -> frozenset[str]:
        return kinds()[self.head] if self.head is not None else frozenset()


@dataclass(frozen=True, slots=True)
class Similarity:
    """A score in [0, 1] and the parts that it is made of, in a fixed order; two decimals each."""

    score: Decimal
    parts: tuple[Part, ...]

    @property
    def is_similar(self) -> bool:
        return self.score >= THRESHOLD


def similarity(one: Profile, other: Profile) -> Similarity:
    """How alike the two are; the same whichever is named first.

    >>> pair = similarity(Profile("Platform", "委员工作站"), Profile("Platform", "委员工作室"))
    >>> pair.is_similar, [part.name for part in pair.parts]
    (True, ['wording', 'headNoun', 'theme', 'neighbour'])
    """
    wording, head = _wording(one, other), _head(one, other)
    theme, neighbour = _theme(one, other), _neighbour(one, other)
    whole = WORDING * wording[0] + HEAD * head[0] + THEME * theme[0] + NEIGHBOUR * neighbour[0]
    parts = (
        Part("wording", _round(wording[0]), wording[1]),
        Part("headNoun", _round(head[0]), head[1]),
        Part("theme", _round(theme[0]), theme[1]),
        Part("neighbour", _round(neighbour[0]), neighbour[1]),
    )
    return Similarity(_round(min(1.0, whole)), parts)


def best(one: tuple[Profile, ...], other: tuple[Profile, ...]) -> Similarity:
    """The likeness of the two under those of their names that are most alike; of equals the first."""
    return max((similarity(a, b) for a in one for b in other), key=lambda found: found.score)


def _round(number: float) -> Decimal:
    return Decimal(repr(round(number, 6))).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _weight(found: Iterable[str]) -> float:
    # Sorted, since a sum of floats depends on their order, and a set has none.
    return sum(weights().get(gram, 1.0) * len(gram) for gram in sorted(found))


def _wording(one: Profile, other: Profile) -> tuple[float, tuple[str, ...]]:
    """Shared letters and pairs of letters: the mean of Dice's coefficient and of the share of the shorter name."""
    shared = one.grams & other.grams
    if not shared:
        return 0.0, ()
    both = _weight(shared)
    if stem(one.core) == stem(other.core):
        return 1.0, _told(shared)
    dice = 2 * both / (one.weight + other.weight)
    shorter = min(len(stem(one.core)), len(stem(other.core)))
    part = both / min(one.weight, other.weight) if shorter >= LEAST_INSIDE else dice
    return (dice + part) / 2, _told(shared)


def _told(shared: frozenset[str]) -> tuple[str, ...]:
    """The shared pairs (single letters where there is no pair), the heaviest first."""
    pairs = {gram for gram in shared if len(gram) == 2 and "#" not in gram} or {g for g in shared if "#" not in g}
    heaviest = sorted(pairs, key=lambda gram: (-weights().get(gram, 1.0), gram))[:MOST_SHARED]
    return tuple(sorted(heaviest))


def _head(one: Profile, other: Profile) -> tuple[float, tuple[str, ...]]:
    """The same word for the kind of thing, or another word for the same kind. A name without such a word: 0."""
    if one.head is None or other.head is None:
        return (1.0, ()) if stem(one.core) == stem(other.core) else (0.0, ())
    if not one.kinds & other.kinds:
        return 0.0, ()
    return (1.0 if one.head == other.head else KIN), tuple(sorted({one.head, other.head}))


def _theme(one: Profile, other: Profile) -> tuple[float, tuple[str, ...]]:
    """The share of the themes of the one that has fewer."""
    shared = one.themes & other.themes
    return (len(shared) / min(len(one.themes), len(other.themes)), tuple(sorted(shared))) if shared else (0.0, ())


def _neighbour(one: Profile, other: Profile) -> tuple[float, tuple[str, ...]]:
    """1 where the two share a neighbour by name, with the nodes of both sides; how many says no more."""
    mine, yours = one.neighbours or {}, other.neighbours or {}
    nodes = {node for name in mine.keys() & yours.keys() for node in mine[name] | yours[name]}
    return (1.0, tuple(sorted(nodes))) if nodes else (0.0, ())
