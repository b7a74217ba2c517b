"""``cppcc-kg entities candidates``: proposals with reasons, and ledger lines that a person has to sign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.errors import LedgerError
from cppcc_kg.resolution.ledger import load_ledger

TEXT = """\
□ 涪陵区政协

打造“四型机关”，打造“五型机关”。建立委员联系制度，完善委员联系群众制度。

设立委员工作站。设立委员工作室。建立镇街委员工作站。

□ 长寿区政协

建立委员联系制度。
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["entities", "candidates", *map(str, args)])


def _pairs(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.stderr
    return [item["line"]["labels"] for item in json.loads(result.stdout)]


def test_likely_pairs_come_with_score_and_reasons(text: Path) -> None:
    found = json.loads(_run(text, "--format", "json").stdout)
    by_labels = {tuple(item["line"]["labels"]): item for item in found}
    assert set(by_labels) == {("委员联系制度", "委员联系群众制度"), ("委员工作站", "镇街委员工作站")}
    assert by_labels["委员工作站", "镇街委员工作站"]["reasons"] == [
        "one label contains the other",
        "same head noun 工作站, like wording",
    ]
    assert "one label abbreviates the other" in by_labels["委员联系制度", "委员联系群众制度"]["reasons"]
    scores = [item["score"] for item in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_what_differs_in_a_number_or_a_head_is_not_proposed(text: Path) -> None:
    pairs = {frozenset(pair) for pair in _pairs(_run(text, "--format", "json"))}
    assert frozenset(("四型机关", "五型机关")) not in pairs
    assert frozenset(("委员工作站", "委员工作室")) not in pairs


def test_nothing_is_proposed_across_committees(text: Path) -> None:
    for item in json.loads(_run(text, "--format", "json").stdout):
        assert item["line"]["committee"] == "涪陵区政协"


def test_a_table_has_a_pair_a_line(text: Path) -> None:
    result = _run(text, "--limit", "1")
    (line,) = result.stdout.splitlines()
    score, *rest = line.split("\t")
    assert float(score) > 0.5
    assert rest[:4] == ["涪陵区政协", "Platform", "委员工作站", "镇街委员工作站"]
    assert rest[4].startswith("one label contains the other")
    assert result.stderr == "1 of 2 pairs\n"


def test_a_line_must_be_signed_before_a_build_obeys_it(text: Path, tmp_path: Path) -> None:
    lines = _run(text, "--format", "yaml").stdout
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text(lines, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"\[by\]: must be text"):
        load_ledger([ledger])
    assert _run(text).exit_code == 2
    signed = [{**line, "by": "张三"} for line in yaml.safe_load(lines)]
    ledger.write_text(yaml.safe_dump(signed, allow_unicode=True), encoding="utf-8")
    assert [line.do for line in load_ledger([ledger])] == ["same", "same"]
    # What is one thing now, or told apart, is proposed no more.
    assert _pairs(_run(text, "--format", "json")) == []
    ledger.write_text(
        yaml.safe_dump([{**line, "do": "different"} for line in signed], allow_unicode=True), encoding="utf-8"
    )
    assert _pairs(_run(text, "--format", "json")) == []


def test_the_order_of_texts_does_not_show(text: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text(TEXT.replace("涪陵", "合川"), encoding="utf-8")
    assert _run(text, other, "--format", "yaml").stdout == _run(other, text, "--format", "yaml").stdout


def test_a_body_is_no_other_name_of_its_committee(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "□ 涪陵区政协\n\n涪陵区政协机关党组向区委、区政府报告工作，涪陵区政协办公室印发通知。\n", encoding="utf-8"
    )
    assert _pairs(_run(tmp_path, "--format", "json")) == []


def test_two_kinds_of_one_division_s_name_are_proposed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("□ 云岭县政协\n\n建立委员联系制度。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("□ 云岭自治县政协\n\n建立委员联系制度。\n", encoding="utf-8")
    (line,) = yaml.safe_load(_run(tmp_path, "--format", "yaml").stdout)
    assert line == {
        "do": "same",
        "class": "Organization",
        "labels": ["云岭县政协", "云岭自治县政协"],
        "why": line["why"],
        "by": "",
    }
    assert "the names differ only in the kind of division" in line["why"]


@pytest.mark.parametrize("args", [["--limit", "0"], ["--format", "csv"]])
def test_wrong_usage(args: list[str]) -> None:
    assert _run(*args).exit_code == 2


def test_what_a_line_could_not_tell_apart_is_not_proposed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"□ 朝阳区政协\n\n建立{name}联系制度。\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["entities", "candidates", str(tmp_path), "--format", "json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == []
