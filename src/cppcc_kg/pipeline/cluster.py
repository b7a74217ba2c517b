"""Documents read by a dask.distributed cluster: chunks go out, outcomes come back, as from local workers.

The workers need the package, the texts under the same paths, and the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from cppcc_kg.errors import UsageError
from cppcc_kg.pipeline.reading import CHUNK, Outcome, Task, Work, chunks, died, read_chunk

#: Chunks a worker has waiting.
_AHEAD = 2


class Cluster:
    """Reads on the cluster of ``scheduler``, without one in so many processes of a cluster here.

    A worker that dies is dask's to make good: the chunk goes to another one. What kills ``deaths`` workers is cut into
    single documents, and the document that does it again is reported. A scheduler that does not answer for
    ``patience`` seconds is given up.
    """

    def __init__(
        self,
        workers: int,
        scheduler: str | None = None,
        *,
        size: int = CHUNK,
        work: Work = read_chunk,
        deaths: int = 2,
        patience: float = 30,
    ) -> None:
        self.workers = workers
        self.scheduler = scheduler
        self.size = size
        self.work = work
        self.deaths = deaths
        self.patience = patience

    def read(self, tasks: Iterable[Task], rules: Path | None) -> Iterator[list[Outcome]]:
        try:
            import dask
            import distributed
        except ImportError as error:
            raise UsageError("dask is not installed", hint="pip install 'cppcc-kg[dask]'") from error
        # Untyped: what is asked of it is little.
        library: Any = distributed
        with dask.config.set({"distributed.scheduler.allowed-failures": self.deaths - 1}):
            if self.scheduler is None:
                with (
                    library.LocalCluster(
                        n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=None,
                        host="127.0.0.1", silence_logs=50,
                    ) as cluster,
                    library.Client(cluster) as client,
                ):  # fmt: skip
                    yield from self._read(client, tasks, rules)
            else:
                with self._connected(library.Client) as client:
                    yield from self._read(client, tasks, rules)

    def _connected(self, client: Any) -> Any:
        try:
            return client(self.scheduler, timeout=self.patience)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"no dask scheduler answers at {self.scheduler}", hint="start one with: dask scheduler"
            ) from error

    def _read(self, client: Any, tasks: Iterable[Task], rules: Path | None) -> Iterator[list[Outcome]]:
        import distributed

        library: Any = distributed
        waiting = chunks(tasks, self.size)
        ahead = max(len(client.scheduler_info()["workers"]), self.workers) * _AHEAD
        running: dict[Any, list[Task]] = {}
        arriving = library.as_completed()

        def send(chunk: list[Task]) -> None:
            # Not pure: a chunk that is tried again is not the one that failed.
            future = client.submit(self.work, chunk, rules, pure=False)
            running[future] = chunk
            arriving.add(future)

        for chunk in islice(waiting, ahead):
            send(chunk)
        while running:
            future = next(arriving)
            chunk = running.pop(future)
            try:
                outcomes = future.result()
            except library.KilledWorker:
                if len(chunk) == 1:
                    outcomes = [died(chunk[0])]
                else:
                    for task in chunk:
                        send([task])
                    continue
            finally:
                future.release()
            yield outcomes
            for more in islice(waiting, 1):
                send(more)
