"""The scripts: joined without loss, clean to the linter, right by their own tests (node)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cppcc_kg.export.html.bundle import ASSETS, module_order, read, script

ROOT = Path(__file__).parents[3]
MODULES = sorted(path.name for path in (ASSETS / "js").glob("*.js"))


def test_every_module_is_joined_once_and_after_what_it_imports() -> None:
    order = module_order()
    assert sorted(order) == MODULES
    for name in order:
        needed = re.findall(r'from "\./([a-z]+\.js)"', read(f"js/{name}"))
        assert all(order.index(other) < order.index(name) for other in needed), name


def test_nothing_of_module_syntax_is_left() -> None:
    assert not re.search(r"^\s*(import|export)\b", script(), re.M)


def test_names_at_the_top_are_unlike_in_all_modules() -> None:
    names = re.findall(r"^(?:const|let|(?:async )?function|class) (\w+)", script(), re.M)
    assert len(names) > 100
    assert len(names) == len(set(names))


def test_the_linter_has_nothing_to_say() -> None:
    linter = Path(sys.executable).with_name("oxlint")
    done = subprocess.run(
        [linter, "--deny-warnings", "-c", ROOT / ".oxlintrc.json", ASSETS / "js", Path(__file__).parent / "js"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"on {len(MODULES) + len(list(Path(__file__).parent.glob('js/*.js')))} files" in done.stdout


def test_the_modules_pass_their_own_tests() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("no node on PATH: the page's modules are tested in it (Debian: apt-get install nodejs)")
    tests = sorted((Path(__file__).parent / "js").glob("*.test.js"))
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", *tests], capture_output=True, text=True, encoding="utf-8",
        check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    passed = re.search(r"^# pass (\d+)$", done.stdout, re.M)
    assert passed is not None
    assert int(passed[1]) >= 30
