"""Completion by Tab, as ``docs/shell.md`` tells to install it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cppcc_kg.cli import LazyGroup
from cppcc_kg.export.formats import FORMATS
from cppcc_kg.graph.queries import named_queries

BIN = Path(sys.executable).parent
DOCS = (Path(__file__).parents[2] / "docs" / "shell.md").read_text(encoding="utf-8")
ENV = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def _script(shell: str) -> str:
    """What the command of the documentation writes for ``shell``."""
    found = re.search(rf"_CPPCC_KG_COMPLETE={shell}_source cppcc-kg", DOCS)
    assert found is not None
    done = subprocess.run(["bash", "-c", found[0]], env=ENV, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def bash() -> str:
    return _script("bash")


def _completed(script: str, *words: str) -> list[str]:
    """What bash offers after these words, the last of which is unfinished."""
    typed = " ".join(shlex.quote(word) for word in ("cppcc-kg", *words))
    code = (
        f"{script}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words)}\n"
        '_cppcc_kg_completion cppcc-kg\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "-c", code], env=ENV, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o nosort -F"),
        ("zsh", "#compdef cppcc-kg"),
        ("fish", "complete --no-files --command cppcc-kg"),
    ],
)
def test_a_script_for_each_shell_that_the_documentation_names(shell: str, sign: str) -> None:
    assert sign in _script(shell)


def test_bash_completes_commands(bash: str) -> None:
    assert sorted(_completed(bash, "")) == sorted(LazyGroup.COMMANDS)
    assert _completed(bash, "do") == ["doctor"]


def test_bash_completes_options_formats_and_ready_queries(bash: str) -> None:
    assert _completed(bash, "build", "--sch") == ["--scheduler"]
    assert _completed(bash, "export", "--to", "g") == [name for name in FORMATS if name.startswith("g")]
    assert _completed(bash, "query", "--named", "") == list(named_queries())
    assert _completed(bash, "--ver") == ["--version"]


def test_completing_a_command_imports_none() -> None:
    code = (
        "import sys\nfrom cppcc_kg.cli import main\n"
        "try:\n    main(prog_name='cppcc-kg')\nexcept SystemExit:\n    pass\n"
        "print(*(name for name in sys.modules if name.startswith('cppcc_kg.cli.')), file=sys.stderr)\n"
    )
    env = {**ENV, "_CPPCC_KG_COMPLETE": "bash_complete", "COMP_WORDS": "cppcc-kg ", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert (len(done.stdout.splitlines()), done.stderr) == (len(LazyGroup.COMMANDS), "cppcc_kg.cli.speech\n")
