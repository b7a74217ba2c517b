"""Gold: labels made by hand, one JSON object a line, one file a document.

The labels are the project's own work; ``tests/gold/README.md`` describes the form.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from cppcc_kg.errors import GoldError, UsageError, Where
from cppcc_kg.evaluation.json_lines import Line, decoded, json_lines
from cppcc_kg.evaluation.predictions import FAMILY, SCORED_RELATIONS, Triple
from cppcc_kg.model import THEMES, Span

#: Keys that a line must have or may have, by kind.
KEYS = {
    "entity": (
        "kind", "doc", "type", "also", "label", "alias", "quote", "theme", "theme_also", "frequency", "optional",
    ),
    "relation": ("kind", "doc", "s", "p", "o", "quote", "optional"),
    "measure": (
        "kind", "doc", "of", "of_also", "value", "unit", "low", "high", "period", "org", "quote", "optional",
    ),
}  # fmt: skip

#: One number and one unit, as every frequency of the graph: P1M, P2W.
_DURATION = re.compile(r"P[1-9][0-9]{0,3}[DWMY]")


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
    where: Where | None = field(default=None, compare=False)

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
    where: Where | None = field(default=None, compare=False)


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
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one document."""

    document: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    measures: tuple[GoldMeasure, ...]

    @property
    def labels(self) -> tuple[GoldEntity | GoldRelation | GoldMeasure, ...]:
        return (*self.entities, *self.relations, *self.measures)

    @property
    def open_labels(self) -> frozenset[str]:
        """The labels of optional entities. What hangs on one counts nowhere."""
        return frozenset(x.label for x in self.entities if x.optional)

    @property
    def hanging(self) -> tuple[GoldRelation, ...]:
        """The relations that are not marked optional, but have an end that is."""
        ends = self.open_labels
        return tuple(x for x in self.relations if not x.optional and not ends.isdisjoint(x.triple[::2]))


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a labelled document lies: file offsets into the text named ``text`` (no folder, no ``.txt``)."""

    text: str
    span: Span


def _entity(line: Line) -> GoldEntity:
    frequency = line.maybe("frequency")
    if frequency is not None and not _DURATION.fullmatch(frequency):
        raise line.wrong("frequency", f"{frequency!r} is no duration", "write P1M for monthly, P3M, P1Y, P2W, P1D")
    return GoldEntity(
        cls=line.among("type", FAMILY),
        label=line.string("label"),
        quote=line.string("quote"),
        aliases=line.strings("alias"),
        also=line.strings("also", FAMILY),
        themes=frozenset(line.strings("theme", THEMES)),
        theme_also=frozenset(line.strings("theme_also", THEMES)),
        frequency=frequency,
        optional=line.flag("optional"),
        where=line.where,
    )


def _relation(line: Line) -> GoldRelation:
    triple = Triple(line.string("s"), line.among("p", SCORED_RELATIONS), line.string("o"))
    return GoldRelation(triple, line.string("quote"), line.flag("optional"), line.where)


def _measure(line: Line) -> GoldMeasure:
    measure = GoldMeasure(
        counted=(line.string("of"), *line.strings("of_also")),
        unit=line.string("unit"),
        quote=line.string("quote"),
        value=line.number("value"),
        low=line.number("low"),
        high=line.number("high"),
        period=line.maybe("period"),
        owner=line.maybe("org"),
        optional=line.flag("optional"),
        where=line.where,
    )
    for key in ("value", "low", "high", "period", "org"):
        line.given(key)
    if measure.value is None and measure.low is None and measure.high is None:
        raise line.wrong("value", "the figure has no number", "give value, or low or high where the text gives a bound")
    if measure.low is not None and measure.high is not None and measure.low > measure.high:
        raise line.wrong("low", "low is above high")
    return measure


def _check_ends(lines: Iterable[Line], labels: Collection[str]) -> None:
    """Refuse a fact about a thing that no line labels: it would be a miss for ever."""
    for line in lines:
        for key in ("s", "o", "org"):
            name = line.maybe(key)
            if name is not None and name not in labels:
                raise line.wrong(key, f"no entity of this file has the label {name!r}", _advice(name, labels))


def _advice(label: str, labels: Iterable[str]) -> str:
    close = difflib.get_close_matches(label, sorted(labels), n=1)
    return f"did you mean {close[0]!r}?" if close else "give it a line of kind entity"


def read_gold(path: Path) -> Gold:
    """The labels of the file ``path``; its name is the document's.

    Raises :class:`GoldError`, with file, line and key, for the first thing that is wrong. That quotes stand in the
    text is for :func:`cppcc_kg.evaluation.texts.check_quotes`, which has the text.
    """
    entities: list[GoldEntity] = []
    relations: list[GoldRelation] = []
    measures: list[GoldMeasure] = []
    facts: list[Line] = []
    for values, where in json_lines(path):
        line = Line(values, where)
        kind = line.among("kind", KEYS)
        line.only(KEYS[kind])
        match kind:
            case "entity":
                entities.append(_entity(line))
            case "relation":
                relations.append(_relation(line))
            case _:
                measures.append(_measure(line))
        if kind != "entity":
            facts.append(line)
        if line.string("doc") != path.stem:
            raise line.wrong("doc", f"{values['doc']!r} is not the file's name", f"write {path.stem!r}")
    _check_ends(facts, {entity.label for entity in entities})
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
