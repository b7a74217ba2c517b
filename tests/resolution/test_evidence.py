"""Which passages are kept, of a thing that many documents speak of."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.model import Evidence, Span
from cppcc_kg.pipeline import extract
from cppcc_kg.resolution.evidence import MOST_EVIDENCE, kept

PASSAGES = st.builds(
    lambda document, begin: Evidence(f"{document}.txt", Span(begin, begin + 1), "x"),
    st.sampled_from("abcdefghijkl"),
    st.integers(0, 30),
)


@given(st.sets(PASSAGES))
def test_each_document_keeps_one_and_few_are_kept_in_all(passages: set[Evidence]) -> None:
    chosen = kept(passages)
    assert {e.document for e in chosen} == {e.document for e in passages}
    assert len(chosen) <= max(MOST_EVIDENCE, len({e.document for e in passages}))
    assert list(chosen) == sorted(chosen)


@given(st.sets(PASSAGES), st.sets(st.sampled_from("abcdefghijkl")))
def test_a_corpus_may_be_kept_in_parts(passages: set[Evidence], documents: set[str]) -> None:
    one = {e for e in passages if e.document[0] in documents}
    assert kept({*kept(one), *kept(passages - one)}) == kept(passages)


def test_two_reports_of_one_county_both_show_its_committee(tmp_path: Path) -> None:
    # The first report alone has more passages than are kept.
    for name in ("a", "b"):
        body = "县政协开展专题调研。县政协召开座谈会。" * (10 + (name == "b"))
        (tmp_path / f"{name}.txt").write_text(f"□ 宾川县政协\n\n{body}\n", encoding="utf-8")
    graph = extract([tmp_path]).graph
    committee = next(entity for entity in graph.entities if entity.label == "宾川县政协")
    assert {evidence.document for evidence in committee.evidence} == {"a.txt", "b.txt"}
