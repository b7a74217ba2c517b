"""Every format gives the same report, with evidence that holds letter for letter."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cppcc_kg.cli import main
from cppcc_kg.errors import InputError
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.validation import validate
from cppcc_kg.pipeline import build, extract
from cppcc_kg.reading import documents as reading
from cppcc_kg.reading.documents import read_document, read_text
from cppcc_kg.reading.files import find_inputs

NAMES = [
    "plain.txt", "gbk.txt", "utf16.txt", "page.html", "report.docx", "print.pdf", "notes.md", "crawl.jsonl", "all.zip",
]  # fmt: skip


@pytest.fixture(params=NAMES)
def document(request: pytest.FixtureRequest, documents: dict[str, bytes], tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(documents[path.name])
    return path


def test_every_format_tells_what_plain_text_tells(document: Path, documents: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_bytes(documents["plain.txt"])
    plain, graph = extract([tmp_path / "plain.txt"]).graph, extract([document]).graph
    assert {(e.cls, e.label) for e in graph.entities} == {(e.cls, e.label) for e in plain.entities}
    told = [
        {(f.subject, f.predicate, f.object) for f in each.facts if f.predicate != "hasMeasure"}
        for each in (plain, graph)
    ]
    assert told[0] == told[1]
    assert len(graph.measures) == len(plain.measures) > 3


def test_evidence_holds_in_the_text_beside_the_graph(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(extract([document]), out)
    graph = load_graph(out / "graph.ttl")
    (source,) = graph.documents
    if document.name in ("plain.txt", "notes.md"):
        assert source.text is source.checksum is None
        text = document.read_bytes().decode()
    else:
        assert source.text is not None
        data = (out / source.text).read_bytes()
        assert hashlib.sha256(data).hexdigest() == source.checksum
        text = data.decode()
    passages = {passage for each in (*graph.entities, *graph.facts, *graph.measures) for passage in each.evidence}
    assert passages
    for passage in passages:
        assert text[passage.span.begin : passage.span.end] == passage.quote
        assert (passage.page is not None) == (document.suffix == ".pdf")
    assert validate(out / "graph.ttl", quick=False) == []


def test_what_was_read_is_said(documents: dict[str, bytes], tmp_path: Path) -> None:
    for name in ("gbk.txt", "page.html"):
        (tmp_path / name).write_bytes(documents[name])
    result = CliRunner().invoke(main, ["build", str(tmp_path), "-v", "-o", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert "'gbk.txt': text/plain, GB18030, kept as texts/gbk.txt-" in result.stderr
    assert "'page.html': text/html, UTF-8, kept as texts/page.html-" in result.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [d["encoding"] for d in report["documents"]] == ["GB18030", "UTF-8"]


def test_the_texts_of_documents_that_are_gone_go_too(documents: dict[str, bytes], tmp_path: Path) -> None:
    out, folder = tmp_path / "out", tmp_path / "in"
    folder.mkdir()
    for name in ("gbk.txt", "page.html"):
        (folder / name).write_bytes(documents[name])
    build(extract([folder]), out)
    (out / "texts" / "mine.txt").write_text("a note of the user's own")
    (folder / "gbk.txt").unlink()
    build(extract([folder]), out)
    names = sorted(path.name for path in (out / "texts").iterdir())
    assert [name.partition("-")[0] for name in names] == ["mine.txt", "page.html"]


def test_an_output_folder_among_the_inputs_is_not_read(documents: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "gbk.txt").write_bytes(documents["gbk.txt"])
    build(extract([tmp_path]), tmp_path / "out")
    build(extract([tmp_path]), tmp_path)
    assert [item.identifier for item in find_inputs([tmp_path])[0]] == ["gbk.txt"]


def test_a_sidecar_has_the_last_word(documents: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(documents["page.html"])
    (tmp_path / "page.meta.yaml").write_text("date: 2022-01-02\n")
    (document,) = extract([tmp_path]).graph.documents
    assert (document.date, document.publisher) == ("2022-01-02", "区政协办公室")
    assert document.url == "http://www.example.gov.cn/zx/202108/t20210819_1.html"


def test_a_missing_library_says_how_to_get_it(
    documents: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    for name, module in (("page.html", "lxml"), ("report.docx", "docx"), ("print.pdf", "pypdfium2")):
        (tmp_path / name).write_bytes(documents[name])
        monkeypatch.setitem(sys.modules, module, None)
        monkeypatch.setitem(sys.modules, "lxml.html", None)
        (item,) = find_inputs([tmp_path / name])[0]
        with pytest.raises(InputError, match=rf"needs {module} to be read; pip install '.\[inputs\]' in the checkout"):
            read_text(item)


def test_a_text_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 100)
    (tmp_path / "a.txt").write_text("长" * 101, encoding="utf-8")
    (item,) = find_inputs([tmp_path])[0]
    with pytest.raises(InputError, match=r"has 101 characters, one document may have 100; split it"):
        read_document(item)


def test_a_page_of_headings_alone_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("首页\n\n责任编辑：某某\n", encoding="utf-8")
    (error,) = extract([tmp_path]).errors
    assert "a.txt: holds no report, only headings or credits" in str(error)
