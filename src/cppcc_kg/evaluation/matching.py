"""When a claim and a label are the same: equal enough names, and a one-to-one alignment of entities."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cppcc_kg.evaluation.gold import GoldEntity
from cppcc_kg.evaluation.predictions import Passage, PredictedEntity
from cppcc_kg.model import Span

#: The least similarity at which two names are one: 习近平 and 习近平总书记, but not 知识竞赛 and 演讲竞赛.
THRESHOLD = 0.6

#: An extra that is this similar to an optional label is that label, under whatever class, and costs nothing.
OPTIONAL_THRESHOLD = 0.8

_PUNCTUATION = re.compile(r"[\s“”‘’\"'《》〈〉「」『』（）()、，,。．.·•:：;；!！?？\-—–~～]+")


@cache
def normalised(name: str) -> str:
    """The name with width and case folded, and punctuation and spaces dropped.

    >>> normalised("“ＡＢ”、 3")
    'ab3'
    """
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).lower()


@cache
def similarity(one: str, other: str) -> float:
    """From 0 to 1: 1 for equal names, else Dice over character bigrams, or containment weighted by length.

    >>> similarity("“五型机关”", "五型机关"), similarity("五型机关", "万州区")
    (1.0, 0.0)
    """
    a, b = normalised(one), normalised(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    x, y = _bigrams(a), _bigrams(b)
    dice = 2 * len(x & y) / (len(x) + len(y))
    short, long = sorted((a, b), key=len)
    # One character is inside too many names to mean anything.
    contained = 0.45 + 0.5 * len(short) / len(long) if short in long and len(short) >= 2 else 0.0
    return max(dice, contained)


def _bigrams(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)} or {name}


def closest(some: Iterable[str], others: Sequence[str]) -> float:
    """The similarity of the two most similar names; 0 when either side has none."""
    return max((similarity(a, b) for a in some for b in others), default=0.0)


def is_right_class(entity: PredictedEntity, label: GoldEntity) -> bool:
    """Whether the entity has one class, and the label allows it."""
    return len(entity.families) == 1 and entity.families <= label.families


def is_optional(entity: PredictedEntity, gold: Iterable[GoldEntity]) -> bool:
    """Whether the gold leaves the entity open."""
    return any(g.optional and closest(entity.labels, g.names) >= OPTIONAL_THRESHOLD for g in gold)


def touches(passages: Iterable[Passage], places: Sequence[Span]) -> bool:
    """Whether a passage overlaps one of the places."""
    return any(p.span.overlaps(place) for p in passages for place in places)


def shows(passages: Sequence[Passage], places: Sequence[Span], names: Sequence[str]) -> bool:
    """Whether a passage overlaps a place of the label's quote, or holds one of the names."""
    return touches(passages, places) or any(normalised(n) in normalised(p.quote) for p in passages for n in names)


class _Pair(NamedTuple):
    similarity: float
    right_class: bool
    near: bool
    entity: str
    label: int

    def rank(self) -> tuple[float, bool, bool, str, int]:
        """Best first: by name, then class, then evidence; the rest only makes the order definite."""
        return (-self.similarity, not self.right_class, not self.near, self.entity, self.label)


def align(
    entities: Mapping[str, PredictedEntity],
    gold: Sequence[GoldEntity],
    places: Sequence[Sequence[Span]],
    *,
    same_class: bool,
) -> dict[str, int]:
    """Entity id -> index of its label, one to one, greedily from the best pair down.

    ``places[i]`` is where the quote of ``gold[i]`` lies; ``same_class`` admits only pairs of one class.
    """
    pairs = []
    for id_, entity in entities.items():
        for i, label in enumerate(gold):
            right = is_right_class(entity, label)
            if same_class and not right:
                continue
            alike = closest(entity.labels, label.names)
            if alike >= THRESHOLD:
                pairs.append(_Pair(alike, right, touches(entity.evidence, places[i]), id_, i))
    aligned: dict[str, int] = {}
    taken: set[int] = set()
    for pair in sorted(pairs, key=_Pair.rank):
        if pair.entity not in aligned and pair.label not in taken:
            aligned[pair.entity] = pair.label
            taken.add(pair.label)
    return aligned
