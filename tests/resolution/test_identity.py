"""When two mentions are one thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cppcc_kg.extraction.readings import Mention
from cppcc_kg.resolution.identity import Key, apart, decide_classes, fold, key_of, owner_of, stem

Make = Callable[..., Mention]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("“三会一课”", "三会一课"),
        ("讲政治、比贡献", "讲政治，比贡献"),
        ("ＭＶ制作", "mv制作"),
        ("学党史 颂党恩", "学党史颂党恩"),
        ("《条例》", "条例"),
    ],
)
def test_marks_and_width_are_no_part_of_identity(one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize(("one", "two"), [("书香政协建设", "书香政协"), ("书香政协活动", "书香政协")])
def test_a_generic_last_word_is_no_part_of_identity(one: str, two: str) -> None:
    assert stem(one) == stem(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("专题活动", "专题工作"), ("读书会活动", "读书会建设"), ("四型机关", "五型机关"), ("委员工作站", "委员工作室")],
)
def test_what_is_different_stays_different(one: str, two: str) -> None:
    assert stem(one) != stem(two)


def test_the_identifier_is_made_of_class_owner_and_name() -> None:
    assert Key("Practice", "甲", "调研").id == Key("Practice", "甲", "调研").id
    ids = {
        Key(cls, owner, name).id for cls in ("Practice", "Goal") for owner in ("甲", "乙") for name in ("调研", "视察")
    }
    assert len(ids) == 8
    assert all(id.startswith(("practice-", "goal-")) for id in ids)


def test_things_belong_to_their_committee_and_shared_names_to_nobody(mention: Make) -> None:
    mine, other = (
        mention("Organization", "涪陵区政协", key="500102:政协"),
        mention("Organization", "平定县政协", key="140321:政协"),
    )
    assert owner_of(mention("Practice", "专题调研", owner=mine), "a") == owner_of(
        mention("Practice", "视察", owner=mine), "b"
    )
    assert owner_of(mention("Practice", "专题调研", owner=mine), "a") != owner_of(
        mention("Practice", "专题调研", owner=other), "a"
    )
    assert owner_of(mention("Practice", "专题调研"), "a") != owner_of(mention("Practice", "专题调研"), "b")
    for cls in ("District", "Organization", "Person", "Campaign"):
        assert owner_of(mention(cls, "甲"), "a") == owner_of(mention(cls, "甲"), "b")


def test_a_key_of_its_own_overrides_the_label(mention: Make) -> None:
    one, two = mention("District", "秀山县", key="500241"), mention("District", "秀山土家族苗族自治县", key="500241")
    assert key_of(one, "a", {}) == key_of(two, "b", {})


def test_one_label_of_one_committee_has_one_class(mention: Make) -> None:
    mine, other = mention("Organization", "甲政协"), mention("Organization", "乙政协")
    mentions = [
        *[("a", mention("Practice", "双周学习会", owner=mine))] * 2,
        ("a", mention("Mechanism", "“双周学习会”", owner=mine)),
        ("a", mention("Mechanism", "双周学习会", owner=other)),
    ]
    classes = decide_classes(mentions)
    assert [key_of(m, document, classes).cls for document, m in mentions] == [
        "Practice",
        "Practice",
        "Practice",
        "Mechanism",
    ]


def test_a_tie_is_broken_the_same_whatever_the_order(mention: Make) -> None:
    mine = mention("Organization", "甲政协")
    mentions = [("a", mention(cls, "大走访", owner=mine)) for cls in ("Practice", "Initiative", "Mechanism")]
    assert decide_classes(mentions) == decide_classes(mentions[::-1])
    assert len({key_of(m, "a", decide_classes(mentions)) for _, m in mentions}) == 1


def test_a_document_or_a_goal_is_no_rival_of_a_practice(mention: Make) -> None:
    mine = mention("Organization", "甲政协")
    mentions = [("a", mention(cls, "委员履职", owner=mine)) for cls in ("Practice", "Goal", "Document")]
    assert len({key_of(m, d, decide_classes(mentions)).cls for d, m in mentions}) == 3


@pytest.mark.parametrize("name", ["朝阳区", "朝阳区政协", "朝阳区政协办公室", "鼓楼区", "高新区政协"])
def test_a_name_that_several_have_is_kept_to_its_document(name: str) -> None:
    assert apart(name, "a.txt") != apart(name, "b.txt")
    assert apart(name, "a.txt") == apart(name, "a.txt")
    assert apart(name, "") == name


@pytest.mark.parametrize("name", ["220104:政协", "天府新区政协", "全国政协", "市政协", "区委", "新华社"])
def test_a_name_that_one_has_is_not(name: str) -> None:
    assert apart(name, "a.txt") == name
