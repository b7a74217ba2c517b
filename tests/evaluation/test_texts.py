"""Texts are taken letter for letter, and labels kept to their span."""

from pathlib import Path

import pytest

from cppcc_kg.errors import GoldError, InputError
from cppcc_kg.evaluation.gold import Placing
from cppcc_kg.evaluation.predictions import Passage
from cppcc_kg.evaluation.texts import Scope, Text, place, read_texts
from cppcc_kg.model import Span


def test_line_breaks_stay_and_the_byte_order_mark_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfx\r\ny")
    assert read_texts([tmp_path]) == {"a": Text("a", "x\r\ny")}


def test_folders_are_searched_deep_and_the_later_wins(tmp_path: Path) -> None:
    for folder, content in (("one/deep", "1"), ("two", "2")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(content)
    assert read_texts([tmp_path / "one"])["a"].content == "1"
    assert read_texts([tmp_path / "one", tmp_path / "two"])["a"].content == "2"


def test_a_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("政协".encode("gb18030"))
    with pytest.raises(InputError, match=r"a\.txt: the text is not UTF-8"):
        read_texts([tmp_path])


def test_quotes_are_found_inside_the_scope_only() -> None:
    scope = Scope(Text("a", "甲乙甲乙甲乙"), Span(1, 6))
    assert scope.find("甲乙") == (Span(2, 4), Span(4, 6))
    assert scope.find("丙") == ()


def test_a_passage_belongs_to_the_scope_that_it_touches() -> None:
    scope = Scope(Text("a", "0123456789"), Span(4, 8))
    before, across, elsewhere = (
        Passage("a", Span(0, 4), "0123"),
        Passage("a", Span(3, 5), "34"),
        Passage("b", Span(4, 5), "4"),
    )
    assert scope.within([before, across, elsewhere]) == (across,)


def test_a_document_is_its_text_unless_the_index_says_otherwise() -> None:
    texts = {"a": Text("a", "0123")}
    assert place("a", texts, {}).span == Span(0, 4)
    assert place("part", texts, {"part": Placing("a", Span(1, 2))}) == Scope(texts["a"], Span(1, 2))
    with pytest.raises(GoldError, match="no text for b"):
        place("b", texts, {})
