"""What is meant where a sentence names nothing: the text told of last, or the one whose title fits."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.anaphora import text_meant
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.model import Span


def _text(label: str) -> Mention:
    return Mention("Document", label, Span(0, 1), "test.rule", Span(0, 1))


TEA, RIVER = _text("关于加快茶产业发展的提案"), _text("关于改善河道水质的建议")
RULES = _text("提案办理办法")


@pytest.mark.parametrize(
    ("words", "told", "texts", "meant"),
    [
        ("获得批示", RIVER, (TEA, RIVER), RIVER),  # the sentence before told of it
        ("获得批示", None, (TEA,), None),  # no word for a text
        ("提案建议被采纳", None, (TEA, RULES), TEA),  # the only one handed in: rules are none
        ("河道水质提案建议被采纳", None, (TEA, RIVER), RIVER),  # its title fits
        ("茶产业提案建议被采纳", None, (TEA, RIVER), TEA),
        ("这一做法获得批示", TEA, (TEA,), None),  # the whole is meant
        ("他的提案获得批示", TEA, (TEA,), None),
        ("提案建议被采纳", None, (), None),
    ],
)
def test_the_text_that_is_meant(
    words: str, told: Mention | None, texts: tuple[Mention, ...], meant: Mention | None
) -> None:
    assert text_meant(words, told, texts) is meant
