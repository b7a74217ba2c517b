"""Circles side by side, as close as they go: the districts around what they share.

The front chain of Wang, Wang, Dai and Wang, "Visualization of Large Hierarchical Data by Circle Packing" (CHI 2006):
each circle is laid against the two neighbours on the front that are nearest to the middle.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: How much wider than high the whole is to be: a window is.
_ASPECT = 1.5
_TOUCH = 1e-6
_TURNS = 24


@dataclass(slots=True, eq=False)
class _Circle:
    r: float
    x: float = 0.0
    y: float = 0.0


@dataclass(slots=True, eq=False)
class _Link:
    """A circle's place on the front."""

    circle: _Circle
    next: _Link = None  # type: ignore[assignment]
    previous: _Link = None  # type: ignore[assignment]


def _touching(b: _Circle, a: _Circle, c: _Circle) -> None:
    """Lay ``c`` against both ``a`` and ``b``, on the outer side of the front."""
    dx, dy = b.x - a.x, b.y - a.y
    apart = dx * dx + dy * dy
    to_a, to_b = (a.r + c.r) ** 2, (b.r + c.r) ** 2
    if to_a > to_b:
        along = (apart + to_b - to_a) / (2 * apart)
        aside = math.sqrt(max(0.0, to_b / apart - along * along))
        c.x, c.y = b.x - along * dx - aside * dy, b.y - along * dy + aside * dx
    else:
        along = (apart + to_a - to_b) / (2 * apart)
        aside = math.sqrt(max(0.0, to_a / apart - along * along))
        c.x, c.y = a.x + along * dx - aside * dy, a.y + along * dy + aside * dx


def _meet(a: _Circle, b: _Circle) -> bool:
    reach = a.r + b.r - _TOUCH
    return reach > 0 and reach * reach > (b.x - a.x) ** 2 + (b.y - a.y) ** 2


def _distance(link: _Link) -> float:
    """How far out the gap after ``link`` is; width counts for less than height."""
    a, b = link.circle, link.next.circle
    both = a.r + b.r
    x, y = (a.x * b.r + b.x * a.r) / both, (a.y * b.r + b.y * a.r) / both
    return (x / _ASPECT) ** 2 + y * y


def _join(*links: _Link) -> None:
    for one, other in pairwise(links):
        one.next, other.previous = other, one


def _obstacle(before: _Link, after: _Link, circle: _Circle) -> tuple[_Link, bool] | None:
    """The nearest link of the front that ``circle`` would lie over, and whether it is ahead; ``None`` if none."""
    ahead, behind = after.next, before.previous
    sum_ahead, sum_behind = after.circle.r, before.circle.r
    while True:
        if sum_ahead <= sum_behind:
            if _meet(ahead.circle, circle):
                return ahead, True
            sum_ahead += ahead.circle.r
            ahead = ahead.next
        else:
            if _meet(behind.circle, circle):
                return behind, False
            sum_behind += behind.circle.r
            behind = behind.previous
        if ahead is behind.next:
            return None


def _nearest(start: _Link) -> _Link:
    best, least = start, _distance(start)
    link = start.next
    while link is not start:
        if (far := _distance(link)) < least:
            best, least = link, far
        link = link.next
    return best


def pack(radii: Sequence[float]) -> list[tuple[float, float]]:
    """Centres of circles of the ``radii``, none over another: the first in the middle, the others around it.

    >>> pack([2, 1])
    [(0.0, 0.0), (3.0, 0.0)]
    """
    circles = [_Circle(float(r)) for r in radii]
    if len(circles) > 1:
        circles[1].x = circles[0].r + circles[1].r
    if len(circles) > 2:
        _touching(circles[1], circles[0], circles[2])
        a, b, c = (_Link(circle) for circle in circles[:3])
        _join(a, b, c, a)
        for circle in circles[3:]:
            a = _nearest(a)
            b = a.next
            while True:
                _touching(a.circle, b.circle, circle)
                found = _obstacle(a, b, circle)
                if found is None:
                    break
                a, b = (a, found[0]) if found[1] else (found[0], b)
                _join(a, b)
            _join(a, _Link(circle), b)
    return _turned(circles)


def _turned(circles: Sequence[_Circle]) -> list[tuple[float, float]]:
    """The centres, turned as a whole so that they fill a window best."""
    best: list[tuple[float, float]] = []
    least = math.inf
    for turn in range(_TURNS):
        cos, sin = math.cos(math.pi * turn / _TURNS), math.sin(math.pi * turn / _TURNS)
        places = [(c.x * cos - c.y * sin, c.x * sin + c.y * cos) for c in circles]
        size = max(_extent(circles, [x for x, _ in places]) / _ASPECT, _extent(circles, [y for _, y in places]))
        # Of equal ones the first: what differs in the last digit only must not decide.
        if size < least - _TOUCH:
            best, least = places, size
    return best


def _extent(circles: Sequence[_Circle], middles: Sequence[float]) -> float:
    ends = list(zip(middles, circles, strict=True))
    return max((m + c.r for m, c in ends), default=0.0) - min((m - c.r for m, c in ends), default=0.0)


def ring_radius(count: int, radius: float) -> float:
    """How large a middle must be for ``count`` circles of ``radius`` to stand around it, all touching it.

    >>> round(ring_radius(6, 10))
    10
    """
    return radius * (1 / math.sin(math.pi / count) - 1)
