"""One island: the committee in the middle, its lines of work as sectors, filled ring by ring.

All rings share one set of radii and every sector keeps to its angles, so no two nodes can meet: they keep
``STEP`` of arc on a ring, and so do rings among them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cppcc_kg.export.html.islands import Island
from cppcc_kg.export.html.lines import Line, lines_of
from cppcc_kg.export.html.records import EdgeView, View

STEP = 58
_FIRST_RING = 2
_LEAST_SHARES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15)

Point = tuple[int, int]


class Wheel:
    """An island on its own, the committee at the origin."""

    def __init__(self, centre: int | None, least: float) -> None:
        self.least = least
        self.places: dict[int, Point] = {} if centre is None else {centre: (0, 0)}
        self.depth: dict[int, int] = {}

    def _put(self, node: int, angle: float, ring: int) -> None:
        radius = ring * STEP
        self.places[node] = (round(radius * math.cos(angle)), round(radius * math.sin(angle)))

    @staticmethod
    def _room(begin: float, end: float, ring: int) -> int:
        return int((end - begin) * ring + 1e-9)

    def fill(self, nodes: list[int], begin: float, end: float, ring: int) -> None:
        """Nodes row by row, from ``ring`` outwards, each row spread evenly over the sector."""
        rest = nodes
        while rest:
            row = min(self._room(begin, end, ring), len(rest))
            for seat, node in enumerate(rest[:row]):
                self._put(node, begin + (seat + 0.5) * (end - begin) / row, ring)
            rest = rest[row:]
            ring += 1

    def sector(self, line: Line, begin: float, end: float, ring: int, depth: int = 0) -> None:
        """A line of work: its head on the first ring with room, its parts side by side outside of it."""
        if line.head is not None:
            while self._room(begin, end, ring) < 1:
                ring += 1
            self._put(line.head, (begin + end) / 2, ring)
            self.depth[line.head] = depth
            ring += 1
        if not line.parts:
            self.fill(line.members, begin, end, ring)
            return
        own = [Line(members=line.members)] if line.members else []
        # One ring stays free between a topmost head and its parts, whose names are the first to be read.
        self.divide([*line.parts, *own], begin, end, ring + (depth == 0), depth + 1)

    def divide(self, lines: list[Line], begin: float, end: float, ring: int, depth: int = 0) -> None:
        """Sectors in proportion to what they hold."""
        share = (end - begin) / sum(line.weight(self.least) for line in lines)
        for line in lines:
            width = line.weight(self.least) * share
            self.sector(line, begin, begin + width, ring, depth)
            begin += width


def wheel_of(view: View, island: Island, edges: Sequence[EdgeView]) -> Wheel:
    """The roundest of a few ways to cut the disc: small sectors given more or less than they hold."""
    lines = lines_of(view, island, edges)
    # On a full disc of n nodes the outer ring is about √(n/π): such a weight has room for a node inside it.
    unit = math.sqrt(len(island.members)) / 10
    tries = [_cut(lines, island.centre, least=share * unit) for share in _LEAST_SHARES]
    return min(tries, key=lambda wheel: sorted(map(_squared, wheel.places.values()), reverse=True))


def _squared(point: Point) -> int:
    return point[0] ** 2 + point[1] ** 2


def _cut(lines: list[Line], centre: int | None, least: float) -> Wheel:
    wheel = Wheel(centre, least)
    if lines:
        first = lines[0].weight(least) / sum(line.weight(least) for line in lines)
        # The first sector (the district, bodies, people) is centred at the top.
        start = -math.pi / 2 - math.pi * first
        wheel.divide(lines, start, start + 2 * math.pi, _FIRST_RING)
    return wheel


def reach(wheel: Wheel) -> int:
    """How far from its middle the island's outermost node lies."""
    return math.ceil(max((math.hypot(x, y) for x, y in wheel.places.values()), default=0.0))
