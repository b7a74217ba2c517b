"""Markdown: front matter tells, marks are hidden from the rules, offsets are the file's."""

from __future__ import annotations

import time

import pytest

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.documents import make_page
from cppcc_kg.reading.formats.markdown import read
from cppcc_kg.reading.tree import Metadata

NOTE = Where("a.md")


def _seen(text: str) -> list[str]:
    page = make_page("a.md", read(text.encode(), NOTE))
    return [line for article in page.articles for line in article.text.split("\n") if line]


def test_front_matter_says_what_the_document_is() -> None:
    text = "---\ntitle: 甲\ndate: 2021-08-19\ntags: [a, b]\nurl: https://example.org/\npublisher: 政协报\n---\n正文。\n"
    assert read(text.encode(), NOTE).metadata == Metadata("甲", "2021-08-19", "政协报", "https://example.org/")
    assert _seen(text) == ["正文。"]


@pytest.mark.parametrize("text", ["正文。\n---\ntitle: 甲\n---\n", "--- \n没有合上\n正文。"])
def test_rules_inside_a_text_are_no_front_matter(text: str) -> None:
    assert read(text.encode(), NOTE).metadata == Metadata()


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("title: [甲", r"a\.md:\d: its front matter is not readable YAML; mend or remove it"),
        ("- 甲", r"a\.md: its front matter is no mapping; write key: value lines"),
        ("title: [甲, 乙]", r"a\.md \[title\]: must be a text"),
        ("date: 2021-02-30", r"a\.md: its front matter is not readable YAML"),
    ],
)
def test_broken_front_matter_is_one_line(front: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(f"---\n{front}\n---\n正文。\n".encode(), NOTE)


@pytest.mark.parametrize(
    ("marked", "seen"),
    [
        ("建立**请示报告制度**。", "建立请示报告制度。"),
        ("## 抓制度建设 ##", "抓制度建设"),
        ("> 引用的话。", "引用的话。"),
        ("- 第一项。", "第一项。"),
        ("见[委员工作站](https://example.org/a_(b))。", "见委员工作站)。"),
        ("![图](a.png)建立制度。", "建立制度。"),
        ("<div align=center>居中。</div>", "居中。"),
        ("`代码`和~~删去~~。", "代码和删去。"),
        ("1\\. 不是列表。", "1. 不是列表。"),
        ("| 专题调研 | 53次 |", "专题调研  53次"),
    ],
)
def test_marks_are_hidden(marked: str, seen: str) -> None:
    assert _seen(f"{marked}\n") == [seen]


def test_every_character_seen_lies_where_the_file_has_it() -> None:
    text = "---\ntitle: 甲\n---\n\n# 标题\n\n建立**请示报告制度**，见[工作站](x)，\n开展调研。\n"
    page = make_page("a.md", read(text.encode(), NOTE))
    for article in page.articles:
        for at, char in enumerate(article.text):
            place = article.healed._offset(at)
            if char != "\n":
                assert text[place] == char


def test_marks_cost_linear_time() -> None:
    start = time.perf_counter()
    for unit in ("[", "](", "![", "**", "<a", "`", "| ", "---\n", "> "):
        assert read((unit * 50_000).encode(), NOTE).text
    assert time.perf_counter() - start < 20
