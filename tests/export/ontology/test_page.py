from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from cppcc_kg.cli import main
from cppcc_kg.export.ontology.diagram import MOST_SOURCES, draw
from cppcc_kg.export.ontology.examples import MOST, examples_of
from cppcc_kg.export.ontology.page import write_page
from cppcc_kg.export.ontology.terms import read_terms, read_themes
from cppcc_kg.graph.sparql import ontology_terms
from cppcc_kg.model import Entity, KnowledgeGraph
from cppcc_kg.pipeline import Extracted

TERMS = read_terms()


@pytest.fixture(scope="module")
def page(seed_build: Extracted) -> str:
    return write_page(seed_build.graph)


def test_every_term_has_its_entry_in_both_languages(page: str) -> None:
    assert {term.name for term in TERMS} == set(ontology_terms())
    for term in TERMS:
        assert page.count(f'<article id="{term.name}"') == 1
        for text in (term.label, term.definition):
            assert text.zh in page and text.en.replace("'", "&#39;") in page


def test_every_theme_stands_under_its_group() -> None:
    themes = read_themes()
    assert [t.notation for t in themes if t.group is None] == ["A", "B", "C", "D"]
    group = None
    for theme in themes:
        group = theme.name if theme.group is None else group
        assert theme.group in (None, group)


def test_examples_are_of_the_graph_and_few(seed_build: Extracted) -> None:
    found = examples_of(seed_build.graph)
    assert {"Practice", "Measure", "resultsIn", "value"} <= set(found)
    assert all(1 <= len(each) <= MOST for each in found.values())
    labels = {entity.label for entity in seed_build.graph.entities}
    assert {each.words for each in found["Practice"]} <= labels
    assert all(each.quote and each.document for each in found["resultsIn"])


def test_the_diagram_has_every_relation_with_few_sources_and_no_row_on_another() -> None:
    diagram = draw(TERMS)
    drawn = {row.box.term.name for row in diagram.rows}
    assert {"carriesOut", "realizedBy", "resultsIn", "underCampaign"} <= drawn
    wide = {
        t.name for t in TERMS if t.kind == "relation" and not t.inverse_is_named_here and len(t.domain) > MOST_SOURCES
    }
    assert not drawn & wide
    for column in (diagram.sources, diagram.targets, [row.box for row in diagram.rows]):
        heights = [box.y for box in column]
        assert all(b - a >= 24 for a, b in itertools.pairwise(heights))
        assert heights[0] >= 12 and heights[-1] <= diagram.height - 12


def test_all_links_within_the_page_lead_somewhere(page: str) -> None:
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_the_same_bytes_at_every_run(tmp_path: Path) -> None:
    pages = set()
    for seed in ("0", "7"):
        path = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "cppcc_kg", "ontology", "-o", str(path)]
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed, "LC_ALL": "C", "PATH": ""}, check=True, capture_output=True
        )
        pages.add(path.read_bytes())
    assert len(pages) == 1


def test_what_a_graph_says_is_shown_as_text() -> None:
    label = "<img src=x onerror=alert(1)>\u202e"
    page = write_page(KnowledgeGraph(entities=(Entity("e", "Place", label),)))
    assert "&lt;img src=x onerror=alert(1)&gt;⟨U+202E⟩" in page and "<img" not in page


def test_a_graph_that_is_missing_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["ontology", "--graph", str(tmp_path / "none.ttl"), "-o", str(tmp_path / "o.html")]
    )
    assert result.exit_code == 2 and result.stderr.startswith("error: ") and not (tmp_path / "o.html").exists()


# -- in a browser --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (380, "light")])
def test_it_opens_offline_fits_and_says_nothing_on_the_console(
    browser: Browser, page: str, tmp_path: Path, width: int, scheme: str
) -> None:
    path = tmp_path / "ontology.html"
    path.write_text(page, encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", offline=True
    )
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("request", lambda request: told.append(request.url) if not request.url.startswith("file:") else None)
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("getComputedStyle(document.body).fontSize") == "16px", "the style is let in by the policy"
    outside = tab.evaluate(
        """() => [...document.querySelectorAll('svg g.row')].filter(row => {
            const box = row.querySelector('rect').getBBox(), text = row.querySelector('text').getBBox();
            return text.x < box.x || text.x + text.width > box.x + box.width;
        }).map(row => row.textContent.trim())"""
    )
    assert outside == [], "a label stands within its pill"
    tab.click("a[href='#carriesOut']")
    assert tab.evaluate("location.hash") == "#carriesOut"
    assert told == []
    context.close()
