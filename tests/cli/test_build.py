"""``cppcc-kg build`` as people call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main

TEXT = "办实事 解民忧\n\n□ 涪陵区政协\n\n建立联系制度，开展专题调研53次。\n"
FILES = ["graph.ttl", "graph.html", "report.json"]


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, args)])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_all_built(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = _run(text, "-o", out)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(out / name) for name in FILES]
    assert all((out / name).is_file() for name in FILES)
    assert "documents 1, articles 1, " in result.stderr
    assert f"open {out / 'graph.html'} in a browser" in result.stderr
    assert "\x1b" not in result.stderr


def test_built_but_some_inputs_refused(text: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes("Журнал".encode("koi8-r"))
    result = _run(text, tmp_path / "b.txt", tmp_path / "none", "-o", tmp_path / "out")
    assert result.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert errors == [
        f"error: {tmp_path / 'none'}: no such file or folder; check the path for a typing error",
        f"error: {tmp_path / 'b.txt'}: is in no encoding that is read (UTF-8, GB18030, Big5, UTF-16); "
        "save it as UTF-8; if it is no text, remove it",
    ]
    assert len(result.stdout.splitlines()) == 3
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert len(report["warnings"]) == 2


@pytest.mark.parametrize("data", [b"", "Журнал".encode("koi8-r")])
def test_nothing_built(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    result = _run(tmp_path / "a.txt", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == ("error: no document could be read; name a file or folder of texts")
    assert result.stderr.count("\n") == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("args", [["-q", "-v"], ["--no-such-option"], ["-o"]])
def test_wrong_usage(args: list[str]) -> None:
    result = _run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "error" in result.stderr.lower()


def test_an_output_that_is_a_file_is_refused_before_anything_is_read(text: Path) -> None:
    result = _run(text, "-o", text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {text}: is a file; name a folder with -o\n"
    assert text.read_bytes() == TEXT.encode()


def test_an_output_below_a_file_is_one_line(text: Path) -> None:
    result = _run(text, "-o", text / "out", "-q")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {text / 'out'}: cannot be written (")
    assert result.stderr.count("\n") == 1


def test_quiet_says_nothing_but_errors(text: Path, tmp_path: Path) -> None:
    result = _run(text, "-q", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    result = _run(text, tmp_path / "none", "-q", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"error: {tmp_path / 'none'}: no such file or folder; check the path for a typing error\n"


def test_verbose_says_what_each_article_gave(text: Path, tmp_path: Path) -> None:
    result = _run(text, "-v", "-o", tmp_path / "out")
    assert result.stdout.splitlines() == [str(tmp_path / "out" / name) for name in FILES]
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("'a.txt': ")]
    assert "办实事 解民忧: " in line
    assert line.endswith("1 figures from 1 of 1 sentences")


def test_building_again_gives_the_same_bytes(text: Path, tmp_path: Path) -> None:
    runs = []
    for _ in range(2):
        assert _run(text, "-q", "-o", tmp_path / "out").exit_code == 0
        runs.append({name: (tmp_path / "out" / name).read_bytes() for name in FILES})
    assert runs[0] == runs[1]


def test_without_a_path_the_corpus_is_built(tmp_path: Path, seed_path: Path) -> None:
    result = _run("-q", "-o", tmp_path)
    assert result.exit_code == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert seed_path.name in [document["identifier"] for document in report["documents"]]
    assert len(next(d for d in report["documents"] if d["identifier"] == seed_path.name)["articles"]) == 5


def test_a_name_with_control_characters_is_shown_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nerror: b\x1b[31m.txt"
    path.write_bytes(b"")
    result = _run(path, "-q", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 2


def test_the_command_speaks_utf8_on_a_pipe_in_any_locale(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "产出"
    command = [sys.executable, "-m", "cppcc_kg", "build", str(text), "-v", "-o", str(out)]
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""}
    found = subprocess.run(command, env=env, capture_output=True, check=True)
    assert (out / "graph.ttl").is_file() or list(tmp_path.glob("*/graph.ttl"))
    assert b"facts" not in found.stdout
    assert len(found.stdout.splitlines()) == 3
