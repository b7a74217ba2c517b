from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cppcc_kg.cli import main
from cppcc_kg.errors import UsageError
from cppcc_kg.export.formats import FORMATS, export
from cppcc_kg.export.formats.base import Format
from cppcc_kg.graph.turtle import write_turtle

_HASHES = """
import hashlib, sys
from pathlib import Path
from cppcc_kg.export.formats import FORMATS, export
from cppcc_kg.graph.load import load_graph
graph = load_graph(Path(sys.argv[1]))
for name in FORMATS:
    for ending, data in export(graph, name).items():
        print(name, ending, hashlib.sha256(data).hexdigest())
"""


@pytest.fixture(scope="module")
def file(made: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "graph.ttl"
    path.write_bytes(write_turtle(made.GRAPH))  # type: ignore[attr-defined]
    return path


def test_every_format_is_the_same_bytes_whatever_the_hash_seed_locale_and_day(file: Path) -> None:
    said = []
    for seed, locale in (("1", "C"), ("2", "zh_CN.GBK")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Asia/Shanghai" if seed == "1" else "UTC"}
        done = subprocess.run([sys.executable, "-c", _HASHES, str(file)], env=env, capture_output=True, check=True)
        said.append(done.stdout)
    assert said[0] == said[1]
    assert len(said[0].splitlines()) >= len(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_every_format(file: Path, tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["export", "--to", name, "--graph", str(file), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    written = [Path(line) for line in result.stdout.splitlines()]
    assert written and sorted(written) == sorted(tmp_path.iterdir())


def test_a_single_file_is_called_as_asked(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.json"
    CliRunner().invoke(main, ["export", "--to", "jsonld", "--graph", str(file), "-o", str(target)])
    assert target.is_file()


def test_the_list_names_every_format() -> None:
    text = CliRunner().invoke(main, ["export", "--list"]).stdout
    assert all(f"{name} " in text for name in FORMATS)


@pytest.mark.parametrize("args", [[], ["--to", "docx"]])
def test_no_such_format_says_which_there_are(args: list[str]) -> None:
    result = CliRunner().invoke(main, ["export", *args])
    assert result.exit_code == 2
    assert "jsonld" in result.stderr and result.stderr.count("\n") == 1


def test_a_missing_extra_says_what_to_install(made: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(graph: object) -> dict[str, bytes]:
        raise ModuleNotFoundError("no", name="parrot")

    monkeypatch.setitem(FORMATS, "parrot", Format("parrot", "", "", write, "birds"))
    with pytest.raises(UsageError, match=r"needs the package parrot; pip install '.\[birds\]' in the checkout"):
        export(made.GRAPH, "parrot")  # type: ignore[attr-defined]
