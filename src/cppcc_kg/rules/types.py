"""What a rule is: it finds one construction, says what it emits, and carries cases that it must and must not match."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Formatter
from typing import Literal, NamedTuple

from cppcc_kg.errors import Where

#: ``name``: a pattern that finds a name and hides it from later layers. ``frame``: a governing verb with its object.
#: ``pattern``: a pattern over what the names left. ``grammar``: a construction that the reader itself handles
#: (sections, figures, titles); the rule documents it and holds its examples.
Layer = Literal["name", "frame", "pattern", "grammar"]


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
    emits: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    facts: tuple[FactTemplate, ...] = ()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False, repr=False)

    def at(self, key: str) -> Where:
        """Where ``key`` of this rule stands, the rule's beginning where it has no such key."""
        return Where(self.where.path, line=dict(self.lines).get(key, self.where.line), key=key)

    @property
    def label_groups(self) -> tuple[str, ...]:
        """The groups that the label's template names."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.label or "") if name)
