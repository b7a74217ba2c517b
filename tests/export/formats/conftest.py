"""The hand-made graph of ``tests/graph``, and the packaged page's, in every export format."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from cppcc_kg.model import Entity, Evidence, Fact, KnowledgeGraph, Span

_SAMPLE = Path(__file__).parents[2] / "graph" / "sample.py"


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(_SAMPLE)))


@pytest.fixture(scope="session", params=["sample", "seed"])
def graph(request: pytest.FixtureRequest, made: SimpleNamespace) -> KnowledgeGraph:
    if request.param == "sample":
        return made.GRAPH  # type: ignore[no-any-return]
    return request.getfixturevalue("seed_build").graph  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def hostile() -> KnowledgeGraph:
    """What breaks a format that does not escape: a formula, markup, quotation marks, separators, line ends, control
    characters and half a surrogate pair, in labels, aliases and quotes. Each new format is read back from it."""
    return KnowledgeGraph(
        entities=(
            Entity("a", "Practice", "=HYPERLINK(1)<b>&\x0b", ("x;y", "z"), (Evidence("d.txt", Span(0, 3), "a\nb"),)),
            Entity("b", "Place", '"]]>\ud800'),
        ),
        facts=(Fact("a", "targets", "b", ("r",)), Fact("a", "heldAt", "b", ("r",))),
    )
