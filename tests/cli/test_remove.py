"""``cppcc-kg remove``, and the options of ``build`` for many pages, as people call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main

ONE = "□ 涪陵区政协\n\n建立联系制度，开展专题调研53次。\n"
OTHER = "□ 涪陵区政协\n\n建立联系制度，组织委员开展专题视察。\n"


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The output of two pages in a folder ``in``."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(ONE.encode())
    (tmp_path / "in" / "b.txt").write_bytes(OTHER.encode())
    assert _run("build", "-q", tmp_path / "in", "-o", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def test_what_one_page_alone_told_goes_and_the_rest_stays(built: Path, tmp_path: Path) -> None:
    result = _run("remove", "a.txt", "-o", built)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [str(built / n) for n in ("graph.ttl", "graph.html", "report.json")],
    )
    assert "documents 1, articles 1, " in result.stderr
    graph = (built / "graph.ttl").read_text("utf-8")
    assert "联系制度" in graph and "专题视察" in graph and "专题调研" not in graph
    assert (tmp_path / "in" / "a.txt").exists()


def test_an_unknown_document_is_an_error_and_changes_nothing(built: Path) -> None:
    before = (built / "graph.ttl").read_bytes()
    result = _run("remove", "c.txt", "-o", built)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: c.txt: no such document in this build; report.json lists the identifiers\n"
    assert (built / "graph.ttl").read_bytes() == before


def test_the_last_document_cannot_be_written_away(built: Path) -> None:
    result = _run("remove", "a.txt", "b.txt", "-o", built)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: no document could be read")
    assert "专题调研" in (built / "graph.ttl").read_text("utf-8")


def test_where_nothing_was_built_nothing_is_made(tmp_path: Path) -> None:
    result = _run("remove", "a.txt", "-o", tmp_path / "none")
    assert result.exit_code == 1
    assert not (tmp_path / "none").exists()


def test_a_build_keeps_a_store_and_can_leave_out_likeness(built: Path, tmp_path: Path) -> None:
    result = _run("build", "-q", tmp_path / "in", "-o", built, "--store", tmp_path / "store", "--no-similar")
    assert result.exit_code == 0
    from pyoxigraph import Store

    triples = sum(1 for _ in Store.read_only(str(tmp_path / "store")))
    assert f"void:triples {triples} ;" in (built / "graph.ttl").read_text("utf-8")
    assert "similarTo" not in json.loads((built / "report.json").read_text("utf-8"))["facts"]["by_property"]


def test_a_scheduler_is_for_dask(tmp_path: Path) -> None:
    result = _run("build", tmp_path, "--scheduler", "tcp://127.0.0.1:1")
    assert (result.exit_code, result.stderr) == (2, "error: --scheduler is dask's; add --engine dask\n")
