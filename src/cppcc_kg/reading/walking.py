"""The files below a folder, in a fixed order, with a line for whatever could not be looked into."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from cppcc_kg.errors import InputError, Where

#: What a build writes: beside a graph.ttl these are no inputs.
_WRITTEN = frozenset({"graph.html", "report.html", "texts"})
_MARK = "graph.ttl"
#: How the names of hidden and temporary files begin: of Unix, of an open Office document, of a Mac's archives.
HIDDEN = (".", "~$", "__MACOSX")


def walk(folder: Path) -> Iterator[Path | InputError]:
    """Every file below ``folder`` by path; hidden ones, and a build's own output, are passed over.

    Links to folders are followed, after everything else, and a folder is entered once: a link to a folder above it is
    said, as is a folder or link that cannot be followed.
    """
    entered: set[tuple[int, int]] = set()
    linked = deque([folder])
    while linked:
        # The first is the folder itself, then the links found on the way.
        yield from _walk(linked.popleft(), entered, linked)


def _walk(top: Path, entered: set[tuple[int, int]], linked: deque[Path]) -> Iterator[Path | InputError]:
    stack = [top]
    while stack:
        folder = stack.pop()
        try:
            found = folder.stat()
            if (found.st_dev, found.st_ino) in entered:
                if folder is top and _leads_up(folder):
                    yield InputError(
                        "is a link back to a folder above it", where=Where(str(folder)), hint="remove the link"
                    )
                continue
            entered.add((found.st_dev, found.st_ino))
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            yield unreadable(error, folder)
            continue
        below = []
        for name in names:
            if name.startswith(HIDDEN) or (name in _WRITTEN and _MARK in names):
                continue
            path = folder / name
            if path.is_symlink() and path.is_dir():
                linked.append(path)
            elif path.is_dir():
                below.append(path)
            elif path.is_file():
                yield path
            elif path.is_symlink():
                yield _nowhere(path)
        stack.extend(reversed(below))


def _leads_up(link: Path) -> bool:
    """Whether the folder that the link names lies above the link."""
    return Path(os.path.realpath(link)) in Path(os.path.realpath(link.parent), "x").parents


def _nowhere(link: Path) -> InputError:
    try:
        link.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return unreadable(error, link)
    return InputError("is a link that leads nowhere", where=Where(str(link)), hint="mend or remove it")


def unreadable(error: OSError, path: Path) -> InputError:
    """The line for a path that cannot be looked at."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return InputError("no such file or folder", where=Where(str(path)), hint="check the path for a typing error")
    if error.errno == errno.ELOOP:
        return InputError("is a link that leads to itself", where=Where(str(path)), hint="remove the link")
    return InputError(f"cannot be read ({error.strerror})", where=Where(str(path)), hint="check its permissions")
