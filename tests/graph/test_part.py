from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from pyoxigraph import Store

from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.part import around, entities, few, neighbours, of_committees, part_of, with_owners
from cppcc_kg.graph.store import open_store


@pytest.fixture(scope="module")
def store(sample_file: Path) -> Store:
    return open_store(sample_file)


def test_the_part_of_all_entities_is_the_graph(store: Store, sample_file: Path) -> None:
    whole = load_graph(sample_file)
    part = part_of(store, [entity.id for entity in whole.entities])
    assert (part.entities, part.facts, part.measures) == (whole.entities, whole.facts, whole.measures)


def test_a_part_has_only_facts_among_its_own(store: Store, sample: SimpleNamespace) -> None:
    chosen = [entity.id for entity in sample.GRAPH.entities if entity.cls in ("Organization", "Platform")]
    part = part_of(store, chosen)
    measures = {measure.id for measure in part.measures}
    assert {entity.id for entity in part.entities} == set(chosen)
    assert part.facts and all(
        f.subject in chosen and (f.object in chosen or f.object in measures or f.predicate in ("hasTheme", "frequency"))
        for f in part.facts
    )


def test_the_nearest_come_first_and_no_more_than_asked(store: Store, sample: SimpleNamespace) -> None:
    start = next(fact.subject for fact in sample.GRAPH.facts if fact.predicate == "establishes")
    near = neighbours(store, start)
    assert around(store, [start], 1, 100) == [start, *near]
    assert around(store, [start], 3, 4) == around(store, [start], 3, 100)[:4]
    assert around(store, [start], 0, 100) == [start]


def test_all_are_given_only_if_they_are_few(store: Store, sample: SimpleNamespace) -> None:
    count = len(sample.GRAPH.entities)
    assert few(store, count) == sorted(entity.id for entity in sample.GRAPH.entities)
    assert few(store, count - 1) is None
    assert set(entities(store, "Place")) == {e.id for e in sample.GRAPH.entities if e.cls == "Place"}


def test_what_a_district_has_comes_with_its_committee(store: Store, sample: SimpleNamespace) -> None:
    served = {fact.object: fact.subject for fact in sample.GRAPH.facts if fact.predicate == "serves"}
    district, committee = next(iter(sorted(served.items())))
    found = of_committees(store, district)
    assert {district, committee} <= set(found)
    assert {e.id for e in sample.GRAPH.entities if e.scope == committee} <= set(found)
    own = next(e.id for e in sample.GRAPH.entities if e.scope == committee)
    assert with_owners(store, [own]) >= {own, committee, district}
