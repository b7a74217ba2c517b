"""A clause as a verb and what it governs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cppcc_kg.extraction.frames import frame

Lay = Callable[[str], Any]


def _frame(lay: Lay, text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """(verb, [(verb of the member, member), …])."""
    laid = lay(text)
    found = frame(laid.text, laid.shadow, laid.whole)
    if found is None:
        return None
    return found.verb.word[-2:], [(member.verb.word[-2:], laid.words(member.span)) for member in found.members]


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
