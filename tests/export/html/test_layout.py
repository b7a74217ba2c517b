from collections import Counter
from itertools import combinations
from math import dist

import pytest

from cppcc_kg.export.html.islands import group
from cppcc_kg.export.html.layout import Layout, lay_out
from cppcc_kg.export.html.records import View
from cppcc_kg.export.html.symbols import CENTRE_SIZE, symbol
from cppcc_kg.export.html.view import view_of
from cppcc_kg.model import Entity, Fact, KnowledgeGraph

from .sample import hostile_graph, sample_graph


def laid_out(graph: KnowledgeGraph) -> tuple[View, Layout]:
    view = view_of(graph)
    return view, lay_out(view, group(view))


def chain(length: int) -> KnowledgeGraph:
    """Initiatives each part of the last, closed into a ring: the worst that partOf can be."""
    names = [f"i{n:03}" for n in range(length)]
    entities = [Entity(name, "Initiative", name, scope="c") for name in names]
    entities += [Entity(f"p{name}", "Practice", name, scope="c") for name in names]
    facts = [Fact(lower, "partOf", upper, ("r",)) for upper, lower in zip(names, [*names[1:], "i000"], strict=True)]
    facts = [fact for fact in facts if fact.subject != "i000" or length % 2]
    facts += [Fact(name, "realizedBy", f"p{name}", ("r",)) for name in names]
    return KnowledgeGraph(entities=(Entity("c", "Organization", "政协"), *entities), facts=tuple(facts))


def many_shared(count: int) -> KnowledgeGraph:
    return KnowledgeGraph(entities=tuple(Entity(f"c{n}", "Campaign", f"活动{n}") for n in range(count)))


def many_islands(count: int) -> KnowledgeGraph:
    return KnowledgeGraph(
        entities=tuple(
            Entity(f"p{n}-{i}", "Practice", f"做法{i}", scope=f"c{n:02}")
            for n in range(count)
            for i in range(1 + n % 7)
        )
    )


@pytest.mark.parametrize(
    "graph",
    [
        sample_graph(1),
        sample_graph(16),
        sample_graph(37),
        hostile_graph(),
        chain(40),
        chain(41),
        many_shared(1),
        many_shared(60),
        many_islands(11),
        KnowledgeGraph(),
    ],
    ids=["thin", "usual", "thick", "hostile", "chain", "ring", "one", "shared", "islands", "empty"],
)
def test_no_two_nodes_overlap_and_all_numbers_are_whole(graph: KnowledgeGraph) -> None:
    view, layout = laid_out(graph)
    assert len(layout.positions) == len(view.nodes)
    assert all(type(x) is int and type(y) is int for x, y in layout.positions)
    sizes = [CENTRE_SIZE if n in layout.centres else symbol(v.cls).size for n, v in enumerate(view.nodes)]
    for a, b in combinations(range(len(view.nodes)), 2):
        assert dist(layout.positions[a], layout.positions[b]) > 1.2 * (sizes[a] + sizes[b])


@pytest.mark.parametrize(
    "graph", [sample_graph(16), many_islands(40), many_shared(30)], ids=["usual", "many", "shared"]
)
def test_discs_lie_apart_and_hold_their_nodes(graph: KnowledgeGraph) -> None:
    _, layout = laid_out(graph)
    for a, b in combinations(layout.regions, 2):
        assert dist((a.x, a.y), (b.x, b.y)) > a.r + b.r
    for place, number in zip(layout.positions, layout.group_of, strict=True):
        disc = layout.regions[number]
        assert dist(place, (disc.x, disc.y)) < disc.r
    assert sum(region.size for region in layout.regions) == len(layout.positions)


def test_groups_lie_in_their_disc_apart_from_each_other() -> None:
    view, layout = laid_out(sample_graph(16))
    for number, disc in enumerate(layout.regions):
        held = [view.nodes[n].cls for n, region in enumerate(layout.group_of) if region == number]
        assert {seat.cls: seat.nodes for seat in disc.groups} == Counter(held)
        for seat in disc.groups:
            assert dist((seat.x, seat.y), (disc.x, disc.y)) + seat.size <= disc.r
        for a, b in combinations(disc.groups, 2):
            assert dist((a.x, a.y), (b.x, b.y)) > a.size + b.size


def test_districts_of_one_name_have_names_of_their_own_in_links() -> None:
    def committee(n: int, code: str) -> list[Entity]:
        return [Entity(f"c{n}", "Organization", "政协"), Entity(f"d{n}", "District", "朝阳区", code=code)]

    facts = tuple(Fact(f"c{n}", "serves", f"d{n}", ("r",)) for n in (1, 2))
    graph = KnowledgeGraph(entities=(*committee(1, "110105"), *committee(2, "220104")), facts=facts)
    _, layout = laid_out(graph)
    assert [(region.id, region.label) for region in layout.regions] == [
        ("朝阳区 110105", "朝阳区"),
        ("朝阳区 220104", "朝阳区"),
    ]


def test_the_committee_is_in_the_middle_and_results_lie_outside_of_what_brought_them() -> None:
    view, layout = laid_out(sample_graph(16))
    island = group(view).islands[0]
    assert island.centre is not None
    middle = layout.positions[island.centre]

    def mean(cls: str) -> float:
        rings = [dist(middle, layout.positions[n]) for n in island.members if view.nodes[n].cls == cls]
        return sum(rings) / len(rings)

    assert mean("Initiative") < mean("Mechanism") < mean("Practice") < mean("Outcome")


def test_the_layout_depends_on_content_alone() -> None:
    graph = sample_graph(8)
    turned = KnowledgeGraph(entities=graph.entities[::-1], facts=graph.facts[::-1], measures=graph.measures)
    assert laid_out(turned)[1] == laid_out(graph)[1]
