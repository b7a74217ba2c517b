"""A build that is killed, or cannot write, or is not alone, leaves a whole output; the next build ends with the right bytes."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TEXT = "□ 涪陵区政协\n\n建立{}制度，开展专题调研53次。\n"
FILES = ("graph.ttl", "graph.html", "report.json")


def _command(folder: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "cppcc_kg", "build", "-q", str(folder), "-o", str(out)]


def _build(folder: Path, out: Path) -> dict[str, bytes]:
    subprocess.run(_command(folder, out), check=True)
    return _bytes(out)


def _bytes(out: Path) -> dict[str, bytes]:
    """The files of the output by path; what is hidden is the build's own."""
    paths = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith(".")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_bytes(TEXT.format("联系").encode("gb18030"))
    return made


def test_killed_at_random_moments(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    begin = time.monotonic()
    old = _build(folder, out)
    whole = time.monotonic() - begin
    (folder / "a.txt").write_bytes(TEXT.format("联络").encode("gb18030"))
    new = _build(folder, tmp_path / "right")
    assert old.keys() == new.keys() and len(old) == len(FILES) + 1
    moments = random.Random(8)
    for _ in range(6):
        process = subprocess.Popen(_command(folder, out))
        try:
            process.wait(timeout=moments.uniform(0.2, 1.1) * whole)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        found = _bytes(out)
        assert all(data in (old[name], new[name]) for name, data in found.items())
        assert found.keys() == old.keys()
    assert _build(folder, out) == new


def test_a_write_that_the_system_cuts_short(folder: Path, tmp_path: Path) -> None:
    """A limit on file size: the kernel itself refuses the write in the middle of a file, as a full disk does."""
    out = tmp_path / "out"
    old = _build(folder, out)
    (folder / "b.txt").write_bytes(TEXT.format("联络").encode())

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    found = subprocess.run(_command(folder, out), capture_output=True, preexec_fn=limited, check=False)
    assert found.returncode == 2
    assert found.stderr.decode() == (
        f"error: {out / 'graph.html'}: cannot be written (File too large); choose another folder with -o, or free it\n"
    )
    assert _bytes(out) == old


def test_an_interrupt_ends_in_one_line_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    old = _build(folder, out)
    for n in range(400):
        (folder / f"{n}.txt").write_text(TEXT.format(f"第{n}项联系") * 20, encoding="utf-8")
    process = subprocess.Popen(_command(folder, out), stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not (out / ".lock").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode != 0
    assert b"Traceback" not in said
    assert _bytes(out) == old
