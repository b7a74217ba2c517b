"""Documents read in chunks, here or by worker processes: the same work, whoever does it.

A worker that dies takes its chunk with it: the chunks that were under way are tried again one by one, cut down to
single documents, and the document that kills a worker twice is reported. Ctrl-C lets the chunks under way end, and no
other begin.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from cppcc_kg.errors import InputError, Where
from cppcc_kg.pipeline import extract_page, read_page
from cppcc_kg.pipeline.artefacts import encode
from cppcc_kg.pipeline.garbage import look_seldom
from cppcc_kg.pipeline.parts import Told, rivals_of, tell
from cppcc_kg.reading.files import InputFile, sidecar_bytes
from cppcc_kg.rules.loader import default_rules, load_with
from cppcc_kg.rules.types import Rule

#: Documents that go to a worker together: enough that sending costs nothing, few enough that Ctrl-C is quick.
CHUNK = 32
#: Chunks a worker has waiting, so that it is never idle.
_AHEAD = 2
#: Tries of one document before it is reported.
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read, and the name that the state knows it by."""

    name: str
    item: InputFile


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its digest and what was read as bytes (none if it could not be), and its errors.

    ``told`` is its partial graph, as long as no label has another class elsewhere; ``rivals`` is its say in that.

    Errors are plain tuples of what :class:`InputError` takes, so that they can cross from one process to another.
    """

    name: str
    digest: str
    data: bytes | None
    errors: tuple[tuple[str, str, int | None, int | None, str | None, str], ...] = ()
    told: Told | None = None
    rivals: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)

    def raised(self) -> list[InputError]:
        return [
            InputError(why, where=Where(path, line, offset, key), hint=hint)
            for why, path, line, offset, key, hint in self.errors
        ]


Chunk = Sequence[Task]
#: What is called in a worker, or here.
Work = Callable[[Chunk, Path | None], list[Outcome]]


class Engine(Protocol):
    """Something that reads chunks, in whatever order they come back."""

    def read(self, tasks: Iterable[Task], rules: Path | None) -> Iterator[list[Outcome]]:
        """The outcomes of all tasks, chunk by chunk; ``rules`` is a folder of rules to add to the packaged ones."""
        ...


def digest_of(item: InputFile) -> str:
    """SHA-256 of a document as it lies on disk and of the sidecar beside it; of what cannot be read, of nothing."""
    found = hashlib.sha256(item.suffix.encode())
    for read in (item.read_bytes, lambda: sidecar_bytes(item)):
        try:
            data = read()
        except InputError:
            data = b""
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def read_chunk(chunk: Chunk, rules: Path | None) -> list[Outcome]:
    """Read the documents of a chunk, one after another; a bad one costs only itself."""
    pack = _rules(rules)
    return [_read(task, pack) for task in chunk]


_known: dict[Path | None, tuple[Rule, ...]] = {}


def _rules(folder: Path | None) -> tuple[Rule, ...]:
    if folder not in _known:
        _known[folder] = load_with(folder) if folder is not None else default_rules()
    return _known[folder]


def _read(task: Task, rules: tuple[Rule, ...]) -> Outcome:
    digest, errors = digest_of(task.item), list[InputError]()
    try:
        page = read_page(task.item, errors)
        readings = extract_page(page, rules)
    except InputError as error:
        return Outcome(task.name, digest, None, tuple(map(_plain, [*errors, error])))
    told, rivals = tell(readings, {}), rivals_of(readings)
    return Outcome(task.name, digest, encode(page, readings), tuple(map(_plain, errors)), told, rivals)


def _plain(error: InputError) -> tuple[str, str, int | None, int | None, str | None, str]:
    where = error.where or Where("")
    return error.why, where.path, where.line, where.offset, where.key, error.hint


def chunks(tasks: Iterable[Task], size: int = CHUNK) -> Iterator[list[Task]]:
    """The tasks in lists of at most ``size``."""
    left = iter(tasks)
    while chunk := list(islice(left, size)):
        yield chunk


def died(task: Task) -> Outcome:
    """The outcome of a document that no worker survives."""
    why, hint, where = (
        f"a worker died while reading it, {_TRIES} times",
        "read it alone with --workers 1",
        task.item.where,
    )
    return Outcome(task.name, "", None, ((why, where.path, where.line, where.offset, where.key, hint),))


class Here:
    """Reads in this process."""

    def read(self, tasks: Iterable[Task], rules: Path | None) -> Iterator[list[Outcome]]:
        return (read_chunk(chunk, rules) for chunk in chunks(tasks))


class Workers:
    """Reads in so many processes of this machine. ``work`` is what they do (another one only in tests)."""

    def __init__(self, number: int, *, size: int = CHUNK, work: Work = read_chunk) -> None:
        self.number = number
        self.size = size
        self.work = work

    def read(self, tasks: Iterable[Task], rules: Path | None) -> Iterator[list[Outcome]]:
        waiting = chunks(tasks, self.size)
        while (lost := (yield from self._until_broken(waiting, rules))) is not None:
            for chunk in lost:
                yield from self._alone(chunk, rules)

    def _until_broken(self, waiting: Iterator[list[Task]], rules: Path | None) -> Any:
        """Outcomes until no chunk is left (returns None) or a worker died (returns the chunks that were under way)."""
        running: dict[Future[list[Outcome]], list[Task]] = {}
        pool = self._pool(self.number)
        try:
            while True:
                for chunk in islice(waiting, self.number * _AHEAD - len(running)):
                    try:
                        running[pool.submit(self.work, chunk, rules)] = chunk
                    except BrokenProcessPool:
                        return [*running.values(), chunk]
                if not running:
                    return None
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcomes = future.result()
                    del running[future]
                    yield outcomes
        except BrokenProcessPool:
            return list(running.values())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _alone(self, chunk: list[Task], rules: Path | None) -> Iterator[list[Outcome]]:
        """A chunk in a worker of its own, and if that dies, its documents one by one."""
        tries = _TRIES if len(chunk) == 1 else 1
        for _ in range(tries):
            with self._pool(1) as pool:
                try:
                    outcomes = pool.submit(self.work, chunk, rules).result()
                except BrokenProcessPool:
                    continue
            yield outcomes
            return
        if len(chunk) == 1:
            yield [died(chunk[0])]
            return
        for task in chunk:
            yield from self._alone([task], rules)

    def _pool(self, number: int) -> ProcessPoolExecutor:
        # Not fork: a worker must be the same whatever threads and files its parent has.
        return ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """In a worker: Ctrl-C is the parent's to handle, and a worker does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: Any) -> None:
    parent.join()
    os._exit(1)
