"""Faults of splitting pages that were mended, the smallest input of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cppcc_kg.errors import InputError
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.files import InputFile, read_metadata

Tell = Callable[..., Any]


@pytest.mark.parametrize("char", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_a_line_of_one_control_character_is_blank(char: str) -> None:
    # str.lstrip() takes U+001C to U+001F for white space; the test for blank lines does not: an empty block, IndexError.
    # Then drop the exclusion of these characters from tests/test_properties.py.
    (article,) = split_articles("a.txt", f"甲政协开展调研。\n{char}\n乙政协开展视察。")
    assert article.text == "甲政协开展调研。\n乙政协开展视察。\n"


def test_the_dateline_after_a_headline_begins_no_second_article(dev_texts: dict[str, str]) -> None:
    # 本报讯 opens the one report of the page; only a later 本报讯 or 又讯 begins another.
    (article,) = split_articles(
        "a.txt", "把桌子摆到家门口\n\n本报讯（记者 秦川）平定县政协开展协商。\n\n目前，已开展90余次。"
    )
    assert article.title is not None
    (article,) = split_articles("a.txt", dev_texts["dev1_pingding.txt"])
    assert article.title is not None


def test_a_first_sentence_with_a_committee_as_subject_is_no_heading(tell: Tell) -> None:
    # Both first sentences become run-in headings, and the work of the first committee is given to the second.
    told = tell(
        "重庆市涪陵区政协建立联系制度。区政协开展专题视察。\n\n山西省平定县政协创新做法。县政协开展专题调研。", None
    )
    assert told.labels("Initiative") == []
    assert ("涪陵区政协", "专题视察") in told.facts("carriesOut")
    assert ("平定县政协", "专题视察") not in told.facts("carriesOut")


@pytest.mark.parametrize("content", ["url: {a: 1}\n", "title: [甲, 乙]\n"])
def test_a_value_of_a_sidecar_that_is_no_text_is_refused(tmp_path: Path, content: str) -> None:
    # It is written into the graph as Python prints it: "{'a': 1}".
    (tmp_path / "a.txt").write_bytes("甲".encode())
    (tmp_path / "a.meta.yaml").write_bytes(content.encode())
    with pytest.raises(InputError):
        read_metadata(InputFile(tmp_path / "a.txt", "a.txt"))
