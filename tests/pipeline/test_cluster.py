"""The same reading on a dask cluster of separate processes, one of which is killed in the middle."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cppcc_kg.errors import UsageError
from cppcc_kg.pipeline.cluster import Cluster
from cppcc_kg.pipeline.engines import Here
from cppcc_kg.pipeline.reading import Task
from cppcc_kg.reading.files import InputFile

pytest.importorskip("distributed")


@pytest.fixture
def killers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of that name, which worker processes find too."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    return importlib.import_module("killers")


@pytest.fixture
def cluster(tmp_path: Path, killers: ModuleType) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own: the scheduler's address, and the workers."""
    contact = tmp_path / "scheduler.json"
    running: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running.append(subprocess.Popen([sys.executable, "-m", "dask", *command], cwd=tmp_path, **quiet))

    local = ("--scheduler-file", str(contact), "--host", "127.0.0.1", "--no-dashboard")
    try:
        start("scheduler", "--port", "0", *local)
        for _ in range(2):
            start("worker", "--nthreads", "1", "--no-nanny", *local)
        while not contact.exists() or not contact.read_text("utf-8").rstrip().endswith("}"):
            assert running[0].poll() is None
            time.sleep(0.05)
        yield json.loads(contact.read_text("utf-8"))["address"], running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait(timeout=60)


def test_a_worker_killed_in_the_middle_costs_nothing(
    corpus: Path,
    tmp_path: Path,
    *,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    bring: Callable[..., Any],
    graph_of: Callable[[Path], bytes],
    killers: ModuleType,
) -> None:
    address, workers = cluster
    (corpus / "held.txt").write_bytes((corpus / "0.txt").read_bytes() + b"\n")
    pid = corpus / "held.pid"

    def kill() -> None:
        while not pid.exists():
            time.sleep(0.02)
        held = int(pid.read_text("ascii"))
        assert held in [worker.pid for worker in workers]
        os.kill(held, signal.SIGKILL)
        (corpus / "held.go").touch()

    killing = threading.Thread(target=kill, daemon=True)
    killing.start()
    bring(corpus, tmp_path / "cluster", Cluster(2, address, size=2, reading=killers.waiting, patience=120))
    killing.join(timeout=60)
    assert not killing.is_alive()
    bring(corpus, tmp_path / "here", Here())
    assert graph_of(tmp_path / "cluster") == graph_of(tmp_path / "here")


def test_a_document_that_kills_every_worker_is_reported(corpus: Path, killers: ModuleType) -> None:
    (corpus / "always.txt").write_bytes((corpus / "0.txt").read_bytes())
    tasks = [Task(path.name, InputFile(path, path.name)) for path in sorted(corpus.glob("*.txt"))]
    with closing(Cluster(2, size=4, reading=killers.dying, patience=120)) as engine:
        found = {one.name: one for many in engine.read(tasks, None) for one in many}
    assert sorted(found) == [task.name for task in tasks]
    assert [name for name, one in found.items() if one.data is None] == ["always.txt"]


def test_without_a_scheduler_the_error_says_so() -> None:
    with pytest.raises(UsageError, match="no dask scheduler answers at tcp://127"):
        list(Cluster(1, "tcp://127.0.0.1:1", patience=1).read([], None))
