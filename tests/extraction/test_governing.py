"""Which verb governs a clause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cppcc_kg.extraction.governing import find_verbs, governor

Lay = Callable[[str], Any]


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
