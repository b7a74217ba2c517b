"""The stages joined: paths → graph → files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cppcc_kg.errors import OutputError, UsageError
from cppcc_kg.export import files
from cppcc_kg.export.files import write_atomic
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.pipeline import build, extract, read_labels
from cppcc_kg.resources import data_dir

REPORT = "办实事 解民忧\n\n□ 涪陵区政协\n\n建立联系制度，开展专题调研53次。天气晴好。\n"
OTHER = "□ 长寿区政协\n\n组织委员开展专题视察。\n"
FILES = ("graph.ttl", "graph.html", "report.json")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "二").mkdir(parents=True)
    (folder / "a.txt").write_bytes(REPORT.encode())
    (folder / "a.meta.yaml").write_bytes("date: 2021-08-19\ntitle: 甲\n".encode())
    (folder / "二" / "b.txt").write_bytes(OTHER.encode())
    return folder


def test_a_folder_becomes_three_files(corpus: Path, tmp_path: Path) -> None:
    written = build(extract([corpus]), tmp_path / "new" / "out")
    assert written == tuple(tmp_path / "new" / "out" / name for name in FILES)
    assert all(path.stat().st_size > 0 for path in written)
    assert {path.name for path in (tmp_path / "new" / "out").iterdir()} == set(FILES)


def test_documents_are_named_by_their_path_below_the_folder(corpus: Path) -> None:
    extracted = extract([corpus])
    assert [d.identifier for d in extracted.graph.documents] == ["a.txt", "二/b.txt"]
    assert [d.date for d in extracted.graph.documents] == ["2021-08-19", None]


def test_the_report_counts_what_was_found(corpus: Path, tmp_path: Path) -> None:
    extracted = extract([corpus])
    build(extracted, tmp_path)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    graph = extracted.graph
    assert [d["identifier"] for d in report["documents"]] == ["a.txt", "二/b.txt"]
    assert report["articles"] == 2
    assert sum(report["entities"].values()) == len(graph.entities)
    assert report["entities"]["Organization"] == 2
    assert report["facts"]["total"] == sum(report["facts"]["by_property"].values()) == len(graph.facts)
    assert set(report["facts_by_rule"]) == {rule for fact in graph.facts for rule in fact.rules}
    assert report["measures"] == 1
    assert report["sentences"] == {"total": 3, "with_fact": 2, "share": 0.6667}
    assert report["warnings"] == []


def test_the_report_is_utf8_that_people_can_read(corpus: Path, tmp_path: Path) -> None:
    build(extract([corpus]), tmp_path)
    data = (tmp_path / "report.json").read_bytes()
    assert "二/b.txt".encode() in data
    assert data.endswith(b"}\n")
    assert b"\r" not in data


def test_a_bad_input_costs_only_itself(corpus: Path, tmp_path: Path) -> None:
    (corpus / "c.txt").write_bytes("Журнал".encode("koi8-r"))
    (corpus / "d.txt").write_bytes(b"")
    (corpus / "二" / "b.meta.yaml").write_bytes(b"autor: x\n")
    extracted = extract([corpus, tmp_path / "none"])
    assert [d.identifier for d in extracted.graph.documents] == ["a.txt", "二/b.txt"]
    names = sorted(Path(error.where.path).name for error in extracted.errors if error.where is not None)
    assert names == ["b.meta.yaml", "c.txt", "d.txt", "none"]
    build(extracted, tmp_path / "out")
    warnings = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["warnings"]
    assert warnings == sorted(map(str, extracted.errors))


def test_nothing_readable_writes_nothing(tmp_path: Path) -> None:
    extracted = extract([tmp_path / "none.txt"])
    assert len(extracted.errors) == 1
    with pytest.raises(UsageError, match="no document could be read; name a file or folder"):
        build(extracted, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_text_that_tells_nothing_is_still_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("天气晴好。\n".encode())
    extracted = extract([tmp_path])
    assert [d.identifier for d in extracted.graph.documents] == ["a.txt"]
    assert (extracted.graph.entities, extracted.graph.facts) == ((), ())
    assert len(build(extracted, tmp_path / "out")) == 3


def test_progress_names_each_document(corpus: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    extract([corpus], progress=lambda *step: seen.append(step))
    assert seen == [(0, 2, "a.txt"), (1, 2, "二/b.txt")]


def test_the_same_text_saved_with_a_byte_order_mark_or_other_line_ends_tells_the_same(tmp_path: Path) -> None:
    facts = []
    for name, data in (("lf", REPORT), ("bom", "\ufeff" + REPORT), ("crlf", REPORT.replace("\n", "\r\n"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_bytes(data.encode())
        graph = extract([tmp_path / name]).graph
        facts.append({(f.subject, f.predicate, f.object) for f in graph.facts if f.predicate != "hasMeasure"})
        for entity in graph.entities:
            for evidence in entity.evidence:
                text = data.removeprefix("\ufeff")
                assert text[evidence.span.begin : evidence.span.end] == evidence.quote
    assert facts[0] == facts[1] == facts[2]


def test_a_byte_order_mark_changes_no_byte_of_the_graph(tmp_path: Path) -> None:
    graphs = []
    for mark in ("", "\ufeff"):
        (tmp_path / "a.txt").write_bytes((mark + REPORT).encode())
        graphs.append(write_turtle(extract([tmp_path / "a.txt"]).graph))
    assert graphs[0] == graphs[1]


# -- atomic writes -------------------------------------------------------------------------------------------------


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.ttl"
    write_atomic(target, b"old")

    def broken(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", broken)
    with pytest.raises(
        OutputError, match=r"graph\.ttl: cannot be written \(No space left on device\); choose another folder"
    ):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_page_that_cannot_be_drawn_leaves_every_old_file_whole(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    for name in FILES:
        write_atomic(out / name, b"old")

    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("drawing failed")

    monkeypatch.setattr("cppcc_kg.export.html.write_html", broken)
    with pytest.raises(RuntimeError, match="drawing failed"):
        build(extract([corpus]), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == dict.fromkeys(FILES, b"old")


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_atomic(tmp_path / "graph.ttl", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_written_file_has_the_usual_permissions(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"x")
    write_atomic(tmp_path / "atomic", b"x")
    assert (tmp_path / "atomic").stat().st_mode == plain.stat().st_mode


# -- data files and examples ---------------------------------------------------------------------------------------


def test_the_corpus_is_at_hand(seed_path: Path) -> None:
    assert data_dir("corpus").is_dir()
    assert seed_path.name in {path.name for path in data_dir("corpus").iterdir()}


def test_an_example_is_read_as_the_report_of_a_committee() -> None:
    assert read_labels("建立联系制度。", committee="涪陵区政协")["mechanism.set-up"] == ["联系制度"]
    assert "涪陵区委" in [
        label for labels in read_labels("向区委报告。", committee="涪陵区政协").values() for label in labels
    ]


def test_marks_in_an_example_make_paragraphs_and_headings() -> None:
    found = read_labels("近年来，成效明显。§打造学习型机关§开展专题调研。")
    assert "学习型机关" in [label for labels in found.values() for label in labels]
