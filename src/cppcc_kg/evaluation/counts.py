"""Counts of right, wrong and missed, and what is computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Counts(NamedTuple):
    """How many were found (``tp``), given but wrong (``fp``), and missed (``fn``)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 when nothing was given."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found; 0 when nothing was wanted."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Counts(3, 1, 2).f1, 3)
        0.667
        """
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def total(counts: Iterable[Counts]) -> Counts:
    """All of them added up.

    >>> total([Counts(1, 2, 3), Counts(10, 20, 30)])
    Counts(tp=11, fp=22, fn=33)
    """
    whole = Counts()
    for one in counts:
        whole = whole.plus(one)
    return whole


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A label that was not found (``miss``), or a claim that no label bears out (``extra``)."""

    kind: Literal["miss", "extra"]
    document: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}\t{self.document}\t{self.what}"
