"""Usable by keyboard and by screen readers, in both themes, in every view."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from .sample import sample_graph
from .visits import Open, until, view

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds, at its whole set of rules."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["network", "compare", "matrix", "figures", "table"])
def test_axe_finds_nothing(visit: Open, scheme: str, name: str) -> None:
    page = visit(sample_graph(8), scheme=scheme).page
    view(page, name)
    page.locator("#legend details:not([open]) summary").first.click()
    assert violations(page) == []
    page.evaluate("go({node: 'practice-d0-l0-0', district: ['万州区'], off: ['Person']})")
    assert page.locator("#card").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(visit: Open, scheme: str) -> None:
    page = visit(sample_graph(4), scheme=scheme).page
    page.locator("#query").fill("专题")
    assert violations(page) == []
    page.locator("#query").fill("")
    page.evaluate("go({from: 'person-wang', to: 'campaign-history', focus: 'campaign-history', depth: 2})")
    page.locator("#export summary").click()
    assert violations(page) == []
    page.locator("#help-open").click()
    assert violations(page) == []


def test_axe_finds_nothing_on_a_phone_and_in_a_large_graph(visit: Open) -> None:
    page = visit(sample_graph(150), width=390, height=800).page
    page.locator("#legend-toggle").click()
    assert page.locator("#legend").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not page.locator("#legend").is_visible()
    page.evaluate("chooseItem(scene.items[0])")
    assert violations(page) == []


def test_the_canvas_is_walked_by_keys(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    whole = page.evaluate("network.getScale()")
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("cursor")
    assert first is not None
    until(page, "document.getElementById('said').textContent !== ''")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("cursor") != first
    page.keyboard.press("Enter")
    card = page.locator("#card")
    assert card.is_visible()
    assert page.evaluate("document.activeElement.id") == "card-title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "network"
    scale = page.evaluate("network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("network.getScale()") > scale
    page.keyboard.press("0")
    assert abs(page.evaluate("network.getScale()") - whole) < 1e-6
    before = page.evaluate("network.getViewPosition().x")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("network.getViewPosition().x") > before


def test_every_control_is_reached_by_tab_and_the_table_first_of_all(visit: Open) -> None:
    page = visit(sample_graph(1)).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("[document.body.dataset.view, document.activeElement.id]") == ["table", "table-find"]
    view(page, "network")
    page.evaluate("document.activeElement.blur()")
    met = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        met.add(page.evaluate("document.activeElement.id || document.activeElement.value || ''"))
    wanted = {"to-compare", "query", "help-open", "Practice", "铜梁区", "network", "zoom-in"}
    assert wanted <= met


def test_slash_leads_to_the_search_and_help_opens_and_closes(visit: Open) -> None:
    page = visit(sample_graph(1)).page
    page.locator("#network").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.locator("#help-open").click()
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_counts_are_said_when_filters_change(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    page.locator('#classes button[value="Person"]').click()
    until(page, "document.getElementById('said').textContent.includes('个节点')")
    said = page.locator("#said")
    assert said.get_attribute("role") == "status"


def test_nothing_moves_for_those_who_want_no_motion(visit: Open) -> None:
    page = visit(sample_graph(1)).page
    page.evaluate("showNode(DATA.nodes[0])")
    assert page.evaluate("getComputedStyle(document.getElementById('card')).animationName") == "none"
    assert page.evaluate("stillness.matches") is True


def test_the_card_does_not_lie_over_the_bar_or_wide_of_the_window(visit: Open) -> None:
    page = visit(sample_graph(1), width=1000, height=600).page
    page.evaluate("showNode(DATA.nodes[0])")
    bar, card = page.locator("#bar").bounding_box(), page.locator("#card").bounding_box()
    assert bar is not None
    assert card is not None
    assert card["y"] >= bar["y"] + bar["height"]
    assert card["x"] + card["width"] <= 1000
    assert card["y"] + card["height"] <= 600
