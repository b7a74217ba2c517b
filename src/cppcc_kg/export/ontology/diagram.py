"""Who – what relation – to what: classes left and right, a relation a row between them.

Every relation has a row of its own, so no label can lie on another. Rows go where the classes that they join stand, and
classes where their rows are, by turns, until fewer lines cross no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cppcc_kg.export.ontology.terms import Term

ROW = 30
SLOT = 34
WIDTH = 1040
LEFT, MIDDLE, RIGHT = 200, 520, 840
_ROUNDS = 12
#: A relation that more classes than this have (figures, whose it is) would hide the others.
MOST_SOURCES = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A class at one side, or a relation in the middle: its centre."""

    term: Term
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Row:
    """A relation with the curves that join it: class at the far end, SVG path."""

    box: Box
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The whole picture, in a box of ``WIDTH`` by ``height``."""

    height: int
    sources: tuple[Box, ...]
    targets: tuple[Box, ...]
    rows: tuple[Row, ...]


def draw(terms: Sequence[Term]) -> Diagram:
    """The relations among the classes of ``terms``, without inverse names, and without what nearly everything has."""
    classes = {term.name: term for term in terms if term.kind == "class"}
    relations = [t for t in terms if t.kind == "relation" and not t.inverse_is_named_here]
    ends = {t.name: ([c for c in t.domain if c in classes], [c for c in t.range if c in classes]) for t in relations}
    relations = [t for t in relations if all(ends[t.name]) and len(ends[t.name][0]) <= MOST_SOURCES]
    left = [name for name in classes if any(name in ends[t.name][0] for t in relations)]
    right = [name for name in classes if any(name in ends[t.name][1] for t in relations)]
    left, names, right = _untangle(left, [t.name for t in relations], right, ends)
    height = max(len(names) * ROW, len(left) * SLOT, len(right) * SLOT) + 40
    sources = _column(classes, left, LEFT, height)
    targets = _column(classes, right, RIGHT, height)
    middle = _column({t.name: t for t in relations}, names, MIDDLE, height)
    heights = {("left", b.term.name): b.y for b in sources} | {("right", b.term.name): b.y for b in targets}
    rows = tuple(Row(box, _paths(box, ends[box.term.name], heights)) for box in middle)
    return Diagram(height, sources, targets, rows)


def _untangle(
    left: list[str], rows: list[str], right: list[str], ends: Mapping[str, tuple[list[str], list[str]]]
) -> tuple[list[str], list[str], list[str]]:
    """Barycentres by turns. Ties keep the order of the file, so the same Turtle gives the same picture."""
    for _ in range(_ROUNDS):
        at_left, at_right = _places(left), _places(right)
        rows = sorted(rows, key=lambda r: (_mean(at_left, ends[r][0]) + _mean(at_right, ends[r][1]), rows.index(r)))
        at = _places(rows)
        left = sorted(left, key=lambda c: (_mean(at, [r for r in rows if c in ends[r][0]]), left.index(c)))
        right = sorted(right, key=lambda c: (_mean(at, [r for r in rows if c in ends[r][1]]), right.index(c)))
    return left, rows, right


def _places(names: Sequence[str]) -> dict[str, float]:
    return {name: rank / max(1, len(names) - 1) for rank, name in enumerate(names)}


def _mean(places: Mapping[str, float], names: Sequence[str]) -> float:
    return round(sum(places[name] for name in names) / len(names), 6)


def _column(terms: Mapping[str, Term], names: Sequence[str], x: int, height: int) -> tuple[Box, ...]:
    step = height / len(names)
    return tuple(Box(terms[name], x, round(step * (rank + 0.5))) for rank, name in enumerate(names))


def _paths(
    box: Box, ends: tuple[list[str], list[str]], heights: Mapping[tuple[str, str], int]
) -> tuple[tuple[str, str], ...]:
    paths = []
    for name in ends[0]:
        y = heights["left", name]
        paths.append((name, f"M{LEFT} {y}C{LEFT + 110} {y} {MIDDLE - 200} {box.y} {MIDDLE - 88} {box.y}"))
    for name in ends[1]:
        y = heights["right", name]
        paths.append((name, f"M{MIDDLE + 88} {box.y}C{MIDDLE + 200} {box.y} {RIGHT - 110} {y} {RIGHT - 8} {y}"))
    return tuple(paths)
