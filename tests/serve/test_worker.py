"""The limits that a question's process sets on itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cppcc_kg.serve.reply import Reply, problem

_CONFINED = """
import sys
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.worker import confine
confine(Limits(timeout=1, memory=64 << 20))
"""


def _run(code: str, *args: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", _CONFINED + code, *args], capture_output=True, check=False, timeout=120
    )


def test_no_more_memory_than_allowed() -> None:
    assert _run("bytearray(16 << 20)").returncode == 0
    assert b"MemoryError" in _run("bytearray(128 << 20)").stderr


def test_no_file_is_written(tmp_path: object) -> None:
    path = f"{tmp_path}/x"
    assert b"File too large" in _run("open(sys.argv[1], 'wb', buffering=0).write(b'x')", path).stderr


def test_no_more_processor_time_than_allowed() -> None:
    assert _run("while True: pass").returncode < 0


def test_a_reply_crosses_whole_or_not_at_all() -> None:
    reply = Reply("区\n县".encode(), "text/plain", 200, {"vary": "accept"})
    assert Reply.unpacked(reply.packed()) == reply
    assert Reply.unpacked(problem(503, "no", **{"retry-after": "5"}).packed()).headers == {"retry-after": "5"}
    with pytest.raises(ValueError, match="no reply"):
        Reply.unpacked(b"")
