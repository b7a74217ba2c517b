"""Views beside the network, links, files: in a real Chromium."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from .sample import sample_graph
from .visits import Open, search, until, until_ink, view


def test_two_to_four_districts_are_compared_with_what_they_share(visit: Open) -> None:
    met = visit(sample_graph(4))
    page = met.page
    view(page, "compare")
    sheet = page.locator("#compare")
    assert sheet.locator('.chip[aria-pressed="true"]').count() == 3
    sheet.locator('.chip[aria-pressed="false"]').first.click()
    assert sheet.locator('.chip[aria-pressed="true"]').count() == 4
    shared, by_theme = sheet.locator("table").nth(0), sheet.locator("table").nth(1)
    assert "党史学习教育" in shared.locator("tbody").inner_text()
    assert "专题调研" in by_theme.locator("tbody").inner_text()
    assert by_theme.locator("tbody th").count() == 2
    by_theme.locator("button.thing").first.click()
    assert page.locator("#card").is_visible()
    for _ in range(3):
        sheet.locator('.chip[aria-pressed="true"]').nth(0).click()
    assert sheet.locator("table").last.locator("thead th").count() == 2
    assert met.complaints == []


def test_only_four_districts_can_be_chosen(visit: Open) -> None:
    page = visit(sample_graph(1)).page
    page.evaluate("go({view: 'compare', compare: DATA.districts.map((n) => DATA.regions[n].id)})")
    assert page.locator('#compare .chip[aria-pressed="true"]').count() == 4
    page.evaluate("go({compare: DATA.districts.slice(0, 3).map((n) => DATA.regions[n].id)})")
    assert page.locator("#compare .chip:disabled").count() == 0


def test_a_matrix_cell_opens_its_quotes(visit: Open) -> None:
    met = visit(sample_graph(8))
    page = met.page
    view(page, "matrix")
    cell = page.locator('#matrix button[aria-label^="铜梁区 党的建设"]')
    count = int(cell.inner_text())
    assert count == page.evaluate("thingsOf(DATA, DATA.regionOf.get('铜梁区'), '党的建设').length")
    cell.press("Enter")
    card = page.locator("#card")
    assert "铜梁区 · 党的建设" in card.inner_text()
    assert card.locator(".facts > li").count() == min(count, 40)
    assert card.locator(".facts > li mark").count() >= count
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("铜梁区 党的建设")
    assert met.complaints == []


def test_totals_of_the_matrix_are_sums(visit: Open) -> None:
    page = visit(sample_graph(4), at="#view=matrix").page
    cells = [int(text) for text in page.locator("#matrix .heat button").all_inner_texts()]
    assert int(page.locator("#matrix tr").last.locator("td").last.inner_text()) == sum(cells)


def test_figures_are_chosen_and_lie_on_one_scale(visit: Open) -> None:
    met = visit(sample_graph(9))
    page = met.page
    view(page, "figures")
    assert page.locator("#figures tbody tr").count() == min(25, page.evaluate("DATA.measures"))
    page.locator("#figures details summary").click()
    page.locator("#figure-find").fill("政协讲坛")
    page.locator("#figures .chip").first.click()
    rows = page.locator("#figures tbody tr")
    assert rows.count() > 0
    assert all("政协讲坛" in text and "53 次" in text and "近三年" in text for text in rows.all_inner_texts())
    assert page.locator("#figures svg.mark .bar").count() == rows.count()
    rows.first.locator("button").click()
    assert page.locator("#card").is_visible()
    assert met.complaints == []


def test_the_table_sorts_filters_and_copies(visit: Open) -> None:
    met = visit(sample_graph(4))
    page = met.page
    view(page, "table")
    every = page.evaluate("factRows(DATA, meant()).length")
    graph = sample_graph(4)
    assert every == len(graph.facts)
    assert f"{every} 行" in page.locator("#table-count").inner_text()
    assert page.locator("#table-body tr").count() == 100
    page.locator("#table-more").click()
    assert page.locator("#table-body tr").count() == 200
    head = page.locator("#table-head th").nth(0)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    page.locator("#table-find").fill("双周学习会 建立")
    until(page, "now().find !== ''")
    until(page, "document.querySelectorAll('#table-body tr').length < 100")
    for row in page.locator("#table-body tr").all_inner_texts():
        assert "双周学习会" in row
        assert "建立" in row
    page.locator("#table-body details summary").first.click()
    page.locator("#table-body mark").first.wait_for()
    page.evaluate("navigator.clipboard.writeText = async (text) => void (window.copied = text)")
    page.locator("#table-copy").click()
    until(page, "window.copied")
    lines = page.evaluate("window.copied").split("\n")
    assert lines[0].startswith("主体\t关系\t客体")
    assert len(lines) == 1 + page.locator("#table-body tr").count()
    assert met.complaints == []


def test_the_table_holds_all_that_the_canvas_means(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    page.locator("#districts button", has_text="九龙坡区").click()
    view(page, "table")
    between = page.evaluate("tableRows().filter((row) => row.target).length")
    assert between == page.evaluate("meant().edges.size")
    assert f"{page.evaluate('tableRows().length')} 行" in page.locator("#table-count").inner_text()


def test_a_link_opens_the_same_view_and_back_and_forward_work(visit: Open) -> None:
    met = visit(sample_graph(4))
    page = met.page
    search(page, "党史学习教育")
    label = page.locator("#card h2").inner_text()
    page.locator('#card .steps button[aria-label^="聚焦 1"]').click()
    view(page, "table")
    page.locator("#table-head button").first.click()
    address = page.evaluate("location.hash")
    page.go_back()
    page.go_back()
    until(page, "document.body.dataset.view === 'network'")
    assert page.evaluate("now().focus") != ""
    page.go_back()
    until(page, "now().focus === ''")
    assert page.locator("#card h2").inner_text() == label
    page.go_forward()
    until(page, "now().focus !== ''")
    again = visit(sample_graph(4), at=address).page
    assert again.evaluate("document.body.dataset.view") == "table"
    assert again.locator("#card h2").inner_text() == label
    assert again.locator("#table-head th").first.get_attribute("aria-sort") == "ascending"
    assert met.complaints == []


def test_a_link_keeps_the_camera(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    page.evaluate("network.moveTo({position: {x: 120, y: -40}, scale: 1.25}); keepCamera()")
    until(page, "location.hash.includes('at=')")
    again = visit(sample_graph(4), at=page.evaluate("location.hash")).page
    assert again.evaluate("[network.getViewPosition(), network.getScale()]") == [{"x": 120, "y": -40}, 1.25]


def test_a_link_to_what_is_not_there_says_so(visit: Open) -> None:
    met = visit(sample_graph(1), at="#node=gone-1&view=matrix")
    assert "已略去" in met.page.locator("#toast").inner_text()
    assert met.page.evaluate("document.body.dataset.view") == "matrix"
    assert met.complaints == []


@pytest.fixture
def filtered(visit: Open) -> Open:
    def open_(**more: object) -> object:
        return visit(sample_graph(4), at="#district=铜梁区", **more)

    return open_  # type: ignore[return-value]


def test_the_visible_part_is_saved_as_csv_and_graphml(filtered: Open, tmp_path: Path) -> None:
    page = filtered().page

    def save(name: str) -> str:
        page.locator("#export summary").click()
        with page.expect_download() as waiting:
            page.locator(f"#save-{name}").click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path.read_text(encoding="utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(save("csv"))))
    assert len(rows) == page.evaluate("tableRows().length")
    assert {row["区县"] for row in rows} == {"铜梁区"}
    text = save("graphml")
    ElementTree.fromstring(text.encode("utf-8"))
    graph = nx.parse_graphml(text, force_multigraph=True)
    assert graph.number_of_nodes() == page.evaluate("meant().nodes.size")
    assert graph.number_of_edges() == page.evaluate("meant().edges.size")
    assert graph.nodes["district-d2"]["label"] == "铜梁区"


def test_the_canvas_is_saved_as_a_picture_of_twice_its_size(filtered: Open, tmp_path: Path) -> None:
    page = filtered().page
    page.locator("#export summary").click()
    with page.expect_download() as waiting:
        page.locator("#save-png").click()
    path = tmp_path / "saved.png"
    waiting.value.save_as(path)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    assert [width, height] == page.evaluate("[2 * container.clientWidth, 2 * container.clientHeight]")
    assert len(data) > 20_000


def test_print_shows_the_view_and_its_card_on_paper(visit: Open) -> None:
    page = visit(sample_graph(4), scheme="dark", at="#view=table").page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#table-body tr").count() == page.evaluate("tableRows().length")
    for hidden in ("#views", "#tools", "#legend"):
        assert not page.locator(hidden).is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("palette().dark") is False
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("palette().dark") is True


def test_the_network_prints_on_paper(visit: Open) -> None:
    page = visit(sample_graph(4), scheme="dark").page
    page.emulate_media(media="print")
    assert page.locator("#network").is_visible()
    until_ink(page, lambda pixels: pixels > 1_000)
    assert page.pdf().startswith(b"%PDF")
