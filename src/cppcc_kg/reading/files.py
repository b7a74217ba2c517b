"""From paths to documents: what there is to read, its bytes, and the sidecar beside it.

A document is a file, a member of a ``.zip``, or a line of a ``.jsonl``. Finding them reads no text, so that a build of
many can hand them out; :mod:`cppcc_kg.reading.documents` reads one.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cppcc_kg.errors import InputError, RepeatedInput, Where, readable
from cppcc_kg.reading.archive import Line, Member, line_bytes, lines, member_bytes, members, too_large
from cppcc_kg.reading.extract import MOST_BYTES
from cppcc_kg.reading.metadata import KEYS, as_metadata, parse_yaml
from cppcc_kg.reading.tree import Metadata
from cppcc_kg.reading.walking import HIDDEN, unreadable, walk

#: Endings that are read in a folder or an archive. A file that is named is read whatever its ending: as plain text.
SUFFIXES = (".txt", ".html", ".htm", ".docx", ".pdf", ".md", ".zip", ".jsonl")
#: Endings of reports that cannot be read as they are; passing over them in silence would lose them.
_FOREIGN = {
    ".doc": "save it as .docx", ".wps": "save it as .docx", ".rtf": "save it as .docx", ".odt": "save it as .docx",
    ".mht": "save it as .html", ".mhtml": "save it as .html", ".rar": "pack it as .zip", ".7z": "pack it as .zip",
}  # fmt: skip
#: What people write beside their texts, about them.
_ABOUT = frozenset({"readme.md"})
_SIDECAR = ".meta.yaml"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A document to read, and its identifier in the graph: its path below the input root, POSIX.

    ``part`` says which part of the file it is; without one it is the whole file.
    """

    path: Path
    identifier: str
    part: Member | Line | None = None

    @property
    def where(self) -> Where:
        """The document's place, for messages."""
        if isinstance(self.part, Line):
            return Where(str(self.path), line=self.part.number)
        return Where(f"{self.path}/{self.part.name}" if self.part is not None else str(self.path))

    @property
    def suffix(self) -> str:
        """The ending that says the format, in lower case."""
        return PurePosixPath(self.part.name if isinstance(self.part, Member) else self.path.name).suffix.lower()

    def read_bytes(self) -> bytes:
        """The document as it lies on disk or in its archive. Raises InputError."""
        if isinstance(self.part, Member):
            return member_bytes(self.path, self.part, self.where)
        if isinstance(self.part, Line):
            return line_bytes(self.path, self.part, self.where)
        try:
            with self.path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size > MOST_BYTES:
                    raise too_large(size, self.where)
                return file.read(MOST_BYTES)
        except OSError as error:
            raise unreadable(error, self.path) from error


def find_inputs(paths: Iterable[Path]) -> tuple[list[InputFile], list[InputError]]:
    """Every document named or below a named folder, by identifier; and one error for each path that gives none.

    A file reached twice is one document. Of two documents of one identifier, or of the same bytes, the first by
    identifier and path is kept, and the other said.
    """
    found: dict[tuple[str, Member | Line | None], InputFile] = {}
    errors: list[InputError] = []
    for path in paths:
        try:
            for item in _inputs_of(path):
                if isinstance(item, InputFile):
                    found.setdefault((os.path.realpath(item.path), item.part), item)
                else:
                    errors.append(item)
        except InputError as error:
            errors.append(error)
    ordered = sorted(found.values(), key=lambda item: (item.identifier, str(item.path)))
    kept, repeated = _apart(ordered)
    # A path that is reached twice is said once.
    return kept, list({str(error): error for error in (*errors, *repeated)}.values())


def _inputs_of(path: Path) -> Iterator[InputFile | InputError]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise unreadable(error if isinstance(error, OSError) else OSError(22, str(error)), path) from error
    if stat.S_ISREG(mode):
        yield from _documents(path, readable(path.name))
        return
    if not stat.S_ISDIR(mode):
        raise InputError("is neither a file nor a folder", where=Where(str(path)), hint="name a text or a folder")
    nothing = True
    for each in walk(path):
        if isinstance(each, InputError):
            yield each
            nothing = False
        elif _is_input(each.name):
            yield from _documents(each, readable(each.relative_to(path).as_posix()))
            nothing = False
        elif (foreign := _foreign(each.name, Where(str(each)))) is not None:
            yield foreign
            nothing = False
    if nothing:
        raise InputError("no text in this folder", where=Where(str(path)), hint=f"texts are {', '.join(SUFFIXES)}")


def _is_input(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and name.lower() not in _ABOUT


def _foreign(name: str, where: Where) -> InputError | None:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _FOREIGN:
        return None
    return InputError(f"is a {suffix} file, which is not read", where=where, hint=_FOREIGN[suffix])


def _documents(path: Path, identifier: str) -> Iterator[InputFile | InputError]:
    """The documents of one file; a broken archive is one error."""
    where = Where(str(path))
    nothing = True
    try:
        for each in _parts(path, identifier, where):
            yield each
            nothing = False
    except InputError as error:
        yield error
        nothing = False
    if nothing:
        yield InputError("holds no text", where=where, hint=f"texts are {', '.join(SUFFIXES)}")


def _parts(path: Path, identifier: str, where: Where) -> Iterator[InputFile | InputError]:
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        for line in lines(path, where):
            yield InputFile(path, f"{identifier}/{line.number}", line) if isinstance(line, Line) else line
    elif suffix == ".zip":
        for member in members(path, where):
            yield from _member(path, identifier, member)
    else:
        yield InputFile(path, identifier)


def _member(path: Path, identifier: str, member: Member | InputError) -> Iterator[InputFile | InputError]:
    if isinstance(member, InputError):
        yield member
        return
    name = PurePosixPath(member.name)
    if any(part.startswith(HIDDEN) for part in name.parts):
        return
    item = InputFile(path, f"{identifier}/{name}", member)
    if name.suffix.lower() in (".zip", ".jsonl"):
        yield InputError(f"is a {name.suffix.lower()} inside an archive", where=item.where, hint="unpack it first")
    elif _is_input(name.name):
        yield item
    elif (foreign := _foreign(name.name, item.where)) is not None:
        yield foreign


# -- repeats -------------------------------------------------------------------------------------------------------


def _apart(ordered: Sequence[InputFile]) -> tuple[list[InputFile], list[InputError]]:
    """The documents without those whose name or content an earlier one has."""
    sizes: defaultdict[int, int] = defaultdict(int)
    for item in ordered:
        sizes[_size(item)] += 1
    kept: list[InputFile] = []
    errors: list[InputError] = []
    names: dict[str, InputFile] = {}
    contents: dict[tuple[bytes, str], InputFile] = {}
    for item in ordered:
        if item.identifier in names:
            errors.append(
                InputError(
                    f"has the name of {names[item.identifier].where}",
                    where=item.where,
                    hint="name the folder that holds both, or rename one",
                )
            )
            continue
        names[item.identifier] = item
        first = item
        if sizes[_size(item)] > 1 and (digest := _digest(item)) is not None:
            # A file's ending says how its bytes are read, so it is part of what makes two the same.
            first = contents.setdefault((digest, item.suffix), item)
        if first is item:
            kept.append(item)
        else:
            errors.append(
                RepeatedInput(f"is the same as {first.where} and is read once", where=item.where, hint="remove one")
            )
    return kept, errors


def _size(item: InputFile) -> int:
    if item.part is not None:
        return item.part.size
    try:
        return item.path.stat().st_size
    except OSError:
        return -1


def _digest(item: InputFile) -> bytes | None:
    """The hash of the document's bytes; none for one that is empty or cannot be read, which is said when it is read."""
    try:
        data = item.read_bytes()
    except InputError:
        return None
    return hashlib.sha256(data.strip()).digest() if data.strip() else None


# -- sidecars ------------------------------------------------------------------------------------------------------


def read_metadata(item: InputFile) -> Metadata:
    """The sidecar ``NAME.meta.yaml`` beside the document, if there is one. A line has none: it says all itself."""
    if isinstance(item.part, Line):
        return Metadata()
    found = _sidecar(item)
    if found is None:
        return Metadata()
    data, where = found
    why = "is not readable YAML"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(why, where=where, hint="mend or remove the sidecar") from error
    values = parse_yaml(text, where, why, hint="mend or remove the sidecar")
    if not isinstance(values, dict) or not set(values) <= set(KEYS):
        unknown = sorted(set(values) - set(KEYS), key=str) if isinstance(values, dict) else [type(values).__name__]
        raise InputError(
            f"has unknown content: {', '.join(map(str, unknown))}",
            where=where,
            hint=f"known keys are {', '.join(KEYS)}",
        )
    return as_metadata(values, where)


def sidecar_bytes(item: InputFile) -> bytes:
    """The sidecar as it lies on disk or in the archive; empty where there is none. Raises InputError."""
    found = _sidecar(item) if not isinstance(item.part, Line) else None
    return found[0] if found is not None else b""


def _sidecar(item: InputFile) -> tuple[bytes, Where] | None:
    if isinstance(item.part, Member):
        name = str(PurePosixPath(item.part.name).with_suffix(_SIDECAR))
        for member in members(item.path, Where(str(item.path))):
            if isinstance(member, Member) and member.name == name:
                where = Where(f"{item.path}/{name}")
                return member_bytes(item.path, member, where), where
        return None
    path = item.path.with_suffix(_SIDECAR)
    if not path.is_file():
        return None
    where = Where(str(path))
    try:
        return path.read_bytes(), where
    except OSError as error:
        raise unreadable(error, path) from error
