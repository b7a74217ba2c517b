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


def test_a_plan_holds_for_the_sentences_that_count_on(tell: Tell) -> None:
    told = tell("下一步，一是完善联席会议制度。二是建设委员工作室。三是开展专题协商。")
    assert told.objects("plans") == {"联席会议制度", "委员工作室", "专题协商"}
    assert not told.objects("establishes", "carriesOut")


def test_what_a_speaker_demands_is_not_done(tell: Tell) -> None:
    told = tell("主席王炯强调，要压实责任。要开展专题调研，健全督办机制。")
    assert not told.objects("establishes", "carriesOut", "plans")


def test_will_before_a_verb_is_a_plan_and_before_a_noun_disposes_of_it(tell: Tell) -> None:
    assert tell("2026年将升级委员履职平台。").objects("plans") == {"委员履职平台"}
    assert not tell("将协商议事纳入年度计划。").objects("plans")


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("设立12个委员联络站。", "委员联络站"),
        ("137个社区建立协商议事室。", "社区"),
        ("现有机关干部17名。", "机关干部"),
    ],
)
def test_the_counted_noun_ends_and_begins_where_the_thing_does(tell: Tell, text: str, noun: str) -> None:
    assert _nouns(tell(text)) == [noun]


def test_combined_functions_are_a_modifier(tell: Tell) -> None:
    assert tell("建成集协商议事、联系群众等功能为一体的委员会客厅。").labels("Platform") == ["委员会客厅"]


def test_rural_work_makes_no_township(tell: Tell) -> None:
    assert tell("围绕发展乡村旅游开展专题调研。").labels("Place") == []


def test_the_county_of_an_item_gives_its_committee(tell: Tell) -> None:
    told = tell("琼海市协商基地日前启用。市政协建立轮值制度。", committee=None)
    assert told.facts("establishes") == {("琼海市政协", "轮值制度")}


def test_a_county_of_another_level_gives_no_committee(tell: Tell) -> None:
    told = tell("琼海市协商基地日前启用。县政协建立轮值制度。", committee=None)
    assert "琼海市政协" not in told.labels("Organization")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("高级农艺师廖学林讲解病虫害防治技术。", ["廖学林"]),
        ("县政协委员董华兰、姜建萍先后发言。", ["董华兰", "姜建萍"]),
        ("区政协主席王炯来到龙溪社区。", ["王炯"]),
    ],
)
def test_people_are_named_after_an_office_or_a_calling(tell: Tell, text: str, names: list[str]) -> None:
    assert tell(text).labels("Person") == names


def test_teams_of_one_name_belong_each_to_its_committee(graph_of: Graph) -> None:
    pages = {f"{n}.txt": f"□ {name}\n\n{name}组建志愿服务队。\n" for n, name in enumerate(["涪陵区政协", "长寿区政协"])}
    built = graph_of(pages)
    assert len(built.named("志愿服务队", "Organization")) == 2
    assert sorted(built.facts("partOf")) == [("志愿服务队", "涪陵区政协"), ("志愿服务队", "长寿区政协")]


def test_a_school_is_a_place_and_schools_are_none(tell: Tell) -> None:
    assert tell("组织委员走进芙蓉学校开展调研。").labels("Place") == ["芙蓉学校"]
    assert tell("走进各学校开展宣讲，新建幼儿园1所。").labels("Place") == []
