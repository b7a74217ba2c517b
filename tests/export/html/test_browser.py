"""The network in a real Chromium: what is drawn, searched, filtered, clicked; large graphs."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from cppcc_kg.export.html.labels import CLASS_LABELS
from cppcc_kg.model import KnowledgeGraph

from .sample import DISTRICTS, sample_graph
from .visits import Open, names_drawn, search, until, until_ink


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1400, 900), ("dark", 420, 800)])
def test_the_network_is_drawn_without_a_request_or_complaint(visit: Open, scheme: str, width: int, height: int) -> None:
    met = visit(sample_graph(), width=width, height=height, scheme=scheme)
    until_ink(met.page, lambda pixels: pixels > (8_000 if width > 1000 else 1_000))
    met.page.wait_for_timeout(300)
    assert len(met.requests) == 1
    assert met.requests[0].startswith("file:")
    assert met.complaints == []
    wider = met.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider


@pytest.mark.parametrize("zoom", [1.0, 1.6, 3.0])
def test_no_name_overlaps_another(visit: Open, zoom: float) -> None:
    page = visit(sample_graph()).page
    if zoom > 1:
        page.evaluate("factor => zoomBy(factor)", zoom)
    boxes = names_drawn(page)
    names = [box[0] for box in boxes]
    if zoom == 1:
        assert set(dict(DISTRICTS)) <= set(names)
        assert "五型机关" in names
    assert len(names) > 20
    for (one, *a), (other, *b) in combinations(boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} lies over {other}"


def test_the_legend_names_each_class_and_fades_it(visit: Open) -> None:
    met = visit(sample_graph(4))
    page = met.page
    buttons = page.locator("#classes button")
    classes = {entity.cls for entity in sample_graph(4).entities}
    assert buttons.count() == len(classes)
    for cls in classes:
        line = page.locator(f'#classes button[value="{cls}"]')
        assert CLASS_LABELS[cls].zh in line.inner_text()
        assert CLASS_LABELS[cls].en in line.inner_text()
        assert line.locator("svg path").count() == 1
    before = until_ink(page, lambda pixels: pixels > 0)
    page.locator('#classes button[value="Initiative"]').press("Enter")
    assert page.locator('#classes button[value="Initiative"]').get_attribute("aria-pressed") == "false"
    assert page.evaluate("document.activeElement.value") == "Initiative"
    until_ink(page, lambda pixels: 0 < pixels < before)
    page.locator("#clear").click()
    assert page.locator('#classes button[aria-pressed="false"]').count() == 0
    assert met.complaints == []


def test_a_district_is_chosen_brought_near_and_let_go(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    before = page.evaluate("network.getScale()")
    page.locator("#districts button", has_text="铜梁区").click()
    assert page.evaluate("network.getScale()") > before
    counts = page.locator("#counts").inner_text()
    lit = page.evaluate("meant().nodes.size")
    assert f"{lit} / {len(sample_graph(4).entities)} 个节点" in counts
    assert page.evaluate("DATA.regions.length") == 5
    page.locator('#held button[aria-label*="铜梁区"]').click()
    assert page.evaluate("now().district.length") == 0


@pytest.mark.parametrize(("list_", "field"), [("themes", "theme"), ("relations", "without")])
def test_themes_and_relations_filter(visit: Open, list_: str, field: str) -> None:
    page = visit(sample_graph(4)).page
    whole = page.evaluate("meant().edges.size")
    page.locator(f"#legend details:has(#{list_}) summary").click()
    page.locator(f"#{list_} button").first.click()
    assert page.evaluate(f"now().{field}.length") == 1
    assert page.evaluate("meant().edges.size") < whole


@pytest.mark.parametrize("list_", ["classes", "relations"])
def test_one_line_alone_by_alt_or_a_double_click_and_all_again(visit: Open, list_: str) -> None:
    page = visit(sample_graph(4)).page
    page.locator(f"#legend details:has(#{list_})").evaluate("each => (each.open = true)")
    lines, left = page.locator(f"#{list_} button"), page.locator(f'#{list_} button[aria-pressed="true"]')
    second = lines.nth(1).get_attribute("value")
    assert "双击" in (lines.nth(1).get_attribute("title") or "")
    lines.nth(1).click(modifiers=["Alt"])
    expect(left).to_have_count(1)
    expect(left).to_have_attribute("value", str(second))
    lines.nth(1).click(modifiers=["Alt"])
    expect(left).to_have_count(lines.count())
    # In one go, as the time between the clicks counts and a machine may be slow.
    twice = f"for (const time of [1, 2]) document.querySelectorAll('#{list_} button')[1].click()"
    page.evaluate(twice)
    expect(left).to_have_count(1)
    expect(left).to_have_attribute("value", str(second))
    page.go_back()
    expect(left).to_have_count(lines.count())


@pytest.mark.parametrize("typed", ["请示报告", "qingshibaogao", "qsbgzd", "QSBG"])
def test_search_by_hanzi_pinyin_and_initials(visit: Open, typed: str) -> None:
    met = visit(sample_graph())
    page = met.page
    page.locator("#query").fill(typed)
    assert "请示报告制度" in page.locator("#hits li").first.inner_text()
    page.locator("#query").press("ArrowDown")
    assert page.locator("#hits li").first.get_attribute("aria-selected") == "true"
    page.locator("#query").press("Enter")
    card = page.locator("#card")
    assert card.is_visible()
    assert "请示报告制度" in card.locator("h2").inner_text()
    quote = card.locator("blockquote").first
    assert quote.locator("mark").inner_text().startswith("请示报告制度")
    assert "mechanism.named" in quote.locator(".place").inner_text()
    assert "seed/page.txt" in quote.locator(".place").inner_text()
    assert "建立 establishes" in (card.text_content() or "")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert met.complaints == []


def test_nothing_found_is_said(visit: Open) -> None:
    page = visit(sample_graph(1)).page
    page.locator("#query").fill("没有这个")
    assert "没有找到" in page.locator("#hits").inner_text()
    page.locator("#query").press("Enter")
    assert not page.locator("#card").is_visible()


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


def test_a_card_says_who_else_does_this(visit: Open) -> None:
    page = visit(sample_graph(1)).page
    page.evaluate("showNode(DATA.byKey.get('initiative-t0'))")
    text = page.locator("#card").inner_text()
    assert "谁也这样做" in text
    assert page.locator("#card .sides").count() == 3


def test_a_long_list_opens_on_demand(visit: Open) -> None:
    page = visit(sample_graph()).page
    search(page, "万州区政协")
    card = page.locator("#card")
    before = card.locator("li").count()
    card.locator("button.more").first.press("Enter")
    assert card.locator("li").count() > before


def test_a_citation_is_copied(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    page.evaluate("navigator.clipboard.writeText = async (text) => void (window.copied = text)")
    search(page, "请示报告制度")
    page.locator("#card .cite").first.click()
    until(page, "window.copied")
    copied = page.evaluate("window.copied")
    assert copied.startswith("“近年来，扎实推进请示报告制度，取得阶段性成效。”（")
    assert "seed/page.txt 字符" in copied
    assert page.locator("#toast").inner_text().startswith("已复制")


def click_campaign(page: Page) -> tuple[float, float]:
    at = page.evaluate(
        """() => {
            const node = DATA.nodes.find((n) => n.cls === "Campaign");
            const box = document.getElementById("network").getBoundingClientRect();
            const at = network.canvasToDOM({x: node.x, y: node.y});
            return {x: box.left + at.x, y: box.top + at.y};
        }"""
    )
    page.mouse.click(at["x"], at["y"])
    return at["x"], at["y"]


def test_a_click_on_the_canvas_opens_a_card_and_one_beside_it_closes_it(visit: Open) -> None:
    page = visit(sample_graph()).page
    click_campaign(page)
    page.wait_for_selector("#card:not([hidden])")
    assert page.locator("#card h2").inner_text() == "党史学习教育"
    page.mouse.click(330, 120)
    page.wait_for_selector("#card", state="hidden")


def test_focus_to_a_depth_fades_the_rest_and_is_widened(visit: Open) -> None:
    page = visit(sample_graph()).page
    search(page, "党史学习教育")
    page.locator('#card .steps button[aria-label^="聚焦 1"]').click()
    one = page.evaluate("meant().nodes.size")
    assert one == 5
    page.locator('#held button[aria-label^="深一层"]').click()
    assert page.evaluate("meant().nodes.size") > one
    assert page.evaluate("now().depth") == 2
    page.locator('#held button[aria-label^="取消聚焦"]').click()
    assert page.evaluate("meant().whole") is True


def test_a_path_joins_two_nodes_step_by_step(visit: Open) -> None:
    page = visit(sample_graph(4)).page
    search(page, "王炯")
    page.locator("#card .action", has_text="由此找路径").click()
    page.locator("#path-to").fill("dangshixuexijiaoyu")
    page.locator("#path-to").press("Enter")
    steps = page.locator("#path .way > li")
    assert steps.count() == 5
    assert "王炯" in steps.first.inner_text()
    assert "任职" in steps.nth(1).inner_text()
    page.locator("#path .way summary").first.click()
    assert page.locator("#path mark").first.is_visible()
    page.locator("#path-swap").click()
    assert "王炯" in steps.last.inner_text()
    page.locator("#path-close").click()
    assert not page.locator("#path").is_visible()


def test_no_path_is_said(visit: Open) -> None:
    graph = sample_graph(1)
    cut = KnowledgeGraph(
        graph.documents, (), graph.entities, tuple(f for f in graph.facts if f.predicate != "memberOf")
    )
    page = visit(cut, at="#from=person-wang&to=campaign-history").page
    assert "没有路径" in page.locator("#path").inner_text()


def test_a_large_graph_opens_as_groups_and_a_district_on_demand(visit: Open) -> None:
    graph = sample_graph(150)
    assert len(graph.entities) > 3_000
    met = visit(graph)
    page = met.page
    assert page.evaluate("LEVEL") == "classes"
    closed = page.evaluate("scene.items.length")
    assert closed < 80
    assert "先按区县归并" in page.locator("#notes").inner_text()
    page.evaluate("chooseItem(scene.items.find((item) => item.cls === 'Practice'))")
    card = page.locator("#card")
    assert "万州区" in card.locator("h2").inner_text()
    card.locator(".action", has_text="展开区县").click()
    opened = page.evaluate("scene.items.length")
    assert 700 < opened <= 2_500
    assert page.evaluate("now().open") == ["万州区"]
    card.locator(".action", has_text="收起区县").click()
    assert page.evaluate("scene.items.length") == closed
    search(page, "请示报告制度")
    assert page.evaluate("scene.chosen.kind") == "node"
    assert met.complaints == []


def test_at_most_so_many_nodes_are_shown_at_once(visit: Open) -> None:
    page = visit(sample_graph(150), at="#open=万州区,九龙坡区,铜梁区,秀山土家族苗族自治县").page
    assert page.evaluate("scene.items.length") <= 2_500
    assert page.evaluate("scene.open.has(3)") is True
    assert page.evaluate("scene.open.has(0)") is False


def test_a_cut_page_says_so(visit: Open) -> None:
    page = visit(sample_graph(4), max_nodes=60).page
    whole = len(sample_graph(4).entities)
    assert f"本页含 {whole} 个节点中的 60 个" in page.locator("#notes").inner_text()


def test_an_empty_graph_opens_in_every_view(visit: Open) -> None:
    met = visit(KnowledgeGraph())
    for name in ("compare", "matrix", "figures", "table", "network"):
        met.page.locator(f"#to-{name}").click()
    assert met.complaints == []
