"""One process a question: it starts quickly, is ended truly, and takes nothing with it.

A server of forks (``multiprocessing``'s, single-threaded) has the libraries loaded and forks for each question, which
costs a few milliseconds. Where forks are not to be had (Windows), processes are started anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from cppcc_kg.serve import worker
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.reply import Reply, problem

_METHOD = "spawn" if sys.platform == "win32" else "forkserver"
#: The command line is loaded too: a forked process looks at the program that it was started from.
_PRELOADED = ["cppcc_kg.serve.worker", "cppcc_kg.cli"]
#: What ended a process -> what to tell.
_ENDED = {
    signal.SIGABRT: (507, "the question needs more memory than it may have; ask for less, or add LIMIT"),
    signal.SIGXCPU: (504, "the question took too long; ask for less, or add LIMIT"),
    signal.SIGSEGV: (400, "the query is nested too deeply"),
}


class Engine:
    """Runs jobs over one store, each in a process of its own. To be used in one event loop."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store
        self.limits = limits
        self._context: Any = multiprocessing.get_context(_METHOD)
        # multiprocessing is not made for several threads; all starts and ends of processes are done by this one.
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="processes")
        self._places = asyncio.Semaphore(limits.processes)
        self._here = 0

    async def start(self) -> None:
        """Load the libraries, so that the first question need not wait for them."""
        if _METHOD == "forkserver":
            self._context.set_forkserver_preload(_PRELOADED)
            from multiprocessing.forkserver import ensure_running

            await self._by_hand(ensure_running)

    def close(self) -> None:
        self._hand.shutdown(wait=True)

    async def _by_hand(self, call: Any, *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._hand, call, *args)

    async def run(self, job: str, **arguments: Any) -> Reply:
        """The reply of a job (:data:`cppcc_kg.serve.jobs.JOBS`), or of what ended it: time, memory, a crash.

        Cancelling ends the process. Replies 503 when too many wait already, or no place came free in time.
        """
        if self._here >= self.limits.processes + self.limits.waiting:
            return problem(503, "too many questions at once; try again", **{"retry-after": "5"})
        self._here += 1
        try:
            await asyncio.wait_for(self._places.acquire(), 2 * self.limits.timeout)
            try:
                return await self._alone(job, arguments)
            finally:
                self._places.release()
        except TimeoutError:
            return problem(503, "too many long questions at once; try again", **{"retry-after": "5"})
        finally:
            self._here -= 1

    async def _alone(self, job: str, arguments: dict[str, Any]) -> Reply:
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=worker.run, args=(job, arguments, str(self.store), self.limits, sender), daemon=True
        )
        late = False
        data = b""
        try:
            async with asyncio.timeout(self.limits.timeout):
                await asyncio.shield(self._by_hand(process.start))
                sender.close()
                data = await _all_of(receiver)
        except TimeoutError:
            late = True
        finally:
            # What has its say has its last half second to end by itself; what has not is ended.
            patience = 0.5 if data else 0.0
            code = await asyncio.shield(self._by_hand(_end, process, patience, receiver, sender))
        if late:
            seconds = f"{self.limits.timeout:g}"
            return problem(504, f"the question took more than {seconds} seconds; ask for less, or add LIMIT")
        try:
            return Reply.unpacked(data)
        except ValueError:
            status, why = _ENDED.get(-code, (500, "the question's process ended without an answer")) if code < 0 else (
                500, "the question could not be answered")  # fmt: skip
            return problem(status, why)


def _end(process: BaseProcess, patience: float, *pipes: Connection) -> int:
    """End the process if it has not ended after ``patience`` seconds, and say how it did."""
    for pipe in pipes:
        pipe.close()
    if process.pid is None:
        return 0
    process.join(patience)
    if process.exitcode is None:
        process.kill()
        process.join()
    code = process.exitcode
    process.close()
    return code if code is not None else 0


async def _all_of(pipe: Connection) -> bytes:
    """All bytes until the other end closes, without blocking the loop."""
    parts = [part async for part in _chunks(pipe)]
    return b"".join(parts)


async def _chunks(pipe: Connection) -> AsyncIterator[bytes]:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    with contextlib.closing(os.fdopen(os.dup(pipe.fileno()), "rb", buffering=0)) as file:
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)
        try:
            while chunk := await reader.read(1 << 16):
                yield chunk
        finally:
            transport.close()
