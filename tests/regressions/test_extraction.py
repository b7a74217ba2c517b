"""Faults of reading clauses and names that were mended, the smallest input of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]
Graph = Callable[..., Any]


def _nouns(told: Any) -> list[str]:
    return [figure.noun for reading in told.readings for figure in reading.figures]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("走进金滩村开展调研。", "金滩村"),
        ("深入后山镇调研。", "后山镇"),
        ("为角邦村筹集帮扶资金35万元。", "角邦村"),
        ("来到会龙河开展调研。", "会龙河"),
        ("帮扶武陵山乡。", "武陵山乡"),
    ],
)
def test_a_verb_or_preposition_is_no_part_of_a_places_name(tell: Tell, text: str, place: str) -> None:
    # The leftmost context wins, and the start of the clause is one: 走进金滩村 is taken whole, or nothing is.
    assert tell(text).labels("Place") == [place]


def test_a_commission_that_opens_a_clause_acts(tell: Tell) -> None:
    # The name is found only before a few characters (承负牵…), not before 开, and nothing at all is read.
    told = tell("区政协提案委开展提案督办。")
    assert "涪陵区政协提案委" in told.labels("Organization")
    assert ("涪陵区政协提案委", "提案督办") in told.facts("carriesOut")


def test_a_short_noun_of_doing_that_is_counted_is_the_object(tell: Tell) -> None:
    # 调研 is taken for the last verb of a row (开展|调研) over the object 12次.
    told = tell("开展调研12次、视察5次。")
    assert told.labels("Practice") == ["调研", "视察"]
    assert told.figures == [("调研", "次", 12), ("视察", "次", 5)]


def test_a_short_object_with_a_verb_of_its_own_leaves_the_verb(tell: Tell) -> None:
    # Up to six characters with a head noun, 提出对策建议 is taken for a noun.
    assert tell("开展专题调研12次、提出对策建议60条。").labels("Practice") == ["专题调研", "对策建议"]


@pytest.mark.parametrize("name", ["日清周结制度", "日记录、周汇总、月分析、季通报制度"])
def test_a_rule_whose_name_begins_with_a_day_is_found(tell: Tell, name: str) -> None:
    # 日 after a verb is taken for the 日 of 接待日, so the verb does not govern.
    assert tell(f"坚持{name}。").labels("Mechanism") == [name]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("选派29名党员干部下沉到社区。", "党员干部"),
        ("165名委员在线上分享学习心得。", "委员"),
        ("开展机关党支部集中学习28次。", "机关党支部集中学习"),
        ("为角邦村筹集帮扶资金35万元。", "帮扶资金"),
    ],
)
def test_the_counted_noun_is_the_noun(tell: Tell, text: str, noun: str) -> None:
    assert _nouns(tell(text)) == [noun]


def test_a_passage_is_short_also_where_a_clause_is_not(graph_of: Graph, all_evidence: Any) -> None:
    # The clause around a name or a title is shown however long it is.
    text = "□ 涪陵区政协\n\n涪陵区政协围绕" + "乡村振兴和基层治理" * 40 + "到后山镇调研《条例》。"
    assert max(len(passage.quote) for passage in all_evidence(graph_of(text).graph)) <= 300


def test_a_conjunction_is_no_part_of_the_counted_noun(tell: Tell) -> None:
    # A sentence of the packaged page, shortened.
    assert _nouns(tell("策划建设了3个协商亭和7个协商厅。")) == ["协商亭", "协商厅"]


def test_what_a_meeting_demands_is_not_done(tell: Tell) -> None:
    told = tell("召开专题协商会，会议强调要建立联系制度。")
    assert "联系制度" not in told.objects("establishes", "realizedBy")


def test_of_these_is_no_part_of_a_name(tell: Tell) -> None:
    # 其 is taken off 其中 as a determiner: 中委员捐款.
    assert not any(
        label.startswith(("中", "其中")) for label in tell("累计捐款30余万元，其中委员捐款20万元。").labels("Practice")
    )


def test_not_only_denies_nothing_and_hides_no_verb(tell: Tell) -> None:
    told = tell("不仅建立了联系制度，而且开展了专题调研。")
    assert "联系制度" in told.objects("establishes")
    assert "专题调研" in told.objects("carriesOut")
