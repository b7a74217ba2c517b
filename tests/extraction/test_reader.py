"""A whole report: who does what, what is shared, what is only said, planned or denied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]

ME = "涪陵区政协"
DOING = ("carriesOut", "establishes", "produces")


# -- who acts ------------------------------------------------------------------------------------------------------


def test_a_clause_without_subject_is_about_the_committee_of_the_byline(tell: Tell) -> None:
    assert (ME, "联系制度") in tell("建立联系制度。").facts("establishes")


def test_an_organization_that_opens_the_clause_acts(tell: Tell) -> None:
    told = tell("建立联系制度。机关党组开展专题学习。")
    assert (f"{ME}机关党组", "专题学习") in told.facts("carriesOut")
    assert (ME, "专题学习") in told.facts("carriesOut")  # what an inner body does is the committee's doing too
    assert (f"{ME}机关党组", ME) in told.facts("partOf")


def test_an_outer_body_that_opens_the_clause_acts_alone(tell: Tell) -> None:
    told = tell("建立联系制度。区妇联开展专题学习。")
    assert {who for who, what in told.facts("carriesOut") if what == "专题学习"} == {"涪陵区妇联"}


def test_the_actor_of_one_sentence_does_not_act_in_the_next(tell: Tell) -> None:
    told = tell("机关党组开展专题学习。建立联系制度。")
    assert (ME, "联系制度") in told.facts("establishes")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("区委", "涪陵区委"),
        ("区政府", "涪陵区政府"),
        ("市政协", "重庆市政协"),
        ("机关党组", "涪陵区政协机关党组"),
        ("区政协办公室", "涪陵区政协办公室"),
    ],
)
def test_short_names_are_those_of_the_byline(tell: Tell, words: str, name: str) -> None:
    assert name in tell(f"重大事项向{words}报告。").labels("Organization")


def test_short_names_change_with_the_committee_of_the_page(tell: Tell) -> None:
    told = tell("向区委报告。\n\n□ 平定县政协\n\n向县委报告，被市政协采用。")
    mine, other = ({m.label for m in r.mentions if m.cls == "Organization"} for r in told.readings)
    assert "涪陵区委" in mine
    assert {"平定县委", "阳泉市政协"} <= other
    assert not {"平定县委", "阳泉市政协"} & mine
    assert "涪陵区委" not in other


def test_without_a_byline_the_committee_last_named_acts(tell: Tell) -> None:
    text = (
        "近日，各地政协积极探索，成效明显。\n\n"
        "重庆市涪陵区政协围绕中心工作，健全工作机制，建立联系制度。区政协开展专题视察。\n\n"
        "山西省平定县政协围绕民生实事，创新工作方法，形成联动机制。县政协开展专题调研。"
    )
    told = tell(text, None)
    assert ("涪陵区政协", "专题视察") in told.facts("carriesOut")
    assert ("平定县政协", "专题调研") in told.facts("carriesOut")
    assert not {("涪陵区政协", "专题调研"), ("平定县政协", "专题视察")} & told.facts("carriesOut")


def test_each_item_has_its_own_committee(tell: Tell) -> None:
    text = "各地动态\n\n【涪陵】涪陵区政协建立联系制度。\n\n【平定】平定县政协开展专题调研。\n"
    told = tell(text, None)
    assert [r.committee.label for r in told.readings] == ["涪陵区政协", "平定县政协"]
    assert told.facts("establishes") == {("涪陵区政协", "联系制度")}
    assert ("平定县政协", "专题调研") in told.facts("carriesOut")


def test_items_of_towns_are_of_the_committee_that_the_banner_names(tell: Tell) -> None:
    told = tell(
        "平定县政协：镇街动态\n\n●冠山镇：协商议事解难题\n\n冠山镇建立联系制度。\n\n"
        "●娘子关镇：委员走进农家院\n\n娘子关镇政协委员联络组开展专题调研。",
        None,
    )
    assert [reading.committee.label for reading in told.readings] == ["平定县政协", "平定县政协"]
    assert ("娘子关镇政协委员联络组", "平定县政协") in told.facts("partOf")


def test_a_speech_is_told_by_its_title(tell: Tell) -> None:
    told = tell("在全市政协工作经验交流会上的发言\n\n平定县政协\n\n近年来，我们建立联系制度，开展专题调研。", None)
    assert told.facts("participatesIn") == {("平定县政协", "全市政协工作经验交流会")}
    other = tell("全市政协工作经验交流会侧记\n\n平定县政协\n\n近年来，我们建立联系制度，开展专题调研。", None)
    assert not other.facts("participatesIn")


def test_what_the_leader_of_another_body_does_is_not_the_committees_doing(tell: Tell) -> None:
    assert "专题视察" not in tell("泉州市政协副主席许静之开展专题视察。").objects("carriesOut")
    assert "专题视察" in tell("涪陵区政协副主席许静之开展专题视察。").objects("carriesOut")


def test_what_a_commission_writes_is_the_committees_text_too(tell: Tell) -> None:
    text = "《关于加快茶产业发展的建议》"
    assert tell(f"提案委员会提交{text}。").facts("produces") == {
        (ME, text[1:-1]),
        (f"{ME}提案委员会", text[1:-1]),
    }


def test_a_committee_that_is_gone_to_is_a_guest(tell: Tell) -> None:
    told = tell(
        "万州区政协开展调研，提交报告3篇。\n\n组织委员到梁平区政协学习，回来后建立界别轮值制度。", committee=None
    )
    assert ("万州区政协", "界别轮值制度") in told.facts("establishes")
    assert "梁平区政协" not in {subject for subject, _ in told.facts("establishes")}


def test_a_committee_serves_its_district(tell: Tell) -> None:
    assert (ME, "涪陵区") in tell("开展专题调研。").facts("serves")
    assert ("秀山县政协", "秀山土家族苗族自治县") in tell("开展专题调研。", "秀山县政协").facts("serves")


def test_the_subject_is_no_part_of_the_practices_name(tell: Tell) -> None:
    told = tell("区政协办公室负责统筹协调。")
    assert not any("办公室" in label for label in told.labels("Practice"))


# -- coordination --------------------------------------------------------------------------------------------------


def test_a_list_inside_a_modifier_is_one_name(tell: Tell) -> None:
    told = tell("建立专委会主任、机关支部委员联系界别小组制度。")
    assert told.labels("Mechanism") == ["专委会主任、机关支部委员联系界别小组制度"]


def test_members_before_etc_take_their_class_from_its_head(tell: Tell) -> None:
    told = tell("完善周五读书会、支部联学、青年沙龙等学习制度体系。")
    assert told.labels("Mechanism")[:3] == ["周五读书会", "支部联学", "青年沙龙"]
    assert {"周五读书会", "支部联学", "青年沙龙"} <= told.objects("establishes")


def test_a_parallel_prefix_is_one_name(tell: Tell) -> None:
    assert tell("坚持周汇总、月分析、季通报、年考核制度。").labels("Mechanism") == [
        "周汇总、月分析、季通报、年考核制度"
    ]


def test_a_verb_is_shared_by_its_list(tell: Tell) -> None:
    told = tell("组织开展专题调研12次、专题视察5次、专题协商8次。")
    assert {"专题调研", "专题视察", "专题协商"} <= told.objects("carriesOut")
    assert set(told.labels("Practice")) == {"专题调研", "专题视察", "专题协商"}


def test_a_gapped_verb_is_carried_on_with_each_frequency(tell: Tell) -> None:
    told = tell("每月举办一次读书会，每季度举办一次“榨菜论坛”，每年一次干部大轮训。")
    assert {("读书会", "P1M"), ("榨菜论坛", "P3M"), ("干部大轮训", "P1Y")} <= told.facts("frequency")
    assert {"读书会", "榨菜论坛", "干部大轮训"} <= told.objects("carriesOut")


def test_a_result_belongs_to_the_nearest_title(tell: Tell) -> None:
    told = tell(
        "撰写《加快茶产业发展的建议》，助推了3家茶企开工建设；撰写《改善河道水质的建议》，推动了2条河道完成整治。"
    )
    causes = {thing: cause for cause, thing in told.facts("resultsIn")}
    assert {cause for thing, cause in causes.items() if "茶企" in thing} == {"加快茶产业发展的建议"}
    assert {cause for thing, cause in causes.items() if "河道" in thing} == {"改善河道水质的建议"}
    assert {(ME, "加快茶产业发展的建议"), (ME, "改善河道水质的建议")} <= told.facts("produces")


def test_coordinated_agents_of_a_passive_are_all_told(tell: Tell) -> None:
    told = tell("撰写的《加快茶产业发展的建议》等社情民意信息被全国政协、市政协采用。")
    assert told.facts("adoptedBy") >= {("加快茶产业发展的建议", "全国政协"), ("加快茶产业发展的建议", "重庆市政协")}


def test_praise_names_bodies_and_persons(tell: Tell) -> None:
    told = tell("打造“好商量”协商平台，做法获市政协主席王小明批示肯定。")
    assert "王小明" in told.objects("endorsedBy")
    assert told.objects("endorsedBy") <= {"王小明", "重庆市政协"}


# -- what is not done ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "区政协主席张伟民指出，要建立协商议事制度，开展专题视察。",
        "张伟民主席强调：“要建立协商议事制度，开展专题视察。”",
        "习近平总书记指出，要建立协商议事制度，开展专题视察。",
    ],
)
def test_what_is_only_said_is_not_done(tell: Tell, text: str) -> None:
    told = tell(text)
    assert not {"协商议事制度", "专题视察"} & told.objects(*DOING)


@pytest.mark.parametrize(
    "text",
    [
        "区政协提出《关于建设学校的建议》，建议区教育局尽快新建学校2所，更换课桌500张。",
        "委员王小明建议，区教育局新建学校2所。",
        "委员王小明呼吁，新建学校2所。",
    ],
)
def test_what_is_only_proposed_has_not_come_about(tell: Tell, text: str) -> None:
    assert tell(text).labels("Outcome") == []


@pytest.mark.parametrize("text", ["2019年全国粮食产量突破1.3万亿斤。", "企业倒闭，200户农户收入下降15%。"])
def test_what_the_country_does_and_bad_news_come_of_no_committees_work(tell: Tell, text: str) -> None:
    assert tell(text).labels("Outcome") == []


def test_what_was_proposed_and_taken_up_has(tell: Tell) -> None:
    assert tell("采纳委员建议，新建学校2所。").labels("Outcome") == ["新建学校2所"]


def test_speech_ends_with_its_sentence(tell: Tell) -> None:
    assert "联系制度" in tell("区政协主席张伟民指出，要开展专题视察。会后建立联系制度。").objects("establishes")


@pytest.mark.parametrize(
    "text",
    [
        "下一步，涪陵区政协将建立委员积分制度，开展专题视察。",
        "今后，将建立委员积分制度，开展专题视察。",
        "接下来，区政协将进一步建立委员积分制度，开展专题视察。",
    ],
)
def test_what_is_planned_is_planned_and_not_done(tell: Tell, text: str) -> None:
    told = tell(text)
    assert told.facts("plans") == {(ME, "委员积分制度"), (ME, "专题视察")}
    assert not {"委员积分制度", "专题视察"} & told.objects(*DOING, "realizedBy", "resultsIn")


def test_a_plan_holds_for_its_sentence(tell: Tell) -> None:
    told = tell("下一步，将开展专题视察。目前已建立联系制度。")
    assert (ME, "联系制度") in told.facts("establishes")


@pytest.mark.parametrize(
    "text",
    [
        "目前尚未建立委员积分制度。",
        "没有建立委员积分制度。",
        "如果建立委员积分制度，成效会更好。",
        "若建立委员积分制度，成效更好。",
        "一旦建立委员积分制度，就能见效。",
    ],
)
def test_what_is_denied_or_supposed_is_not_told(tell: Tell, text: str) -> None:
    assert "委员积分制度" not in tell(text).objects(*DOING, "plans", "realizedBy")


def test_a_heading_that_tells_something_is_no_sentence_that_does(tell: Tell) -> None:
    (reading,) = tell(
        "打造书香政协，建立学习制度\n\n第一段没有说什么。\n\n建立双周学习会制度\n\n第二段也没有。"
    ).readings
    assert reading.facts and (reading.sentences, len(reading.told)) == (2, 0)


def test_the_number_of_sentences_and_of_those_that_told_something(tell: Tell) -> None:
    (reading,) = tell("建立联系制度。天气晴好。开展专题调研5次。").readings
    assert (reading.sentences, len(reading.told)) == (3, 2)


def test_every_fact_names_a_rule_and_a_quote_that_shows_its_object(tell: Tell) -> None:
    told = tell("建立联系制度，开展专题调研5次。撰写《加快茶产业发展的建议》。")
    text = told.articles[0].text
    for fact in told.raw:
        assert "." in fact.rule
        if fact.predicate in DOING:
            assert fact.object.label in text[fact.quote.begin : fact.quote.end].replace("《", "").replace("》", "")


# -- campaigns -----------------------------------------------------------------------------------------------------


def test_work_under_a_campaign_is_an_initiative_of_the_committee(tell: Tell) -> None:
    told = tell("扎实开展党史学习教育，开展“我为群众办实事”实践活动。")
    assert {"党史学习教育", "我为群众办实事实践活动"} <= set(told.labels("Initiative"))
    assert (ME, "党史学习教育") in told.facts("carriesOut")


# -- anything at all -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "。",
        "，、；",
        "“",
        "》《",
        "（（（",
        "等等等",
        "的",
        "1",
        "开展",
        "开展。",
        "将",
        "被",
        "、开展、",
        "\ue000\ue001",
        "开展\ue00c活动。",
    ],
)
def test_scraps_of_text_raise_nothing(tell: Tell, text: str) -> None:
    tell(text)
    tell(text, None)
