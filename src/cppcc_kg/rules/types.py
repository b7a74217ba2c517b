"""What a rule is: it finds one construction, says what it emits, and carries cases that it must and must not match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Literal, NamedTuple

from cppcc_kg.errors import Where

#: ``name``: a pattern that finds a name and hides it from later layers. ``frame``: a governing verb with its object.
#: ``pattern``: a pattern over what the names left. ``grammar``: a construction that the reader itself handles
#: (sections, figures, titles); the rule documents it and holds its examples.
Layer = Literal["name", "frame", "pattern", "grammar"]


#: What a rule may say of what it gives besides its class, each with the layers where it means something.
MARKS: Mapping[str, tuple[Layer, ...]] = {
    "honour": ("pattern",),  # what the committee itself won comes of the programme, not of the last thing told
    "upon-text": ("pattern",),  # gives nothing unless this sentence or the one before told of a titled text
    "programme": ("pattern", "frame"),  # named in the opening, it is the programme of the whole article …
    "sections": ("pattern", "frame"),  # … and the headings are its parts
    "single-act": ("pattern", "frame"),  # a result comes rather from the activity or mechanism that it is part of
    "writing": ("pattern", "frame"),  # reports written: a title beside them is one of them
    "from-above": ("pattern", "frame"),  # another body's programme: under a heading no line of work of its own
    "points-back": ("name",),  # a bare 联络组 is the group of the town told of before
    "shares-level": ("name",),  # the level (县) stands at the body named before it
    "shares-kind": ("name",),  # the word of kind (社区) stands after 等
}


class FactTemplate(NamedTuple):
    """``subject property object``, each a group of the rule or a role that the context fills (agent, line, …)."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and for a positive case the labels that the rule must give in it, in text order."""

    text: str
    labels: tuple[str, ...] = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as loaded.

    ``trigger`` (the words of the lexicon's ``sets`` among them), ``left``, ``right`` are for patterns, ``governor``,
    ``head``, ``object``, ``aspect`` for frames; ``clause`` must and ``unless`` must not be found around or in the
    match. ``emits`` maps a group to a class, ``roles`` a group to the classes of names to take from it; ``label`` is
    a template over groups for the label of what is emitted, and ``whole`` keeps the matched words as they are.
    ``marks`` say how the reader takes what the rule gives (:data:`MARKS`).
    """

    id: str
    finds: str
    layer: Layer
    where: Where
    priority: int = 50
    trigger: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    left: str | None = None
    right: str | None = None
    governor: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    object: str | None = None
    aspect: str | None = None
    clause: str | None = None
    unless: str | None = None
    label: str | None = None
    whole: bool = False
    marks: tuple[str, ...] = ()
    emits: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    facts: tuple[FactTemplate, ...] = ()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False, repr=False)

    def __hash__(self) -> int:
        # An id is unique in a pack: reading hashes the pack once an article, and all fields of all rules cost more.
        return hash(self.id)

    def at(self, key: str) -> Where:
        """Where ``key`` of this rule stands, the rule's beginning where it has no such key."""
        return Where(self.where.path, line=dict(self.lines).get(key, self.where.line), key=key)

    @property
    def label_groups(self) -> tuple[str, ...]:
        """The groups that the label's template names."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.label or "") if name)


def marked(rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    """Mark → the ids of the rules that carry it."""
    found: dict[str, set[str]] = {mark: set() for mark in MARKS}
    for rule in rules:
        for mark in rule.marks:
            found[mark].add(rule.id)
    return {mark: frozenset(ids) for mark, ids in found.items()}
