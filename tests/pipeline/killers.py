"""Work that ends or holds its worker: a module of its own, so that other processes can import it."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from pathlib import Path

from cppcc_kg.pipeline.making import Job, Made, make_chunk
from cppcc_kg.pipeline.reading import Chunk, Outcome, read_chunk


def dying(chunk: Chunk, rules: Path | None) -> list[Outcome]:
    """Dies at ``always.txt``, and at ``once.txt`` the first time."""
    for task in chunk:
        tried = task.item.path.with_suffix(".tried")
        if task.name == "always.txt" or (task.name == "once.txt" and not tried.exists()):
            tried.touch()
            os._exit(1)
    return read_chunk(chunk, rules)


def waiting(chunk: Chunk, rules: Path | None) -> list[Outcome]:
    """At ``held.txt`` writes down its process and waits for a leave to go on, which comes when that was killed."""
    for task in chunk:
        if task.name == "held.txt":
            begun = task.item.path.with_suffix(".pid")
            if not begun.exists():
                begun.with_suffix(".part").write_text(str(os.getpid()), encoding="ascii")
                begun.with_suffix(".part").replace(begun)
            while not begun.with_suffix(".go").exists():
                time.sleep(0.02)
    return read_chunk(chunk, rules)


def fatal(jobs: Sequence[Job], given: None) -> list[Made]:
    """Dies at the part of one committee, whenever it is made by a worker, and leaves a letter behind."""
    if multiprocessing.parent_process() is not None and any("of 500102" in job.parts for job in jobs):
        with Path(os.environ["DEATHS"]).open("a", encoding="ascii") as file:
            file.write("x")
        os._exit(1)
    return make_chunk(jobs, given)
