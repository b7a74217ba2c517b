"""The page in a real Chromium, without a network: what is drawn, what it says, what it must not do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cppcc_kg.export.html import write_html
from cppcc_kg.export.html.labels import CLASS_LABELS
from cppcc_kg.model import KnowledgeGraph

from .sample import DISTRICTS, HOSTILE, hostile_graph, sample_graph

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """An open page, and what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("no chromium on PATH: the page is tested in it (Debian: apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_page(graph: KnowledgeGraph, *, width: int = 1400, height: int = 900, scheme: str = "light") -> Visit:
        file = tmp_path / "graph.html"
        file.write_bytes(write_html(graph, title="区县政协工作知识图谱").encode("utf-8"))
        context = browser.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        met = Visit(context.new_page())
        met.page.set_default_timeout(5_000)
        met.page.on("request", lambda request: met.requests.append(request.url))
        met.page.on("console", lambda message: met.complaints.append(f"{message.type}: {message.text}"))
        met.page.on("pageerror", lambda error: met.complaints.append(str(error)))
        met.page.goto(file.as_uri())
        met.page.wait_for_selector('html[data-ready="1"]', state="attached", timeout=10_000)
        return met

    yield open_page
    for context in contexts:
        context.close()


def ink(page: Page) -> int:
    """Pixels of the network that are neither ground nor nearly so."""
    counted: int = page.evaluate(
        """() => {
            // A copy: reading the page's own canvas twice makes the browser warn.
            const drawn = document.querySelector("#network canvas");
            const copy = new OffscreenCanvas(drawn.width, drawn.height);
            const ctx = copy.getContext("2d", { willReadFrequently: true });
            ctx.drawImage(drawn, 0, 0);
            const {data} = ctx.getImageData(0, 0, drawn.width, drawn.height);
            let count = 0;
            for (let i = 0; i < data.length; i += 4) {
                const rgb = [data[i], data[i + 1], data[i + 2]];
                if (data[i + 3] > 200 && Math.max(...rgb) - Math.min(...rgb) > 40) count++;
            }
            return count;
        }"""
    )
    return counted


def search(page: Page, text: str) -> None:
    page.locator("#query").fill(text)
    page.locator("#query").press("Enter")


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1400, 900), ("dark", 420, 800)])
def test_the_network_is_drawn_without_a_request_or_complaint(visit: Open, scheme: str, width: int, height: int) -> None:
    met = visit(sample_graph(), width=width, height=height, scheme=scheme)
    assert ink(met.page) > (8_000 if width > 1000 else 1_000)
    met.page.wait_for_timeout(300)
    assert len(met.requests) == 1
    assert met.requests[0].startswith("file:")
    assert met.complaints == []
    wider = met.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider


def test_nothing_overlaps_that_the_first_view_names(visit: Open) -> None:
    page = visit(sample_graph()).page
    boxes = page.evaluate(
        """() => {
            const seen = [];
            const original = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
                const m = this.getTransform();
                const wide = this.measureText(text).width * m.a;
                const high = parseFloat(this.font.match(/([0-9.]+)px/)[1]) * m.a;
                const at = [m.a * x + m.e, m.d * y + m.f];
                const top = this.textBaseline === "middle" ? at[1] - high / 2 : at[1] - high * 0.85;
                seen.push([text, at[0] - wide / 2, top, at[0] + wide / 2, top + high]);
                return original.apply(this, arguments);
            };
            network.redraw();
            CanvasRenderingContext2D.prototype.fillText = original;
            return seen;
        }"""
    )
    names = [box[0] for box in boxes]
    assert set(dict(DISTRICTS)) <= set(names)
    assert "五型机关" in names
    for i, (one, *a) in enumerate(boxes):
        for other, *b in boxes[i + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, f"{one} lies over {other}"


def test_the_legend_stands_below_the_bar_even_in_a_low_window(visit: Open) -> None:
    page = visit(sample_graph(4), width=1440, height=600).page
    page.wait_for_function(
        "document.getElementById('legend').getBoundingClientRect().top"
        " > document.getElementById('bar').getBoundingClientRect().bottom"
    )


def test_the_legend_names_each_class_and_fades_it(visit: Open) -> None:
    met = visit(sample_graph(4))
    buttons = met.page.locator("#classes button")
    classes = {entity.cls for entity in sample_graph(4).entities}
    assert buttons.count() == len(classes)
    for cls in classes:
        line = met.page.locator(f'#classes button[value="{cls}"]')
        assert CLASS_LABELS[cls].zh in line.inner_text()
        assert CLASS_LABELS[cls].en in line.inner_text()
        assert line.locator("svg path").count() == 1
    before = ink(met.page)
    met.page.locator('#classes button[value="Initiative"]').press("Enter")
    met.page.wait_for_timeout(100)
    assert met.page.locator('#classes button[value="Initiative"]').get_attribute("aria-pressed") == "false"
    assert ink(met.page) < before
    met.page.locator("#all").click()
    assert met.page.locator('#classes button[aria-pressed="false"]').count() == 0
    assert met.complaints == []


def test_the_legend_leads_to_each_district(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    before = page.evaluate("network.getScale()")
    page.locator("#regions button", has_text="铜梁区").click()
    page.wait_for_timeout(100)
    assert page.evaluate("network.getScale()") > before


def test_search_finds_a_node_and_its_card_shows_the_marked_source(visit: Open) -> None:
    met = visit(sample_graph())
    page = met.page
    page.locator("#query").fill("请示报告")
    assert "请示报告制度" in page.locator("#hits li").first.inner_text()
    page.locator("#query").press("ArrowDown")
    assert page.locator("#hits li").first.get_attribute("aria-selected") == "true"
    page.locator("#query").press("Enter")
    card = page.locator("#card")
    assert card.is_visible()
    assert card.locator("h2").inner_text() == "请示报告制度"
    assert "机制 Mechanism" in (card.text_content() or "")
    assert "万州区政协" in card.locator(".belongs").inner_text()
    quote = card.locator("blockquote").first
    assert quote.locator(".quote").inner_text() == "近年来，扎实推进请示报告制度，取得阶段性成效。"
    assert quote.locator("mark").inner_text() == "请示报告制度"
    assert "mechanism.named" in quote.locator(".place").inner_text()
    assert "seed/page.txt" in quote.locator(".place").inner_text()
    assert "建立 establishes" in (card.text_content() or "")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert met.complaints == []


def test_a_card_shows_figures_frequency_and_themes_and_leads_on(visit: Open) -> None:
    page = visit(sample_graph()).page
    search(page, "专题调研")
    card = page.locator("#card")
    figure = card.locator(".figure").first
    assert "53 次" in figure.inner_text()
    assert "近三年" in figure.inner_text()
    assert "53次" in card.locator("mark").all_inner_texts()
    assert "每月（P1M）" in card.inner_text()
    assert card.locator(".themes li").count() == 1
    link = card.locator("button.link", has_text="型机关").first
    label = link.inner_text()
    link.press("Enter")
    assert card.locator("h2").inner_text() == label


def test_a_long_list_opens_on_demand(visit: Open) -> None:
    page = visit(sample_graph()).page
    search(page, "万州区政协")
    card = page.locator("#card")
    before = card.locator("li").count()
    card.locator("button.more").first.press("Enter")
    assert card.locator("li").count() > before


def test_a_click_on_the_canvas_opens_a_card_and_one_beside_it_closes_it(visit: Open) -> None:
    page = visit(sample_graph()).page
    at = page.evaluate(
        """() => {
            const node = NODES.find((n) => n.cls === "Campaign");
            return network.canvasToDOM({x: node.x, y: node.y});
        }"""
    )
    page.mouse.click(at["x"], at["y"])
    page.wait_for_selector("#card:not([hidden])")
    assert page.locator("#card h2").inner_text() == "党史学习教育"
    page.mouse.click(at["x"], 885)
    page.wait_for_selector("#card", state="hidden")


def test_nothing_found_is_said(visit: Open) -> None:
    page = visit(sample_graph(1)).page
    page.locator("#query").fill("没有这个")
    assert "没有找到" in page.locator("#hits").inner_text()
    page.locator("#query").press("Enter")
    assert not page.locator("#card").is_visible()


def test_hostile_text_is_shown_and_never_run(visit: Open) -> None:
    met = visit(hostile_graph())
    page = met.page
    shown = {
        HOSTILE[1]: HOSTILE[1],
        HOSTILE[2]: HOSTILE[2],
        "{{ 7": HOSTILE[4],
        "__proto__": "__proto__",
        "右": "右⟨U+202E⟩左⟨U+2066⟩向",
        "半": "半\ufffd个",
        "长": HOSTILE[8],
        "</script>": HOSTILE[0],
    }
    for asked, label in shown.items():
        search(page, asked)
        assert page.locator("#card h2").text_content() == label
        assert page.locator("#card mark").count() > 0
    assert page.evaluate("window.__pwned") is None
    assert page.locator("#card img, #card script, #card a, #legend img, #hits img").count() == 0
    assert page.locator("svg:not(.icon)").count() == 0
    assert len(met.requests) == 1
    assert met.complaints == []


def test_an_empty_graph_opens(visit: Open) -> None:
    assert visit(KnowledgeGraph()).complaints == []
