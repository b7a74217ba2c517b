import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cppcc_kg.export.html import write_html
from cppcc_kg.export.html.records import Text
from cppcc_kg.export.html.symbols import SHARED_TONE, SYMBOLS, TONES
from cppcc_kg.export.html.view import view_of
from cppcc_kg.model import ArticleRecord, Fact, KnowledgeGraph, SourceDocument, Span

from .sample import HOSTILE, TEXT, hostile_graph, sample_graph

ASSETS = Path(write_html.__code__.co_filename).parent / "assets"


@pytest.fixture(scope="module")
def page() -> str:
    return write_html(sample_graph(), title="区县政协工作知识图谱")


def blocks(page: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)


def data_of(page: str) -> dict[str, list[dict[str, object]]]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    loaded: dict[str, list[dict[str, object]]] = json.loads(match[1])
    return loaded


def test_equal_graphs_give_equal_text(page: str) -> None:
    graph = sample_graph()
    turned = KnowledgeGraph(graph.documents, (), graph.entities[::-1], graph.facts[::-1], graph.measures[::-1])
    assert write_html(turned, title="区县政协工作知识图谱") == page


def test_the_text_is_the_same_under_any_hash_seed() -> None:
    code = (
        "import hashlib, sample; from cppcc_kg.export.html import write_html;"
        "print(hashlib.sha256(write_html(sample.sample_graph(3), title='图').encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True, capture_output=True, cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def test_the_policy_names_every_script_and_style_and_nothing_else(page: str) -> None:
    match = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert match is not None
    policy = match[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    scripts, styles = blocks(page, "script"), blocks(page, "style")
    assert (len(scripts), len(styles)) == (2, 1)
    for text in (*scripts, *styles):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_the_page_has_what_a_browser_asks_for(page: str) -> None:
    assert page.startswith('<!doctype html>\n<html lang="zh-CN">')
    for part in ('<meta charset="utf-8">', "<title>区县政协工作知识图谱</title>", 'name="viewport"'):
        assert part in page
    shell = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"\s(on\w+|style|src|href)=", shell)
    assert "\r" not in page


def test_our_scripts_never_parse_markup() -> None:
    scripts = list((ASSETS / "js").glob("*.js"))
    assert len(scripts) > 20
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc|eval\(|new Function|fetch\(", text
        )


def test_hostile_text_stays_inside_its_data_block() -> None:
    page = write_html(hostile_graph(), title=HOSTILE[0])
    assert len(re.findall(r"</script", page, re.IGNORECASE)) == 3
    assert "&lt;/script&gt;" in page
    for piece in ("<img", "<svg", "<script>window", "\u202e", "\u2066", "\ud800"):
        assert piece not in page
    page.encode("utf-8")
    labels = [str(node["label"]) for node in data_of(page)["nodes"]]
    assert set(HOSTILE[:5]) <= set(labels)
    assert {"右⟨U+202E⟩左⟨U+2066⟩向", "半\ufffd个", "__proto__", "长" * 10_000} <= set(labels)


def test_hostile_text_in_title_and_notes_is_escaped() -> None:
    page = write_html(sample_graph(1), title=f"{HOSTILE[1]} · {HOSTILE[3]}", notes=[(HOSTILE[0], HOSTILE[1])])
    shell = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "<img" not in page
    assert "<svg" not in shell
    assert len(re.findall(r"</script", page, re.IGNORECASE)) == 3


def test_a_page_says_of_how_many_nodes_it_holds_how_many() -> None:
    data = data_of(write_html(sample_graph(8), title="", max_nodes=60))
    assert len(data["nodes"]) == 60
    assert data["view"]["whole"] == len(sample_graph(8).entities)  # type: ignore[call-overload]


def test_sources_name_their_file_and_article() -> None:
    graph = replace(
        sample_graph(1),
        documents=(SourceDocument(TEXT, "全文", "2021", "重庆政协报", "https://example.org/a"),),
        articles=(
            ArticleRecord("a", TEXT, Span(0, 15), "甲", "2020-01-02", "organization-c0"),
            ArticleRecord("b", TEXT, Span(15, 9999), "乙"),
        ),
    )
    view = view_of(graph)
    assert view.documents == (Text(TEXT, "全文", "2021", "重庆政协报", "https://example.org/a"),)
    assert [(article.title, article.by) for article in view.articles] == [("甲", "万州区政协"), ("乙", "")]
    for source in view.sources:
        assert source.article == (0 if source.begin < 15 else 1)


def test_a_passage_between_articles_belongs_to_none() -> None:
    graph = replace(sample_graph(1), articles=(ArticleRecord("a", TEXT, Span(0, 5)),))
    assert {source.article for source in view_of(graph).sources if source.begin >= 5} == {None}


def test_derived_facts_that_repeat_others_are_left_out() -> None:
    graph = sample_graph(1)
    derived = Fact("organization-c0", "partOf", "organization-city", ("derive",), derivation="derived")
    assert view_of(replace(graph, facts=(*graph.facts, derived))).edges == view_of(graph).edges


def test_nodes_keep_their_fields(page: str) -> None:
    data = data_of(page)
    first = next(node for node in data["nodes"] if node["cls"] == "Practice")
    assert {"id", "key", "label", "x", "y", "region", "scope", "src", "figures", "literals"} <= first.keys()
    assert {edge["kind"] for edge in data["edges"]} == {"frame", "spoke", "across", "other", "alike"}


def test_an_empty_graph_makes_a_page() -> None:
    assert data_of(write_html(KnowledgeGraph(), title=""))["nodes"] == []


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def variables() -> list[dict[str, str]]:
    """The custom properties of the light and the dark theme."""
    css = (ASSETS / "page.css").read_text(encoding="utf-8")
    return [
        dict(re.findall(r"--([\w-]+): (#\w{6});", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    ]


def test_words_and_symbols_stand_out_in_both_themes() -> None:
    light, dark = variables()
    for theme in (light, dark):
        for text in ("ink", "soft", "accent"):
            for ground in ("ground", "panel", "fill"):
                assert contrast(theme[text], theme[ground]) >= 4.5, (text, ground)
        assert contrast(theme["mark-ink"], theme["mark"]) >= 4.5
        assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
        for step in range(1, 6):
            assert contrast(theme["ink"], theme[f"h{step}"]) >= 4.5, step
        assert contrast(theme["bar"], theme["ground"]) >= 3
    for tone in (*TONES, SHARED_TONE):
        assert contrast(tone.light_name, tone.light) >= 4.5
        assert contrast(tone.light_name, light["ground"]) >= 4.5
        assert contrast(tone.dark_name, tone.dark) >= 4.5
        assert contrast(tone.dark_name, dark["ground"]) >= 4.5
        for entry in SYMBOLS.values():
            assert contrast(entry.light, tone.light) >= 3
            assert contrast(entry.dark, tone.dark) >= 3
