"""Build the wheel with the rooms that read compiled to C (mypyc): faster, not needed, the same output byte for byte.

    python tools/compile_wheel.py [-d DIR] [--check]   # needs a C compiler; some minutes

The build works on a copy of the repository, for mypyc lays its extensions beside the sources, where an editable install
would find them and go on running what was compiled long after the source has changed. ``--check`` installs the wheel
into an environment of its own, builds the corpus and the labelled articles with it and with the sources that it was
made of, and compares ``graph.ttl``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: What a wheel is made of.
NEEDED = ("src", "corpus", "ontology", "pyproject.toml", "README.md", "LICENSE")
#: The switch of hatchling for the hook that ``pyproject.toml`` leaves off.
SWITCH = "HATCH_BUILD_HOOK_ENABLE_MYPYC"
PROVED_ON = ("corpus", "tests/gold/articles")


def copied(place: Path) -> Path:
    """A copy of the sources below ``place``."""
    copy = place / "source"
    copy.mkdir()
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
        else:
            shutil.copy(source, copy / name)
    return copy


def build(copy: Path, place: Path) -> Path:
    """The wheel of the sources in ``copy``, below ``place``."""
    work = place / "build"
    shutil.copytree(copy, work)
    made = place / "wheel"
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(made), str(work)]
    subprocess.run(command, check=True, env={**os.environ, SWITCH: "1"})
    (wheel,) = made.glob("*.whl")
    if wheel.name.endswith("-none-any.whl"):
        raise SystemExit("nothing was compiled: is there a C compiler?")
    return wheel


def check(wheel: Path, copy: Path, place: Path) -> None:
    """Stop if the wheel reads anything otherwise than the sources in ``copy`` do."""
    venv.create(place / "env", with_pip=True)
    python = str(place / "env" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel], check=True)
    inputs = [str(ROOT / name) for name in PROVED_ON]
    graphs = []
    # Outside the repository, and the wheel without a path to the sources, so that neither hides the other.
    for name, environment in (("wheel", os.environ), ("source", {**os.environ, "PYTHONPATH": str(copy / "src")})):
        command = [python, "-m", "cppcc_kg", "build", "-q", *inputs, "-o", str(place / name)]
        subprocess.run(command, check=True, cwd=place, env=environment)
        graphs.append((place / name / "graph.ttl").read_bytes())
    if graphs[0] != graphs[1]:
        raise SystemExit("the compiled package and the sources read differently")
    print(f"the same {len(graphs[0]):,} bytes of graph.ttl")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-d", "--directory", type=Path, default=ROOT / "dist")
    parser.add_argument("--check", action="store_true", help="compare its output with that of the sources")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        copy = copied(place)
        wheel = build(copy, place)
        options.directory.mkdir(parents=True, exist_ok=True)
        print(shutil.copy(wheel, options.directory))
        if options.check:
            check(wheel, copy, place)


if __name__ == "__main__":
    main()
