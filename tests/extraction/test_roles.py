"""Who fills the roles of a fact: what is praised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "praised"),
    [
        ("实施“田埂春风”，召开座谈会。市政协对“田埂春风”给予充分肯定。", "田埂春风"),  # a bare quote names it again
        ("实施“田埂春风”，召开座谈会。市政协对“炕头协商点”给予充分肯定。", "炕头协商点"),
        ("实施“田埂春风”，召开座谈会。市政协对此给予充分肯定。", "涪陵区政协"),
    ],
)
def test_praise_is_of_what_is_named_in_its_words_else_of_the_committee(tell: Tell, text: str, praised: str) -> None:
    assert tell(text).facts("endorsedBy") == {(praised, "重庆市政协")}
