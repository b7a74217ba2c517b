"""Documents read by processes: the same outcomes as here, also when a worker dies."""

from __future__ import annotations

import importlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cppcc_kg.pipeline.building import Task
from cppcc_kg.pipeline.engines import Here, Workers
from cppcc_kg.pipeline.opening import opened
from cppcc_kg.pipeline.reading import chunks
from cppcc_kg.reading.files import InputFile

Bring = Callable[..., Any]
Graph = Callable[[Path], bytes]


def _tasks(corpus: Path) -> list[Task]:
    return [Task(path.name, InputFile(path, path.name)) for path in sorted(corpus.glob("*.txt"))]


@pytest.fixture
def killers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of that name, which worker processes find too."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("killers")


def test_any_number_of_workers_gives_the_same_bytes(
    corpus: Path, tmp_path: Path, bring: Bring, graph_of: Graph
) -> None:
    for name, engine in (("1", Here()), ("2", Workers(2, size=3))):
        bring(corpus, tmp_path / name, engine)
    assert graph_of(tmp_path / "1") == graph_of(tmp_path / "2")


def test_a_document_that_kills_its_worker_is_reported_and_costs_only_itself(
    tmp_path: Path, texts: tuple[str, ...], killers: ModuleType
) -> None:
    for number, name in enumerate(("a", "always", "b", "once")):
        (tmp_path / f"{name}.txt").write_bytes(texts[number].encode())
    found = [one for many in Workers(2, size=2, reading=killers.dying).read(_tasks(tmp_path), None) for one in many]
    assert sorted(one.name for one in found) == ["a.txt", "always.txt", "b.txt", "once.txt"]
    (bad,) = [one for one in found if one.data is None]
    assert bad.name == "always.txt"
    assert str(bad.raised()[0]) == (
        f"{tmp_path / 'always.txt'}: a worker died while reading it, 2 times; read it alone with --workers 1"
    )
    good = {one.name: one for many in Here().read(_tasks(tmp_path), None) for one in many}
    assert all(good[one.name] == one for one in found if one is not bad)


def test_chunks_hold_every_task_once() -> None:
    tasks = [Task(str(n), InputFile(Path(str(n)), str(n))) for n in range(7)]
    assert [len(chunk) for chunk in chunks(tasks, 3)] == [3, 3, 1]
    assert [task for chunk in chunks(tasks, 3) for task in chunk] == tasks


def test_ctrl_c_ends_cleanly_and_the_next_build_goes_on(tmp_path: Path, compose: ModuleType) -> None:
    compose.write(compose.compose(200, seed=3, districts=4), tmp_path / "in")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "cppcc_kg", "build", str(tmp_path / "in"), "-o", str(out), "--workers", "2"]
    log = out / ".cppcc-kg" / "state.sqlite-wal"
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    # Some chunks have been kept, far from all, once the log is much longer than what makes the tables.
    while process.poll() is None and (not log.exists() or log.stat().st_size < 400_000):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said, err = process.communicate(timeout=120)
    assert (process.returncode, said) == (130, b""), err.decode()
    assert err.decode() == "interrupted: the same command goes on from here\n"
    assert not list(out.glob("graph.*"))
    with opened(out) as state:
        assert 0 < len(state.names()) < 200


def test_a_build_that_is_killed_is_ended_by_the_next(tmp_path: Path, compose: ModuleType) -> None:
    compose.write(compose.compose(40, seed=4, districts=3), tmp_path / "in")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "cppcc_kg", "build", "-q", "--no-similar", str(tmp_path / "in"), "-o"]
    log = out / ".cppcc-kg" / "state.sqlite-wal"
    process = subprocess.Popen([*command, str(out)])
    while process.poll() is None and (not log.exists() or log.stat().st_size < 400_000):
        time.sleep(0.02)
    process.kill()
    process.wait(timeout=60)
    assert not list(out.glob("graph.*"))
    subprocess.run([*command, str(out)], check=True)
    subprocess.run([*command, str(tmp_path / "clean"), "--workers", "2"], check=True)
    for name in ("graph.ttl", "graph.html", "report.json"):
        assert (out / name).read_bytes() == (tmp_path / "clean" / name).read_bytes(), name
