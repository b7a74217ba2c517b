"""From a graph to a server that listens."""

from __future__ import annotations

import contextlib
import signal
import socket
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from pyoxigraph import Store

from cppcc_kg.errors import UsageError
from cppcc_kg.graph.store import is_store, load_turtle
from cppcc_kg.serve.app import make_app
from cppcc_kg.serve.guard import LOOPBACK
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.reading import Texts

#: A request line with its headers may be so long; longer ones belong into a POST.
_LONGEST_HEAD = 1 << 16


@contextlib.contextmanager
def store_of(path: Path) -> Iterator[Path]:
    """The folder of a store with the graph at ``path``: itself, if it is one; else made for as long as it is needed.

    Raises :class:`cppcc_kg.errors.GraphError` for a file that is missing or not Turtle.
    """
    if is_store(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="cppcc-kg-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "store"
        store = Store(str(made))
        load_turtle(store, path)
        store.flush()
        del store  # closed, so that others may open it
        yield made


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises :class:`UsageError` for an address that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(512)
    except OSError as error:
        made.close()
        raise UsageError(
            f"{host}:{port} cannot be had ({error.strerror or error})", hint="choose another --port"
        ) from None
    return made


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Take being told to end (Ctrl-C, SIGTERM) as a good end, after all has been put away."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def serve(
    graph: Path,
    *,
    host: str,
    port: int,
    limits: Limits,
    texts: Texts,
    hosts: Collection[str] = (),
    origins: Collection[str] = (),
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve until interrupted; ``ready`` is called with the address when it listens (port 0: any that is free)."""
    import uvicorn

    own = f"[{host}]" if ":" in host else host
    with stoppable(), store_of(graph) as store, listen(host, port) as opened:
        names = {*LOOPBACK, own.lower(), *(name.lower() for name in hosts)}
        app = make_app(store, texts=texts, limits=limits, hosts=names, origins=origins)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="on",
            h11_max_incomplete_event_size=_LONGEST_HEAD, timeout_keep_alive=5, timeout_graceful_shutdown=2, http="h11",
            loop="asyncio", ws="none", proxy_headers=False,
        )  # fmt: skip
        ready(f"http://{own}:{opened.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[opened])
