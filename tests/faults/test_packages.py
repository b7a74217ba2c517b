"""Wheel and sdist have the same bytes whoever builds them and when, and the wheel holds all that the main job needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _build(target: Path, umask: int, **surrounding: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(target)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **surrounding}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, umask=umask)
    return {path.name: path.read_bytes() for path in sorted(target.iterdir())}


def test_two_builds_have_the_same_bytes(tmp_path: Path) -> None:
    one = _build(tmp_path / "one", 0o022, TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C")
    two = _build(tmp_path / "two", 0o077, TZ="Asia/Shanghai", PYTHONHASHSEED="2", LC_ALL="C.UTF-8")
    assert [Path(name).suffix for name in one] == [".whl", ".gz"] or [Path(name).suffix for name in one] == [
        ".gz",
        ".whl",
    ]
    assert one == two
    (wheel,) = (tmp_path / "one").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "reading/data/simplified.tsv",
        "reading/data/LICENSE-APACHE-2.0",
        "_data/ontology/cppcc.ttl",
        "cli/locale/zh/LC_MESSAGES/cppcc-kg.mo",
        "py.typed",
    ):
        assert f"cppcc_kg/{needed}" in names
    assert not [name for name in names if "test" in name.split("/")[0] or name.endswith((".pyc", ".so"))]
    (sdist,) = (tmp_path / "one").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    assert {member.uid for member in members} == {0}
    assert {member.name.split("/")[1] for member in members} >= {"src", "tests", "docs", "tools", "pyproject.toml"}
