"""Labelled files as the two kinds of labels share them: UTF-8, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from cppcc_kg.errors import GoldError, Where, nearest


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


class Line:
    """One labelled line: its values by key, each checked, with the place to blame."""

    def __init__(self, values: Mapping[str, object], where: Where) -> None:
        self.values = values
        self.where = where

    def wrong(self, key: str, why: str, hint: str = "") -> GoldError:
        return GoldError(why, where=Where(self.where.path, line=self.where.line, key=key), hint=hint)

    def only(self, known: Collection[str]) -> None:
        """Refuse a key that is not one of ``known``: a misspelt one would be passed over for ever."""
        for key in self.values:
            if key not in known:
                raise self.wrong(key, f"unknown key {key!r}", nearest(key, known))

    def given(self, key: str) -> None:
        """Refuse a line without ``key``, which may be null."""
        if key not in self.values:
            raise self.wrong(key, "the key is missing", "write null where the text does not say it")

    def maybe(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(key, "a string is wanted")
        return value

    def string(self, key: str) -> str:
        value = self.maybe(key)
        if not value:
            raise self.wrong(key, "the key is missing or empty")
        return value

    def among(self, key: str, allowed: Collection[str]) -> str:
        value = self.string(key)
        if value not in allowed:
            raise self.wrong(key, f"unknown name {value!r}", nearest(value, allowed))
        return value

    def strings(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise self.wrong(key, "a list of strings is wanted")
        for value in values:
            if allowed is not None and value not in allowed:
                raise self.wrong(key, f"unknown name {value!r}", nearest(value, allowed))
        return tuple(values)

    def number(self, key: str) -> Decimal | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "a number or null is wanted")
        # By way of str: 4.6 must be the decimal 4.6 and not its nearest binary fraction.
        return Decimal(str(value)).normalize()

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false is wanted")
        return value
