"""The state of a build from its file: made if there is none, made anew if it is of another form or damaged."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cppcc_kg.errors import CppccKgError, OutputError, Where
from cppcc_kg.export.files import unwritable
from cppcc_kg.pipeline.state import FORM, TABLES, State

#: Folder of the state in an output folder, and its file.
FOLDER, FILE = ".cppcc-kg", "state.sqlite"
_MEBIBYTES = 128


@contextmanager
def opened(output: Path) -> Iterator[State]:
    """The state of an output folder, made if it is not there, and thrown away if it cannot be used.

    Raises :class:`OutputError` where the folder cannot be written to, or another build is at work in it.
    """
    path = output / FOLDER / FILE
    new = not output.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        state = _connect(path) or _anew(path)
    except OSError as error:
        raise unwritable(output, error) from error
    empty = False
    try:
        yield state
        empty = not state.names()
    except sqlite3.OperationalError as error:
        raise unwritable(output, OSError(0, str(error))) from error
    except CppccKgError:
        empty = not state.names()
        raise
    finally:
        state.db.close()
        if empty:
            shutil.rmtree(path.parent, ignore_errors=True)
        if empty and new:
            with suppress(OSError):
                output.rmdir()


def _connect(path: Path) -> State | None:
    """The state in ``path``; None where it is of another form or damaged."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error)) from error
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_MEBIBYTES * 1024}")
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for statement in TABLES.split(";")[:-1]:
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('form', ?)", (FORM,))
        state = State(connection)
        usable = state.get("form") == FORM
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error):
            hint = "wait for it to end, or choose another folder with -o"
            raise OutputError("another build is at work here", where=Where(str(path.parents[1])), hint=hint) from error
        if "no such" in str(error):
            return None
        raise OSError(0, str(error)) from error
    except sqlite3.DatabaseError:
        connection.close()
        return None
    if not usable:
        connection.close()
        return None
    return state


def _anew(path: Path) -> State:
    for name in (path, path.with_name(f"{FILE}-wal"), path.with_name(f"{FILE}-shm")):
        with suppress(FileNotFoundError):
            name.unlink()
    state = _connect(path)
    if state is None:
        raise OSError(0, "the state cannot be made")
    return state
