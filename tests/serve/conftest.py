"""Servers as users start them: the command in a process of its own, on a port that is free."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from cppcc_kg.graph.turtle import write_turtle

#: A loaded machine may take long for anything; no test waits so long for what it expects.
PATIENCE = 120.0


@dataclass(frozen=True)
class Served:
    """A running server: its address, without the last slash, its process, and its graph (a file or a store)."""

    url: str
    process: subprocess.Popen[str]
    store: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def sparql(self) -> str:
        return self.url + "/sparql"

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False)

    def ask(self, query: str, accept: str = "", **more: str) -> httpx.Response:
        """A query by GET."""
        headers = {"accept": accept} if accept else {}
        return httpx.get(
            self.sparql, params={"query": query, **more}, headers=headers, timeout=PATIENCE, trust_env=False
        )


@contextlib.contextmanager
def running(graph: Path, *options: str, env: dict[str, str] | None = None) -> Iterator[Served]:
    command = [sys.executable, "-m", "cppcc_kg", "serve", "--port", "0", *options]
    command += ["--store" if graph.is_dir() else "--graph", str(graph)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address.startswith("http://"), "the server did not start"
            yield Served(address.rstrip("/"), process, graph)
        finally:
            process.terminate()
            process.wait(PATIENCE)


@pytest.fixture(scope="session")
def graph_file(seed_build: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the packaged page."""
    path = tmp_path_factory.mktemp("serve") / "graph.ttl"
    path.write_bytes(write_turtle(seed_build.graph))  # type: ignore[attr-defined]
    return path


@pytest.fixture(scope="session")
def served(graph_file: Path) -> Iterator[Served]:
    """Patient with time, strict with all else."""
    options = ("--timeout", "100", "--max-rows", "1000", "--memory", "300", "--cors", "https://friend.example")
    with running(graph_file, *options) as server:
        yield server


@pytest.fixture(scope="session")
def hasty(graph_file: Path) -> Iterator[Served]:
    """One second a question."""
    with running(graph_file, "--timeout", "1") as server:
        yield server
