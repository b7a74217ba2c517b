"""What the graph of the packaged page once got wrong by the contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cppcc_kg.resolution.identity import fold

Tell = Callable[..., Any]
Graph = Callable[..., Any]


def test_a_line_of_work_that_its_own_text_names_again_is_not_part_of_a_part(graph_of: Graph) -> None:
    built = graph_of(
        "□ 涪陵区政协\n\n近年来，成效明显。\n\n打造廉洁型机关\n\n抓实日常监督。开展警示教育。\n\n"
        "常态化开展廉政教育。制定防控措施，努力打造廉洁型机关。\n"
    )
    pairs = built.facts("partOf")
    assert not [(part, whole) for part, whole in pairs if (whole, part) in pairs]


def test_forms_are_those_that_the_text_has(seed: Any, seed_text: str) -> None:
    # 精准扶贫, 抗疫, 乡村振兴战略, 学党史活动, 政协机关党委, … are on no page of the corpus.
    text = fold(seed_text)
    assert [(e.label, form) for e in seed.graph.entities for form in e.alternatives if fold(form) not in text] == []
