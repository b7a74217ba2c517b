"""How alike two pieces of work of two districts are, and why: a score of named parts.

The score depends on the two alone. The weight of each letter comes from a frozen table (``data/grams.tsv``), never
from the corpus at hand, so that another document changes no pair that it does not speak of. Labelled pairs in
``tests/gold/similar`` hold it: ``python tools/measure_similar.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from cppcc_kg.analysis.names import act, core, fields, grams, kind_word, kinds, stem, sure_kinds, weights
from cppcc_kg.model import Part

#: Raised whenever weights, tables or formula change: scores of two versions cannot be compared.
VERSION = "5"
#: A pair of at least this score is said to be similar; chosen on the half ``tune`` of the labelled pairs.
THRESHOLD = Decimal("0.50")

#: What each part weighs. Wording, kind and theme make up 1; what the two share besides comes on top.
WORDING, HEAD, THEME, NEIGHBOUR = 0.45, 0.35, 0.20, 0.10
#: Where neither name has a head, so much of its weight goes to the wording.
HEADLESS = HEAD / 2
#: Heads of one kind that are two words (工作站, 工作室).
KIN = 0.9
#: Heads that name only the same field of work (学习, 调研): it takes a shared part of the name besides.
FIELD = 0.5
#: A name that is no more than such a word lends less by its letters, and so does one of another sort.
BARE = 0.5
#: Kinds that are places. A rule about one is another thing.
PLACES = frozenset({"duty-post", "deliberation-place", "reading-room"})
#: The last word of a rule's name.
RULES = ("制度", "机制", "办法", "细则", "规程", "规定")
#: A name without a head, of no more letters than this (交流), says nothing of what it is.
LEAST_TELLING = 2
#: Only a name of so many letters is known again inside a longer one: 学习 is inside half of all names.
LEAST_INSIDE = 4
#: At most so many shared runs of letters are shown as the reason, the heaviest first.
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
    def signature(self) -> tuple[object, ...]:
        """All that a score depends on: profiles that agree in it score alike with any other."""
        return self.cls, self.core, self.themes, frozenset(self.neighbours or ())

    @cached_property
    def grounds(self) -> tuple[object, ...]:
        """All that the reasons of a score depend on."""
        return self.signature, frozenset((self.neighbours or {}).items())

    @cached_property
    def core(self) -> str:
        return core(self.label, self.places)

    @cached_property
    def stem(self) -> str:
        return stem(self.core)

    @cached_property
    def grams(self) -> frozenset[str]:
        return grams(self.stem)

    @cached_property
    def weight(self) -> int:
        return _weight(self.grams)

    @cached_property
    def head(self) -> str | None:
        """The word that tells the kind of thing, in the spelling of the table."""
        return kind_word(self.core)

    @cached_property
    def kinds(self) -> frozenset[str]:
        return kinds().get(self.head, frozenset()) if self.head is not None else frozenset()

    @cached_property
    def act(self) -> str | None:
        """The verb that makes of a thing another: 谋划好…视察 is no inspection."""
        return act(self.core)

    @cached_property
    def is_headless(self) -> bool:
        """Whether no word tells the kind, of a name that is long enough to tell something else."""
        return self.head is None and len(self.stem) > LEAST_TELLING

    @cached_property
    def is_rule(self) -> bool:
        return self.cls != "Platform" and self.core.endswith(RULES)

    @cached_property
    def is_bare(self) -> bool:
        """Whether the name is no more than a word for a field (调研)."""
        return bool(self.fields) and self.head == self.stem

    @cached_property
    def fields(self) -> frozenset[str]:
        return fields().get(self.head, frozenset()) if self.head is not None else frozenset()


@dataclass(frozen=True, slots=True)
class Similarity:
    """A score in [0, 1] and the parts that it is made of, in a fixed order; two decimals each."""

    score: Decimal
    parts: tuple[Part, ...]

    @property
    def is_similar(self) -> bool:
        return self.score >= THRESHOLD


def score(one: Profile, other: Profile) -> int:
    """How alike the two are, in hundredths; the same whichever is named first."""
    return _cents(min(1.0, _whole(one, other, _head(one, other))))


def similarity(one: Profile, other: Profile) -> Similarity:
    """How alike the two are (:func:`score`), and why.

    >>> pair = similarity(Profile("Platform", "委员工作站"), Profile("Platform", "委员工作室"))
    >>> pair.is_similar, [part.name for part in pair.parts]
    (True, ['wording', 'headNoun', 'theme', 'neighbour'])
    """
    head = _head(one, other)
    themes, neighbours = one.themes & other.themes, _neighbours(one, other)
    wording = _wording(one, other)
    parts = (
        Part("wording", _decimal(wording), _told(one, other) if wording else ()),
        Part("headNoun", _decimal(head), _heads(one, other) if head else ()),
        Part("theme", _decimal(float(bool(themes))), tuple(sorted(themes))),
        Part("neighbour", _decimal(float(bool(neighbours))), neighbours),
    )
    return Similarity(_decimal(min(1.0, _whole(one, other, head))), parts)


def best(one: tuple[Profile, ...], other: tuple[Profile, ...]) -> Similarity:
    """The likeness of the two under those of their names that are most alike; of equals the first."""
    return similarity(*max(((a, b) for a in one for b in other), key=lambda pair: score(*pair)))


def best_score(one: tuple[Profile, ...], other: tuple[Profile, ...]) -> int:
    """The score of :func:`best`, in hundredths."""
    return max(score(a, b) for a in one for b in other)


def _whole(one: Profile, other: Profile, head: float) -> float:
    """The weighted sum of the parts. Two themes in common say no more than one: a reader may leave a second out."""
    weight = WORDING + HEADLESS if one.is_headless and other.is_headless else WORDING
    whole = weight * _wording(one, other) + HEAD * head
    if not one.themes.isdisjoint(other.themes):
        whole += THEME
    elif head and one.kinds & other.kinds & sure_kinds():
        whole += THEME * head
    if one.neighbours and other.neighbours and _neighbours(one, other):
        whole += NEIGHBOUR
    return whole


def _cents(number: float) -> int:
    """Hundredths, halves up, of a number that is first rounded to millionths, as sums of floats need it."""
    return (round(round(number, 6) * 1_000_000) + 5_000) // 10_000


def _decimal(number: float) -> Decimal:
    return Decimal(_cents(number)).scaleb(-2)


def _weight(found: Iterable[str]) -> int:
    """In thousandths and so exact: a sum of floats would depend on an order, and a set has none."""
    table = _thousandths()
    return sum(table.get(gram, 1000) * len(gram) for gram in found)


@cache
def _thousandths() -> Mapping[str, int]:
    return {gram: round(weight * 1000) for gram, weight in weights().items()}


def _wording(one: Profile, other: Profile) -> float:
    """Shared letters and pairs of letters: the mean of Dice's coefficient and of the share of the shorter name."""
    shared = one.grams & other.grams
    if not shared:
        return 0.0
    if one.stem == other.stem:
        return 1.0
    both = _weight(shared)
    dice = 2 * both / (one.weight + other.weight)
    shorter = min(len(one.stem), len(other.stem))
    part = both / min(one.weight, other.weight) if shorter >= LEAST_INSIDE else dice
    bare = (one.is_bare or other.is_bare) and not one.kinds & other.kinds
    return (BARE if bare or _differ_in_sort(one, other) else 1.0) * (dice + part) / 2


def _told(one: Profile, other: Profile) -> tuple[str, ...]:
    """The longest runs of letters that both names have (single letters where there is no run), the heaviest first."""
    found = _runs(one.stem, other.stem) or (one.grams & other.grams)
    return tuple(sorted(sorted(found, key=lambda run: (-_weight(grams(run)), run))[:MOST_SHARED]))


def _runs(name: str, other: str) -> set[str]:
    """The parts of two letters or more that both have, each as long as it can be in ``name``."""
    found, last = set[str](), 0
    for begin in range(len(name)):
        end = begin
        while end < len(name) and name[end] != "#" and name[begin : end + 1] in other:
            end += 1
        if end > last and end - begin > 1:
            found.add(name[begin:end])
            last = end
    return {run for run in found if not any(run in longer and run != longer for longer in found)}


def _head(one: Profile, other: Profile) -> float:
    """The same word for the kind of thing, or another word for the same kind, or only a word for the same field."""
    if one.head is None or other.head is None:
        return float(one.stem == other.stem and len(one.stem) > LEAST_TELLING)
    if _differ_in_sort(one, other) or one.act != other.act:
        return 0.0
    if one.kinds & other.kinds:
        return 1.0 if one.head == other.head else KIN
    return FIELD if one.fields & other.fields else 0.0


def _heads(one: Profile, other: Profile) -> tuple[str, ...]:
    """Both heads as words; the ``#`` that stands for a numeral becomes 某 (某型机关 of 五型机关 and 四型机关)."""
    return tuple(sorted({head.replace("#", "某") for head in (one.head, other.head) if head is not None}))


def _differ_in_sort(one: Profile, other: Profile) -> bool:
    """A principle and what is none, a rule about places and the place, whatever their heads."""
    if "Principle" in (one.cls, other.cls) and one.cls != other.cls:
        return one.head != other.head
    place = one.kinds & other.kinds & PLACES
    return one.is_rule != other.is_rule and (bool(place) or "Platform" in (one.cls, other.cls))


def _neighbours(one: Profile, other: Profile) -> tuple[str, ...]:
    """The nodes of both sides that bear one name; how many says no more than that there are some."""
    mine, yours = one.neighbours or {}, other.neighbours or {}
    return tuple(sorted({node for name in mine.keys() & yours.keys() for node in mine[name] | yours[name]}))
