"""Which pairs are compared: all that can be similar in a small graph, few a node in a large one."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from cppcc_kg.analysis.blocking import MOST_SIMILAR, WINDOW, candidates, most_similar
from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.derive import profiles
from cppcc_kg.analysis.similarity import Profile, best_score, similarity

Known = dict[str, tuple[Profile, ...]]


@pytest.fixture(scope="module")
def real(seed: Any) -> tuple[Known, dict[str, str]]:
    context = Context(seed.graph)
    known = {entity.id: profiles(entity, context) for entity in context.work()}
    return known, {node: context.districts[node].id for node in known}


def _stations(number: int) -> tuple[Known, dict[str, str]]:
    """So many districts with a station for members each, no two of one name."""
    known = {
        f"n{i:05}": (Profile("Platform", f"第{i}号委员工作站", (), frozenset({"委员履职"})),) for i in range(number)
    }
    return known, {node: f"d{node}" for node in known}


def test_each_pair_is_compared_once_and_of_two_districts(real: tuple[Known, dict[str, str]]) -> None:
    found = list(candidates(*real))
    assert len(found) == len(set(found))
    assert all(one < other and real[1][one] != real[1][other] for one, other in found)


def test_blocking_loses_nothing_that_is_similar_within_a_class(real: tuple[Known, dict[str, str]]) -> None:
    known, district = real
    compared = set(candidates(known, district))
    alike = {
        (one, other)
        for one, other in combinations(sorted(known), 2)
        if district[one] != district[other] and best_score(known[one], known[other]) >= 50
    }
    lost = {pair for pair in alike - compared if len({known[end][0].cls for end in pair}) == 1}
    assert len(alike) > 50
    assert not lost, [[known[end][0].label for end in pair] for pair in lost]
    # Of two classes without a kind in common (加强政治理论武装, 理论武装工作) some are not compared.
    assert len(alike - compared) <= 0.1 * len(alike)


def test_the_order_of_nodes_does_not_show(real: tuple[Known, dict[str, str]]) -> None:
    known, district = real
    nodes = list(known)
    random.Random(5).shuffle(nodes)
    assert most_similar({node: known[node] for node in nodes}, district) == most_similar(known, district)


def test_a_score_is_that_of_the_pair(real: tuple[Known, dict[str, str]]) -> None:
    known, district = real
    for cents, one, other in most_similar(known, district):
        assert max(similarity(a, b).score for a in known[one] for b in known[other]) * 100 == cents


def test_a_large_block_is_compared_near_each_node_alone() -> None:
    known, district = _stations(10 * WINDOW)
    assert sum(1 for _ in candidates(known, district)) <= len(known) * WINDOW
    kept = most_similar(known, district)
    degree = Counter(node for _, *pair in kept for node in pair)
    assert max(degree.values()) == MOST_SIMILAR
    assert len(degree) == len(known)
