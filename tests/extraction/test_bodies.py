"""Whose body is meant: by its own name, by the committee in focus, by the division's level."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.bodies import Bodies, Body

BODIES = Bodies()


def _committee(words: str, place: str | None, *within: str) -> Body:
    return Bodies(within).resolve(words, place, None)


COUNTY = _committee("涪陵区政协", "涪陵区")


def test_a_committee_serves_its_division() -> None:
    assert (COUNTY.name, COUNTY.is_committee, COUNTY.parent) == ("涪陵区政协", True, None)
    assert COUNTY.division is not None
    assert (COUNTY.division.name, COUNTY.division.level) == ("涪陵区", "county")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("区政协", "涪陵区政协"),
        ("区委", "涪陵区委"),
        ("区政府", "涪陵区政府"),
        ("市政协", "重庆市政协"),
        ("市委", "重庆市委"),
        ("机关党组", "涪陵区政协机关党组"),
        ("政协机关党委", "涪陵区政协机关党委"),
        ("区政协党组", "涪陵区政协党组"),
        ("区政协办公室", "涪陵区政协办公室"),
        ("区政协联络委", "涪陵区政协联络委"),
        ("区教育局", "涪陵区教育局"),
        ("全国政协", "全国政协"),
        ("人民政协报", "人民政协报"),
    ],
)
def test_short_names_are_resolved_by_the_committee_in_focus(words: str, name: str) -> None:
    assert BODIES.resolve(words, None, COUNTY).name == name


def test_short_names_stay_as_forms() -> None:
    assert "区政协" in COUNTY.forms
    assert "区政协党组" in BODIES.resolve("区政协党组", None, COUNTY).forms
    assert "区委" in BODIES.resolve("区委", None, COUNTY).forms


def test_the_same_words_mean_another_body_for_another_committee() -> None:
    other = _committee("平定县政协", "平定县")
    assert BODIES.resolve("机关党组", None, other).name == "平定县政协机关党组"
    assert BODIES.resolve("机关党组", None, other).key != BODIES.resolve("机关党组", None, COUNTY).key
    assert BODIES.resolve("市政协", None, other).name == "阳泉市政协"
    assert BODIES.resolve("省政协", None, other).name == "山西省政协"


@pytest.mark.parametrize("words", ["机关党组", "区政协办公室", "区政协党组", "专委会"])
def test_inner_bodies_are_part_of_the_committee(words: str) -> None:
    body = BODIES.resolve(words, None, COUNTY)
    assert body.parent == "涪陵区政协"
    assert not body.is_committee


@pytest.mark.parametrize("words", ["区委", "区政府", "市政协", "区教育局"])
def test_other_bodies_are_not(words: str) -> None:
    assert BODIES.resolve(words, None, COUNTY).parent != "涪陵区政协"


def test_the_staff_of_a_committee_is_the_committee() -> None:
    assert BODIES.resolve("涪陵区政协机关", "涪陵区", COUNTY).name == "涪陵区政协"
    assert BODIES.resolve("涪陵区政协机关", "涪陵区", COUNTY).key == COUNTY.key


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("秀山县政协", "秀山县"),
        ("秀山自治县政协", "秀山自治县"),
        ("秀山土家族苗族自治县政协", "秀山土家族苗族自治县"),
        ("中共秀山县政协", "秀山县"),
    ],
)
def test_every_form_of_a_division_names_one_committee(words: str, place: str) -> None:
    body = _committee(words, place)
    assert body.name == "秀山县政协"
    assert body.key == _committee("秀山县政协", "秀山县").key


def test_a_division_in_no_table_still_has_its_committee() -> None:
    body = _committee("天府新区政协", "天府新区")
    assert (body.name, body.division, body.is_committee) == ("天府新区政协", None, True)
    assert BODIES.resolve("区政协", None, body).name == "天府新区政协"
    assert BODIES.resolve("区委", None, body).name == "天府新区委"


def test_one_name_of_several_divisions_is_told_by_the_article() -> None:
    # There is a 长安区 in 陕西 and in 河北; what the article names besides decides.
    first, second = (_committee("长安区政协", "长安区", province) for province in ("陕西省", "河北省"))
    assert first.division is not None
    assert second.division is not None
    assert (first.division.code[:2], second.division.code[:2]) == ("61", "13")
    assert first.key != second.key
