"""The site in a real browser, from the disk and without a network: it fits, is readable, and finds what is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

#: As elsewhere: long enough for a loaded machine, and nothing waits for it where all is well.
PATIENCE = 60_000
PAGES = ["index", "tutorial", "cookbook", "design", "commands", "quality"]


@pytest.fixture
def visited(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of ``(width, scheme)`` that says nothing on the console and asks for nothing but files."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith("file:") else None)
    yield page
    context.close()
    assert said == []


@pytest.mark.parametrize("visited", [(1280, "light"), (390, "dark")], indirect=True)
def test_pages_fit_and_speak_of_nothing(visited: Page, site: Path) -> None:
    for name in PAGES:
        visited.goto((site / f"{name}.html").as_uri())
        expect(visited.locator("h1")).to_be_visible(timeout=PATIENCE)
        over = visited.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, name


@pytest.mark.parametrize("visited", [(390, "light"), (1280, "dark")], indirect=True)
def test_there_is_no_serious_barrier(visited: Page, site: Path) -> None:
    for name in ("index", "tutorial", "faults"):
        visited.goto((site / f"{name}.html").as_uri())
        found = Axe().run(visited, options={"preload": False}).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == [], name


@pytest.mark.parametrize("visited", [(390, "dark"), (1280, "light")], indirect=True)
def test_the_picture_has_the_colours_of_the_page(visited: Page, site: Path) -> None:
    visited.goto((site / "design.html").as_uri())
    ground, page = visited.evaluate(
        """() => [getComputedStyle(document.querySelector('.picture .ground')).fill,
                  getComputedStyle(document.body).backgroundColor]"""
    )
    assert ground == page
    assert visited.locator(".picture .name").count() == 16


@pytest.mark.parametrize("visited", [(1280, "light")], indirect=True)
@pytest.mark.parametrize(
    ("looked_for", "page"), [("ledger", "ledger"), ("协商", "similar"), ("商量", "tutorial"), ("SHACL", "ontology")]
)
def test_search_finds_english_and_any_part_of_a_chinese_name(
    visited: Page, site: Path, looked_for: str, page: str
) -> None:
    visited.goto(f"{(site / 'search.html').as_uri()}?q={quote(looked_for)}")
    expect(visited.locator(f"#search-results a[href^='{page}.html']").first).to_be_visible(timeout=PATIENCE)
