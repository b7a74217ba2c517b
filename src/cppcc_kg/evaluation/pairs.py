"""Labelled pairs of similar and dissimilar work: the format, and how well a scorer tells them apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cppcc_kg.errors import GoldError, Where

Half = Literal["tune", "test"]
_KEYS = {"similar", "half", "a", "b", "comment"}
_SIDE = {"district", "class", "label", "theme"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its district's full name, class, label and themes."""

    district: str
    cls: str
    label: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two pieces of work, whether they are similar, and why (``comment``). ``half`` is what the pair is used for."""

    a: Side
    b: Side
    similar: bool
    half: Half
    comment: str


@dataclass(frozen=True, slots=True)
class PairScore:
    """Counts over some pairs, and those that were judged wrong."""

    right: int
    missed: tuple[LabelledPair, ...]
    false: tuple[LabelledPair, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.false)) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.right else 0.0


def load_pairs(path: Path) -> list[LabelledPair]:
    """The pairs of a JSON Lines file. Raises :class:`GoldError` that names the line."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = Where(str(path), line=number)
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"no JSON: {error.msg}", where=where) from None
        pairs.append(_pair(row, where))
    return pairs


def _pair(row: object, where: Where) -> LabelledPair:
    if not isinstance(row, dict) or set(row) != _KEYS or any(set(row[side]) != _SIDE for side in ("a", "b")):
        raise GoldError("not a labelled pair", where=where, hint=f"keys {sorted(_KEYS)}, sides {sorted(_SIDE)}")
    if not isinstance(row["similar"], bool) or row["half"] not in ("tune", "test") or not row["comment"].strip():
        raise GoldError("a pair needs an answer, a half and a reason", where=where, hint="similar, half, comment")
    a, b = (Side(s["district"], s["class"], s["label"], tuple(s["theme"])) for s in (row["a"], row["b"]))
    return LabelledPair(a, b, row["similar"], row["half"], row["comment"])


def score_pairs(pairs: Iterable[LabelledPair], judge: Callable[[LabelledPair], bool]) -> PairScore:
    """How ``judge`` (is this pair similar?) fares on ``pairs``."""
    judged = [(pair, judge(pair)) for pair in pairs]
    return PairScore(
        right=sum(said and pair.similar for pair, said in judged),
        missed=tuple(pair for pair, said in judged if pair.similar and not said),
        false=tuple(pair for pair, said in judged if said and not pair.similar),
    )
