"""Who fills the roles of a fact: what is praised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


#: A story that comes back to its station: the whole that praise is of where nothing nearer is named.
_STORY = "建立委员工作站，委员工作站每月接待群众。实施“田埂春风”，召开座谈会。"


@pytest.mark.parametrize(
    ("praise", "praised"),
    [
        ("市政协对“田埂春风”给予充分肯定。", "田埂春风"),  # a bare quote names it again
        ("市政协对社区议事厅给予充分肯定。", "社区议事厅"),
        ("市政协对此给予充分肯定。", "委员工作站"),
    ],
)
def test_praise_is_of_what_is_named_in_its_words_else_of_the_whole(tell: Tell, praise: str, praised: str) -> None:
    assert tell(_STORY + praise).facts("endorsedBy") == {(praised, "重庆市政协")}
