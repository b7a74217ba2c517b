"""What the commands of a document print: each ``$`` line of a console block is run, what it prints stands below it.

Lines that go on with a command begin with ``> ``, as a shell shows them. An answer that is shown in part ends in a line
``…``; as many of its lines are shown as before.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

BLOCK = re.compile(r"```console\n(.*?)```\n", re.S)
#: A command that hangs ends the run; how quick it is depends on the machine and is nobody's business here.
LONGEST = 300


def renewed(document: Path, pages: Path) -> str:
    """The document's text with every answer as it is now, run in a new folder beside a copy of ``pages``."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(pages, Path(folder, "pages"))
        return BLOCK.sub(lambda block: _block(block[1], Path(folder)), document.read_text(encoding="utf-8"))


def _block(text: str, folder: Path) -> str:
    parts = []
    for command, before in _commands(text):
        lines = _run(command, folder)
        if before and before[-1] == "…" and len(before) <= len(lines):
            lines = [*lines[: len(before) - 1], "…"]
        typed = "\n> ".join(command.split("\n"))
        parts.append("".join(f"{line}\n" for line in (f"$ {typed}", *lines)))
    return f"```console\n{''.join(parts)}```\n"


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that stand below it."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, *lines = part.splitlines()
        follows = list(takewhile(lambda line: line.startswith("> "), lines))
        yield "\n".join([command, *(line[2:] for line in follows)]), lines[len(follows) :]


def _run(command: str, folder: Path) -> list[str]:
    """What a shell prints, both streams as a terminal would show them. Raises where a command fails."""
    here = Path(sys.executable).parent
    environment = {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, timeout=LONGEST, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    text = done.stdout.decode("utf-8")
    # 1 is how a build says that one of its inputs was refused.
    if done.returncode not in (0, 1) or "Traceback" in text:
        raise RuntimeError(f"{command}: exit code {done.returncode}\n{text}")
    return [line.rstrip() for line in text.splitlines()]
