"""Readings → graph: identity per committee, shared campaigns that leak nothing, merged facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cppcc_kg.model import Fact, KnowledgeGraph
from cppcc_kg.reading.tree import Metadata
from cppcc_kg.resolution.dating import Calendar
from cppcc_kg.resolution.decisions import Judge
from cppcc_kg.resolution.gathering import MOST_ALTERNATIVES
from cppcc_kg.resolution.identity import Key
from cppcc_kg.resolution.resolve import Resolver

Graph = Callable[..., Any]
Leaks = Callable[[KnowledgeGraph], list[str]]

#: Two committees that do the same work under the same names.
TWO = """\
□ 涪陵区政协

办实事 解民忧

近年来，涪陵区政协着力打造“三型机关”，扎实开展党史学习教育。

打造以学为先的学习型机关

建立双周学习会制度，机关党组开展专题学习10次，提出对策建议60余条，有力助推了茶产业发展。用好“渝事好商量”协商平台。

打造求真务实的服务型机关

积极投身脱贫攻坚，帮扶白涛镇顺利脱贫。深入推进“书香政协”建设，解决群众困难120个。

□ 长寿区政协

搭平台 建机制

近年来，长寿区政协着力打造“三型机关”，扎实开展党史学习教育。

打造以学为先的学习型机关

建立双周学习会制度，机关党组开展专题学习4次，有力助推了柚子产业发展。用好“渝事好商量”协商平台。

打造求真务实的服务型机关

积极投身脱贫攻坚，开展专题视察6次，解决群众困难35个。深入推进“书香政协”建设，举办读书会8次。
"""


@pytest.fixture(scope="module")
def two(graph_of: Graph) -> Any:
    return graph_of(TWO)


@pytest.mark.parametrize("label", ["双周学习会制度", "学习型机关", "专题学习", "三型机关", "党史学习教育"])
def test_what_two_committees_call_the_same_is_two_things(two: Any, label: str) -> None:
    ids = two.named(label)
    assert len([id for id in ids if not id.startswith("campaign-")]) == 2
    scopes = {e.scope for e in two.graph.entities if e.id in ids and e.cls != "Campaign"}
    assert len(scopes) == 2
    assert None not in scopes


def test_bodies_carry_the_district_and_practices_do_not(two: Any) -> None:
    bodies = two.labels("Organization")
    assert {"涪陵区政协", "长寿区政协", "涪陵区政协机关党组", "长寿区政协机关党组"} <= set(bodies)
    assert "机关党组" not in bodies
    assert not any("涪陵" in label or "长寿" in label for label in two.labels("Practice"))


def test_a_body_keeps_its_short_name_as_a_form(two: Any) -> None:
    (body,) = [e for e in two.graph.entities if e.label == "涪陵区政协机关党组"]
    assert "机关党组" in body.alternatives


def test_a_campaign_is_one_node_with_the_work_of_both_under_it(two: Any) -> None:
    (campaign,) = two.named("党史学习教育", "Campaign")
    under = [f for f in two.graph.facts if f.predicate == "underCampaign" and f.object == campaign]
    assert {f.subject for f in under} == set(two.named("党史学习教育", "Initiative"))
    assert len(under) == 2


def test_a_municipal_brand_is_a_campaign_with_the_platforms_of_both_under_it(two: Any) -> None:
    (brand,) = two.named("渝事好商量", "Campaign")
    under = {f.subject for f in two.graph.facts if f.predicate == "underCampaign" and f.object == brand}
    assert len([e for e in two.graph.entities if e.id in under and e.cls == "Platform"]) == 2


def test_nothing_but_the_work_under_it_touches_a_campaign(two: Any, seed: Any) -> None:
    for graph in (two.graph, seed.graph):
        campaigns = {e.id for e in graph.entities if e.cls == "Campaign"}
        assert campaigns
        assert not [f for f in graph.facts if f.subject in campaigns]
        assert {f.predicate for f in graph.facts if f.object in campaigns} == {"underCampaign"}


def test_no_walk_from_a_committee_reaches_another_ones_work(two: Any, leaks: Leaks) -> None:
    assert leaks(two.graph) == []


def test_no_walk_leaks_in_the_seed(seed: Any, leaks: Leaks) -> None:
    assert leaks(seed.graph) == []


def test_no_walk_leaks_between_items_of_one_page(dev_texts: dict[str, str], graph_of: Graph, leaks: Leaks) -> None:
    built = graph_of(dev_texts["dev3_duanxin.txt"])
    assert sum(article.creator is not None for article in built.graph.articles) >= 6
    assert leaks(built.graph) == []


def test_a_leak_would_be_seen(two: Any, leaks: Leaks) -> None:
    mine, other = two.named("专题学习", "Practice")
    scope = {e.id: e.scope for e in two.graph.entities}
    (passage, *_) = next(e for e in two.graph.entities if e.id == mine).evidence
    forged = Fact(scope[mine], "carriesOut", other, ("test.rule",), (passage,))
    assert leaks(replace(two.graph, facts=(*two.graph.facts, forged)))


def test_a_higher_body_named_by_both_is_one_node(graph_of: Graph) -> None:
    text = (
        "□ 涪陵区政协\n\n建议被市政协采用，得到全国政协肯定。\n\n□ 长寿区政协\n\n建议被市政协采用，得到全国政协肯定。\n"
    )
    built = graph_of(text)
    assert len(built.named("重庆市政协")) == 1
    assert len(built.named("全国政协")) == 1


def test_one_committee_in_two_files_is_one_committee(graph_of: Graph) -> None:
    built = graph_of(
        {
            "a.txt": "□ 秀山县政协\n\n建立联系制度。",
            "b.txt": "□ 秀山土家族苗族自治县政协\n\n建立联系制度，开展专题调研。",
        }
    )
    (committee,) = built.named("秀山县政协")
    (rule,) = [e for e in built.graph.entities if e.label == "联系制度"]
    assert rule.scope == committee
    assert {evidence.document for evidence in rule.evidence} == {"a.txt", "b.txt"}
    (fact,) = [f for f in built.graph.facts if f.predicate == "establishes"]
    assert {evidence.document for evidence in fact.evidence} == {"a.txt", "b.txt"}


def test_forms_of_one_name_are_merged_and_the_usual_one_is_the_label(graph_of: Graph) -> None:
    built = graph_of("□ 涪陵区政协\n\n推进“书香政协”建设。深化“书香政协”建设。打造“书香政协”。")
    found = [e for e in built.graph.entities if "书香政协" in e.label]
    assert len(found) == 1
    assert "书香政协" in (found[0].label, *found[0].alternatives)
    assert not {"“", "”"} & set("".join((found[0].label, *found[0].alternatives)))


def test_alternatives_are_few_and_never_the_label(seed: Any) -> None:
    for entity in seed.graph.entities:
        assert len(entity.alternatives) <= MOST_ALTERNATIVES == 6
        assert entity.label not in entity.alternatives
        assert len(set(entity.alternatives)) == len(entity.alternatives)


def test_one_fact_for_many_readings(graph_of: Graph) -> None:
    built = graph_of("□ 涪陵区政协\n\n建立联系制度。完善联系制度。严格执行联系制度。")
    (fact,) = [f for f in built.graph.facts if f.predicate == "establishes"]
    assert len(fact.evidence) == 3


def test_one_fact_may_have_several_rules(seed: Any) -> None:
    triples = [(f.subject, f.predicate, f.object) for f in seed.graph.facts]
    assert len(triples) == len(set(triples))
    assert any(len(f.rules) > 1 for f in seed.graph.facts)
    assert all(f.rules == tuple(sorted(set(f.rules))) for f in seed.graph.facts)


def test_every_tuple_is_sorted(seed: Any) -> None:
    graph = seed.graph
    for things in (graph.entities, graph.articles, graph.measures):
        ids = [thing.id for thing in things]
        assert ids == sorted(set(ids))
    assert [(f.subject, f.predicate, f.object) for f in graph.facts] == sorted(
        (f.subject, f.predicate, f.object) for f in graph.facts
    )


def test_the_date_of_the_article_is_the_date_of_its_facts(graph_of: Graph) -> None:
    built = graph_of(
        "□ 涪陵区政协\n\n建立联系制度，开展专题调研5次。", Metadata(title="甲", date="2021-08-19", publisher="乙")
    )
    (document,) = built.graph.documents
    assert (document.title, document.date, document.publisher) == ("甲", "2021-08-19", "乙")
    assert {f.as_of for f in built.graph.facts} == {"2021-08-19"}
    assert {m.as_of for m in built.graph.measures} == {"2021-08-19"}


def test_of_a_circle_the_fact_stays_that_a_heading_gave() -> None:
    one, other = sorted((Key("Initiative", "甲", name) for name in ("一", "二")), key=lambda key: key.id)
    for heading in ((one, other), (other, one)):
        resolver = Resolver(Judge(), {})
        for key in (one, other):
            resolver.gathered[key].labels[key.name] += 1
        for pair in ((one, other), (other, one)):
            rule = "line.part-of" if pair == heading else "another.rule"
            resolver.facts[pair[0].id, "partOf", pair[1].id] = ({rule}, set())
        (fact,) = resolver.graph(Calendar(())).facts
        assert (fact.subject, fact.object) == (heading[0].id, heading[1].id)


def test_without_a_date_nothing_is_dated(two: Any) -> None:
    assert {f.as_of for f in two.graph.facts} == {None}


def test_an_article_names_its_committee_and_headline(two: Any) -> None:
    label = {e.id: e.label for e in two.graph.entities}
    found = sorted((a.span.begin, (a.title or "").replace(" ", ""), label[a.creator]) for a in two.graph.articles)
    assert [item[1:] for item in found] == [("办实事解民忧", "涪陵区政协"), ("搭平台建机制", "长寿区政协")]
