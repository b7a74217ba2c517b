"""Documents inside a file: the members of a ``.zip``, the lines of a ``.jsonl``."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.extract import MOST_BYTES
from cppcc_kg.reading.walking import unreadable

#: An archive that unpacks to more than this many times its size, and to more than one document may have, is a bomb.
_MOST_RATIO = 100
_MOST_MEMBERS = 65_535
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive: its path there, its index in the archive's directory, its unpacked size."""

    name: str
    index: int
    size: int


@dataclass(frozen=True, slots=True)
class Line:
    """A document on a line: the line's number (from 1) and its bytes ``[begin, end)`` in the file."""

    number: int
    begin: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.begin


def members(path: Path, where: Where) -> Iterator[Member | InputError]:
    """The files in an archive, in its own order. Raises InputError for no archive, or a bomb."""
    try:
        infos = _opened(path).infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError("is no zip archive, or a damaged one", where=where, hint="pack it again") from error
    packed, unpacked = max(path.stat().st_size, 1), sum(info.file_size for info in infos)
    if len(infos) > _MOST_MEMBERS or (unpacked > MOST_BYTES and unpacked > _MOST_RATIO * packed):
        raise InputError(
            f"would unpack to {unpacked // 2**20} MB in {len(infos)} files", where=where,
            hint="it is no archive of reports; if it is, unpack it and name the folder",
        )  # fmt: skip
    for index, info in enumerate(infos):
        if info.is_dir():
            continue
        name = _name(info)
        place = Where(f"{where.path}/{name}")
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts:
            yield InputError("has a path that leads out of the archive", where=place, hint="pack it again")
        elif info.flag_bits & _ENCRYPTED:
            yield InputError("is protected by a password", where=place, hint="pack it without one")
        else:
            yield Member(name, index, info.file_size)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's path. Archives made on Chinese Windows have it in GBK, which the format has no flag for."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/")


def member_bytes(path: Path, member: Member, where: Where) -> bytes:
    """Raises InputError for a member that is damaged or too large."""
    if member.size > MOST_BYTES:
        raise too_large(member.size, where)
    try:
        archive = _opened(path)
        with archive.open(archive.infolist()[member.index]) as file:
            return file.read(MOST_BYTES)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise InputError("cannot be unpacked", where=where, hint="pack it again") from error


def lines(path: Path, where: Where) -> Iterator[Line | InputError]:
    """The lines that are not blank."""
    try:
        with path.open("rb") as file:
            begin, number = 0, 0
            while data := file.readline(MOST_BYTES + 1):
                number += 1
                if len(data) > MOST_BYTES and not data.endswith(b"\n"):
                    yield too_large(os.fstat(file.fileno()).st_size, Where(where.path, line=number))
                    return
                if data.strip().strip(b"\xef\xbb\xbf"):
                    yield Line(number, begin, begin + len(data))
                begin += len(data)
    except OSError as error:
        raise unreadable(error, path) from error


def line_bytes(path: Path, line: Line, where: Where) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(line.begin)
            return file.read(line.size)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=where, hint="check its permissions") from error


def too_large(size: int, where: Where) -> InputError:
    return InputError(
        f"has {size // 2**20} MB, one document may have {MOST_BYTES // 2**20}",
        where=where,
        hint="split it into reports",
    )


def _opened(path: Path) -> zipfile.ZipFile:
    """The archive, kept open while its members are read one after another."""
    found = path.stat()
    return _archive(str(path), found.st_ino, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=4)
def _archive(path: str, *_: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)
