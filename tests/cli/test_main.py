"""The command itself: help, version, and what it imports."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from cppcc_kg import __version__
from cppcc_kg.cli import LazyGroup, main

HEAVY = ("rdflib", "networkx", "pyvis", "pyoxigraph", "yaml")
CLEAN = {"PATH": "", "LC_ALL": "C"}


def _python(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args], env=CLEAN, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_python_m_shows_the_help(option: str) -> None:
    found = _python("-m", "cppcc_kg", option)
    assert (found.returncode, found.stderr) == (0, "")
    assert all(f"  {name} " in found.stdout for name in LazyGroup.COMMANDS)


def test_the_help_imports_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from cppcc_kg.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print('loaded:', *sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    found = _python("-c", code)
    assert found.returncode == 0
    assert found.stderr == "loaded:\n"


def test_the_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.exit_code == 0
    assert result.stdout == f"cppcc-kg, version {__version__}\n"


@pytest.mark.parametrize("name", list(LazyGroup.COMMANDS))
def test_every_command_of_the_list_is_there_and_described(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage: " in result.stdout
    with click.Context(main) as context:
        assert isinstance(main.get_command(context, name), click.Command)


def test_an_unknown_command_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["biuld"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such command 'biuld'" in result.stderr


def test_without_a_command_the_help_is_shown() -> None:
    result = CliRunner().invoke(main, [])
    assert "build" in result.output
    assert "Traceback" not in result.output
