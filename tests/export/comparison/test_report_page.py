"""The comparison report in a real Chromium: on a phone, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cppcc_kg.analysis.comparison import Claim, Comparison, DistrictClaims, Figure, Shared, comparison
from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.sides import Side
from cppcc_kg.export.comparison import to_html, to_markdown
from cppcc_kg.model import Entity

LONG = "chongqing-model-organs-2021-with-a-long-name-that-no-line-of-a-phone-holds.txt:10715-10749"


def _sample() -> Comparison:
    """One of each section, with a long source, a long name, and figures of two districts."""
    quote = "组织开展专题调研53次、专题视察21次、专题协商23次，" * 3
    side = Side(Entity("a", "Practice", "专题调研"), "秀山土家族苗族自治县", ("每月一次",), ("53次",), (), quote, LONG)
    figures = tuple(Figure(d, "专题调研", "53次", "近年来", quote, LONG) for d in ("万州区", "秀山土家族苗族自治县"))
    row = DistrictClaims("万州区", (Claim("做法“专题调研”：53次", ((quote, LONG),)),), 3)
    shared = Shared(
        ("专题调研",), (side, side), Decimal("0.52"), Decimal("1.00"), "用词 1.00（专题调研）", ("频次：未载",)
    )
    return Comparison(
        ("万州区",), (LONG,), 1, 2, (("调查研究", (row,)),), (("专题调研（次）", figures),), (shared,), (row,), ("朝阳区",)
    )  # fmt: skip


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "report.html"
    file.write_text(to_html(_sample()), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(file.as_uri())
    yield opened
    context.close()


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    wide = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.tagName)"
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_phone_a_row_of_figures_says_what_each_cell_is(page: Page) -> None:
    cell = page.locator("td[data-title=数值]").first
    assert "数值" in cell.evaluate("e => getComputedStyle(e, '::before').content")
    assert cell.evaluate("e => getComputedStyle(e).display") == "block"


def test_on_paper_the_sources_are_there_and_the_links_are_not(page: Page) -> None:
    assert page.locator(".print").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".print").is_visible()
    assert page.locator("nav").is_hidden() and page.locator("details").is_hidden()
    assert page.locator("thead").evaluate("e => getComputedStyle(e).display") != "block"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_what_districts_share_stands_in_one_group(seed: Any) -> None:
    found = comparison(Context(seed.graph))
    history = next(each for each in found.shared if "党史学习教育" in each.names)
    assert {side.district for side in history.members} == {"万州区", "九龙坡区", "铜梁区", "秀山土家族苗族自治县"}
    members = [side.entity.id for each in found.shared for side in each.members if len(each.members) > 2]
    assert len(members) == len(set(members))
    assert "党史学习教育（4个区县）" in to_markdown(found)
