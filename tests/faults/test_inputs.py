"""Each fault of docs/faults.md: one line, as the table says, and nothing else is lost."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.export.lock import locked
from cppcc_kg.pipeline import extract

ROOT = Path(__file__).parents[2]
_CASES = runpy.run_path(str(Path(__file__).with_name("cases.py")))
CASES: dict[str, Callable[[Path], list[str] | None]] = _CASES["CASES"]
TEXT: str = _CASES["TEXT"]
ROW = re.compile(r"^\| (?P<fault>[^|]+) \| (?:`(?P<message>.+)`)? ?\| (?P<code>[0-9]) \|$", re.M)
LISTED = {
    row["fault"]: (row["message"], int(row["code"]))
    for row in ROW.finditer((ROOT / "docs" / "faults.md").read_text("utf-8"))
}
#: Faults that need more than a folder; each is a test of its own below.
APART = {
    "a PDF of pictures", "a library that is not installed", "no permission", "unpaired quotes over ten pages",
    "a gold file with a wrong line", "read-only output", "full disk", "two builds into one folder",
}  # fmt: skip


def _pattern(message: str) -> str:
    parts = re.split(r"(FILE|\bN\b|…)", message)
    return "".join({"FILE": r"[^\n]+?", "N": r"\d+", "…": r"[^\n]+"}.get(part) or re.escape(part) for part in parts)


def _said(fault: str, stderr: str, code: int) -> None:
    """The last line is the listed one; of the whole output only it is an error."""
    message, listed = LISTED[fault]
    assert code == listed
    lines = stderr.splitlines()
    wanted = 2 if fault == "nothing to read" else 1
    assert len(lines) == wanted, stderr
    # Messages list texts that hold an ellipsis themselves, so a row is a pattern and also may stand as it is.
    assert re.fullmatch(_pattern(message), lines[-1]), lines[-1]
    assert "\x1b" not in stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "good.txt").write_text(TEXT, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, str]]:
    """The facts of the good text by itself."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    return {(fact.subject, fact.predicate, fact.object) for fact in extract([folder]).graph.facts}


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


def test_every_fault_of_the_list_is_made() -> None:
    assert set(LISTED) == set(CASES) | APART


@pytest.mark.parametrize("fault", CASES)
def test_a_fault_is_one_line_and_costs_only_itself(
    fault: str, folder: Path, tmp_path: Path, alone: set[tuple[str, str, str]]
) -> None:
    out = tmp_path / "out"
    args = CASES[fault](folder) or []
    mine = [] if "-o" in args else ["-o", str(out)]
    result = _run("build", "-q", folder, *mine, *args)
    _said(fault, result.stderr, result.exit_code)
    if result.exit_code == 2:
        assert not out.exists()
        return
    assert (out / "graph.html").is_file()
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert [d["identifier"] for d in report["documents"]] == ["good.txt"]
    assert len(report["warnings"]) == 1
    graph = extract([out.parent / "in" / "good.txt"]).graph
    assert {(fact.subject, fact.predicate, fact.object) for fact in graph.facts} == alone


def test_a_pdf_of_pictures(folder: Path, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 300)
    document.save(str(folder / "scan.pdf"))
    document.close()
    result = _run("build", "-q", folder, "-o", tmp_path / "out")
    _said("a PDF of pictures", result.stderr, result.exit_code)


def test_a_library_that_is_not_installed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (folder / "a.pdf").write_bytes(b"%PDF-1.7")
    result = _run("build", "-q", folder, "-o", tmp_path / "out")
    _said("a library that is not installed", result.stderr, result.exit_code)


def test_unpaired_quotes_over_ten_pages(tmp_path: Path) -> None:
    sentences = [
        "建立请示报告制度，开展专题调研53次。",
        "打造“书香政协”品牌，每季度举办一次政协讲坛。",
        "依托委员工作站，组织委员视察。",
    ]
    pages = "\n\n".join(sentences * 50)
    told = []
    for mark in ("", "“", "‘", "《", "（", "「"):
        (tmp_path / "a.txt").write_text(f"□ 涪陵区政协\n\n近年来，{mark}坚持党建引领。\n\n{pages}\n", encoding="utf-8")
        graph = extract([tmp_path / "a.txt"]).graph
        told.append({(f.subject, f.predicate, f.object) for f in graph.facts if f.predicate != "hasMeasure"})
    assert len(told[0]) > 15
    assert all(facts == told[0] for facts in told)


def test_a_gold_file_with_a_wrong_line(folder: Path, tmp_path: Path) -> None:
    assert _run("build", "-q", folder, "-o", tmp_path / "out").exit_code == 0
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "good.jsonl").write_text('{"kind": "entity"\n', encoding="utf-8")
    result = _run("evaluate", "--gold", tmp_path / "gold", "--texts", folder, "--graph", tmp_path / "out" / "graph.ttl")
    _said("a gold file with a wrong line", result.stderr, result.exit_code)


def test_two_builds_into_one_folder(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with locked(out):
        command = [sys.executable, "-m", "cppcc_kg", "build", "-q", str(folder), "-o", str(out)]
        found = subprocess.run(command, capture_output=True, check=False)
        _said("two builds into one folder", found.stderr.decode(), found.returncode)
        assert f"process {os.getpid()} on ".encode() in found.stderr
    assert not out.exists()
    assert _run("build", "-q", folder, "-o", out).exit_code == 0


def test_a_full_disk(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    assert _run("build", "-q", folder, "-o", out).exit_code == 0
    before = _bytes(out)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cppcc_kg.export.outputs.os.fsync", full)
    (folder / "more.txt").write_text(TEXT.replace("联系", "联络"), encoding="utf-8")
    result = _run("build", "-q", folder, "-o", out)
    _said("full disk", result.stderr, result.exit_code)
    assert _bytes(out) == before


# -- permissions: root may do all, so these run as nobody ------------------------------------------------------------


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A folder that another user may read, with the good text in it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / "in").mkdir()
    (folder / "in" / "good.txt").write_text(TEXT, encoding="utf-8")
    yield folder
    shutil.rmtree(folder)


def _as_nobody(*args: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command line without the rights of root. The parent imports, since nobody may not see the package."""
    code = (
        "import os, sys\nfrom click.testing import CliRunner\nfrom cppcc_kg.cli import main\n"
        "import cppcc_kg.cli.build, cppcc_kg.pipeline, cppcc_kg.export.outputs, cppcc_kg.export.report\n"
        "import cppcc_kg.reading.formats.plain, cppcc_kg.export.html, cppcc_kg.graph.turtle\n"
        "CliRunner().invoke(main, ['build', '-q', sys.argv[1], '-o', sys.argv[2]])\n"  # loads what is loaded late
        "os.getuid() or (os.setgid(65534), os.setuid(65534))\n"
        "main(sys.argv[3:])\n"
    )
    with tempfile.TemporaryDirectory() as spare:
        command = [sys.executable, "-c", code, str(Path(args[1])), spare + "/out", *map(str, args)]
        return subprocess.run(command, capture_output=True, check=False)


def test_no_permission(theirs: Path) -> None:
    (theirs / "out").mkdir(mode=0o777)
    (theirs / "out").chmod(0o777)
    secret = theirs / "in" / "secret.txt"
    secret.write_text(TEXT + "秘。", encoding="utf-8")
    secret.chmod(0)
    found = _as_nobody("build", theirs / "in", "-q", "-o", theirs / "out")
    _said("no permission", found.stderr.decode(), found.returncode)
    assert (theirs / "out" / "graph.ttl").is_file()


def test_read_only_output(theirs: Path) -> None:
    out = theirs / "out"
    assert _run("build", "-q", theirs / "in", "-o", out).exit_code == 0
    before = _bytes(out)
    out.chmod(0o555)
    found = _as_nobody("build", theirs / "in", "-q", "-o", out)
    _said("read-only output", found.stderr.decode(), found.returncode)
    assert _bytes(out) == before
    out.chmod(0o755)


def _bytes(folder: Path) -> dict[str, bytes]:
    """The files of the output by path; what is hidden is the build's own."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith(".")}
