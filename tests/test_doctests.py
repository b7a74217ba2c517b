"""Every example in a docstring is run. Those of the Python interface have ``kg``, the graph of the packaged page."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import cppcc_kg
from cppcc_kg.api import KnowledgeGraph

MODULES = [m.name for m in pkgutil.walk_packages(cppcc_kg.__path__, "cppcc_kg.") if not m.name.endswith("__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of(name: str, seed_build: object) -> None:
    module = importlib.import_module(name)
    kg = KnowledgeGraph(seed_build.graph)  # type: ignore[attr-defined]
    assert doctest.testmod(module, extraglobs={"kg": kg}).failed == 0


def test_the_python_interface_shows_by_example() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in ("KnowledgeGraph", "Answer", "Thing"):
        found = finder.find(getattr(cppcc_kg, name))
        assert any(each.examples for each in found), name
