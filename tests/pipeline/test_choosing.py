"""The page of a graph that is too large to hold: the choice made on disk is the one made in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cppcc_kg.export.html.selection import limited
from cppcc_kg.pipeline import drawn, extract
from cppcc_kg.pipeline.choosing import page_graph
from cppcc_kg.pipeline.opening import opened


def test_the_choice_is_that_of_the_page(corpus: Path, tmp_path: Path, bring: Callable[..., Any]) -> None:
    bring(corpus, tmp_path / "out")
    whole = extract([corpus]).graph
    assert any(fact.predicate == "similarTo" for fact in whole.facts)
    for most in (1, 7, 40, 90, 10_000):
        with opened(tmp_path / "out") as state:
            graph, number = page_graph(state, most)
        assert number == len(whole.entities) > 90
        expected, found = limited(drawn(whole), most), drawn(graph)
        assert found.entities == expected.entities
        # Who does alike is stated in both directions, and drawn once.
        once = [f for f in expected.facts if f.predicate != "similarTo" or f.subject < f.object]
        assert list(found.facts) == once
        assert found.measures == expected.measures
        assert {e.document for f in found.facts for e in f.evidence} <= {d.identifier for d in found.documents}
