"""Write files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from cppcc_kg.errors import OutputError, Where

T = TypeVar("T")
#: What a file is to hold: at once, or piece by piece.
Data = bytes | Iterable[bytes]


def write_atomic(path: Path, data: Data) -> None:
    """Write one file whole or not at all; see :func:`write_all`."""
    write_all({path: data})


def write_all(files: Mapping[Path, Data]) -> None:
    """Write every file, or none: all are on disk under other names before the first takes its place.

    A reader sees an old file or a new one, never a part.

    Raises:
        OutputError: a folder cannot be written to, or a path is a folder.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            staged.append((_stage(path, data), path))
        while staged:
            temporary, path = staged[0]
            _guard(path, temporary.replace, path)
            staged.pop(0)
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _stage(path: Path, data: Data) -> Path:
    """The bytes of ``path`` in a file beside it, flushed to disk."""
    if path.is_dir():
        raise in_the_way(path)
    _guard(path, path.parent.mkdir, parents=True, exist_ok=True)
    handle, name = _guard(path, tempfile.mkstemp, dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        _guard(path, _fill, handle, data)
        # mkstemp makes files for the owner alone; a result is to be read like any other file of the user.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _fill(handle: int, data: Data) -> None:
    with os.fdopen(handle, "wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error of a path that cannot be written."""
    return OutputError(
        f"cannot be written ({error.strerror or error})",
        where=Where(str(path)),
        hint="choose another folder with -o, or free it",
    )


def in_the_way(path: Path) -> OutputError:
    """The error of a folder that stands where a file is to be."""
    return OutputError(
        "cannot be written (it is a folder)",
        where=Where(str(path)),
        hint="move it away, or choose another folder with -o",
    )


def _guard(path: Path, call: Callable[..., T], *args: object, **kwargs: object) -> T:
    """``call``, its :class:`OSError` told as an error of writing ``path``."""
    try:
        return call(*args, **kwargs)
    except OSError as error:
        raise unwritable(path, error) from error
