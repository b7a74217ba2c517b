"""The store that a build keeps in step."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from cppcc_kg.errors import OutputError
from cppcc_kg.pipeline import storing
from cppcc_kg.pipeline.running import run, take_out


def _same(store: Path, output: Path) -> bool:
    held = {str(quad) for quad in Store.read_only(str(store))}
    # The store has the values of literals, and not how they are written (4.0 is 4).
    told = Store()
    told.extend(parse(path=str(output / "graph.ttl"), format=RdfFormat.TURTLE))
    return held == {str(quad) for quad in told}


def test_a_store_follows_its_build(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, store = tmp_path / "out", tmp_path / "store"
    run([corpus], out, store=store)
    assert _same(store, out)
    loads: list[Path] = []
    real = storing._load
    monkeypatch.setattr(storing, "_load", lambda folder, graph: (loads.append(folder), real(folder, graph)))
    run([corpus], out, store=store)
    (corpus / "5.txt").write_bytes((corpus / "0.txt").read_bytes() + b"\n")
    run([corpus], out, store=store)
    (corpus / "5.txt").write_bytes((corpus / "4.txt").read_bytes() + b"\n")
    run([corpus], out)
    assert not _same(store, out)
    run([corpus], out, store=store)
    assert _same(store, out)
    take_out(["3.txt"], out, store=store)
    assert _same(store, out)
    assert loads == []


def test_a_store_that_was_cut_off_or_is_another_is_loaded_anew(corpus: Path, tmp_path: Path) -> None:
    out, store = tmp_path / "out", tmp_path / "store"
    run([corpus], out, store=store)
    (store / storing.MARK).unlink()
    (corpus / "5.txt").unlink()
    run([corpus], out, store=store)
    assert _same(store, out)
    run([corpus], out, store=tmp_path / "other")
    assert _same(tmp_path / "other", out)


def test_a_store_of_which_much_changed_is_loaded_anew(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, store = tmp_path / "out", tmp_path / "store"
    run([corpus], out, store=store)
    run([corpus], out, store=store)
    monkeypatch.setattr(storing, "_mend", lambda state, folder: pytest.fail("mended subject by subject"))
    for path in sorted(corpus.glob("*.txt"))[1:]:
        path.unlink()
    run([corpus], out, store=store)
    assert _same(store, out)


def test_a_folder_that_is_no_store_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(OutputError, match="is no store"):
        run([corpus], tmp_path / "out", store=tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text("utf-8") == "dear"
