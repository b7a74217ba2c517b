"""Starting and stopping, from a file and from a store."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from cppcc_kg.cli import main
from cppcc_kg.graph.store import load_turtle

from .conftest import PATIENCE, running

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def _number(answer: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> int:
    return int(answer["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_well_and_leaves_nothing(graph_file: Path, tmp_path: Path, how: signal.Signals) -> None:
    with running(graph_file, env={"TMPDIR": str(tmp_path)}) as server:
        assert server.ask("ASK {}").json()["boolean"] is True
        assert list(tmp_path.glob("cppcc-kg-*"))
        server.process.send_signal(how)
        assert server.process.wait(PATIENCE) == 0
    assert not list(tmp_path.glob("cppcc-kg-*"))


def test_a_store_is_served_as_its_file_is_and_not_changed(graph_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = Store(str(folder))
    load_turtle(store, graph_file)
    store.flush()
    count = len(store)
    del store
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".sst"}
    with running(folder) as server:
        assert _number(server.ask(COUNT).json()) == count
        with server.client() as client:
            assert "秀山" in client.get("/").text
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".sst"} == before


def test_no_graph_and_no_port_are_one_line(tmp_path: Path, graph_file: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--graph", str(tmp_path / "none.ttl"), "--port", "0"])
    assert result.exit_code == 2
    assert "there is no graph here; run 'cppcc-kg build' first" in result.stderr
    with running(graph_file) as server:
        port = server.url.rpartition(":")[2]
        result = CliRunner().invoke(main, ["serve", "--graph", str(graph_file), "--port", port])
    assert result.exit_code == 2
    assert f"127.0.0.1:{port} cannot be had" in result.stderr


def test_without_the_extra_it_says_what_to_install(graph_file: Path) -> None:
    code = (
        "import sys; sys.modules['starlette'] = None; from cppcc_kg.cli import main;"
        f"main(['serve', '--graph', {str(graph_file)!r}, '--port', '0'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install '.[serve]' in the checkout" in done.stderr
