"""Which verb governs a clause, and what it governs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cppcc_kg.extraction.frames import find_verbs, frame, governor

Lay = Callable[[str], Any]


def _frame(lay: Lay, text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """(verb, [(verb of the member, member), …])."""
    laid = lay(text)
    found = frame(laid.text, laid.shadow, laid.whole)
    if found is None:
        return None
    return found.verb.word[-2:], [(member.verb.word[-2:], laid.words(member.span)) for member in found.members]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("建立联系制度", "建立"),
        ("积极主动开展专题调研", "开展"),
        ("组织开展专题调研", "开展"),
        ("涪陵区政协建立联系制度", "建立"),
        ("每季度举办“榨菜论坛”", "举办"),
        ("依托委员工作站开展基层协商", "开展"),
        ("去年以来，涪陵区政协开展视察", "开展"),
        ("一是建立联系制度", "建立"),
    ],
)
def test_a_verb_governs(lay: Lay, text: str, verb: str) -> None:
    laid = lay(text)
    clause = laid.whole if "，" not in text else laid.whole._replace(begin=text.index("，") + 1)
    found = governor(laid.shadow, clause)
    assert found is not None
    assert found.word.endswith(verb)  # 组织开展 may be one word of the lexicon


@pytest.mark.parametrize(
    "text", ["成效明显", "“建立制度”", "《开展调研的建议》", "建立的制度完备", "参与者众多", "开展情况良好", ""]
)
def test_nothing_governs(lay: Lay, text: str) -> None:
    laid = lay(text)
    assert governor(laid.shadow, laid.whole) is None


def test_the_longest_verb_at_a_place_is_taken(lay: Lay) -> None:
    laid = lay("建立健全联系制度")
    assert find_verbs(laid.shadow, laid.whole)[0].word == "建立健全"


def test_what_is_done_is_marked(lay: Lay) -> None:
    for text, done in (("建立了联系制度", True), ("建立联系制度", False)):
        laid = lay(text)
        found = governor(laid.shadow, laid.whole)
        assert found is not None
        assert found.done is done


def test_members_share_the_verb_until_a_new_one(lay: Lay) -> None:
    assert _frame(lay, "组织开展专题调研12次、专题视察5次、专题协商8次") == (
        "开展",
        [("开展", "专题调研12次"), ("开展", "专题视察5次"), ("开展", "专题协商8次")],
    )


def test_a_member_may_bring_a_verb_of_its_own(lay: Lay) -> None:
    found = _frame(lay, "开展专题调研12次、举办迎春联谊活动3场")
    assert found is not None
    assert found[1] == [("开展", "专题调研12次"), ("举办", "迎春联谊活动3场")]


def test_a_noun_of_doing_that_is_counted_is_a_member_not_a_verb(lay: Lay) -> None:
    found = _frame(lay, "开展专题调研12次、视察5次")
    assert found is not None
    assert found[1] == [("开展", "专题调研12次"), ("开展", "视察5次")]


def test_a_comma_inside_a_quote_ends_no_object(lay: Lay) -> None:
    assert _frame(lay, "举办“学党史，颂党恩”知识竞赛") == ("举办", [("举办", "“学党史，颂党恩”知识竞赛")])


def test_the_particle_belongs_to_the_verb(lay: Lay) -> None:
    assert _frame(lay, "建立了联系制度") == ("建立", [("建立", "联系制度")])
