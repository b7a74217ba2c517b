"""Centroids from points: what falls to which division, what bounds it, and what order does not change."""

from __future__ import annotations

import math
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

TOOL = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[2] / "tools" / "district_centroids.py")))

#: A prefecture of two counties, and a village between them and to the east, 0.4° (38 km) apart.
POINTS = {"500101": (106.0, 30.0), "500102": (106.8, 30.0)}
PARENTS = {"500000": "", "500100": "500000", "500101": "500100", "500102": "500100"}
VILLAGES = [(106.0, 30.0), (106.3, 30.0), (106.8, 30.0)]


def _places(spots: list[tuple[float, float]], province: str = "50") -> list[object]:
    return [TOOL.Settlement(lon, lat, province) for lon, lat in spots]


def test_a_village_pulls_the_centroid_of_the_nearer_county() -> None:
    made = TOOL.centroids(POINTS, PARENTS, _places(VILLAGES))
    assert 106.08 < made["500101"][0] < 106.2
    assert 106.75 < made["500102"][0] < 106.81
    assert all(math.isclose(lat, 30, abs_tol=0.01) for _, lat, _ in made.values())


def test_what_has_parts_is_the_mean_of_theirs_by_area() -> None:
    made = TOOL.centroids(POINTS, PARENTS, _places(VILLAGES))
    west, east, whole = made["500101"], made["500102"], made["500100"]
    assert whole[2] == west[2] + east[2]
    assert math.isclose(whole[0], (west[0] * west[2] + east[0] * east[2]) / whole[2], abs_tol=0.001)
    assert made["500000"] == whole


def test_a_village_of_another_province_or_abroad_takes_what_is_nearer_to_it() -> None:
    alone = TOOL.centroids(POINTS, PARENTS, _places(VILLAGES[:1]))
    for province in ("51", ""):
        beside = _places([(105.8, 30.0)], province)
        made = TOOL.centroids(POINTS, PARENTS, [*_places(VILLAGES[:1]), *beside])
        assert made["500101"][0] > alone["500101"][0] + 0.03
        assert made["500101"][2] < alone["500101"][2]


def test_divisions_at_one_point_share_one_centroid() -> None:
    twins = {**POINTS, "500103": POINTS["500101"]}
    made = TOOL.centroids(twins, {**PARENTS, "500103": "500100"}, _places(VILLAGES))
    assert made["500103"] == made["500101"]
    assert made["500100"][2] == made["500101"][2] + made["500102"][2]


def test_what_is_far_from_every_point_counts_for_none() -> None:
    far = _places([*VILLAGES, (109.0, 30.0)])
    assert TOOL.centroids(POINTS, PARENTS, far) == TOOL.centroids(POINTS, PARENTS, _places(VILLAGES))
    assert TOOL.centroids(POINTS, PARENTS, _places([(109.0, 30.0)])) == {}


def test_a_province_without_parts_has_all_of_its_own() -> None:
    made = TOOL.centroids({"710000": (121.5, 25.0)}, {"710000": ""}, _places([(121.5, 25.0), (120.3, 23.0)], "71"))
    assert math.dist(made["710000"][:2], (120.9, 24.0)) < 0.05


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_places_and_divisions_does_not_tell(seed: int) -> None:
    spots = [*_places([*VILLAGES, (106.4, 30.2)]), *_places([(106.5, 30.0)], "51"), *_places([(105.7, 30.0)], "")]
    turned = spots[seed:] + spots[:seed]
    points = dict(sorted(POINTS.items(), reverse=True))
    assert TOOL.centroids(points, PARENTS, turned[::-1]) == TOOL.centroids(POINTS, PARENTS, spots)
