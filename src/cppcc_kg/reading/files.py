"""From paths to decoded text and sidecar metadata."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.tree import Metadata

SIDECAR_KEYS = ("title", "date", "publisher", "url")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and the identifier it has in the graph: its path below the input root, POSIX."""

    path: Path
    identifier: str


def find_inputs(paths: Iterable[Path]) -> tuple[list[InputFile], list[InputError]]:
    """Every ``.txt`` named or below a named folder, by identifier; and one error for each path that gives none."""
    found: dict[Path, InputFile] = {}
    errors: list[InputError] = []
    for path in paths:
        try:
            for item in _inputs_of(path):
                found.setdefault(item.path.resolve(), item)
        except InputError as error:
            errors.append(error)
    return sorted(found.values(), key=lambda item: (item.identifier, str(item.path))), errors


def _inputs_of(path: Path) -> Iterator[InputFile]:
    if path.is_file():
        yield InputFile(path, path.name)
        return
    if not path.is_dir():
        raise InputError("no such file or folder", where=Where(str(path)), hint="check the path for a typing error")
    texts = sorted(p for p in path.rglob("*.txt") if p.is_file())
    if not texts:
        raise InputError("no .txt file in this folder", where=Where(str(path)), hint="name a folder that holds texts")
    yield from (InputFile(p, p.relative_to(path).as_posix()) for p in texts)


def read_text(item: InputFile) -> str:
    """The file's characters as they lie on disk; only a byte-order mark is dropped."""
    where = Where(str(item.path))
    try:
        data = item.path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=where, hint="check its permissions") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "is not UTF-8",
            where=Where(str(item.path), offset=error.start),
            hint="save it as UTF-8 (the offset counts bytes)",
        ) from error
    if not text.strip():
        raise InputError("is empty", where=where, hint="remove it, or save the page's text again")
    return text


def read_metadata(item: InputFile) -> Metadata:
    """The sidecar ``NAME.meta.yaml`` beside the text, if there is one."""
    sidecar = item.path.with_suffix(".meta.yaml")
    if not sidecar.is_file():
        return Metadata()
    import yaml

    try:
        data = yaml.safe_load(sidecar.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        where = Where(str(sidecar), line=mark.line + 1 if mark is not None else None)
        raise InputError("is not readable YAML", where=where, hint="mend or remove the sidecar") from error
    if not isinstance(data, dict) or not set(data) <= set(SIDECAR_KEYS):
        unknown = sorted(set(data) - set(SIDECAR_KEYS), key=str) if isinstance(data, dict) else [type(data).__name__]
        raise InputError(
            f"has unknown content: {', '.join(map(str, unknown))}",
            where=Where(str(sidecar)),
            hint=f"known keys are {', '.join(SIDECAR_KEYS)}",
        )
    for key, value in data.items():
        if value is not None and not isinstance(value, str | int | datetime.date):
            raise InputError("must be a text", where=Where(str(sidecar), key=key), hint="write it on one line")
    return Metadata(**{key: _as_text(value) for key, value in data.items()})


def _as_text(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
