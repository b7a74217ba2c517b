"""Word sets: what a file of them may hold, and that every set is there for something."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from cppcc_kg.errors import RuleError
from cppcc_kg.lexicon.terms import BOOKS, read_book, terms

SOURCES = Path(__file__).parents[2] / "src" / "cppcc_kg"


def test_a_set_has_its_words_longest_first_and_once() -> None:
    assert read_book({"a.yaml": "# Why.\ngoes: >-\n  到 前往\n  到\nleads: 率先"}) == {
        "goes": ("前往", "到"),
        "leads": ("率先",),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("goes: 到\nleads: [率先]", "a.yaml:2 [leads]: must be words with spaces between; write them after '>-'"),
        ("goes: 到\ngoes: 赴", "a.yaml:2 [goes]: the set is there twice; put its words together"),
        ("goes: 到|赴", "a.yaml:1 [goes]: '到|赴' is no plain word; expressions belong into rules"),
        ("goes: ''", "a.yaml:1 [goes]: the set is empty; give it a word, or remove it"),
    ],
)
def test_an_error_names_file_line_and_set(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_book({"a.yaml": text})
    assert str(caught.value) == message


def test_a_name_is_taken_once_over_the_files_of_a_book() -> None:
    with pytest.raises(RuleError, match=r"b\.yaml:2 \[goes\]: the set is there twice"):
        read_book({"a.yaml": "goes: 到", "b.yaml": "leads: 率先\ngoes: 赴"})


def test_every_word_set_is_used() -> None:
    """By a rule or by code; one that nothing names only looks as if it did something."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.py")))
    rules = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("packs/*.yaml")))
    named = set(re.findall(r'"([a-z-]+)"', code)) | set(re.findall(r"@words\.([a-z-]+)", code + rules))
    assert sorted(set(terms().words) - named) == []


@pytest.mark.parametrize("file", BOOKS["words"])
def test_every_set_of_words_says_what_it_is_for(file: str) -> None:
    lines = files("cppcc_kg.lexicon").joinpath("data", file).read_text(encoding="utf-8").splitlines()
    bare = [line for before, line in pairwise(lines) if re.match(r"[a-z-]+:", line) and before[:2] != "# "]
    assert bare == []
