"""Build the wheel with the rooms that read compiled to C (mypyc): faster, not needed, the same output byte for byte.

    python tools/compile_wheel.py [-d DIR] [--check]   # needs a C compiler; some minutes

The build works on a copy of the repository, for mypyc lays its extensions beside the sources, where an editable install
would find them and go on running what was compiled long after the source has changed. ``--check`` installs the wheel
into an environment of its own, builds the corpus and the labelled articles with it and with the sources here, and
compares ``graph.ttl``.
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


def build(target: Path) -> Path:
    """The wheel, built from a copy of the sources and put into ``target``."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "source"
        for name in NEEDED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
            else:
                copy.mkdir(exist_ok=True)
                shutil.copy(source, copy / name)
        made = Path(place) / "wheel"
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(made), str(copy)]
        subprocess.run(command, check=True, env={**os.environ, SWITCH: "1"})
        (wheel,) = made.glob("*.whl")
        if wheel.name.endswith("-none-any.whl"):
            raise SystemExit("nothing was compiled: is there a C compiler?")
        target.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(wheel, target / wheel.name))


def check(wheel: Path) -> None:
    """Stop if the wheel reads anything otherwise than the sources do."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        venv.create(home / "env", with_pip=True)
        python = home / "env" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel], check=True)
        inputs = [str(ROOT / name) for name in PROVED_ON]
        graphs = []
        for who, name in ((str(python), "compiled"), (sys.executable, "source")):
            # Outside the repository, so that the compiled package is not hidden by the sources.
            command = [who, "-m", "cppcc_kg", "build", "-q", *inputs, "-o", str(home / name)]
            subprocess.run(command, check=True, cwd=home)
            graphs.append((home / name / "graph.ttl").read_bytes())
        if graphs[0] != graphs[1]:
            raise SystemExit("the compiled package and the sources read differently")
        print(f"the same {len(graphs[0]):,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-d", "--directory", type=Path, default=ROOT / "dist")
    parser.add_argument("--check", action="store_true", help="compare its output with that of the sources")
    options = parser.parse_args()
    wheel = build(options.directory)
    print(wheel)
    if options.check:
        check(wheel)


if __name__ == "__main__":
    main()
