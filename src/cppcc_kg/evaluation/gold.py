"""Gold: labels made by hand, one JSON object a line, one file a document.

The labels are the project's own work; ``tests/gold/README.md`` describes the form.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cppcc_kg.errors import GoldError, UsageError, Where
from cppcc_kg.evaluation.json_lines import decoded, json_lines
from cppcc_kg.evaluation.predictions import FAMILY, SCORED_RELATIONS, Triple
from cppcc_kg.model import Span


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A labelled instance. ``also``, ``theme_also``: the second reader's word, right but not demanded."""

    cls: str
    label: str
    quote: str
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()
    theme_also: frozenset[str] = frozenset()
    frequency: str | None = None
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)

    @property
    def families(self) -> frozenset[str]:
        return frozenset(FAMILY[cls] for cls in (self.cls, *self.also))


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A labelled fact; subject and object are the labels of entities."""

    triple: Triple
    quote: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldMeasure:
    """A labelled figure, in ``unit``. ``counted`` holds every noun that is right for what is counted."""

    counted: tuple[str, ...]
    unit: str
    quote: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    period: str | None = None
    owner: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one document."""

    document: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    measures: tuple[GoldMeasure, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a labelled document lies: file offsets into the text named ``text`` (no folder, no ``.txt``)."""

    text: str
    span: Span


class _Line:
    """One labelled line: its values by key, each checked, with the place to blame."""

    def __init__(self, values: Mapping[str, object], where: Where) -> None:
        self.values = values
        self.where = where

    def wrong(self, key: str, why: str) -> GoldError:
        return GoldError(why, where=Where(self.where.path, line=self.where.line, key=key))

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
            raise self.wrong(key, f"{value!r} is none of {', '.join(allowed)}")
        return value

    def strings(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise self.wrong(key, "a list of strings is wanted")
        for value in values:
            if allowed is not None and value not in allowed:
                raise self.wrong(key, f"{value!r} is none of {', '.join(allowed)}")
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


def _entity(line: _Line) -> GoldEntity:
    return GoldEntity(
        cls=line.among("type", FAMILY),
        label=line.string("label"),
        quote=line.string("quote"),
        aliases=line.strings("alias"),
        also=line.strings("also", FAMILY),
        themes=frozenset(line.strings("theme")),
        theme_also=frozenset(line.strings("theme_also")),
        frequency=line.maybe("frequency"),
        optional=line.flag("optional"),
    )


def _relation(line: _Line) -> GoldRelation:
    triple = Triple(line.string("s"), line.among("p", SCORED_RELATIONS), line.string("o"))
    return GoldRelation(triple, line.string("quote"), line.flag("optional"))


def _measure(line: _Line) -> GoldMeasure:
    return GoldMeasure(
        counted=(line.string("of"), *line.strings("of_also")),
        unit=line.string("unit"),
        quote=line.string("quote"),
        value=line.number("value"),
        low=line.number("low"),
        high=line.number("high"),
        period=line.maybe("period"),
        owner=line.maybe("org"),
        optional=line.flag("optional"),
    )


def read_gold(path: Path) -> Gold:
    """The labels of the file ``path``; its name is the document's."""
    entities: list[GoldEntity] = []
    relations: list[GoldRelation] = []
    measures: list[GoldMeasure] = []
    for values, where in json_lines(path):
        line = _Line(values, where)
        match line.among("kind", ("entity", "relation", "measure")):
            case "entity":
                entities.append(_entity(line))
            case "relation":
                relations.append(_relation(line))
            case _:
                measures.append(_measure(line))
    return Gold(path.stem, tuple(entities), tuple(relations), tuple(measures))


def read_folder(folder: Path, *, only: Iterable[str] = ()) -> tuple[Gold, ...]:
    """The labels of every ``*.jsonl`` of ``folder``, or of the documents in ``only``, sorted by name."""
    if not folder.is_dir():
        raise GoldError("there is no such folder", where=Where(str(folder)), hint="name the gold folder with --gold")
    paths = {path.stem: path for path in sorted(folder.glob("*.jsonl"))}
    if not paths:
        raise GoldError("the folder holds no gold (*.jsonl)", where=Where(str(folder)))
    wanted = frozenset(only)
    if unknown := sorted(wanted - paths.keys()):
        raise UsageError(f"no gold for {', '.join(unknown)}", hint=f"there is gold for {', '.join(paths)}")
    return tuple(read_gold(path) for name, path in paths.items() if not wanted or name in wanted)


def read_index(path: Path) -> Mapping[str, Placing]:
    """Document -> the span of a text that it labels, from a TSV of ``doc``, ``file``, ``begin``, ``end``.

    A document that the index does not name labels the whole of the text of its own name.
    """
    placings: dict[str, Placing] = {}
    rows = csv.DictReader(decoded(path).splitlines(), delimiter="\t")
    for row in rows:
        where = Where(str(path), line=rows.line_num)
        if missing := [key for key in ("doc", "file", "begin", "end") if not row.get(key)]:
            raise GoldError(f"the row lacks {', '.join(missing)}", where=where)
        try:
            span = Span(int(row["begin"]), int(row["end"]))
        except ValueError as error:
            raise GoldError("begin and end must be whole numbers", where=where) from error
        if not 0 <= span.begin < span.end:
            raise GoldError("begin must not be negative, and lie before end", where=where)
        placings[row["doc"]] = Placing(Path(row["file"]).stem, span)
    return placings
