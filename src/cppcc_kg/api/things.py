"""A thing of the graph with all that is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.sides import Likeness, likenesses
from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS, figure, frequency
from cppcc_kg.model import Entity, Evidence, Fact, Measure


class Passage(NamedTuple):
    """A quote and its place: code-point offsets ``[begin, end)`` into the text of ``document``."""

    quote: str
    document: str
    begin: int
    end: int


class Statement(NamedTuple):
    """A fact in words. ``forward`` is False where the thing is its object; ``derived`` where no text states it."""

    predicate: str
    word: str
    other: str
    forward: bool
    derived: bool
    rules: tuple[str, ...]
    passages: tuple[Passage, ...]


def passages(evidence: tuple[Evidence, ...]) -> tuple[Passage, ...]:
    """Evidence as the interface gives it."""
    return tuple(Passage(e.quote, e.document, *e.span) for e in evidence)


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity seen from its graph.

    >>> station = kg.entity("委员工作站", district="九龙坡区")
    >>> station.label, station.word
    ('委员工作站', '平台载体')
    >>> station.passages[0].document
    'chongqing-model-organs-2021.txt'
    >>> any(fact.predicate == "establishes" and fact.other == "九龙坡区政协" for fact in station.facts)
    True
    """

    entity: Entity
    context: Context

    @property
    def id(self) -> str:
        """The local name; its IRI is ``https://w3id.org/cppcc-kg/id/entity/`` with this."""
        return self.entity.id

    @property
    def label(self) -> str:
        return self.entity.label

    @property
    def cls(self) -> str:
        """The class, as the ontology names it."""
        return self.entity.cls

    @property
    def word(self) -> str:
        """The class in Chinese."""
        return CLASS_WORDS.get(self.entity.cls, self.entity.cls)

    @property
    def district(self) -> str | None:
        """The district whose it is, if it is any one's."""
        found = self.context.districts.get(self.entity.id)
        return found.label if found is not None else None

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(sorted(self.context.themes(self.entity.id)))

    @property
    def frequency(self) -> str | None:
        """How often, in Chinese."""
        return next((frequency(fact.object) for fact in self.context.of(self.entity.id, "frequency")), None)

    @property
    def figures(self) -> tuple[Measure, ...]:
        """The stated figures, values in their units."""
        return tuple(self.context.figures(self.entity.id))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where the texts name it."""
        return passages(self.entity.evidence)

    @property
    def facts(self) -> tuple[Statement, ...]:
        """All facts that it is in, those of which it is the subject first; derived ones are marked."""
        forward = [self._statement(f, forward=True) for f in self.context.out.get(self.entity.id, ())]
        return (*forward, *(self._statement(f, forward=False) for f in self.context.into.get(self.entity.id, ())))

    @property
    def similar(self) -> tuple[Likeness, ...]:
        """Work of the same kind in other districts, with score, reasons and differences, the likest first."""
        return tuple(likenesses(self.entity, self.context))

    def _statement(self, fact: Fact, *, forward: bool) -> Statement:
        name = fact.object if forward else fact.subject
        entity, measure = self.context.entities.get(name), self.context.measures.get(name)
        other = entity.label if entity is not None else figure(measure) if measure is not None else name
        word = RELATION_WORDS.get(fact.predicate, fact.predicate)
        derived = fact.derivation == "derived"
        return Statement(fact.predicate, word, other, forward, derived, fact.rules, passages(fact.evidence))

    def __repr__(self) -> str:
        where = f", {self.district}" if self.district else ""
        return f"<Thing: {self.label} ({self.cls}{where})>"

    def _repr_html_(self) -> str:
        """A card, for notebooks: class, district, facts with a quote each."""
        about = " · ".join(filter(None, (self.word, self.district, "、".join(self.themes), self.frequency)))
        rows = "".join(
            f"<tr><td>{escape(fact.word if fact.forward else '←' + fact.word)}</td><td>{escape(fact.other)}</td>"
            f"<td>{escape(fact.passages[0].quote) if fact.passages else ''}</td></tr>"
            for fact in self.facts
        )
        return f"<h4>{escape(self.label)}</h4><p>{escape(about)}</p><table><tbody>{rows}</tbody></table>"
