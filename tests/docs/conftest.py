"""The site of the documents, built once, and the tool that writes what they show of the code."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]


def build_site(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """The command of CONTRIBUTING.md, said quietly: whatever is printed is a warning, and each warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-nWq", "--keep-going", str(source), str(target)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)


@pytest.fixture(scope="session")
def building() -> Callable[[Path, Path], subprocess.CompletedProcess[str]]:
    return build_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    done = build_site(ROOT / "docs", target)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return target


@pytest.fixture(scope="session")
def write_docs() -> SimpleNamespace:
    """What ``tools/write_docs`` defines; it finds its parts beside it, as ``python tools/write_docs`` does."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "write_docs")))
