"""The hand-made graph, and its file."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from cppcc_kg.graph.turtle import write_turtle


@pytest.fixture(scope="session")
def sample() -> SimpleNamespace:
    """The names of ``sample.py``: GRAPH, TEXTS, at, shuffled."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("sample.py"))))


@pytest.fixture(scope="session")
def sample_file(sample: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph as Turtle."""
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_bytes(write_turtle(sample.GRAPH))
    return path
