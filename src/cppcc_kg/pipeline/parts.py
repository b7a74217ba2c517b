"""Parts of a graph: what hangs together by whose it is, so that each can be made from its own pieces alone.

A *part* is a committee with its bodies and all that is theirs; a division, a person, a campaign, a body of no known
division; or what a document tells of no committee. What one document tells of one part is a *piece*. A part is a
function of the set of its pieces, whatever their order, and so a partial graph is a set of pieces and its merge the
union of sets: associative, commutative, idempotent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cppcc_kg.model import CLASSES, LITERALS, Entity, Evidence, Measure, Span
from cppcc_kg.pipeline.artefacts import flat, number, pack, unpack
from cppcc_kg.resolution.amendments import Triple
from cppcc_kg.resolution.articles import ArticleReading, document_of
from cppcc_kg.resolution.decisions import Judge
from cppcc_kg.resolution.evidence import kept
from cppcc_kg.resolution.gathering import Gathered
from cppcc_kg.resolution.identity import DOCUMENT, RIVALS, Key, decided, fold, owner_of
from cppcc_kg.resolution.resolve import Resolver

_CLASSES = {cls.lower(): cls for cls in CLASSES}


def part_of(key: Key) -> str:
    """The part that an entity belongs to: of what is a committee's, the division's code or the committee's name.

    >>> part_of(Key("Practice", "500101:政协", "专题调研")), part_of(Key("Person", "", "王炯"))
    ('of 500101', 'Person 王炯')
    """
    owner = key.name if key.cls == "Organization" else key.owner
    return f"of {whose(owner)}" if owner else safe(f"{key.cls} {key.name}")


def whose(owner: str) -> str:
    """What the bodies of one committee have in common."""
    return safe(owner if owner.startswith(DOCUMENT) else fold(owner.partition(":")[0]))


def safe(text: str) -> str:
    """The text as a database can hold it: lone surrogates, which file names may have, escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def class_of(identifier: str) -> str:
    """The class that an entity's id begins with."""
    return _CLASSES[identifier.rpartition("-")[0]]


# -- rivals: the one class of a label that was read as several ---------------------------------------------------------


def rivals_of(readings: Iterable[ArticleReading]) -> dict[str, dict[str, dict[str, int]]]:
    """Part → owner and folded label → how often each class was read; the first two joined by a line feed."""
    found: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for item in readings:
        for mention in item.reading.mentions:
            if mention.cls in RIVALS:
                owner = owner_of(mention, item.article.document)
                found[f"of {whose(owner)}"][f"{owner}\n{fold(mention.label)}"][mention.cls] += 1
    return {part: {name: dict(sorted(n.items())) for name, n in sorted(names.items())} for part, names in found.items()}


def decide(rivals: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, str]:
    """The same as :func:`cppcc_kg.resolution.identity.decide_classes`, from what each document said of a part."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for names in rivals:
        for name, classes in names.items():
            counts[name].update(classes)
    return decided(dict(sorted(counts.items())))


# -- pieces ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Told:
    """What a document tells: its pieces by part, its own facts, and which parts it ties together."""

    facts: dict[str, Any]
    pieces: dict[str, bytes]
    links: list[tuple[str, str]]


def tell(readings: list[ArticleReading], classes: Mapping[tuple[str, str], str]) -> Told:
    """The pieces of a document, once it is decided which class each of its labels has."""
    resolver = Resolver(Judge(), classes)
    resolver.take(readings)
    parts = {key.id: part_of(key) for key in resolver.gathered}
    pieces: defaultdict[str, _Piece] = defaultdict(_Piece)
    for key, found in resolver.gathered.items():
        pieces[parts[key.id]].entities.append(_entity(key, found))
    links = set()
    for (subject, predicate, thing), (rules, passages) in resolver.facts.items():
        pieces[parts[subject]].facts.append([subject, predicate, thing, sorted(rules), _passages(passages)])
        if predicate == "hasMeasure":
            pieces[parts[subject]].measures.append(_measure(resolver.measures[thing]))
        elif predicate == "partOf" and parts[subject] != parts[thing]:
            links.add((parts[subject], parts[thing]))
    return Told(_facts(readings, resolver), {part: piece.packed() for part, piece in pieces.items()}, sorted(links))


def _facts(readings: list[ArticleReading], resolver: Resolver) -> dict[str, Any]:
    document = document_of(readings[0].page)
    articles = []
    for item in readings:
        a, reading, title = resolver.article(item), item.reading, item.article.title
        name = item.article.words(title) if title is not None else item.article.kind
        told = [name, reading.sentences, len(reading.told), len(reading.facts), len(reading.figures)]
        articles.append([a.id, a.span, a.title, a.date, a.creator, *told])
    return {"document": flat(document), "articles": articles}


@dataclass(slots=True)
class _Piece:
    entities: list[list[Any]] = field(default_factory=list)
    facts: list[list[Any]] = field(default_factory=list)
    measures: list[list[Any]] = field(default_factory=list)

    def packed(self) -> bytes:
        return pack(
            [sorted(self.entities, key=_by_key), sorted(self.facts, key=_by_triple), sorted(self.measures, key=_first)]
        )


def _by_key(row: list[Any]) -> list[str]:
    return row[:3]


def _by_triple(row: list[Any]) -> list[str]:
    return row[:3]


def _first(row: list[Any]) -> str:
    return str(row[0])


def _entity(key: Key, found: Gathered) -> list[Any]:
    labels, forms = dict(sorted(found.labels.items())), dict(sorted(found.forms.items()))
    told = [labels, forms, _passages(found.evidence), sorted(found.rules), found.code, found.level]
    return [key.cls, key.owner, key.name, *told]


def _passages(evidence: Iterable[Evidence]) -> list[list[Any]]:
    return [[each.document, each.span, each.quote, each.page] for each in kept(evidence)]


def _measure(m: Measure) -> list[Any]:
    numbers = [None if each is None else str(each) for each in (m.value, m.low, m.high)]
    return [
        m.id, m.quantity_of, m.unit, *numbers, m.period, m.per, m.reported_by, _passages(m.evidence), list(m.rules),
        m.as_of, m.begin, m.end,
    ]  # fmt: skip


def campaign_piece(name: str, works: int) -> bytes:
    """What a part with so many works under a campaign tells of the campaign."""
    key = Key("Campaign", "", name)
    found = Gathered(labels=Counter({name: works}), rules={"campaign.shared"})
    return pack([[_entity(key, found)], [], []])


# -- pieces put together -----------------------------------------------------------------------------------------------


def put_together(pieces: Iterable[bytes]) -> Resolver:
    """All that the pieces of a part tell, ready to become a graph."""
    resolver = Resolver(Judge(), {})
    for data in pieces:
        entities, facts, measures = unpack(data)
        for cls, owner, name, labels, forms, passages, rules, code, level in entities:
            found = resolver.gathered[Key(cls, owner, name)]
            found.labels.update(labels)
            found.forms.update(forms)
            found.evidence.update(_read(passages))
            found.rules.update(rules)
            found.code = _lesser(found.code, code)
            found.level = _lesser(found.level, level)
        for subject, predicate, thing, rules, passages in facts:
            triple: Triple = (subject, predicate, thing)
            known, evidence = resolver.facts.setdefault(triple, (set(), set()))
            known.update(rules)
            evidence.update(_read(passages))
        for row in measures:
            measure = _read_measure(row)
            resolver.measures[measure.id] = measure
    return resolver


def _lesser(one: str | None, other: str | None) -> str | None:
    return min(one, other) if one is not None and other is not None else one if one is not None else other


def _read(passages: Iterable[list[Any]]) -> Iterable[Evidence]:
    return (Evidence(document, Span(*span), *rest) for document, span, *rest in passages)


def _read_measure(row: list[Any]) -> Measure:
    name, noun, unit, value, low, high, period, per, reporter, passages, rules, as_of, begin, end = row
    return Measure(
        name, noun, unit, number(value), number(low), number(high), period, per, reporter,
        tuple(_read(passages)), tuple(rules), as_of, begin, end,
    )  # fmt: skip


def outside(resolver: Resolver) -> list[Entity]:
    """The ends of facts that belong to other parts: class alone is known of them."""
    known = {key.id for key in resolver.gathered}
    ends = {thing for _, predicate, thing in resolver.facts if predicate not in LITERALS} - known
    reporters = {m.reported_by for m in resolver.measures.values() if m.reported_by} - known
    return [Entity(each, class_of(each), "") for each in sorted(ends | reporters)]
