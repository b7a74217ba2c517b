"""Work of the same kind in other districts: why it is thought so, and how it differs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.wording import figure, frequency, quote_of, why
from cppcc_kg.model import Entity


@dataclass(frozen=True, slots=True)
class Side:
    """A piece of work as a comparison shows it."""

    entity: Entity
    district: str
    frequencies: tuple[str, ...]
    figures: tuple[str, ...]
    outcomes: tuple[str, ...]
    quote: str
    source: str

    @property
    def said(self) -> str:
        """Frequency, figures and outcomes in words; empty where a text gives none."""
        return "；".join((*self.frequencies, *self.figures, *(f"成效：{outcome}" for outcome in self.outcomes)))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A piece of work, its like in another district, the score, the reasons, and the differences in words."""

    mine: Side
    other: Side
    score: Decimal
    reasons: str
    differences: tuple[str, ...]


def side(entity: Entity, context: Context) -> Side:
    quote, source = quote_of(entity)
    outcomes = [fact.object for fact in context.of(entity.id, "resultsIn")]
    return Side(
        entity=entity,
        district=context.place(entity.id),
        frequencies=tuple(frequency(fact.object) for fact in context.of(entity.id, "frequency")),
        figures=tuple(map(figure, context.figures(entity.id))),
        outcomes=tuple(context.entities[each].label for each in outcomes if each in context.entities),
        quote=quote,
        source=source,
    )


def likenesses(entity: Entity, context: Context) -> list[Likeness]:
    """Who else does this, the most alike first."""
    mine = side(entity, context)
    found = []
    for fact in context.of(entity.id, "similarTo"):
        if fact.object not in context.entities:
            continue
        other = side(context.entities[fact.object], context)
        found.append(Likeness(mine, other, fact.score or Decimal(0), why(fact, context), differences(mine, other)))
    return sorted(found, key=lambda each: (-each.score, each.other.district, each.other.entity.label))


def differences(mine: Side, other: Side) -> tuple[str, ...]:
    """How the two differ in frequency, figures and outcome, in words; only what a text states."""
    told = []
    for name, a, b in (
        ("频次", mine.frequencies, other.frequencies),
        ("数据", mine.figures, other.figures),
        ("成效", mine.outcomes, other.outcomes),
    ):
        if a != b and (a or b):
            told.append(f"{name}：{mine.district}{_said(a)}；{other.district}{_said(b)}")
    return tuple(told)


def _said(values: tuple[str, ...]) -> str:
    return "、".join(values) or "未载"
