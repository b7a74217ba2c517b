from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.errors import UsageError
from cppcc_kg.export.html.selection import Owners, around, limited, of_districts, of_themes, quotas
from cppcc_kg.model import Entity, Fact, KnowledgeGraph

from .sample import sample_graph


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(0, 200))
def test_quotas_are_fair(sizes: list[int], limit: int) -> None:
    given_ = quotas(sizes, limit)
    assert sum(given_) == min(limit, sum(sizes))
    assert all(0 <= share <= size for share, size in zip(given_, sizes, strict=True))
    cut = [share for share, size in zip(given_, sizes, strict=True) if share < size]
    assert all(share >= max(given_, default=0) - 1 for share in cut)


@pytest.mark.parametrize("most", [1, 7, 40, 100])
def test_a_page_has_at_most_so_many_nodes_the_same_for_each_district(most: int) -> None:
    graph = sample_graph(16)
    part = limited(graph, most)
    assert len(part.entities) == most
    owners = Owners.read(graph).of
    shares = Counter(owners[entity.id] for entity in part.entities)
    shares.pop("", None)
    if most >= 4:
        assert len(shares) == 4
        assert max(shares.values()) - min(shares.values()) <= 1
        assert {f"organization-c{n}" for n in range(4)} <= {entity.id for entity in part.entities}
    known = {entity.id for entity in part.entities} | {measure.id for measure in part.measures}
    assert all(fact.subject in known for fact in part.facts)


def test_a_small_district_gives_what_it_does_not_need_to_the_large() -> None:
    def things(committee: str, count: int) -> list[Entity]:
        own = [Entity(f"{committee}-{n:02}", "Practice", f"做法{n}", scope=committee) for n in range(count)]
        return [Entity(committee, "Organization", committee), *own]

    graph = KnowledgeGraph(entities=(*things("small", 2), *things("large", 40)))
    kept = Counter(entity.id.split("-")[0] for entity in limited(graph, 20).entities)
    assert kept == {"small": 3, "large": 17}


def test_what_fits_is_left_alone() -> None:
    graph = sample_graph(2)
    assert limited(graph, len(graph.entities)) is graph


def test_the_choice_depends_on_content_alone() -> None:
    graph = sample_graph(8)
    turned = KnowledgeGraph(entities=graph.entities[::-1], facts=graph.facts[::-1], measures=graph.measures[::-1])
    assert {e.id for e in limited(graph, 60).entities} == {e.id for e in limited(turned, 60).entities}


def test_districts_by_label_code_or_other_form() -> None:
    graph = sample_graph(4)
    by_label, by_code = of_districts(graph, ["铜梁区"]), of_districts(graph, ["500151"])
    assert by_label == by_code
    owners = {Owners.read(graph).of[entity.id] for entity in by_label.entities}
    assert owners == {"district-d2", ""}
    assert "campaign-history" in {entity.id for entity in by_label.entities}
    assert {fact.predicate for fact in by_label.facts} >= {"hasTheme", "hasMeasure", "serves"}
    assert by_label.measures


def test_themes_bring_what_is_tied_to_them_and_whose_it_is() -> None:
    part = of_themes(sample_graph(4), ["党的建设"])
    classes = Counter(entity.cls for entity in part.entities)
    assert classes["District"] == 4
    assert classes["Mechanism"]
    assert not classes["Person"]


def test_surroundings_of_a_label_keep_their_committee_and_district() -> None:
    part = around(sample_graph(4), "党史学习教育", 0)
    assert Counter(entity.cls for entity in part.entities) == {
        "Campaign": 1, "Initiative": 4, "Organization": 4, "District": 4,
    }  # fmt: skip
    whole = sample_graph(4)
    assert len(around(whole, "党史学习教育", 9).entities) == len(whole.entities)


@pytest.mark.parametrize(
    ("ask", "hint"),
    [
        (lambda g: of_districts(g, ["铜粱区"]), "铜梁区"),
        (lambda g: of_themes(g, ["党建"]), "党的建设"),
        (lambda g: around(g, "五型机构", 1), "五型机关"),
    ],
)
def test_a_name_that_is_not_there_is_said_with_what_is_near(ask: object, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        ask(sample_graph(1))  # type: ignore[operator]


def test_one_committee_without_a_district_owns_its_own() -> None:
    graph = KnowledgeGraph(
        entities=(Entity("c", "Organization", "政协"), Entity("p", "Practice", "x", scope="c")),
        facts=(Fact("c", "carriesOut", "p", ("r",)),),
    )
    assert Owners.read(graph).of == {"c": "c", "p": "c"}
