"""The commands that ask a graph without SPARQL, and the comparison report."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.graph.results import width
from cppcc_kg.graph.turtle import write_turtle


@pytest.fixture(scope="module")
def graph(seed: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("asking") / "graph.ttl"
    path.write_bytes(write_turtle(seed.graph))
    return str(path)


def _run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def _rows(graph: str, *args: str) -> list[dict[str, str]]:
    result = _run(*args, "--graph", graph, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, str]] = json.loads(result.stdout)
    return found


COMMANDS = [
    ("similar", "委员工作站"), ("show", "委员工作室"), ("list", "Platform"), ("compare", "万州", "秀山"), ("matrix",),
    ("measures",), ("path", "五子棋", "五型机关"), ("stats",),
]  # fmt: skip


@pytest.mark.parametrize("args", COMMANDS, ids=lambda args: args[0])
def test_each_speaks_table_csv_and_json(graph: str, args: tuple[str, ...]) -> None:
    rows = _rows(graph, *args)
    assert rows
    table = _run(*args, "--graph", graph)
    assert table.exit_code == 0 and re.search("[一-鿿]", table.stdout)
    read = list(csv.DictReader(io.StringIO(_run(*args, "--graph", graph, "--format", "csv").stdout)))
    assert [list(row.values()) for row in read] == [[*row.values()] for row in rows]


@pytest.mark.parametrize("name", ["委员工作站", "“委员工作站”", "weiyuangongzuozhan", "wygzz"])
def test_a_name_is_found_by_label_or_pinyin(graph: str, name: str) -> None:
    assert "委员工作室" in {row["other_label"] for row in _rows(graph, "similar", name)}


def test_a_name_is_found_by_alias_and_part(graph: str) -> None:
    assert {row["entity"] for row in _rows(graph, "show", "秀山自治县")} == {"秀山土家族苗族自治县"}
    assert any("书香政协建设" in row["entity"] for row in _rows(graph, "show", "书香政协建"))


def test_what_is_similar_comes_last_capped_or_not_at_all(graph: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cppcc_kg.cli.show._LIKEST", 1)
    rows = _rows(graph, "show", "党史学习教育")
    alike = [row for row in rows if row["relation"].startswith("同类做法")]
    assert alike and rows[-len(alike) :] == alike
    assert len({row["entity"] for row in alike}) == len(alike)
    left_out = len(_rows(graph, "similar", "党史学习教育")) - len(alike)
    said = _run("show", "党史学习教育", "--graph", graph).stderr
    assert f"{left_out} more are similar; cppcc-kg similar 党史学习教育 shows them" in said
    assert _rows(graph, "show", "党史学习教育", "--no-similar") == rows[: -len(alike)]
    assert "similar" not in _run("show", "党史学习教育", "--no-similar", "--graph", graph).stderr


def test_similar_says_why_how_it_differs_and_quotes_both(graph: str) -> None:
    (row,) = [r for r in _rows(graph, "similar", "委员工作站") if r["other_label"] == "委员工作室"]
    assert "工作站" in row["why"] and "委员履职" in row["why"]
    assert "14个" in row["differences"] and "10个" in row["differences"]
    assert "委员工作站" in row["quote"] and "委员工作室" in row["other_quote"]
    told = _run("similar", "委员工作站", "--graph", graph).stdout
    assert "理由" in told and row["other_source"] in told


def test_a_district_narrows(graph: str) -> None:
    assert {r["district"] for r in _rows(graph, "similar", "党史学习教育", "--district", "铜梁")} == {"铜梁区"}
    assert {r["district"] for r in _rows(graph, "list", "做法", "--district", "wanzhou")} == {"万州区"}
    rows = _rows(graph, "measures", "--of", "资金", "--unit", "元")
    assert {(r["amount"], r["value"]) for r in rows} >= {("145万元", "1450000")}


def test_compare_and_matrix_go_by_theme(graph: str) -> None:
    rows = _rows(graph, "compare", "万州", "秀山")
    assert list(rows[0]) == ["theme", "万州区", "秀山土家族苗族自治县"]
    assert "政协讲坛" in next(r["万州区"] for r in rows if r["theme"] == "理论学习")
    only = _rows(graph, "compare", "万州", "秀山", "--theme", "理论", "--theme", "协商民主")
    assert only == [row for row in rows if row["theme"] in ("理论学习", "协商民主")]
    numbers = {r["district"]: r for r in _rows(graph, "matrix")}
    assert int(numbers["九龙坡区"]["协商民主"]) > int(numbers["万州区"]["协商民主"])


def test_compare_wraps_and_cuts_no_name(graph: str) -> None:
    table = _run("compare", "万州", "秀山", "--graph", graph).stdout
    rows = _rows(graph, "compare", "万州", "秀山")
    assert "…" not in table
    assert max(width(line) for line in table.splitlines()) < 120
    # A column's lines below one another are the whole cell.
    begin = width(table.splitlines()[1].split("  ")[0]) + 2
    column = "".join(_columns(line, begin, begin + 46) for line in table.splitlines()[2:])
    assert "".join(column.split()) == "".join("".join(row["万州区"].split()) for row in rows)


def _columns(line: str, begin: int, end: int) -> str:
    at, found = 0, ""
    for char in line:
        found += char if begin <= at < end else ""
        at += width(char)
    return found


def test_a_path_leads_from_one_to_the_other(graph: str) -> None:
    rows = _rows(graph, "path", "五子棋", "委员工作站")
    assert rows[0]["from"].startswith("五子棋") and "委员工作站" in rows[-1]["to"]
    assert all(a["to"] == b["from"] for a, b in pairwise(rows))


@pytest.mark.parametrize("command", [["path", "五子棋", "委员工作站"], ["stats"]], ids=["path", "stats"])
def test_of_answers_as_good_the_same_is_given_under_any_hash_seed(graph: str, command: list[str]) -> None:
    told = {
        subprocess.run(
            [sys.executable, "-m", "cppcc_kg", *command, "--graph", graph], capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed}, timeout=300,
        ).stdout
        for seed in ("1", "2", "4")
    }  # fmt: skip
    assert len(told) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "委员工作楼"), "nothing is called '委员工作楼'; did you mean 委员工作"),
        (("show", "zzzzzz"), "cppcc-kg list CLASS shows what there is"),
        (("list", "Thing"), "there is no class 'Thing'; one of District"),
        (("list", "Practice", "--theme", "建设"), "'建设' is no one theme; one of 党的建设、制度建设"),
        (("compare", "江津"), "nothing is called '江津'; cppcc-kg list District shows what there is"),
        (("compare", "万州", "--theme", "建设"), "'建设' is no one theme; one of 党的建设、制度建设"),
        (("report", "-o", "report.docx"), "neither .html nor .md"),
    ],
)
def test_what_is_not_there_is_one_line_with_advice(graph: str, args: tuple[str, ...], said: str) -> None:
    result = _run(*args, "--graph", graph)
    assert result.exit_code == 2
    assert said in result.stderr and result.stderr.count("\n") == 1


def test_no_command_loads_rdflib(graph: str) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from cppcc_kg.cli import main;"
        f"r = CliRunner().invoke(main, ['similar', '委员工作站', '--graph', {graph!r}]);"
        "assert r.exit_code == 0, r.output; sys.exit(bool({'rdflib', 'networkx', 'pyvis'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_report_quotes_every_claim(graph: str, seed_text: str, tmp_path: Path) -> None:
    page, text = tmp_path / "a" / "report.html", tmp_path / "report.md"
    for path in (page, text):
        assert _run("report", "--graph", graph, "-o", str(path)).exit_code == 0
    markdown = text.read_text(encoding="utf-8")
    plain = "".join(seed_text.split())
    claims = [line for line in markdown.splitlines() if re.match(r"- (做法|机制|举措|平台|原则)", line)]
    assert len(claims) > 100
    for line in claims:
        quotes = re.findall(r"“([^（]*?)”（[^）]*:\d+-\d+）", line.split("。“", 1)[1].join(("“", "")))
        assert quotes, line
        assert all(re.sub(r"\\(.)", r"\1", quote) in plain for quote in quotes), line
    for heading in ("一、各主题做法", "三、共有做法", "四、独有做法"):
        assert heading in markdown and heading in page.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_one_line(graph: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = _run("report", "--graph", graph, "-o", str(tmp_path / "file" / "report.html"))
    assert isinstance(result.exception, SystemExit)
    assert "cannot be written" in result.stderr and result.stderr.count("\n") == 1


def test_the_report_shows_markup_as_text(tmp_path: Path) -> None:
    from cppcc_kg.analysis.comparison import Claim, Comparison, DistrictClaims
    from cppcc_kg.export.comparison import to_html, to_markdown

    evil = "<script>alert(1)</script>"
    row = DistrictClaims(evil, (Claim(evil, ((evil, evil),)),), 0)
    found = Comparison((evil,), (evil,), 1, 0, (("党的建设", (row,)),), (), (), (), ())
    assert "<script" not in to_html(found)
    assert "<script" not in to_markdown(found).replace("\\<", "")
    assert "数据并列</h2>" not in to_html(found)
