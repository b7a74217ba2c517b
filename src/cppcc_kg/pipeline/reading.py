"""A chunk of documents, from files to what each tells: a function of the files and the rules alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from cppcc_kg.errors import InputError, Where
from cppcc_kg.pipeline import extract_page, read_page
from cppcc_kg.pipeline.artefacts import encode
from cppcc_kg.pipeline.parts import Told, rivals_of, tell
from cppcc_kg.reading.files import InputFile, sidecar_bytes
from cppcc_kg.rules.loader import default_rules, load_with
from cppcc_kg.rules.types import Rule

#: Documents that go to a worker together: enough that sending costs nothing, few enough that Ctrl-C is quick.
CHUNK = 16


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read, and the name that the state knows it by."""

    name: str
    item: InputFile


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its digest and what was read as bytes (none if it could not be), and its errors.

    ``told`` is its partial graph, as long as no label has another class elsewhere; ``rivals`` is its say in that.

    Errors are plain tuples of what :class:`InputError` takes, so that they can cross from one process to another.
    """

    name: str
    digest: str
    data: bytes | None
    errors: tuple[tuple[str, str, int | None, int | None, str | None, str], ...] = ()
    told: Told | None = None
    rivals: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)

    def raised(self) -> list[InputError]:
        return [
            InputError(why, where=Where(path, line, offset, key), hint=hint)
            for why, path, line, offset, key, hint in self.errors
        ]


Chunk = Sequence[Task]


def digest_of(item: InputFile) -> str:
    """SHA-256 of a document as it lies on disk and of the sidecar beside it; of what cannot be read, of nothing."""
    found = hashlib.sha256(item.suffix.encode())
    for read in (item.read_bytes, lambda: sidecar_bytes(item)):
        try:
            data = read()
        except InputError:
            data = b""
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def read_chunk(chunk: Chunk, rules: Path | None) -> list[Outcome]:
    """Read the documents of a chunk, one after another; a bad one costs only itself."""
    pack = _rules(rules)
    return [_read(task, pack) for task in chunk]


_known: dict[Path | None, tuple[Rule, ...]] = {}


def _rules(folder: Path | None) -> tuple[Rule, ...]:
    if folder not in _known:
        _known[folder] = load_with(folder) if folder is not None else default_rules()
    return _known[folder]


def _read(task: Task, rules: tuple[Rule, ...]) -> Outcome:
    digest, errors = digest_of(task.item), list[InputError]()
    try:
        page = read_page(task.item, errors)
        readings = extract_page(page, rules)
    except InputError as error:
        return Outcome(task.name, digest, None, tuple(map(_plain, [*errors, error])))
    told, rivals = tell(readings, {}), rivals_of(readings)
    return Outcome(task.name, digest, encode(page, readings), tuple(map(_plain, errors)), told, rivals)


def _plain(error: InputError) -> tuple[str, str, int | None, int | None, str | None, str]:
    where = error.where or Where("")
    return error.why, where.path, where.line, where.offset, where.key, error.hint


def chunks(tasks: Iterable[Task], size: int = CHUNK) -> Iterator[list[Task]]:
    """The tasks in lists of at most ``size``."""
    left = iter(tasks)
    while chunk := list(islice(left, size)):
        yield chunk


def died(task: Task) -> Outcome:
    """The outcome of a document that no worker survives."""
    why, hint, where = "a worker died while reading it, 2 times", "read it alone with --workers 1", task.item.where
    return Outcome(task.name, "", None, ((why, where.path, where.line, where.offset, where.key, hint),))
