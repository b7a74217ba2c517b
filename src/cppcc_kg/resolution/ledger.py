"""The ledger: decisions of a person about what resolution made, kept in YAML and obeyed by every build.

A line names things by content (committee, class, label), never by identifier, so that it holds when the texts or
the rules change; docs/ledger.md shows each kind of line. Here are the types and the loader, which says of whatever
is wrong in which file, at which line and under which key it stands; :mod:`cppcc_kg.resolution.decisions` obeys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal, NamedTuple, get_args

import yaml

from cppcc_kg.errors import Where
from cppcc_kg.model import CLASSES, RELATIONS, THEMES
from cppcc_kg.resolution.fields import Fields, entries

FILE_NAME = "ledger.yaml"

Verb = Literal["same", "different", "reject", "retype", "relabel", "add"]

#: Classes that the build itself decides: divisions from the tables, campaigns from the lexicon.
FIXED = ("District", "Campaign")
#: Classes of which one node serves every committee.
SHARED = ("District", "Organization", "Person", "Campaign")
#: Facts that a line may add; the others are made by the build and can only be rejected.
ADDABLE = (*(name for name in RELATIONS if name not in ("underCampaign", "similarTo")), "hasTheme", "frequency")
REJECTABLE = (*RELATIONS, "hasTheme", "frequency", "hasMeasure")

_ALWAYS = ("do", "why", "by")
_SOURCE = ("document", "quote", "nth")
_FACT = ("committee", "document", "subject", "subject_class", "predicate", "object", "object_class")
_THING = ("committee", "class", "label", "document")
_DURATION = re.compile(r"P[1-9][0-9]{0,3}[DWMY]")
#: The contract allows no passage beyond a sentence; this is longer than any sentence of the genre.
_LONGEST_QUOTE = 300


class Thing(NamedTuple):
    """An entity as a person names it. ``document`` is for what belongs to no committee, where no byline names one."""

    cls: str
    label: str
    committee: str | None = None
    document: str | None = None

    def __str__(self) -> str:
        return " / ".join(part for part in (self.committee or self.document, self.cls, self.label) if part)


class FactName(NamedTuple):
    """A fact by the labels of its ends; the classes are said only where a label has several."""

    subject: str
    predicate: str
    object: str
    committee: str | None = None
    document: str | None = None
    subject_class: str | None = None
    object_class: str | None = None

    def __str__(self) -> str:
        said = f"{self.subject} {self.predicate} {self.object}"
        return " / ".join(part for part in (self.committee or self.document, said) if part)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the ledger. ``things`` or ``fact`` is what it is about; ``to`` the new class or label."""

    do: Verb
    where: Where
    why: str
    by: str
    things: tuple[Thing, ...] = ()
    fact: FactName | None = None
    to: str = ""
    forms: tuple[str, ...] = ()
    document: str = ""
    quote: str = ""
    nth: int | None = None

    @property
    def about(self) -> str:
        """What the line speaks of, in one line of text."""
        said = (
            str(self.fact)
            if self.fact is not None
            else (" ≠ " if self.do == "different" else " = ").join(map(str, self.things))
        )
        return f"{said} → {self.to}" if self.to else said

    @property
    def place(self) -> str:
        """File name and line; without the folder, which would differ from one machine to the next."""
        return f"{PurePath(self.where.path).name}:{self.where.line}"

    def at(self, key: str) -> Where:
        """The place of the line, and which of its keys is wrong, for errors."""
        return replace(self.where, key=key)

    @property
    def order(self) -> tuple[str, int]:
        """Where the line stands, for choices that must not hang on the order of reading."""
        return self.where.path, self.where.line or 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line of the ledger in a build; ``note`` says why it changed nothing, or not all that it says."""

    decision: Decision
    note: str | None = None

    def __str__(self) -> str:
        return f"{self.decision.place}: {self.decision.do} of {self.decision.about}: {self.note or 'obeyed'}"


def load_ledger(paths: Iterable[Path]) -> tuple[Decision, ...]:
    """The decisions of the files, by path and line.

    Raises:
        LedgerError: a file cannot be read, or a line is malformed.
    """
    decisions = [_decision(node, str(path)) for path in sorted(set(paths)) for node in entries(path)]
    return tuple(sorted(decisions, key=lambda decision: decision.order))


def _decision(node: yaml.Node, path: str) -> Decision:
    fields = Fields(node, path)
    do: Verb = fields.choice("do", get_args(Verb))  # type: ignore[assignment]
    common = _Common(do, Where(path, line=fields.line), fields.need("why"), fields.need("by"))
    if do in ("same", "different"):
        return Decision(*common, things=_things(fields, do))
    if do in ("retype", "relabel"):
        fields.only(do, *_ALWAYS, *_THING, "to")
        thing = _thing(fields)
        if do == "retype":
            _may_be_retyped(fields, thing)
        return Decision(*common, things=(thing,), to=fields.need("to"))
    if do == "reject":
        if "label" in fields.nodes:
            fields.only(do, *_ALWAYS, *_THING)
            return Decision(*common, things=(_thing(fields),))
        fields.only(do, *_ALWAYS, *_FACT)
        return Decision(*common, fact=_fact(fields, REJECTABLE))
    return _addition(fields, common)


class _Common(NamedTuple):
    do: Verb
    where: Where
    why: str
    by: str


def _addition(fields: Fields, common: _Common) -> Decision:
    document, quote, nth = fields.need("document"), fields.need("quote"), fields.count("nth")
    if len(quote) > _LONGEST_QUOTE or re.search(r"[。！？!?]", quote[:-1].rstrip("”’」』）)》")):
        raise fields.error("is longer than a sentence", "quote", "quote the words that say it and no more")
    if "label" not in fields.nodes:
        fields.only("add", *_ALWAYS, *_FACT, *_SOURCE)
        return Decision(*common, fact=_fact(fields, ADDABLE), document=document, quote=quote, nth=nth)
    fields.only("add", *_ALWAYS, *_THING, *_SOURCE, "forms")
    cls = fields.choice("class", [name for name in CLASSES if name not in FIXED])
    committee = fields.text("committee")
    thing = Thing(cls, fields.need("label"), committee, document if committee is None and cls not in SHARED else None)
    forms = fields.texts("forms")
    return Decision(*common, things=(thing,), forms=forms, document=document, quote=quote, nth=nth)


def _thing(fields: Fields, around: Fields | None = None) -> Thing:
    """The thing that the keys name; what ``fields`` leave out stands around them, for all things of the line."""

    def said(key: str) -> str | None:
        return fields.text(key) or (around.text(key) if around is not None else None)

    holder = fields if "class" in fields.nodes or around is None else around
    cls = holder.choice("class", CLASSES)
    committee, document = said("committee"), said("document")
    return _owned(fields, cls, fields.need("label"), committee, document)


def _owned(fields: Fields, cls: str, label: str, committee: str | None, document: str | None) -> Thing:
    """The thing, once it is sure whose it is."""
    if cls not in SHARED and committee is None and document is None:
        raise fields.error("is missing", "committee", f"say whose {cls} it is (or in which document)")
    return Thing(cls, label, committee, document if committee is None else None)


def _things(fields: Fields, do: str) -> tuple[Thing, ...]:
    """``labels`` of one committee and class, or ``things`` that say for themselves what differs."""
    fields.only(do, *_ALWAYS, "committee", "class", "document", "labels", "things")
    if "things" in fields.nodes:
        found = []
        for node in fields.children("things"):
            each = Fields(node, fields.path)
            each.only(do, *_THING)
            found.append(_thing(each, fields))
    else:
        cls, labels = fields.choice("class", CLASSES), fields.texts("labels")
        committee, document = fields.text("committee"), fields.text("document")
        found = [_owned(fields, cls, label, committee, document) for label in labels]
    if len(set(found)) < 2:
        raise fields.error(
            "names fewer than two things", "things" if "things" in fields.nodes else "labels", "name two"
        )
    if any(thing.cls in FIXED for thing in found):
        raise fields.error("is decided by the tables", "class", f"{', '.join(FIXED)} cannot be joined or split")
    return tuple(dict.fromkeys(found))


def _may_be_retyped(fields: Fields, thing: Thing) -> None:
    fields.choice("to", [name for name in CLASSES if name not in FIXED])
    if thing.cls in FIXED:
        raise fields.error("is decided by the tables", "class", f"{', '.join(FIXED)} keep their class")
    if thing.cls in SHARED and fields.text("to") not in SHARED:
        # A name that several committees use would become one committee's own, and the others' facts lead to it.
        raise fields.error(
            f"is of one committee, and {thing.cls} of none", "to", "reject it, and add what it is where it belongs"
        )


def _fact(fields: Fields, predicates: Iterable[str]) -> FactName:
    predicate, thing = fields.choice("predicate", predicates), fields.need("object")
    if predicate == "hasTheme":
        fields.choice("object", THEMES)
    if predicate == "frequency" and not _DURATION.fullmatch(thing):
        raise fields.error(f"is no interval: {thing!r}", "object", "write P1M for each month, P2W for every two weeks")
    ends: Mapping[str, str | None] = {
        key: fields.choice(key, CLASSES) if key in fields.nodes else None for key in ("subject_class", "object_class")
    }
    return FactName(fields.need("subject"), predicate, thing, fields.text("committee"), fields.text("document"), **ends)
