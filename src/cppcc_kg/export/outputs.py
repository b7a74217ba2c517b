"""The files of a build as one set: all of the new ones take the place of all of the old ones, or none does.

Every file is first written, whole and flushed, below ``.staging`` in the output folder. Then a journal that names them
all is put there by one rename: before that rename the build has not happened, after it the build has. Last each file is
renamed into its place. A failure on the way puts back what was there. A process that is killed leaves at most a staging
folder: the next build drops one without a journal, and carries one with a journal to its end.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from cppcc_kg.errors import OutputError, Where
from cppcc_kg.export.files import in_the_way, unwritable
from cppcc_kg.export.lock import locked

STAGING = ".staging"
_JOURNAL = "journal.json"
_NEW, _OLD = "new", "old"


class OutputSet:
    """Writes into a folder as a context: leaving it well commits, leaving it by an error changes nothing.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with OutputSet(folder) as out:
    ...     out.write("a.txt", b"one")
    >>> (folder / "a.txt").read_bytes()
    b'one'
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: list[str] = []
        self._gone: set[str] = set()
        self._lock = locked(folder)

    def __enter__(self) -> OutputSet:
        self._lock.__enter__()
        try:
            recover(self.folder)
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def write(self, name: str, data: bytes) -> None:
        """Stage a file. ``name`` is its path below the folder, POSIX."""
        with self.open(name) as file:
            file.write(data)

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Stage a file that is written piece by piece. Raises OutputError as soon as a piece cannot be written."""
        target = self.folder / name
        with telling(target):
            if target.is_dir():
                raise in_the_way(target)
            staged = self.folder / STAGING / _NEW / name
            staged.parent.mkdir(parents=True, exist_ok=True)
            with staged.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
        self._names.append(name)

    def remove(self, names: Iterable[str]) -> None:
        """Have files of an earlier build go with the commit, unless they are written anew."""
        self._gone.update(names)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            # What is committed but not in place is the next build's to finish; anything else is dropped.
            if not (self.folder / STAGING / _JOURNAL).exists():
                shutil.rmtree(self.folder / STAGING, ignore_errors=True)
            self._lock.__exit__(kind, error, trace)

    def _commit(self) -> None:
        staging = self.folder / STAGING
        journal = {"files": self._names, "gone": sorted(self._gone - set(self._names))}
        draft = staging / f"{_JOURNAL}.part"
        with telling(self.folder):
            staging.mkdir(exist_ok=True)
            with draft.open("wb") as file:
                file.write(json.dumps(journal, ensure_ascii=True).encode())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(staging / _JOURNAL)
            _flush(staging)
        try:
            _apply(self.folder, journal)
        except OSError as failure:
            _put_back(self.folder, journal)
            place = failure.filename2 or failure.filename or self.folder
            raise OutputError(
                f"cannot be replaced ({failure.strerror or failure})",
                where=Where(str(place)),
                hint="free it, or choose another folder with -o",
            ) from failure


def recover(folder: Path) -> None:
    """Finish, or drop, what a build that was killed left in ``folder``. The folder is to be locked."""
    staging = folder / STAGING
    if not staging.exists():
        return
    with telling(folder):
        journal = _journal(staging / _JOURNAL)
        if journal is not None:
            _apply(folder, journal)
        shutil.rmtree(staging)


def _journal(path: Path) -> dict[str, list[str]] | None:
    """The journal, if there is one: it came by a rename, so it is whole. One of another hand is passed over."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    names = [name for key in ("files", "gone") for name in data.get(key, ())] if isinstance(data, dict) else [None]
    return data if all(isinstance(name, str) and _is_inside(name) for name in names) else None


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts[:1] != (STAGING,)


def _apply(folder: Path, journal: dict[str, list[str]]) -> None:
    """Every file into its place; done again, it does nothing. What stood there is kept until all is done."""
    staging = folder / STAGING
    for name in journal["files"]:
        staged = staging / _NEW / name
        if staged.exists():
            _keep(folder, name)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            staged.replace(folder / name)
    for name in journal["gone"]:
        _keep(folder, name)
        with contextlib.suppress(FileNotFoundError):
            (folder / name).unlink()
    for place in {(folder / name).parent for name in journal["files"]}:
        _flush(place)
    (staging / _JOURNAL).unlink(missing_ok=True)
    for place in {(folder / name).parent for name in journal["gone"]}:
        with contextlib.suppress(OSError):
            place.rmdir()


def _keep(folder: Path, name: str) -> None:
    """A second name for what stands in the file's place, where the file system has such."""
    old = folder / STAGING / _OLD / name
    old.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        os.link(folder / name, old)


def _put_back(folder: Path, journal: dict[str, list[str]]) -> None:
    """Undo a commit that failed half-way: old files back, new ones that had no forerunner away."""
    staging = folder / STAGING
    for name in (*journal["files"], *journal["gone"]):
        old, staged = staging / _OLD / name, staging / _NEW / name
        with contextlib.suppress(OSError):
            if old.exists():
                old.replace(folder / name)
            elif name in journal["files"] and not staged.exists():
                (folder / name).unlink()
    (staging / _JOURNAL).unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Have the folder's own entries reach the disk, where folders can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """An :class:`OSError` inside is told as an error of writing ``path``."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error
