"""``cppcc-kg build`` with a ledger: found beside the texts or named, obeyed, reported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main

TEXT = "□ 涪陵区政协\n\n建立委员联系制度，完善委员联系群众制度。开展专题调研53次。\n"
LEDGER = """\
- do: same
  committee: 涪陵区政协
  class: Mechanism
  labels: [委员联系制度, 委员联系群众制度]
  why: 指同一制度
  by: 张三
- do: relabel
  committee: 涪陵区政协
  class: Practice
  label: 主题党日
  to: 党日
  why: 简称
  by: 李四
"""
STALE = "ledger.yaml:7: relabel of 涪陵区政协 / Practice / 主题党日 → 党日: nothing is called 涪陵区政协 / Practice / 主题党日"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "ledger.yaml").write_text(LEDGER, encoding="utf-8")
    return folder


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, args)])


def _labels(out: Path) -> set[str]:
    text = (out / "graph.ttl").read_text(encoding="utf-8")
    return {label for label in ("委员联系制度", "委员联系群众制度") if f'rdfs:label "{label}"' in text}


@pytest.mark.parametrize("named", [".", "a.txt"])
def test_the_ledger_beside_the_texts_is_obeyed(corpus: Path, tmp_path: Path, named: str) -> None:
    out = tmp_path / "out"
    result = _run(corpus / named, "-o", out)
    assert result.exit_code == 0
    assert _labels(out) == {"委员联系制度"}
    assert [line for line in result.stderr.splitlines() if line.startswith("warning: ")] == [f"warning: {STALE}"]


def test_the_report_says_what_was_decided_by_whom_and_why(corpus: Path, tmp_path: Path) -> None:
    _run(corpus, "-o", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["warnings"] == [STALE]
    first, second = report["ledger"]
    assert first == {
        "line": "ledger.yaml:1",
        "do": "same",
        "about": "涪陵区政协 / Mechanism / 委员联系制度 = 涪陵区政协 / Mechanism / 委员联系群众制度",
        "why": "指同一制度",
        "by": "张三",
        "obeyed": True,
    }
    assert (second["by"], second["obeyed"]) == ("李四", False)
    assert second["note"] in STALE


def test_a_named_ledger_stands_in_place_of_the_one_beside_the_texts(corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "none.yaml"
    other.write_text("# nothing decided\n", encoding="utf-8")
    result = _run(corpus, "-o", tmp_path / "out", "--ledger", other)
    assert result.exit_code == 0
    assert _labels(tmp_path / "out") == {"委员联系制度", "委员联系群众制度"}
    assert "warning" not in result.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["ledger"] == []


def test_quiet_is_quiet(corpus: Path, tmp_path: Path) -> None:
    result = _run(corpus, "-o", tmp_path / "out", "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            LEDGER.replace("same", "different", 1),
            "ledger.yaml:14 [do]: 'different' of 涪陵区政协 / Mechanism / 委员联系制度 ≠ 涪陵区政协 / Mechanism / 委员联系群众制度 contradicts ",
        ),
        ("- do: rename\n", "ledger.yaml:14 [do]: knows no 'rename'"),
        (
            "- {do: add, committee: 涪陵区政协, class: Goal, label: 甲, document: a.txt, quote: 没有, why: a, by: b}\n",
            "ledger.yaml:14 [quote]: the quote is not found in the article of 涪陵区政协 in a.txt",
        ),
    ],
)
def test_a_ledger_that_cannot_be_obeyed_builds_nothing(corpus: Path, tmp_path: Path, more: str, message: str) -> None:
    (corpus / "ledger.yaml").write_text(LEDGER + more, encoding="utf-8")
    result = _run(corpus, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    # What was read is kept for the build after the ledger is mended; of the files there is none.
    assert not list((tmp_path / "out").glob("graph.*"))


def test_a_missing_ledger_is_an_error(corpus: Path, tmp_path: Path) -> None:
    result = _run(corpus, "-o", tmp_path / "out", "--ledger", tmp_path / "no.yaml")
    assert result.exit_code == 2
    assert (
        result.stderr == f"error: {tmp_path / 'no.yaml'}: cannot be read (No such file or directory); check the path\n"
    )


def test_neither_place_nor_hash_seed_changes_a_byte(corpus: Path, tmp_path: Path) -> None:
    found = []
    for seed, folder in (("1", corpus), ("2", tmp_path / "elsewhere")):
        if folder != corpus:
            corpus.rename(folder)
        out = tmp_path / f"out{seed}"
        command = [sys.executable, "-m", "cppcc_kg", "build", str(folder), "-o", str(out), "-q"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        found.append([(out / name).read_bytes() for name in ("graph.ttl", "report.json")])
    assert found[0] == found[1]


def test_the_example_of_the_docs_does_what_it_says(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    text = (root / "docs" / "ledger.md").read_text(encoding="utf-8")
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text(text.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    result = _run(root / "corpus", "-o", tmp_path / "out", "--ledger", ledger)
    assert result.exit_code == 0
    (warning,) = [line for line in result.stderr.splitlines() if line.startswith("warning: ")]
    assert warning in text
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [line["obeyed"] for line in report["ledger"]] == [True, True, False]
