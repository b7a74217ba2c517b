"""Labelled pairs of similar and dissimilar work: the format, and how well a scorer tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cppcc_kg.errors import GoldError, Where
from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.json_lines import json_lines

Half = Literal["tune", "test"]
_KEYS, _MORE = {"similar", "half", "a", "b", "comment"}, {"shared", "drawn"}
_SIDE, _SIDE_MORE = {"district", "class", "label", "theme"}, {"names", "quote"}
_DRAWN = {"score", "band", "of"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its district's full name, class, label and themes, and the names that its text has for parts."""

    district: str
    cls: str
    label: str
    themes: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a pair was drawn from a graph: its score there, its band of scores, and how many pairs that band had."""

    score: float
    band: str
    of: int


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two pieces of work, whether they are similar, and why (``comment``). ``half`` is what the pair is used for.

    ``shared`` are the names of what both are linked with; ``drawn`` is there for pairs from a real graph.
    """

    a: Side
    b: Side
    similar: bool
    half: Half
    comment: str
    shared: tuple[str, ...] = ()
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class PairScore:
    """Counts over some pairs, and those that were judged wrong."""

    right: int
    missed: tuple[LabelledPair, ...]
    false: tuple[LabelledPair, ...]

    @property
    def _counts(self) -> Counts:
        return Counts(self.right, len(self.false), len(self.missed))

    @property
    def precision(self) -> float:
        return self._counts.precision

    @property
    def recall(self) -> float:
        return self._counts.recall


def load_pairs(path: Path) -> list[LabelledPair]:
    """The pairs of a JSON Lines file. Raises :class:`GoldError` that names the line."""
    return [_pair(row, where) for row, where in json_lines(path)]


def _pair(row: Mapping[str, Any], where: Where) -> LabelledPair:
    if (
        not _has(row, _KEYS, _MORE)
        or not all(_has(row[side], _SIDE, _SIDE_MORE) for side in ("a", "b"))
        or ("drawn" in row and not _has(row["drawn"], _DRAWN))
    ):
        raise GoldError("not a labelled pair", where=where, hint=f"keys {sorted(_KEYS)}, sides {sorted(_SIDE)}")
    if not isinstance(row["similar"], bool) or row["half"] not in ("tune", "test") or not row["comment"].strip():
        raise GoldError("a pair needs an answer, a half and a reason", where=where, hint="similar, half, comment")
    a, b = (
        Side(s["district"], s["class"], s["label"], tuple(s["theme"]), tuple(s.get("names", ())))
        for s in (row["a"], row["b"])
    )
    drawn = row.get("drawn")
    return LabelledPair(
        a, b, row["similar"], row["half"], row["comment"], tuple(row.get("shared", ())),
        Drawn(float(drawn["score"]), str(drawn["band"]), int(drawn["of"])) if drawn else None,
    )  # fmt: skip


def _has(row: object, keys: set[str], more: set[str] | None = None) -> bool:
    return isinstance(row, dict) and keys <= set(row) <= keys | (more or set())


def score_pairs(pairs: Iterable[LabelledPair], judge: Callable[[LabelledPair], bool]) -> PairScore:
    """How ``judge`` (is this pair similar?) fares on ``pairs``."""
    judged = [(pair, judge(pair)) for pair in pairs]
    return PairScore(
        right=sum(said and pair.similar for pair, said in judged),
        missed=tuple(pair for pair, said in judged if pair.similar and not said),
        false=tuple(pair for pair, said in judged if said and not pair.similar),
    )


@dataclass(frozen=True, slots=True)
class Band:
    """Drawn pairs of one band of scores: how many were labelled, how many of those are similar."""

    band: str
    pairs: int
    similar: int

    @property
    def precision(self) -> float:
        return self.similar / self.pairs


def by_band(pairs: Iterable[LabelledPair], band_of: Callable[[LabelledPair], str | None]) -> list[Band]:
    """How many pairs of each band are similar, lowest band first; ``band_of`` gives None for those to leave out."""
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        if (band := band_of(pair)) is not None:
            found[band].append(pair.similar)
    return [Band(band, len(found[band]), sum(found[band])) for band in sorted(found, key=float)]


def estimated_precision(pairs: Iterable[LabelledPair], judge: Callable[[LabelledPair], bool]) -> float:
    """The share of similar pairs among all of the graph that ``judge`` takes, estimated from those that were drawn.

    Each drawn pair stands for as many of its band as were not drawn (``of`` by the number that was). Pairs that were
    not drawn from a graph are left out. NaN where nothing is taken.
    """
    drawn = [pair for pair in pairs if pair.drawn is not None]
    weight = _weights(drawn)
    taken = [(weight[pair.drawn.band], pair.similar) for pair in drawn if pair.drawn is not None and judge(pair)]
    whole = sum(w for w, _ in taken)
    return sum(w for w, similar in taken if similar) / whole if whole else float("nan")


def _weights(drawn: Iterable[LabelledPair]) -> Mapping[str, float]:
    count: defaultdict[tuple[str, int], int] = defaultdict(int)
    for pair in drawn:
        if pair.drawn is not None:
            count[pair.drawn.band, pair.drawn.of] += 1
    return {band: of / number for (band, of), number in count.items()}
