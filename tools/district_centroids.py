"""Estimates where the middle of each division lies, from points alone; ``ontology/districts.md`` has the definition.

A raster is laid over the country. Each of its points within REACH of a populated place belongs to the province of the
nearest one (to none where that lies abroad), and in that province to the division without parts whose own point is
nearest. The centroid of a division is the mean of its raster points on the sphere, weighted by the area each stands
for. Everything is in degrees and kilometres; nothing is random, and equal input gives equal output.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

#: Raster points per degree: 0.05°, or 5.6 km from south to north.
PER_DEGREE = 20
#: How far (km) a raster point may lie from a populated place. Farther out is open sea or desert that points say
#: nothing about.
REACH = 25.0
#: How far (km) it may lie from the point of the division that it counts for, if that is not the whole of its province.
FARTHEST = 100.0

EARTH = 6371.0

Vector = tuple[float, float, float]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Settlement:
    """A populated place: degrees, and the first two digits of its province's code (empty abroad)."""

    lon: float
    lat: float
    province: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """The point of one or more divisions without parts, in one province, or of a province that has no parts."""

    province: str
    lon: float
    lat: float
    whole: bool


@dataclass(slots=True)
class Share:
    """The raster points of a leaf: the sum of their unit vectors by area, and how many they are."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    cells: int = 0

    def add(self, vector: Vector, weight: float, cells: int = 1) -> None:
        self.x += weight * vector[0]
        self.y += weight * vector[1]
        self.z += weight * vector[2]
        self.cells += cells


def unit_vector(lon: float, lat: float) -> Vector:
    """Degrees as a vector of length one."""
    east, north = math.radians(lon), math.radians(lat)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def shares(leaves: Iterable[Leaf], settlements: Iterable[Settlement]) -> dict[Leaf, Share]:
    """What of the raster is nearest to each leaf; no entry for a leaf that no raster point is nearest to."""
    members: defaultdict[str, list[tuple[Vector, Leaf]]] = defaultdict(list)
    for leaf in sorted(set(leaves), key=lambda leaf: (leaf.province, leaf.lon, leaf.lat)):
        members[leaf.province].append((unit_vector(leaf.lon, leaf.lat), leaf))
    limit = math.cos(FARTHEST / EARTH)
    found: defaultdict[Leaf, Share] = defaultdict(Share)
    for cell, province in sorted(_provinces(settlements).items()):
        lon, lat = cell[0] / PER_DEGREE, cell[1] / PER_DEGREE
        here = x, y, z = unit_vector(lon, lat)
        best, nearest = limit, None
        for (east, north, up), leaf in members[province]:
            if (cosine := x * east + y * north + z * up) > best or leaf.whole:
                best, nearest = cosine, leaf
        if nearest is not None:
            found[nearest].add(here, math.cos(math.radians(lat)))
    return dict(found)


def mean(parts: Iterable[Share]) -> tuple[float, float, int] | None:
    """The longitude and latitude of the middle of these, and of how many raster points; None of nothing."""
    total = Share()
    for part in parts:
        total.add((part.x, part.y, part.z), 1.0, part.cells)
    if not total.cells:
        return None
    lon = math.degrees(math.atan2(total.y, total.x))
    return lon, math.degrees(math.atan2(total.z, math.hypot(total.x, total.y))), total.cells


def _provinces(settlements: Iterable[Settlement]) -> dict[Cell, str]:
    """The province of the settlement nearest to each raster point within REACH, where that is not abroad."""
    nearest: dict[Cell, tuple[float, str]] = {}
    for settlement in _at_home_or_near(settlements):
        for cell, km in _around(settlement):
            # Of two at the same distance the smaller code, so that the order of the settlements does not tell.
            if (told := (km, settlement.province)) < nearest.get(cell, (math.inf, "")):
                nearest[cell] = told
    return {cell: province for cell, (_, province) in nearest.items() if province}


def _at_home_or_near(settlements: Iterable[Settlement]) -> Iterator[Settlement]:
    """Those of the country, and of those abroad such as lie within a degree or so, where alone they can matter."""
    settlements = tuple(settlements)
    home = {(math.floor(each.lon), math.floor(each.lat)) for each in settlements if each.province}
    near = {(lon + east, lat + north) for lon, lat in home for east in (-1, 0, 1) for north in (-1, 0, 1)}
    return (each for each in settlements if each.province or (math.floor(each.lon), math.floor(each.lat)) in near)


def _around(settlement: Settlement) -> Iterator[tuple[Cell, float]]:
    """The raster points within REACH of a settlement, and how far (km) each lies."""
    degree = math.radians(1) * EARTH
    x, y, z = unit_vector(settlement.lon, settlement.lat)
    high = math.ceil(REACH / degree * PER_DEGREE)
    wide = math.ceil(REACH / degree / math.cos(math.radians(settlement.lat)) * PER_DEGREE) + 1
    column, row = round(settlement.lon * PER_DEGREE), round(settlement.lat * PER_DEGREE)
    for north in range(row - high, row + high + 1):
        for east in range(column - wide, column + wide + 1):
            u, v, w = unit_vector(east / PER_DEGREE, north / PER_DEGREE)
            km = EARTH * math.acos(min(1.0, x * u + y * v + z * w))
            if km <= REACH:
                yield (east, north), km


def centroids(
    points: Mapping[str, tuple[float, float]], parents: Mapping[str, str], settlements: Iterable[Settlement]
) -> dict[str, tuple[float, float, int]]:
    """Code → longitude, latitude and number of raster points, for each division that has any.

    ``points`` has the divisions whose own point says where they lie, ``parents`` all divisions. What has parts is made
    of theirs; divisions without parts that share one point share what is nearest to it.
    """
    leaves = {
        code: Leaf(code[:2], *points[code], whole=not parents[code]) for code in points.keys() - set(parents.values())
    }
    found = shares(leaves.values(), settlements)
    below: defaultdict[str, set[Leaf]] = defaultdict(set)
    for code, leaf in leaves.items():
        division = code
        while division:
            below[division].add(leaf)
            division = parents[division]
    made = {}
    for code in sorted(below):
        parts = sorted(below[code], key=lambda leaf: (leaf.lon, leaf.lat))
        if middle := mean(found[leaf] for leaf in parts if leaf in found):
            made[code] = middle
    return made
