"""The work of a build done by a dask.distributed cluster: chunks go out, results come back, as from local workers.

The workers need the package, the texts under the same paths, and the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any

from cppcc_kg.errors import UsageError
from cppcc_kg.pipeline.engines import Engine, R, T, Work

#: Chunks a worker has waiting.
_AHEAD = 2


class Cluster(Engine):
    """Works on the cluster of ``scheduler``, without one in so many processes of a cluster here, until :meth:`close`.

    A worker that dies is dask's to make good: the chunk goes to another one. What kills ``deaths`` workers is cut into
    single things, and what does it again is given up as by local workers. A scheduler that does not answer for
    ``patience`` seconds is given up.
    """

    def __init__(
        self, workers: int, scheduler: str | None = None, *, deaths: int = 2, patience: float = 30, **more: Any
    ) -> None:
        super().__init__(**more)
        self.workers = workers
        self.scheduler = scheduler
        self.deaths = deaths
        self.patience = patience
        self._held = ExitStack()
        self._client: Any = None

    def close(self) -> None:
        self._client = None
        self._held.close()

    def each(
        self, waiting: Iterable[list[T]], work: Work[T, R], given: Any, lost: Callable[[T], R]
    ) -> Iterator[list[R]]:
        if self._client is None:
            self._client = self._connected()
        return self._each(iter(waiting), work, given, lost)

    def _connected(self) -> Any:
        try:
            import dask
            import distributed
        except ImportError as error:
            raise UsageError("dask is not installed", hint="pip install '.[dask]' in the checkout") from error
        # Untyped: what is asked of it is little.
        library: Any = distributed
        self._held.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": self.deaths - 1}))
        if self.scheduler is None:
            cluster = library.LocalCluster(
                n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=None,
                host="127.0.0.1", silence_logs=50,
            )  # fmt: skip
            return self._held.enter_context(library.Client(self._held.enter_context(cluster)))
        try:
            return self._held.enter_context(library.Client(self.scheduler, timeout=self.patience))
        except (OSError, ValueError) as error:
            raise UsageError(
                f"no dask scheduler answers at {self.scheduler}", hint="start one with: dask scheduler"
            ) from error

    def _each(
        self, waiting: Iterator[list[T]], work: Work[T, R], given: Any, lost: Callable[[T], R]
    ) -> Iterator[list[R]]:
        import distributed

        library: Any = distributed
        ahead = max(len(self._client.scheduler_info()["workers"]), self.workers) * _AHEAD
        running: dict[Any, list[T]] = {}
        suspects: list[T] = []
        arriving = library.as_completed()

        def send(chunk: list[T]) -> None:
            # Not pure: a chunk that is tried again is not the one that failed.
            future = self._client.submit(work, chunk, given, pure=False)
            running[future] = chunk
            arriving.add(future)

        for chunk in islice(waiting, ahead):
            send(chunk)
        while running:
            future = next(arriving)
            chunk = running.pop(future)
            try:
                results = future.result()
            except library.KilledWorker:
                if len(chunk) == 1:
                    suspects += chunk
                    results = []
                else:
                    for each in chunk:
                        send([each])
                    continue
            finally:
                future.release()
            if results:
                yield results
            for more in islice(waiting, 1):
                send(more)
        yield from self._alone(suspects, work, given, lost)

    def _alone(self, suspects: list[T], work: Work[T, R], given: Any, lost: Callable[[T], R]) -> Iterator[list[R]]:
        """What was on a worker when it died, one by one: dask suspects all that waited there, and one was guilty."""
        import distributed

        library: Any = distributed
        for each in suspects:
            future = self._client.submit(work, [each], given, pure=False)
            try:
                yield future.result()
            except library.KilledWorker:
                yield [lost(each)]
            finally:
                future.release()
