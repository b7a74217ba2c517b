from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.export.html.packing import pack


@given(st.lists(st.integers(1, 900), max_size=40))
def test_no_circle_lies_over_another(radii: list[int]) -> None:
    places = pack(radii)
    assert len(places) == len(radii)
    for (a, one), (b, other) in combinations(zip(places, radii, strict=True), 2):
        assert dist(a, b) >= one + other - 1e-3


@pytest.mark.parametrize("count", [20, 400])
def test_the_whole_is_dense_and_wider_than_high(count: int) -> None:
    radii = [100 + 7 * (n * n % 31) for n in range(count)]
    places = pack(radii)
    box = [
        (max(p[axis] + r for p, r in zip(places, radii, strict=True)))
        - min(p[axis] - r for p, r in zip(places, radii, strict=True))
        for axis in (0, 1)
    ]
    assert 1.1 < box[0] / box[1] < 2
    assert sum(3.14 * r * r for r in radii) > 0.4 * box[0] * box[1]


def test_nothing_and_one() -> None:
    assert pack([]) == []
    assert pack([5]) == [(0.0, 0.0)]
