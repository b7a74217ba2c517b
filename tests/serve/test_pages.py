"""The server's pages in a real Chromium: what they show, where they lead, and that nothing leaves the server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from cppcc_kg.model import KnowledgeGraph

from .conftest import PATIENCE, Served

_MS = PATIENCE * 1000
expect.set_options(timeout=_MS)
SEED = "chongqing-model-organs-2021.txt"
Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """``visit(path)``: a page of the server. At the end: no request went elsewhere, nothing was complained of."""
    contexts, elsewhere, complaints = [], [], []

    def met(url: str) -> None:
        if not url.startswith((served.url + "/", "data:")):
            elsewhere.append(url)

    def open_page(path: str, *, scheme: str = "light", width: int = 1300) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce",
            color_scheme="dark" if scheme == "dark" else "light",
        )  # fmt: skip
        contexts.append(context)
        context.on("request", lambda request: met(request.url))
        page = context.new_page()
        page.set_default_timeout(_MS)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(served.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert elsewhere == []
    # A refused question is told by the browser too.
    assert [line for line in complaints if "status of 403" not in line] == []


@pytest.fixture(scope="module")
def graph(seed_build: object) -> KnowledgeGraph:
    return seed_build.graph  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="module")
def station(graph: KnowledgeGraph) -> str:
    """The local name of an entity that has facts, figures and likes."""
    return next(e.id for e in graph.entities if e.label == "委员工作站" and e.cls == "Platform")


def _ready(page: Page) -> Page:
    page.wait_for_selector('html[data-ready="1"]', state="attached")
    return page


def _paths(station: str, graph: KnowledgeGraph) -> dict[str, str]:
    places = sorted(fact.object for fact in graph.facts if fact.predicate == "serves")[:2]
    return {
        "home": "/",
        "search": f"/search?q={quote('工作')}",
        "entity": f"/id/entity/{station}",
        "document": f"/read?document={SEED}",
        "matrix": "/matrix",
        "compare": f"/compare?district={places[0]}&district={places[1]}",
    }


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("home", "light"), ("home", "dark"), ("search", "light"), ("entity", "light"), ("entity", "dark"),
     ("document", "light"), ("matrix", "light"), ("matrix", "dark"), ("compare", "light")],
)  # fmt: skip
def test_a_page_has_no_barrier_and_fits_its_window(
    visit: Visit, station: str, graph: KnowledgeGraph, name: str, scheme: str
) -> None:
    page = visit(_paths(station, graph)[name], scheme=scheme, width=1300 if scheme == "light" else 420)
    expect(page.locator("h1").first).to_be_visible()
    if name == "document":
        # Thousands of runs of text of one form: a few rules look at all of them, all rules at a few of them.
        whole = ["scrollable-region-focusable", "link-name", "list", "listitem", "duplicate-id-aria"]
        found = Axe().run(page, options={"runOnly": {"type": "rule", "values": whole}})
        assert found.violations_count == 0, found.generate_report()
    found = Axe().run(page, context={"include": [["#top"], ["h1"], ["#p0"]]} if name == "document" else None)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_first_page_leads_to_all_others(visit: Visit) -> None:
    page = visit("/")
    expect(page.locator(".counts")).to_contain_text("平台载体")
    for words, address in (("网络", "/network"), ("提问", "/editor"), ("矩阵", "/matrix"), ("对照", "/compare")):
        assert page.locator("#top nav a", has_text=words).get_attribute("href") == address
    page.locator("main a", has_text=SEED).click()
    expect(page).to_have_url(re.compile("/read"))


@pytest.mark.parametrize("typed", ["委员工作站", "weiyuangongzuozhan", "wygzz", "工作站"])
def test_search_finds_by_name_part_pinyin_and_initials(visit: Visit, typed: str) -> None:
    page = visit("/")
    page.locator("#top input").fill(typed)
    page.locator("#top input").press("Enter")
    expect(page.locator("td a", has_text="委员工作站").first).to_be_visible()


class TestEditor:
    def test_a_ready_query_is_shown_and_answered(self, visit: Visit) -> None:
        page = _ready(visit("/editor"))
        page.locator("#filter").fill("member-workstations")
        page.locator("#queries button:visible").click()
        expect(page.locator(".yasr_results td", has_text="九龙坡区政协").first).to_be_visible()
        expect(page.locator(".CodeMirror-code")).to_contain_text("PREFIX ckg:")

    def test_completing_asks_nobody(self, visit: Visit) -> None:
        page = _ready(visit("/editor"))
        page.evaluate(
            "document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT ?platform { ?platform a ckg:Pl')"
        )
        lines = page.locator(".CodeMirror-lines")
        for place in ("Control+End", "Control+Home"):
            lines.click()
            page.keyboard.press(place)
            page.keyboard.press("Control+Space")
            page.keyboard.press("Escape")  # closes the completer, and leaves the editor
        lines.click()
        page.keyboard.press("Control+Home")
        page.keyboard.type("PREFIX foaf: ")
        expect(page.locator(".CodeMirror-code")).to_contain_text("PREFIX foaf:")

    def test_what_is_refused_is_said(self, visit: Visit) -> None:
        page = _ready(visit("/editor"))
        page.evaluate(
            "document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * FROM <http://a.b/> { ?s ?p ?o }')"
        )
        with page.expect_response("**/sparql") as response:
            page.locator(".yasqe_queryButton").click()
        assert response.value.status == 403
        expect(page.locator(".yasr")).to_contain_text("FROM is not allowed")

    def test_an_identifier_leads_to_its_page_here(self, visit: Visit) -> None:
        page = _ready(visit("/editor"))
        page.evaluate(
            "document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT ?x { ?x a ckg:Platform } LIMIT 1')"
        )
        page.locator(".yasqe_queryButton").click()
        link = page.locator(".yasr_results td a").first
        link.wait_for()
        with page.context.expect_page() as opened:
            link.click()
        expect(opened.value).to_have_url(re.compile("/id/entity/platform-"))


class TestNetwork:
    def test_a_card_leads_to_pages_surroundings_and_the_text(self, visit: Visit, station: str) -> None:
        page = _ready(visit(f"/network?focus={station}&depth=1#node={station}"))
        card = page.locator("#card")
        expect(card.locator("h2")).to_have_text("委员工作站")
        assert card.locator("a", has_text="专页").get_attribute("href") == f"/id/entity/{station}"
        expect(page.locator("#notes")).to_contain_text("1 层以内")
        few = page.locator("#counts").inner_text()
        card.locator("a", has_text="以此为中心").click()
        expect(page.locator("#notes")).to_contain_text("2 层以内")
        _ready(page)
        assert page.locator("#counts").inner_text() != few
        page.locator("#card a", has_text="读原文").first.click()
        expect(page.locator("#text .here").first).to_be_visible()

    def test_surroundings_are_added(self, visit: Visit, station: str) -> None:
        page = _ready(visit(f"/network?focus={station}&depth=1"))
        page.locator("#query").fill("九龙坡区政协")
        page.locator("#query").press("Enter")
        page.locator("#card a", has_text="添上周围").click()
        expect(page).to_have_url(re.compile(f"focus={station}&focus=organization-"))
        _ready(page)

    def test_the_whole_of_a_small_graph_is_shown_and_a_district_alone(
        self, visit: Visit, graph: KnowledgeGraph
    ) -> None:
        page = _ready(visit("/network"))
        expect(page.locator("#counts")).to_contain_text(f"{len(graph.entities)} 个节点")
        district = next(e.id for e in graph.entities if e.label == "铜梁区")
        page = _ready(visit(f"/network?district={district}"))
        expect(page.locator("#notes")).to_contain_text("铜梁区")


class TestReader:
    def test_the_text_is_whole_and_every_passage_is_marked(self, visit: Visit, seed_text: str, served: Served) -> None:
        page = _ready(visit(f"/read?document={SEED}"))
        assert page.locator("#text").evaluate("e => e.textContent") == seed_text.replace("\r\n", "\n")
        marked = page.evaluate(
            """() => { const found = {}; for (const run of document.querySelectorAll('#text [data-p]'))
            for (const n of run.dataset.p.split(' ')) found[n] = (found[n] || '') + run.textContent; return found; }"""
        )
        quotes = page.locator("#says > ol > li > q").all_inner_texts()
        assert len(marked) == len(quotes) > 300
        for number, quoted in enumerate(quotes):
            assert "".join(marked[str(number)].split()) == "".join(quoted.split())

    def test_a_touch_leaves_the_facts_of_that_place(self, visit: Visit) -> None:
        begin = 2337
        page = _ready(visit(f"/read?document={SEED}&begin={begin}&end=2354#here"))
        shown = page.locator("#says > ol > li:not(.quiet)")
        expect(shown.first.locator("q")).to_contain_text("14个委员工作站")
        every = page.locator("#says > ol > li").count()
        assert every > 300
        page.keyboard.press("Escape")
        expect(shown).to_have_count(every)
        page.locator("#text .d1:not(:has(a))").first.click()
        expect(page.locator("#count")).to_contain_text(f"/ {every}")
        assert 0 < shown.count() < 20

    def test_a_name_leads_to_its_page(self, visit: Visit) -> None:
        page = _ready(visit(f"/read?document={SEED}"))
        page.locator("#text a.name", has_text="请示报告制度").first.click()
        expect(page.locator("h1")).to_contain_text("请示报告制度")


def test_a_cell_of_the_matrix_opens_its_items_with_quotes(visit: Visit) -> None:
    page = visit("/matrix")
    cell = page.locator(".matrix td a").first
    number = int(cell.inner_text())
    cell.click()
    expect(page.locator(".compare td li")).to_have_count(number)
    assert page.locator(".compare td blockquote").count() == number


def test_districts_are_chosen_and_set_side_by_side(visit: Visit) -> None:
    page = visit("/compare")
    for place in ("万州区", "秀山"):
        page.locator("label", has_text=place).locator("input").check()
    page.locator("button[type=submit]").click()
    expect(page.locator(".compare thead th")).to_have_count(3)
    expect(page.locator(".shared").first).to_be_visible()


def test_assets_are_packaged() -> None:
    folder = Path(__file__).parents[2] / "src" / "cppcc_kg" / "serve" / "assets"
    for name in ("serve.css", "reader.js", "editor.js", "vendor/LICENSE-yasgui"):
        assert (folder / name).is_file()
