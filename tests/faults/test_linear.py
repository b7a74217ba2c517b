"""Reading a text takes work in proportion to its length, also on texts made to make it slow.

Work is counted, not timed: how many Python calls a reading makes. Time is measured by ``benchmarks/linear.py``.
"""

from __future__ import annotations

import cProfile
import pstats
import runpy
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from cppcc_kg.extraction.reader import read_article
from cppcc_kg.reading import articles, sections
from cppcc_kg.reading.articles import LONGEST_ARTICLE, split_articles
from cppcc_kg.reading.sections import LONGEST_SENTENCE
from cppcc_kg.rules.loader import default_rules

HOSTILE: dict[str, Callable[[int], str]] = runpy.run_path(str(Path(__file__).with_name("hostile.py")))["HOSTILE"]


def _calls(text: str) -> int:
    profile = cProfile.Profile()
    profile.enable()
    for article in split_articles("a.txt", text):
        read_article(article, default_rules())
    profile.disable()
    calls: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_is_twice_the_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "LONGEST_ARTICLE", 1000)
    monkeypatch.setattr(sections, "LONGEST_SENTENCE", 200)
    _calls(HOSTILE[name](100))  # rules and automata are made once
    assert _calls(HOSTILE[name](4000)) < 2.5 * _calls(HOSTILE[name](2000)) + 5000


@pytest.mark.parametrize("name", HOSTILE)
def test_no_sentence_and_no_article_is_beyond_measure(name: str) -> None:
    text = HOSTILE[name](50_000)
    covered = 0
    for article in split_articles("a.txt", text):
        assert len(article.text) <= 1.3 * LONGEST_ARTICLE  # line ends are not counted
        for _, paragraph in article.walk():
            for sentence in paragraph.sentences:
                assert sentence.span.end - sentence.span.begin <= LONGEST_SENTENCE
                covered += sentence.span.end - sentence.span.begin
        covered += sum(path[-1].span.end - path[-1].span.begin for path in article.headings())
    assert covered >= len("".join(text.split())) - 100


def test_a_long_article_is_cut_at_headings_and_keeps_its_committee() -> None:
    section = "一、加强学习\n" + "建立请示报告制度，开展专题调研53次。" * 300 + "\n"
    text = "打造模范机关\n\n□ 涪陵区政协\n\n" + section * 6
    parts = split_articles("a.txt", text)
    assert len(parts) > 1
    begins = [article.span.begin for article in parts]
    assert len(set(begins)) == len(begins)
    for before, after in pairwise(parts):
        assert before.span.end <= after.span.begin
        assert text[after.span.begin :].startswith("一、加强学习")
    for article in parts:
        assert article.committee is not None and article.words(article.committee) == "涪陵区政协"
        for at, char in enumerate(article.text):
            if char != "\n":
                assert text[article.healed._offset(at)] == char
