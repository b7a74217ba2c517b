"""Where everything lies, computed before the page opens: no physics, no chance, whole numbers.

A disc a district, packed around a disc that holds what several districts share. A disc has room for every node
of its district, so that it can open in place when the page starts with groups instead of nodes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cppcc_kg.export.html.islands import Grouping, Island
from cppcc_kg.export.html.lines import inner_edges
from cppcc_kg.export.html.packing import pack, ring_radius
from cppcc_kg.export.html.records import View
from cppcc_kg.export.html.wheel import Point, Wheel, reach, wheel_of
from cppcc_kg.model import CLASSES

_PADDING = 46
_GAP = 24
#: Room above a disc for its name.
_NAME = 34
#: Shared nodes stand in staggered rows, far enough apart for names below them.
_SHARED_STEP = (176, 100)
#: More districts than this are packed, not set in a ring.
_MOST_IN_RING = 7
#: A group's largest symbol, as a share of its district's disc.
_LARGEST_GROUP = 0.3
_LEAST_GROUP = 9

#: Initiatives that head no sector rank below those that do.
_MEMBER_DEPTH = 9


class Group(NamedTuple):
    """All nodes of one class in one district, as one symbol. ``size`` is half its width."""

    cls: str
    nodes: int
    x: int
    y: int
    size: int


class Region(NamedTuple):
    """A disc: its district's name (and ``id``, unlike any other's), middle, radius, number of nodes, and groups."""

    id: str
    label: str
    x: int
    y: int
    r: int
    size: int
    groups: tuple[Group, ...]
    shared: bool = False


class Layout(NamedTuple):
    """A position for every node, by number, and the discs behind them."""

    positions: tuple[Point, ...]
    regions: tuple[Region, ...]
    group_of: tuple[int, ...]
    centres: frozenset[int]
    depth: tuple[int, ...]


def _links(view: View, shared: Iterable[int]) -> Counter[int]:
    wanted = set(shared)
    return Counter(n for edge in view.edges for n in (edge.source, edge.target) if n in wanted)


def _shared_places(view: View, shared: Sequence[int]) -> dict[int, Point]:
    """Staggered rows, the most linked campaign in the middle."""
    across, down = _SHARED_STEP
    side = math.isqrt(len(shared)) + 2
    seats = [
        (c * across + (across // 2 if r % 2 else 0), r * down)
        for r in range(-side, side + 1)
        for c in range(-side, side)
    ]
    seats.sort(key=lambda seat: (seat[0] ** 2 + seat[1] ** 2, seat[1], seat[0]))
    degree = _links(view, shared)
    order = sorted(shared, key=lambda n: (view.nodes[n].cls != "Campaign", -degree[n], n))
    return dict(zip(order, seats, strict=False))


def _group_ring(count: int, radius: float) -> tuple[float, float]:
    """For ``count`` symbols in a circle: how far out their middles lie, and how large the largest may be."""
    if count == 1:
        return 0.0, _LARGEST_GROUP * radius
    out = 0.62 * radius
    return out, min(_LARGEST_GROUP * radius, 0.8 * out * math.sin(math.pi / count))


def _groups(view: View, members: Iterable[int], middle: Point, radius: int) -> tuple[Group, ...]:
    """The district's classes in a circle, in class order from the top, each as large as what it holds."""
    counts = Counter(view.nodes[n].cls for n in members)
    order = [cls for cls in CLASSES if cls in counts]
    order += sorted(counts.keys() - set(order))
    out, largest = _group_ring(len(order), radius)
    most = max(counts.values(), default=1)
    groups = []
    for seat, cls in enumerate(order):
        turn = 2 * math.pi * seat / len(order) - math.pi / 2
        size = max(_LEAST_GROUP, round(largest * math.sqrt(counts[cls] / most)))
        x, y = middle[0] + round(out * math.cos(turn)), middle[1] + round(out * math.sin(turn))
        groups.append(Group(cls, counts[cls], x, y, size))
    return tuple(groups)


def _packed(radii: Sequence[int], first: int | None) -> list[Point]:
    """Middles of the discs: the one with number ``first`` in the middle, then large before small."""
    order = sorted(range(len(radii)), key=lambda i: (i != first, -radii[i], i))
    rooms = [radii[i] + _GAP + _NAME // 2 for i in order]
    if first is not None and 3 < len(rooms) <= _MOST_IN_RING + 1:
        # So few stand in a ring around what they share, which is given the room that this takes.
        rooms[0] = max(rooms[0], math.ceil(ring_radius(len(rooms) - 1, rooms[1])))
    found = pack(rooms)
    places = dict(zip(order, found, strict=True))
    # The name stands above the disc, so the disc stands a little below the middle of its place.
    return [(round(places[i][0]), round(places[i][1]) + _NAME // 2) for i in range(len(radii))]


def _identities(view: View, islands: Sequence[Island]) -> list[str]:
    """A district's label, where no other has it; else with its code or key: deep links name it so."""
    met = Counter(island.label for island in islands)

    def identity(island: Island) -> str:
        if met[island.label] == 1:
            return island.label
        number = island.district if island.district is not None else island.members[0]
        return f"{island.label} {view.nodes[number].code or view.nodes[number].key}"

    return [identity(island) for island in islands]


def lay_out(view: View, grouping: Grouping) -> Layout:
    """Positions of all nodes, and the disc of each district; what is shared is the last region."""
    islands = grouping.islands
    inner = inner_edges(view, islands)
    wheels: list[Wheel] = [wheel_of(view, island, edges) for island, edges in zip(islands, inner, strict=True)]
    places = [wheel.places for wheel in wheels]
    radii = [reach(wheel) + _PADDING for wheel in wheels]
    names = [*zip(_identities(view, islands), (island.label for island in islands), strict=True)]
    members = [island.members for island in islands]
    if grouping.shared:
        seats = _shared_places(view, grouping.shared)
        places.append(seats)
        radii.append(math.ceil(max(math.hypot(x, y) for x, y in seats.values())) + _PADDING + 20)
        names.append(("", ""))
        members.append(grouping.shared)
    middles = _packed(radii, len(islands) if grouping.shared else None)
    regions = tuple(
        Region(identity, label, *middle, r, len(held), _groups(view, held, middle, r), shared=i == len(islands))
        for i, ((identity, label), middle, r, held) in enumerate(zip(names, middles, radii, members, strict=True))
    )
    positions = {
        n: (x + dx, y + dy) for own, (dx, dy) in zip(places, middles, strict=True) for n, (x, y) in own.items()
    }
    group_of = {n: i for i, held in enumerate(members) for n in held}
    depth = {n: d for wheel in wheels for n, d in wheel.depth.items()}
    everyone = range(len(view.nodes))
    return Layout(
        tuple(positions[n] for n in everyone),
        regions,
        tuple(group_of[n] for n in everyone),
        frozenset(i.centre for i in islands if i.centre is not None),
        tuple(depth.get(n, _MEMBER_DEPTH) for n in everyone),
    )
