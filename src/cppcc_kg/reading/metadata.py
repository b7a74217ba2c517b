"""What is known of a document besides its text: from a sidecar, front matter, or the file itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.tree import Metadata

KEYS = ("title", "date", "publisher", "url")


def parse_yaml(text: str, where: Where, why: str, *, hint: str = "mend or remove it", above: int = 0) -> object:
    """Safe YAML with ``above`` lines of its file above it. Raises InputError ``why`` at the line at fault."""
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that there is not
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 + above if mark is not None else where.line
        raise InputError(why, where=Where(where.path, line=line), hint=hint) from error


def as_metadata(values: Mapping[str, object], where: Where) -> Metadata:
    """The known keys of ``values``. Raises InputError where one is no text."""
    for key, value in values.items():
        if value is not None and not isinstance(value, str | int | float | datetime.date):
            raise InputError("must be a text", where=Where(where.path, line=where.line, key=key), hint="write a text")
    return Metadata(**{key: _as_text(values.get(key)) for key in KEYS})


def merged(first: Metadata, then: Metadata) -> Metadata:
    """Each value from ``first``, where it has none from ``then``."""
    return Metadata(**{key: getattr(first, key) or getattr(then, key) for key in KEYS})


def _as_text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value).strip() or None
