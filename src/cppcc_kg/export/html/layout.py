"""Where everything lies, computed before the page opens: no physics, no chance, whole numbers.

An island is filled ring by ring around its committee. All its rings share one set of radii and every sector
keeps to its angles, so no two nodes can meet: they keep ``_STEP`` of arc on a ring, and so do rings among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from cppcc_kg.export.html.islands import Grouping, Island
from cppcc_kg.export.html.lines import Line, lines_of
from cppcc_kg.export.html.view import View

_STEP = 58
_FIRST_RING = 2
_LEAST_SHARES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15)
_PADDING = 46
_CORNERS = 32
_ROUNDNESS = 0.94
_GAP = 90
_NAME = 70
_SHARED_STEP = (150, 76)

#: Initiatives that head no sector rank below those that do.
_MEMBER_DEPTH = 9

Point = tuple[int, int]


class Region(NamedTuple):
    """The ground of a group and the place of its name (bottom centre of the words)."""

    label: str
    name_at: Point
    hull: tuple[Point, ...]
    size: int
    shared: bool = False


class Layout(NamedTuple):
    """A position for every node, by number, and the grounds behind them."""

    positions: tuple[Point, ...]
    regions: tuple[Region, ...]
    group_of: tuple[int, ...]
    centres: frozenset[int]
    depth: tuple[int, ...]


class _Wheel:
    """An island on its own, the committee at the origin."""

    def __init__(self, centre: int | None, least: float) -> None:
        self.least = least
        self.places: dict[int, Point] = {} if centre is None else {centre: (0, 0)}
        self.depth: dict[int, int] = {}

    def _put(self, node: int, angle: float, ring: int) -> None:
        radius = ring * _STEP
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


def _wheel(view: View, island: Island) -> _Wheel:
    """The roundest of a few ways to cut the disc: small sectors given more or less than they hold."""
    lines = lines_of(view, island)
    # On a full disc of n nodes the outer ring is about √(n/π): such a weight has room for a node inside it.
    unit = math.sqrt(len(island.members)) / 10
    tries = [_cut(lines, island.centre, least=share * unit) for share in _LEAST_SHARES]
    return min(tries, key=lambda wheel: sorted(map(_squared, wheel.places.values()), reverse=True))


def _squared(point: Point) -> int:
    return point[0] ** 2 + point[1] ** 2


def _cut(lines: list[Line], centre: int | None, least: float) -> _Wheel:
    wheel = _Wheel(centre, least)
    if lines:
        first = lines[0].weight(least) / sum(line.weight(least) for line in lines)
        # The first sector (the district, bodies, people) is centred at the top.
        start = -math.pi / 2 - math.pi * first
        wheel.divide(lines, start, start + 2 * math.pi, _FIRST_RING)
    return wheel


def _hull(points: Iterable[Point]) -> tuple[Point, ...]:
    """Convex hull, counter-clockwise (monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)

    def half(run: list[Point]) -> list[Point]:
        chain: list[Point] = []
        for x, y in run:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                chain.pop()
            chain.append((x, y))
        return chain

    return tuple(half(ordered)[:-1] + half(ordered[::-1])[:-1])


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


def _shore(wheel: _Wheel) -> tuple[Point, ...]:
    """The outline of an island's ground: nearly round, with room for whatever stands out."""
    reach = sorted(math.hypot(x, y) for x, y in wheel.places.values()) or [0.0]
    radius = max(_STEP, reach[int(_ROUNDNESS * (len(reach) - 1))])
    turns = [2 * math.pi * turn / _CORNERS for turn in range(_CORNERS)]
    return _hull([*wheel.places.values(), *((round(radius * math.cos(t)), round(radius * math.sin(t))) for t in turns)])


def _box(shore: tuple[Point, ...]) -> _Box:
    xs = [x for x, _ in shore]
    ys = [y for _, y in shore]
    return _Box(min(xs) - _PADDING, min(ys) - _PADDING - _NAME, max(xs) + _PADDING, max(ys) + _PADDING)


def _rows(boxes: list[_Box]) -> list[list[int]]:
    """Islands in a grid a little wider than high, in reading order."""
    columns = max(1, round(math.sqrt(1.3 * len(boxes))))
    numbers = list(range(len(boxes)))
    return [numbers[i : i + columns] for i in range(0, len(numbers), columns)]


def _heights(boxes: list[_Box], rows: list[list[int]]) -> tuple[dict[int, int], int]:
    """The y of each island's committee, and the height of all rows."""
    origins: dict[int, int] = {}
    y = 0
    for row in rows:
        height = max(boxes[i].bottom - boxes[i].top for i in row)
        for i in row:
            origins[i] = y + (height - boxes[i].bottom - boxes[i].top) // 2
        y += height + _GAP
    return origins, max(0, y - _GAP)


def _shared(view: View, grouping: Grouping, middles: dict[int, int], height: int) -> list[list[int]]:
    """Shared nodes in rows, each near the height of the islands that speak of it."""
    group_of = {n: i for i, island in enumerate(grouping.islands) for n in island.members}
    pulls: dict[int, list[int]] = {n: [] for n in grouping.shared}
    for edge in view.edges:
        for here, there in ((edge.source, edge.target), (edge.target, edge.source)):
            if here in pulls and there in group_of:
                pulls[here].append(middles[group_of[there]])
    ordered = sorted(pulls, key=lambda n: (sum(pulls[n]) / len(pulls[n]) if pulls[n] else height, n))
    room = max(4, int(0.6 * height) // _SHARED_STEP[1])
    columns = max(1, math.ceil(len(ordered) / room))
    return [ordered[i : i + columns] for i in range(0, len(ordered), columns)]


def _place_shared(rows: list[list[int]], height: int) -> dict[int, Point]:
    """The band's nodes around x = 0. Every second column hangs lower, which leaves names twice the width."""
    across, down = _SHARED_STEP
    columns = max(map(len, rows), default=0)
    left, top = -(columns - 1) * across // 2, (height - len(rows) * down + _NAME) // 2
    return {
        n: (left + c * across, top + r * down + (down // 2 if c % 2 else 0))
        for r, row in enumerate(rows)
        for c, n in enumerate(row)
    }


def _columns(boxes: list[_Box], rows: list[list[int]], band: int) -> dict[int, int]:
    """The x of each island's committee: half of each row on either side of the band, close to it."""
    origins: dict[int, int] = {}
    for row in rows:
        middle = (len(row) + 1) // 2
        x = -band
        for i in row[:middle][::-1]:
            origins[i] = x - boxes[i].right
            x += boxes[i].left - boxes[i].right - _GAP
        x = band
        for i in row[middle:]:
            origins[i] = x - boxes[i].left
            x += boxes[i].right - boxes[i].left + _GAP
    return origins


def lay_out(view: View, grouping: Grouping) -> Layout:
    """Positions of all nodes: rows of islands on both sides of a band that holds what they share."""
    wheels = [_wheel(view, island) for island in grouping.islands]
    shores = [_shore(wheel) for wheel in wheels]
    boxes = [_box(shore) for shore in shores]
    rows = _rows(boxes)
    middles, height = _heights(boxes, rows)
    places = _place_shared(_shared(view, grouping, middles, height), height)
    band = max((x for x, _ in places.values()), default=-_PADDING) + _PADDING + _GAP // (1 if places else 2)
    across = _columns(boxes, rows, band)
    for i, wheel in enumerate(wheels):
        places |= {n: (x + across[i], y + middles[i]) for n, (x, y) in wheel.places.items()}
    regions = [
        _region(island, [(x + across[i], y + middles[i]) for x, y in shores[i]])
        for i, island in enumerate(grouping.islands)
    ]
    if grouping.shared:
        regions.append(_band(grouping.shared, places))
    group_of = {n: i for i, island in enumerate(grouping.islands) for n in island.members}
    depth = {n: d for wheel in wheels for n, d in wheel.depth.items()}
    everyone = range(len(view.nodes))
    return Layout(
        tuple(places[n] for n in everyone),
        tuple(regions),
        tuple(group_of.get(n, len(grouping.islands)) for n in everyone),
        frozenset(i.centre for i in grouping.islands if i.centre is not None),
        tuple(depth.get(n, _MEMBER_DEPTH) for n in everyone),
    )


def _region(island: Island, shore: list[Point]) -> Region:
    x = (min(x for x, _ in shore) + max(x for x, _ in shore)) // 2
    top = min(y for _, y in shore) - _PADDING
    return Region(island.label, (x, top), tuple(shore), len(island.members))


def _band(shared: tuple[int, ...], places: dict[int, Point]) -> Region:
    xs = [places[n][0] for n in shared]
    ys = [places[n][1] for n in shared]
    left, right, top, bottom = min(xs) - 20, max(xs) + 20, min(ys), max(ys)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Region("", ((left + right) // 2, top - _PADDING), corners, len(shared), shared=True)
