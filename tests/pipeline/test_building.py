"""Builds that go on from what was kept: the same bytes as a build from nothing, whatever came before."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cppcc_kg.errors import InputError
from cppcc_kg.graph.blocks import Block
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import Fact
from cppcc_kg.pipeline import alike, building, extract
from cppcc_kg.pipeline.building import Builder, Order, remove
from cppcc_kg.pipeline.opening import FILE, FOLDER, opened
from cppcc_kg.pipeline.running import run, take_out

Bring = Callable[..., Any]
Graph = Callable[[Path], bytes]
FILES = ("graph.ttl", "graph.html", "report.json")


def _write(folder: Path, pages: dict[int, str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, text in pages.items():
        (folder / f"{number}.txt").write_bytes(text.encode())
    return folder


def _clean(folder: Path) -> bytes:
    """The reference: everything at once, in memory."""
    return write_turtle(extract([folder]).graph)


def test_a_build_by_parts_is_the_build_at_once(corpus: Path, tmp_path: Path, bring: Bring, graph_of: Graph) -> None:
    assert bring(corpus, tmp_path / "out").read == 10
    assert graph_of(tmp_path / "out") == _clean(corpus)


def test_all_labelled_pages_by_parts(tmp_path: Path, bring: Bring, graph_of: Graph) -> None:
    pages = Path(__file__).parents[1] / "gold" / "articles"
    some = tmp_path / "some"
    some.mkdir()
    for path in sorted(pages.glob("[dpst]*.txt")):
        shutil.copy(path, some)
    bring(some, tmp_path / "out")
    assert graph_of(tmp_path / "out") == _clean(some)


STEP = st.tuples(st.sampled_from(["put", "put", "remove"]), st.integers(0, 4), st.integers(0, 9))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(steps=st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=2, max_size=5))
def test_any_walk_ends_where_a_clean_build_does(
    texts: Sequence[str], bring: Bring, graph_of: Graph, steps: list[list[tuple[str, int, int]]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        pages: dict[int, str] = {0: texts[0]}
        bring(_write(place / "in", pages), place / "out")
        for step in steps:
            for what, number, page in step:
                if what == "put":
                    pages[number] = texts[page]
                elif len(pages) > 1:
                    pages.pop(number, None)
            bring(_write(place / "in", pages), place / "out")
        assert graph_of(place / "out") == _clean(place / "in")


def test_a_page_may_change_what_another_page_names(
    corpus: Path, tmp_path: Path, bring: Bring, graph_of: Graph, texts: Sequence[str]
) -> None:
    """Of one label read as two classes the more frequent counts: the class turns in pages that did not change."""
    out = tmp_path / "out"

    def ruled() -> str:
        with opened(out) as state:
            (data,) = state.db.execute("SELECT data FROM ruling WHERE part = 'of 500102'").fetchone()
            return str(json.loads(data)["500102:政协\n同心讲坛"])

    seen = []
    for page in (0, 2):
        # Not the same bytes: one of two documents that are equal is left out.
        (corpus / "9.txt").write_bytes(f"{texts[page]}\n".encode())
        (corpus / "1.txt").write_bytes(f"{texts[page]}\n\n".encode())
        bring(corpus, out)
        seen.append(ruled())
        assert graph_of(out) == _clean(corpus)
    assert seen == ["Practice", "Platform"]


def test_only_what_changed_is_read(corpus: Path, tmp_path: Path, bring: Bring, texts: Sequence[str]) -> None:
    bring(corpus, tmp_path / "out")
    assert bring(corpus, tmp_path / "out").read == 0
    (corpus / "3.txt").write_bytes(f"{texts[0]}\n".encode())
    (corpus / "4.meta.yaml").write_text("date: 2021-08-19\n", encoding="utf-8")
    (corpus / "5.txt").unlink()
    assert bring(corpus, tmp_path / "out").read == 2


def test_other_rules_or_another_program_read_anew(
    corpus: Path, tmp_path: Path, bring: Bring, graph_of: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(corpus, tmp_path / "out")
    before = graph_of(tmp_path / "out")
    monkeypatch.setattr(building, "version_of_reading", lambda rules: "another")
    assert bring(corpus, tmp_path / "out").read == 10
    monkeypatch.setattr(building, "version_of_package", lambda: "another")
    assert bring(corpus, tmp_path / "out").read == 0
    assert graph_of(tmp_path / "out") == before


def test_removed_documents_leave_nothing_behind(corpus: Path, tmp_path: Path, bring: Bring, graph_of: Graph) -> None:
    bring(corpus, tmp_path / "out")
    with opened(tmp_path / "out") as state:
        remove(state, ["1.txt", "8.txt"])
        alike.settle(state)
    for name in ("1.txt", "8.txt"):
        (corpus / name).unlink()
    assert graph_of(tmp_path / "out") == _clean(corpus)


def test_an_unknown_document_cannot_be_removed(corpus: Path, tmp_path: Path, bring: Bring, graph_of: Graph) -> None:
    bring(corpus, tmp_path / "out")
    before = graph_of(tmp_path / "out")
    with opened(tmp_path / "out") as state, pytest.raises(InputError, match=r"^x\.txt: no such document"):
        remove(state, ["1.txt", "x.txt"])
    assert graph_of(tmp_path / "out") == before


@pytest.mark.parametrize("after", range(1, 8, 3))
def test_a_build_that_is_cut_off_goes_on(
    corpus: Path, tmp_path: Path, *, bring: Bring, graph_of: Graph, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Whatever was committed when a build ended is where the next one begins."""

    class Cut(Exception):
        pass

    left = after
    real = {name: getattr(Builder, name) for name in ("_keep", "_recount", "_tell_of", "_keep_made")}

    def counting(name: str) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Cut
            return real[name](*args, **kwargs)

        return step

    monkeypatch.setattr(building, "_BATCH", 2)
    for name in real:
        monkeypatch.setattr(Builder, name, counting(name))
    cuts = 0
    while True:
        left = after * 4
        try:
            bring(corpus, tmp_path / "out")
            break
        except Cut:
            cuts += 1
            left = 0
        assert cuts < 60
        after += 1
    assert cuts > 0
    assert graph_of(tmp_path / "out") == _clean(corpus)


def test_the_files_are_those_of_the_build_at_once(corpus: Path, tmp_path: Path) -> None:
    from cppcc_kg.pipeline import build

    (corpus / "bad.txt").write_bytes("Журнал".encode("koi8-r"))
    (corpus / "2.meta.yaml").write_text("autor: x\n", encoding="utf-8")
    (corpus / "1.meta.yaml").write_text("date: 2021年夏\n", encoding="utf-8")
    build(extract([corpus]), tmp_path / "once")
    for _ in range(2):
        built = run([corpus], tmp_path / "parts")
        assert len(built.told.errors) == 3
        for name in FILES:
            assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "once" / name).read_bytes(), name


def test_who_does_alike_is_said_anew_only_where_work_changed(
    tmp_path: Path, *, compose: ModuleType, bring: Bring, graph_of: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[int] = []
    real = alike._blocks

    def counting(facts: list[Fact]) -> Iterator[Block]:
        said.append(len(facts))
        return real(facts)

    monkeypatch.setattr(alike, "_blocks", counting)
    pages = tmp_path / "in"
    compose.write(compose.compose(8, seed=5, districts=8), pages)
    bring(pages, tmp_path / "out")
    changed = min(pages.rglob("*.txt"))
    changed.write_text(changed.read_text("utf-8") + "\n\n举办委员讲堂3次。\n", encoding="utf-8")
    bring(pages, tmp_path / "out")
    assert said[0] > 100
    assert 0 < said[1] < said[0] / 2
    assert graph_of(tmp_path / "out") == _clean(pages)


def test_a_ledger_comes_and_goes(corpus: Path, tmp_path: Path) -> None:
    from cppcc_kg.pipeline import build

    line = (
        "- {do: relabel, committee: 涪陵区政协, class: Initiative, label: 书香政协品牌, to: 书香涪陵, why: a, by: b}\n"
    )
    run([corpus], tmp_path / "parts")
    plain = (tmp_path / "parts" / "graph.ttl").read_bytes()
    (corpus / "ledger.yaml").write_text(line, encoding="utf-8")
    build(extract([corpus]), tmp_path / "once")
    run([corpus], tmp_path / "parts")
    for name in FILES:
        assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "once" / name).read_bytes(), name
    assert "书香涪陵" in (tmp_path / "parts" / "graph.ttl").read_text("utf-8")
    (corpus / "ledger.yaml").unlink()
    run([corpus], tmp_path / "parts")
    assert (tmp_path / "parts" / "graph.ttl").read_bytes() == plain


def test_taking_out_writes_the_files(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "out")
    take_out(["0.txt"], tmp_path / "out")
    (corpus / "0.txt").unlink()
    run([corpus], tmp_path / "clean")
    for name in FILES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "clean" / name).read_bytes(), name


def test_of_two_documents_of_one_name_the_second_is_reported(texts: Sequence[str], tmp_path: Path) -> None:
    for number, folder in enumerate(("甲", "乙")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(texts[number].encode())
    paths = [tmp_path / "甲", tmp_path / "乙"]
    built = run(paths, tmp_path / "out")
    assert len(built.told.errors) == 1
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == write_turtle(extract(paths).graph)


def test_texts_that_no_file_has_as_they_were_read_are_kept(texts: Sequence[str], tmp_path: Path) -> None:
    from cppcc_kg.pipeline import build

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(texts[0].encode("gb18030"))
    lines = [json.dumps({"text": text, "title": f"第{n}篇"}, ensure_ascii=False) for n, text in enumerate(texts[1:4])]
    (folder / "b.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(extract([folder]), tmp_path / "once")
    for _ in range(2):
        run([folder], tmp_path / "parts")
        names = [path.relative_to(tmp_path / "once") for path in (tmp_path / "once").rglob("*") if path.is_file()]
        assert len([name for name in names if name.parts[0] == "texts"]) >= 3
        for name in names:
            assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "once" / name).read_bytes(), name


def test_a_damaged_state_costs_time_only(corpus: Path, tmp_path: Path, bring: Bring, graph_of: Graph) -> None:
    bring(corpus, tmp_path / "out")
    before = graph_of(tmp_path / "out")
    path = tmp_path / "out" / FOLDER / FILE
    path.write_bytes(b"no database" * 1000)
    assert bring(corpus, tmp_path / "out").read == 10
    assert graph_of(tmp_path / "out") == before


def test_refused_documents_and_withheld_facts_are_those_of_the_build_at_once(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cppcc_kg import pipeline
    from cppcc_kg.graph import invariants
    from cppcc_kg.model import KnowledgeGraph
    from cppcc_kg.pipeline import making

    real = invariants.check

    def strict(graph: KnowledgeGraph, texts: object = None, **more: Any) -> list[invariants.Violation]:
        found = real(graph, None, **more)
        for fact in graph.facts:
            documents = tuple(sorted({e.document for e in fact.evidence}))
            if fact.predicate == "hasMeasure" and "0.txt" in documents:
                found.append(invariants.Violation("x", invariants.fact_key(fact), "w", "", "is wrong", "m", documents))
        for entity in graph.entities:
            if entity.label == "书香政协品牌":
                documents = tuple(sorted({e.document for e in entity.evidence}))
                found.append(invariants.Violation("y", entity.id, entity.label, "", "is wrong", "m", documents))
        return sorted(found)

    monkeypatch.setattr(pipeline, "check_graph", strict)
    monkeypatch.setattr(making, "check", strict)
    once = extract([corpus])
    assert len(once.errors) == 2 and once.withheld
    for _ in range(2):
        built = run([corpus], tmp_path / "out")
        assert sorted(map(str, built.told.errors)) == sorted(map(str, once.errors))
        assert sorted(map(str, built.told.withheld)) == sorted(map(str, once.withheld))
        assert (tmp_path / "out" / "graph.ttl").read_bytes() == write_turtle(once.graph)
    monkeypatch.undo()
    run([corpus], tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == write_turtle(extract([corpus]).graph)


def test_an_order_without_documents_leaves_the_old_files(corpus: Path, tmp_path: Path) -> None:
    from cppcc_kg.errors import UsageError

    run([corpus], tmp_path / "out")
    before = {name: (tmp_path / "out" / name).read_bytes() for name in FILES}
    with pytest.raises(UsageError, match="no document could be read"):
        run([tmp_path / "none"], tmp_path / "out")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in FILES} == before
    assert Order([]).errors == ()
