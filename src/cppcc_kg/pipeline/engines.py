"""Who does the work of a build: this process, or others that take chunks of it. The same work, whoever does it.

There is work of two kinds: documents are read, and parts of the graph are made. Both are functions of what they are
given. A worker that dies takes its chunk with it: the chunks that were under way are tried again one by one, cut down
to single things. A document that kills a worker twice is reported; a part is then made here, for it cannot be left
out. Ctrl-C lets the chunks under way end, and no other begin.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from cppcc_kg.pipeline.garbage import look_seldom
from cppcc_kg.pipeline.making import Job, Made, make_chunk
from cppcc_kg.pipeline.reading import CHUNK, Outcome, Task, chunks, died, read_chunk

#: Chunks a worker has waiting, so that it is never idle.
_AHEAD = 2
#: Tries of one thing before it is given up.
_TRIES = 2

T = TypeVar("T")
R = TypeVar("R")
#: What is called in a worker, or here: a chunk, and what all chunks need; a function of a module.
Work = Callable[[Sequence[T], Any], list[R]]
Reading = Work[Task, Outcome]
Making = Work[Job, Made]


class Engine(ABC):
    """Something that works through chunks, in whatever order they come back.

    ``size`` is the number of documents that go to a worker together; ``reading`` and ``making`` are what a worker
    does (others only in tests).
    """

    def __init__(self, *, size: int = CHUNK, reading: Reading = read_chunk, making: Making = make_chunk) -> None:
        self.size = size
        self.reading = reading
        self.making = making

    def read(self, tasks: Iterable[Task], rules: Path | None) -> Iterator[list[Outcome]]:
        """The outcomes of all tasks, chunk by chunk; ``rules`` is a folder of rules to add to the packaged ones."""
        return self.each(chunks(tasks, self.size), self.reading, rules, died)

    def make(self, jobs: Iterable[list[Job]]) -> Iterator[list[Made]]:
        """What becomes of the jobs, chunk by chunk."""
        return self.each(jobs, self.making, None, _here)

    @abstractmethod
    def each(
        self, waiting: Iterable[list[T]], work: Work[T, R], given: Any, lost: Callable[[T], R]
    ) -> Iterator[list[R]]:
        """What ``work`` gives for each chunk with ``given``; ``lost`` is asked of what no worker survives."""

    @abstractmethod
    def close(self) -> None:
        """Let the workers go. An engine that is used again finds new ones."""


def _here(job: Job) -> Made:
    return make_chunk([job], None)[0]


class Here(Engine):
    """Works in this process."""

    def each(
        self, waiting: Iterable[list[T]], work: Work[T, R], given: Any, lost: Callable[[T], R]
    ) -> Iterator[list[R]]:
        return (work(chunk, given) for chunk in waiting)

    def close(self) -> None:
        """There is no one to let go."""


class Workers(Engine):
    """Works in so many processes of this machine, which stay until :meth:`close`."""

    def __init__(self, number: int, **more: Any) -> None:
        super().__init__(**more)
        self.number = number
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def each(
        self, waiting: Iterable[list[T]], work: Work[T, R], given: Any, lost: Callable[[T], R]
    ) -> Iterator[list[R]]:
        left = iter(waiting)
        while (broken := (yield from self._until_broken(left, work, given))) is not None:
            for chunk in broken:
                yield from self._alone(chunk, work, given, lost)

    def _until_broken(self, waiting: Iterator[list[T]], work: Work[T, R], given: Any) -> Any:
        """Results until no chunk is left (returns None) or a worker died (returns the chunks that were under way)."""
        running: dict[Future[list[R]], list[T]] = {}
        if self._pool is None:
            self._pool = _pool(self.number)
        try:
            while True:
                for chunk in islice(waiting, self.number * _AHEAD - len(running)):
                    try:
                        running[self._pool.submit(work, chunk, given)] = chunk
                    except BrokenProcessPool:
                        return self._lost([*running.values(), chunk])
                if not running:
                    return None
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    results = future.result()
                    del running[future]
                    yield results
        except BrokenProcessPool:
            return self._lost(list(running.values()))
        except BaseException:
            self.close()
            raise

    def _lost(self, chunks: list[list[T]]) -> list[list[T]]:
        self.close()
        return chunks

    def _alone(self, chunk: list[T], work: Work[T, R], given: Any, lost: Callable[[T], R]) -> Iterator[list[R]]:
        """A chunk in a worker of its own, and if that dies, what it holds one by one."""
        with closing(_Alone()) as worker:
            results = worker.result(work, chunk, given)
            if results is not None:
                yield results
                return
            # A chunk of one thing has been tried once by now.
            tries = _TRIES - (len(chunk) == 1)
            for each in chunk:
                found = (worker.result(work, [each], given) for _ in range(tries))
                results = next(filter(None, found), None)
                yield results if results is not None else [lost(each)]


class _Alone:
    """One worker, and another when it has died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def result(self, work: Work[T, R], chunk: list[T], given: Any) -> list[R] | None:
        """What the work gives; None if it kills the worker."""
        if self._pool is None:
            self._pool = _pool(1)
        try:
            return self._pool.submit(work, chunk, given).result()
        except BrokenProcessPool:
            self.close()
            return None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _pool(number: int) -> ProcessPoolExecutor:
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
