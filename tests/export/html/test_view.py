from dataclasses import replace
from decimal import Decimal

from cppcc_kg.export.html.islands import group
from cppcc_kg.export.html.view import view_of
from cppcc_kg.model import CLASSES, Entity, Evidence, Fact, KnowledgeGraph, Measure, Span

from .sample import DISTRICTS, hostile_graph, sample_graph


def test_every_entity_is_a_node_and_every_fact_between_entities_an_edge() -> None:
    graph = sample_graph(4)
    view = view_of(graph)
    about = {"hasTheme", "frequency", "hasMeasure"}
    assert sorted(node.key for node in view.nodes) == sorted(e.id for e in graph.entities)
    drawn = sorted((view.nodes[e.source].key, e.predicate, view.nodes[e.target].key) for e in view.edges)
    assert drawn == sorted((f.subject, f.predicate, f.object) for f in graph.facts if f.predicate not in about)
    order = [CLASSES.index(node.cls) for node in view.nodes]
    assert order == sorted(order)


def test_measures_themes_and_frequencies_go_to_the_card() -> None:
    quote = "近三年专题调研\n53次，每月一次"
    passage = Evidence("a.txt", Span(5, 5 + len(quote)), quote)
    graph = KnowledgeGraph(
        entities=(Entity("p", "Practice", "专题调研"), Entity("o", "Organization", "万州区政协")),
        facts=(
            Fact("p", "hasTheme", "调查研究", ("t",), (passage,)),
            Fact("p", "frequency", "P1M", ("f",), (passage,)),
            Fact("p", "hasMeasure", "m", ("h",)),
            Fact("p", "hasMeasure", "gone", ("h",)),
        ),
        measures=(Measure("m", "专题调研", "次", Decimal(53), period="近三年", reported_by="o", evidence=(passage,)),),
    )
    view = view_of(graph)
    node = view.nodes[1]
    assert [(item.predicate, item.text) for item in node.literals] == [
        ("frequency", "每月（P1M）"),
        ("hasTheme", "调查研究"),
    ]
    (figure,) = node.figures
    assert (figure.text, figure.period, figure.by) == ("53 次", "近三年", "万州区政协")
    assert view.sources[figure.src[0]].text == ("近三年", "专题调研", "\n", "53次", "，每月一次")
    assert (view.sources[figure.src[0]].begin, view.sources[figure.src[0]].end) == (5, 5 + len(quote))


def test_a_fact_about_something_absent_is_left_out() -> None:
    graph = KnowledgeGraph(entities=(Entity("a", "Goal", "甲"),), facts=(Fact("a", "uses", "b", ("r",)),))
    assert view_of(graph).edges == ()


def test_order_of_the_tuples_does_not_matter() -> None:
    graph = sample_graph(5)
    turned = replace(graph, entities=graph.entities[::-1], facts=graph.facts[::-1], measures=graph.measures[::-1])
    assert view_of(turned) == view_of(graph)


def test_each_district_is_an_island_around_its_committee() -> None:
    view = view_of(sample_graph(4))
    grouping = group(view)
    assert [island.label for island in grouping.islands] == [name for name, _ in DISTRICTS]
    for island in grouping.islands:
        assert island.centre is not None
        assert view.nodes[island.centre].label == f"{island.label}政协"
        assert all(view.nodes[n].scope in ("", view.nodes[island.centre].key) for n in island.members)
    members = sorted(n for island in grouping.islands for n in island.members)
    assert sorted((*members, *grouping.shared)) == list(range(len(view.nodes)))
    assert sorted(view.nodes[n].label for n in grouping.shared) == ["党史学习教育", "王炯", "重庆市政协"]


def test_a_place_that_one_district_speaks_of_is_drawn_in_and_one_that_two_speak_of_is_shared() -> None:
    def committee(n: int) -> list[Entity]:
        return [
            Entity(f"c{n}", "Organization", f"政协{n}"),
            Entity(f"d{n}", "District", f"区{n}"),
            Entity(f"p{n}", "Practice", f"帮扶{n}", scope=f"c{n}"),
        ]

    places = [Entity("own", "Place", "镇"), Entity("village", "Place", "村"), Entity("both", "Place", "河")]
    facts = [Fact(f"c{n}", "serves", f"d{n}", ("r",)) for n in (1, 2)]
    facts += [Fact(f"p{n}", "targets", "both", ("r",)) for n in (1, 2)]
    facts += [Fact("p1", "targets", "own", ("r",)), Fact("village", "locatedIn", "own", ("r",))]
    view = view_of(KnowledgeGraph(entities=(*committee(1), *committee(2), *places), facts=tuple(facts)))
    first, _ = group(view).islands
    assert {"镇", "村"} <= {view.nodes[n].label for n in first.members}
    assert [view.nodes[n].label for n in group(view).shared] == ["河"]


def test_a_scope_without_an_entity_still_makes_an_island() -> None:
    view = view_of(KnowledgeGraph(entities=(Entity("a", "Goal", "甲", scope="gone"),)))
    (island,) = group(view).islands
    assert (island.label, island.centre, island.district) == ("gone", None, None)


def test_hostile_and_empty_graphs_have_a_view() -> None:
    assert len(view_of(hostile_graph()).nodes) == len(hostile_graph().entities)
    assert view_of(KnowledgeGraph()).nodes == ()
