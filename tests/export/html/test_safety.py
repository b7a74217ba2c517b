"""Nothing that a document says may act: every string of it stays text."""

from __future__ import annotations

import pytest

from .sample import HOSTILE, hostile_graph, sample_graph
from .visits import Open, Visit, search, view

SHOWN = {
    HOSTILE[1]: HOSTILE[1],
    HOSTILE[2]: HOSTILE[2],
    HOSTILE[3]: HOSTILE[3],
    "{{ 7": HOSTILE[4],
    "__proto__": "__proto__",
    "右": "右⟨U+202E⟩左⟨U+2066⟩向",
    "半": "半\ufffd个",
    "长": HOSTILE[8],
    "</script>": HOSTILE[0],
}


def nothing_acted(met: Visit) -> None:
    page = met.page
    assert page.evaluate("window.__pwned") is None
    assert (
        page.locator("main img, main script, aside img, aside script, nav img, nav script, iframe, object").count() == 0
    )
    assert page.locator("a[href^='javascript' i]").count() == 0
    assert page.locator("svg:not(.icon):not(.mark)").count() == 0
    assert page.evaluate("Object.prototype.hasOwnProperty.call(Object.prototype, 'polluted')") is False
    assert len(met.requests) == 1
    assert met.complaints == []


@pytest.mark.parametrize("asked", SHOWN, ids=range(len(SHOWN)))
def test_a_label_is_shown_as_text(visit: Open, asked: str) -> None:
    met = visit(hostile_graph())
    search(met.page, asked)
    assert met.page.locator("#card h2").text_content() == SHOWN[asked]
    assert met.page.locator("#card mark").count() > 0
    nothing_acted(met)


@pytest.mark.parametrize("name", ["network", "compare", "matrix", "figures", "table"])
def test_every_view_shows_text_only(visit: Open, name: str) -> None:
    met = visit(hostile_graph())
    page = met.page
    page.evaluate("for (const part of document.querySelectorAll('#legend details')) part.open = true")
    view(page, name)
    if name == "matrix":
        for cell in page.locator("#matrix .heat button").all():
            cell.click()
            assert page.locator("#card").is_visible()
    if name == "compare":
        for more in page.locator("#compare button.more").all():
            more.click()
    if name == "figures":
        page.locator("#figures .thing").first.click()
    if name == "table":
        for summary in page.locator("#table details summary").all():
            summary.click()
        page.locator("#table-head button").first.click()
    nothing_acted(met)
    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider


def test_filters_of_hostile_names_work_and_go_into_the_link(visit: Open) -> None:
    met = visit(hostile_graph())
    page = met.page
    page.locator("#legend details:not([open]) > summary").first.click()
    for number in range(page.locator("#themes button").count()):
        page.locator("#themes button").nth(number).click()
    page.locator("#districts button").first.click()
    themes = page.evaluate("now().theme")
    assert len(themes) == page.locator("#themes button").count()
    address = page.evaluate("location.hash")
    again = visit(hostile_graph(), at=address)
    assert again.page.evaluate("now().theme") == themes
    nothing_acted(again)
    nothing_acted(met)


@pytest.mark.parametrize(
    "fragment",
    [
        "#node=<img src=x onerror=window.__pwned=1>",
        "#view=<script>window.__pwned=1</script>",
        "#find=%3Cimg%20src%3Dx%20onerror%3Dwindow.__pwned%3D1%3E&view=table",
        "#__proto__=polluted&constructor=x&district=__proto__&theme=constructor&off=toString",
        "#at=NaN,Infinity,0&depth=-5&group=~,__proto__&cell=a,b&figure=%",
        "#" + "a" * 50_000,
    ],
    ids=["node", "view", "find", "proto", "numbers", "long"],
)
def test_a_hostile_link_does_nothing(visit: Open, fragment: str) -> None:
    nothing_acted(visit(hostile_graph(), at=fragment))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_heading_and_notes_are_text(visit: Open, text: str) -> None:
    met = visit(sample_graph(1), title=f"{text} · {text}", notes=[(text, text)])
    page = met.page
    shown = text.replace("\u202e", "⟨U+202E⟩").replace("\u2066", "⟨U+2066⟩").replace("\ud800", "\ufffd")
    assert page.locator("#title").text_content() == f"{shown} {shown}"
    assert shown in (page.locator("#notes").text_content() or "")
    assert page.title() == " ".join(f"{shown} · {shown}".split())
    assert page.evaluate("document.documentElement.scrollWidth > window.innerWidth") is False
    nothing_acted(met)


def test_titles_files_and_addresses_of_sources_are_text(visit: Open) -> None:
    met = visit(hostile_graph())
    search(met.page, HOSTILE[1])
    place = met.page.locator("#card .place").first
    assert HOSTILE[0] in (place.text_content() or "")
    assert HOSTILE[1] in (place.text_content() or "")
    assert HOSTILE[2] in (place.text_content() or "")
    assert place.locator("a").count() == 0
    nothing_acted(met)


def test_copies_and_files_carry_no_formula_and_no_markup(visit: Open) -> None:
    met = visit(hostile_graph())
    csv = met.page.evaluate("toCsv([['=cmd()', '@x', '+1']])")
    assert csv == "\ufeff'=cmd(),'@x,'+1\r\n"
    graphml = met.page.evaluate("toGraphml(DATA, meant())")
    assert "<img" not in graphml
    assert "<script" not in graphml
    assert (
        met.page.evaluate(
            "new DOMParser().parseFromString(toGraphml(DATA, meant()), 'application/xml').querySelector('parsererror')"
        )
        is None
    )
