"""Nothing goes over the network: every command runs with sockets forbidden by the interpreter itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from cppcc_kg.cli import LazyGroup

TEXT = "□ {}政协\n\n打造“书香政协”品牌，建立联系制度，开展专题调研53次，形成建议400余条。\n"
#: An audit hook cannot be undone, so all of it happens in a process of its own.
RUN = """
import json, sys, traceback
from click.testing import CliRunner
from cppcc_kg.cli import main

tried = []

def forbid(event, args):
    if event.startswith("socket.") and event not in ("socket.gethostname",) or event in ("urllib.Request", "http.client.connect"):
        tried.append(event)
        raise PermissionError(f"{event} is forbidden")

sys.addaudithook(forbid)
told = {}
for command in json.loads(sys.argv[1]):
    result = CliRunner().invoke(main, command)
    told[" ".join(command)] = [result.exit_code, result.output[-300:] + repr(result.exception)]
print(json.dumps({"told": told, "tried": tried}))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text(TEXT.format("涪陵区"), encoding="utf-8")
    lines = "".join(f"<p>{line}</p>" for line in TEXT.format("长寿区").split("\n"))
    page = f'<link rel="stylesheet" href="http://example.org/x.css"><img src="http://example.org/x.png">{lines}'
    (made / "b.html").write_text(page, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(TEXT.format("江津区"))
    document.save(str(made / "c.docx"))
    return made


def test_no_command_opens_a_socket(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    graph = ["--graph", str(out / "graph.ttl")]
    commands = [
        ["build", str(folder), "-o", str(out)],
        ["validate", str(out / "graph.ttl"), "--texts", str(folder)],
        ["query", *graph, "--named", "outcomes"],
        ["show", *graph, "书香政协"],
        ["similar", *graph, "书香政协"],
        ["list", *graph, "Initiative"],
        ["compare", *graph, "涪陵", "长寿"],
        ["matrix", *graph],
        ["measures", *graph],
        ["stats", *graph],
        ["html", *graph, "-o", str(out / "part.html")],
        ["report", *graph, "-o", str(out / "report.html")],
        ["ontology", "-o", str(out / "ontology.html"), *graph],
        ["explain", str(folder / "b.html")],
        ["rules", "lint"],
        ["diff", str(out / "graph.ttl"), str(out / "graph.ttl")],
    ]
    assert {command[0] for command in commands} <= set(LazyGroup.COMMANDS)
    found = subprocess.run([sys.executable, "-c", RUN, json.dumps(commands)], capture_output=True, check=True)
    answer = json.loads(found.stdout)
    assert answer["tried"] == []
    assert {command: said for command, said in answer["told"].items() if said[0] != 0} == {}


def test_the_guard_does_stop_a_socket() -> None:
    code = RUN.partition("told = {}")[0] + "import socket\nsocket.create_connection(('127.0.0.1', 9))\n"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert found.returncode != 0 and b"is forbidden" in found.stderr
