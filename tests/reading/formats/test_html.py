"""Saved pages: the article is found whole and alone, and the page's own word for what it is."""

from __future__ import annotations

from typing import Any

import pytest

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.formats.html import read

SHAPES = [
    "trs", "zoom", "wechat", "modern", "teasers_first", "divs", "bare", "split_columns", "with_links", "comments",
]  # fmt: skip
PAGE = Where("page.html")


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def test_every_shape_is_tried(saved_pages: dict[str, Any]) -> None:
    assert list(saved_pages["SHAPES"]) == SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_the_article_is_found_whole_and_alone(
    shape: str, saved_pages: dict[str, Any], title: str, lines: list[str]
) -> None:
    found = _lines(read(saved_pages["save"](shape, title, lines), PAGE).text)
    assert found[0] == title
    assert [line for line in found[1:] if "2021" not in line] == lines


@pytest.mark.parametrize(
    ("shape", "known"),
    [
        ("trs", ("2021-08-19", "区政协办公室", "http://www.example.gov.cn/zx/202108/t20210819_1.html")),
        ("zoom", ("2021-08-19", "本站", None)),
        ("modern", ("2021-08-19", None, "https://news.example.cn/2021/0819/1.html")),
        ("bare", (None, None, None)),
    ],
)
def test_the_page_says_what_it_is(
    shape: str, known: tuple[str | None, ...], saved_pages: dict[str, Any], title: str, lines: list[str]
) -> None:
    metadata = read(saved_pages["save"](shape, title, lines), PAGE).metadata
    assert (metadata.title, metadata.date, metadata.publisher, metadata.url) == (title, *known)


def test_the_browsers_note_of_where_it_was_saved_from_is_read() -> None:
    page = "<!-- saved from url=(0027)https://example.gov.cn/1.html --><p>建立联系制度。</p>"
    assert read(page.encode(), PAGE).metadata.url == "https://example.gov.cn/1.html"


def test_a_table_of_figures_keeps_its_rows() -> None:
    page = "<p>完成情况如下。</p><table><tr><td>专题调研</td><td>53次</td></tr><tr><td>建议</td><td>400条</td></tr></table>"
    assert _lines(read(page.encode(), PAGE).text) == ["完成情况如下。", "专题调研 53次", "建议 400条"]


def test_scripts_comments_and_hidden_parts_are_no_text() -> None:
    page = """<p>建立制度。</p><script>alert("不是。")</script><!-- 不是。 --><p style="display:none">不是。</p>
    <noscript>不是。</noscript><p hidden>不是。</p><p>开展调研。</p>"""
    assert _lines(read(page.encode(), PAGE).text) == ["建立制度。", "开展调研。"]


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<",
        b"<!DOCTYPE html>",
        b"<p",
        "<p>未合上".encode(),
        b"<div>" * 20_000,
        b"&#0;&#xD800;&bogus;",
    ],
)
def test_broken_pages_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        read(data, PAGE)
    except InputError as error:
        assert "\n" not in str(error)


def test_a_page_that_loads_its_text_by_a_script_is_empty_whatever_its_title() -> None:
    page = "<html><head><title>政协要闻</title></head><body><div id=app></div><script src=a.js></script></body></html>"
    found = read(page.encode(), Where("a.html"))
    assert (found.text, found.metadata.title) == ("", "政协要闻")


@pytest.mark.parametrize(
    ("stamp", "date"), [("2024-2-6 10:33", "2024-02-06"), ("2024-13-05", None), ("2024-02-30", None)]
)
def test_a_mistyped_date_is_none_and_does_not_cost_the_page(
    stamp: str, date: str | None, title: str, lines: list[str]
) -> None:
    body = "".join(f"<p>{line}</p>" for line in lines)
    found = read(f"<html><body><h1>{title}</h1><p>发布时间：{stamp}</p><div>{body}</div></body></html>".encode(), PAGE)
    assert found.metadata.date == date
    assert lines[-1] in found.text
