"""The site of the documents, built once, and the tool that writes what they show of the code."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "write_docs"


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
def write_docs() -> ModuleType:
    """``tools/write_docs`` as a module; it finds its parts beside it, as ``python tools/write_docs`` does."""
    spec = importlib.util.spec_from_file_location("write_docs", TOOL / "__main__.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(TOOL))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TOOL))
    return module
