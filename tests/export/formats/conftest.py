"""The hand-made graph of ``tests/graph``, and the packaged page's, in every export format."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from cppcc_kg.model import KnowledgeGraph

_SAMPLE = Path(__file__).parents[2] / "graph" / "sample.py"


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(_SAMPLE)))


@pytest.fixture(scope="session", params=["sample", "seed"])
def graph(request: pytest.FixtureRequest, made: SimpleNamespace) -> KnowledgeGraph:
    if request.param == "sample":
        return made.GRAPH  # type: ignore[no-any-return]
    return request.getfixturevalue("seed_build").graph  # type: ignore[no-any-return]
