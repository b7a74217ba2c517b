"""One build at a time into a folder.

The lock is the kernel's, on ``.lock`` in the folder: it ends with the process that holds it, however that ends, so none
is ever stale. What the file says (who, where, since when) is for people, and it goes with the lock.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import platform
import threading
from collections.abc import Iterator
from pathlib import Path

from cppcc_kg.errors import OutputError, Where
from cppcc_kg.export.files import unwritable

try:
    import fcntl
except ImportError:  # no such locks on Windows: two builds at once are then not told from one
    fcntl = None  # type: ignore[assignment]

NAME = ".lock"
#: Folders that this process holds, and the thread that took each. The kernel's locks are a process's, not a thread's.
_held: dict[str, int] = {}
_guard = threading.Lock()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder``, made if it is not there; a folder that is left empty is removed again.

    A thread may take what it holds already.

    Raises:
        OutputError: another build holds it, or it cannot be written to.
    """
    key = os.path.realpath(folder)
    with _guard:
        holder = _held.get(key)
        if holder is None:
            _held[key] = threading.get_ident()
    if holder == threading.get_ident():
        yield
        return
    if holder is not None:
        raise _taken(folder, "this process")
    made: list[Path] = []
    try:
        made = _make(folder)
        handle = _acquire(folder)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                (folder / NAME).unlink()
            os.close(handle)
    finally:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir()
        with _guard:
            del _held[key]


def _make(folder: Path) -> list[Path]:
    """Make the folder and those above it; which of them are new, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return missing[::-1]


def _acquire(folder: Path) -> int:
    path = folder / NAME
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise unwritable(folder, error) from error
        try:
            if fcntl is not None:
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The last holder may have removed the file between our opening and our locking it.
            if path.exists() and os.fstat(handle).st_ino == path.stat().st_ino:
                os.truncate(handle, 0)
                os.write(handle, json.dumps(_who()).encode())
                return handle
        except BlockingIOError as error:
            said = os.read(handle, 4096)
            os.close(handle)
            raise _taken(folder, _shown(said)) from error
        except OSError as error:
            os.close(handle)
            raise unwritable(folder, error) from error
        os.close(handle)


def _who() -> dict[str, object]:
    since = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    return {"process": os.getpid(), "host": platform.node(), "since": since}


def _shown(said: bytes) -> str:
    try:
        who = json.loads(said)
        return f"process {who['process']} on {who['host']} since {who['since']}"
    except (ValueError, KeyError, TypeError):
        return "another process"


def _taken(folder: Path, who: str) -> OutputError:
    return OutputError(
        f"another build writes here ({who})",
        where=Where(str(folder)),
        hint="wait for it, or choose another folder with -o",
    )
