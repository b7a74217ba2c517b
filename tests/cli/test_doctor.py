"""``cppcc-kg doctor``: what it finds, what it says, and with which exit code."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import checking, main
from cppcc_kg.export.lock import locked

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = ("rdflib", "networkx", "pyvis", "pyshacl", "distributed", "starlette", "uvicorn", "lxml", "docx", "playwright")


def _run(output: Path) -> Result:
    return CliRunner().invoke(main, ["doctor", "-o", str(output)])


def _line(result: Result, part: str) -> str:
    (line,) = [line for line in result.stdout.splitlines() if part in line and not line.startswith("    ")]
    return line


def _without(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    real = importlib.metadata.version

    def version(name: str) -> str:
        if name.lower() in packages:
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)


def test_where_all_is_here_it_says_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    result = _run(tmp_path / "deep" / "out")
    assert result.exit_code == 0, result.stdout
    assert "✓ ready to build" in result.stdout
    assert "✗" not in result.stdout
    assert _line(result, "Python").startswith(f"✓ Python: CPython {sys.version.split()[0]}")
    assert _line(result, "output folder").endswith("writable, not in use")
    assert list(tmp_path.iterdir()) == []


def test_it_imports_no_heavy_library_and_speaks_utf_8_in_any_locale(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from cppcc_kg.cli import main\n"
        "try:\n    main(['doctor'])\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print('loaded:', *sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PATH": "", "LC_ALL": "C"}, capture_output=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, b"loaded:\n")
    said = found.stdout.decode("utf-8")
    assert "– chromium tests of the pages: missing\n    → Debian: apt-get install" in said
    assert "– node " in said


def test_every_extra_of_the_project_is_told_with_what_it_is_for(tmp_path: Path) -> None:
    assert set(checking.EXTRAS) == set(PROJECT["optional-dependencies"])
    result = _run(tmp_path)
    for extra, purpose in checking.EXTRAS.items():
        line = _line(result, f"[{extra}]")
        assert line.startswith(f"✓ [{extra}] {purpose}: "), line
        for package in PROJECT["optional-dependencies"][extra]:
            assert package.partition(">")[0].lower() + " " in line.lower() + " "


def test_an_extra_that_is_not_here_is_no_fault_and_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without(monkeypatch, "pyshacl")
    result = _run(tmp_path)
    assert result.exit_code == 0
    assert _line(result, "[validate]").startswith("– ")
    assert _line(result, "[validate]").endswith(": missing: pyshacl")
    assert "    → pip install '.[validate]'\n" in result.stdout
    assert _line(result, "[serve]").startswith("✓ ")


def test_a_core_package_that_is_not_here_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "networkx")
    result = _run(tmp_path)
    assert result.exit_code == 1
    assert _line(result, "core packages") == "✗ core packages: missing: networkx"
    assert "1 to mend before a build can run" in result.stdout


def test_an_old_or_damaged_package_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    state, words = checking.Requirement("click", "99.0", "").met()
    assert (state, words.endswith(" < 99.0")) == ("absent", True)
    monkeypatch.setitem(checking.MODULES, "click", "no_such_module")
    state, words = checking.Requirement("click", "8.1", "").met()
    assert (state, words.endswith(" (damaged)")) == ("broken", True)


def test_where_the_project_is_not_installed_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def requires(name: str) -> list[str]:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "requires", requires)
    (finding,) = checking.packages(checking.requirements())
    assert (finding.state, finding.found) == ("absent", "cppcc-kg is not installed")


def test_damaged_data_is_a_fault_and_the_rest_is_still_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "cppcc.ttl").write_text("ckg:Broken a", encoding="utf-8")
    monkeypatch.setattr(checking, "data_dir", lambda name: tmp_path / name)
    result = _run(tmp_path / "out")
    assert result.exit_code == 1
    assert _line(result, "✗ ontology").startswith(f"✗ ontology: {tmp_path / 'ontology' / 'cppcc.ttl'}: ")
    assert "pip install --force-reinstall ." in result.stdout
    assert _line(result, "table of divisions").startswith("✓ ") and _line(result, "✓ rules").startswith("✓ ")


def test_a_folder_that_another_build_holds_is_said(tmp_path: Path) -> None:
    holder = (
        "import sys\nfrom pathlib import Path\nfrom cppcc_kg.export.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", holder, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == b"held\n"
        result = _run(tmp_path)
        process.stdin.close()
        assert process.wait() == 0
    assert result.exit_code == 1
    assert "another build writes here (process " in _line(result, "output folder")
    assert "    → wait for it, or choose another folder with -o\n" in result.stdout
    assert _run(tmp_path).exit_code == 0


def test_a_file_in_the_folders_place_and_a_folder_that_cannot_be_made_are_faults(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for output in (tmp_path / "file", tmp_path / "file" / "out"):
        result = _run(output)
        assert result.exit_code == 1
        assert _line(result, "output folder").startswith("✗ ")


def test_it_gives_the_lock_back(tmp_path: Path) -> None:
    _run(tmp_path)
    with locked(tmp_path):
        assert _run(tmp_path).exit_code == 0, "what this thread holds itself is no other build"


def test_an_empty_or_missing_ontology_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ontology").mkdir()
    file = tmp_path / "ontology" / "cppcc.ttl"
    monkeypatch.setattr(checking, "data_dir", lambda name: tmp_path / name)
    assert f"{file}: " in _line(_run(tmp_path / "out"), "✗ ontology")
    file.write_text("", encoding="utf-8")
    assert _line(_run(tmp_path / "out"), "✗ ontology") == f"✗ ontology: {file}: is empty"


def test_a_damaged_core_is_to_be_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checking.MODULES, "click", "no_such_module")
    result = _run(tmp_path)
    assert result.exit_code == 1
    assert "    → pip install --force-reinstall '.'\n" in result.stdout


def test_a_long_list_of_what_is_missing_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = [package.partition(">")[0].lower() for package in PROJECT["optional-dependencies"]["test"]]
    _without(monkeypatch, *lacking)
    line = _line(_run(tmp_path), "[test]")
    assert line.startswith("– ") and line.endswith(f", … +{len(lacking) - 6}")
