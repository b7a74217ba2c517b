"""The network page of a graph, opened in a real Chromium without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cppcc_kg.export.html import write_html
from cppcc_kg.model import KnowledgeGraph

from .visits import Open, Visit


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """``visit(graph, width=…, height=…, scheme=…, at="#…")``: the page of a graph, open and drawn."""
    contexts = []

    def open_page(
        graph: KnowledgeGraph,
        *,
        width: int = 1400,
        height: int = 900,
        scheme: str = "light",
        at: str = "",
        max_nodes: int = 10_000,
        title: str = "区县政协工作知识图谱 · CPPCC knowledge graph",
        notes: Sequence[tuple[str, str]] = (),
    ) -> Visit:
        file = tmp_path / "graph.html"
        text = write_html(graph, title=title, max_nodes=max_nodes, notes=notes)
        file.write_bytes(text.encode("utf-8"))
        context = browser.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        met = Visit(context.new_page())
        met.page.set_default_timeout(5_000)
        met.page.on("request", lambda request: met.requests.append(request.url))
        met.page.on("console", lambda message: met.complaints.append(f"{message.type}: {message.text}"))
        met.page.on("pageerror", lambda error: met.complaints.append(str(error)))
        met.page.goto(file.as_uri() + at)
        met.page.wait_for_selector('html[data-ready="1"]', state="attached", timeout=10_000)
        return met

    yield open_page
    for context in contexts:
        context.close()
