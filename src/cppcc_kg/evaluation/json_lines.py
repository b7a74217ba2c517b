"""Labelled files as the two kinds of labels share them: UTF-8, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from cppcc_kg.errors import GoldError, Where


def decoded(path: Path) -> str:
    """The text of a labelled file. Raises :class:`GoldError` where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise GoldError(f"the file cannot be read: {error.strerror}", where=Where(str(path))) from error
    except UnicodeDecodeError as error:
        raise GoldError("the file is not UTF-8", where=Where(str(path))) from error


def json_lines(path: Path) -> Iterator[tuple[dict[str, object], Where]]:
    """Each object of a JSON Lines file with its place; empty lines are passed over."""
    for number, text in enumerate(decoded(path).split("\n"), start=1):
        if not text.strip():
            continue
        where = Where(str(path), line=number)
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise GoldError(f"the line is not JSON: {error.msg} in column {error.colno}", where=where) from error
        if not isinstance(values, dict):
            raise GoldError("the line is not a JSON object", where=where)
        yield values, where
