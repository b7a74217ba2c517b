"""Names of persons after an office."""

from __future__ import annotations

import pytest

from cppcc_kg.lexicon.surnames import COMPOUND_SURNAMES, SURNAMES, is_person_name, looks_like_transliteration


@pytest.mark.parametrize(
    "name",
    [
        "王炯",
        "习近平",
        "巴音朝鲁",
        "李丽",
        "陈敏尔",
        "唐良智",
        "欧阳修",
        "司马光",
        "上官婉儿",
        "诸葛亮",
        "范徐丽泰",
        "冉华章",
        "覃昌",
        "刀林荫",
        "肖建国",
        "段成刚",
        "宋爱荣",
        "向巴平措",
        "尹力",
        "汪洋",
        "庹祖海",
        "尉迟恭",
        "乌兰",
        "布小林",
    ],
)
def test_names(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "phrase",
    [
        "高度重",
        "全力推",
        "文化",
        "区政协",
        "机关党组",
        "万州区",
        "常委会",
        "成员",
        "王",
        "王炯率",
        "王炯在",
        "组织委员",
        "王炯李丽张三",
        "Wang",
        "王A",
        "党组书",
        "党史学",
        "欧阳",
        "向全体",
        "平台",
        "于2021",
        "农业农村",
        "第五届",
    ],
)
def test_phrases(phrase: str) -> None:
    assert not is_person_name(phrase)


def test_empty_is_no_name() -> None:
    assert not is_person_name("")
    assert not looks_like_transliteration("")


@pytest.mark.parametrize(
    "name", ["巴音朝鲁", "雪克来提·扎克尔", "阿沛·阿旺晋美", "帕巴拉·格列朗杰", "艾力更·依明巴海", "洛桑江村"]
)
def test_transliterations(name: str) -> None:
    assert looks_like_transliteration(name)
    assert is_person_name(name)


@pytest.mark.parametrize("text", ["王炯", "习近平", "区政协", "·", "甲·", "·乙", "a·b", "委员·工作·室·之·家"])
def test_no_transliterations(text: str) -> None:
    assert not looks_like_transliteration(text)


def test_the_lists() -> None:
    assert len(SURNAMES) > 450
    assert all(len(surname) == 1 for surname in SURNAMES)
    assert all(len(surname) >= 2 for surname in COMPOUND_SURNAMES)
    assert {"王", "李", "张", "冉", "肖", "闫"} <= SURNAMES
