"""What must hold of every graph, checked in the project's own types: the build's last look before it replaces output.

The names of the invariants are those of the shapes in ``ontology/shapes.ttl``, which say the same of a file. A few can
be said here alone, since SHACL Core cannot say them: nothing is part of its own part, a passage that states a plan does
not also state the deed, a quote is as long as its span and is what the text has there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cppcc_kg.graph.terms import date_type
from cppcc_kg.model import CLASSES, LITERALS, THEMES, ArticleRecord, Entity, Evidence, Fact, KnowledgeGraph, Measure
from cppcc_kg.resolution.fitting import FITTING, fits

_INTERVAL = re.compile(r"P([0-9]+[YMWD])+")
_CODE = re.compile(r"[0-9]{6}")
_LEVELS = ("county", "prefecture", "province")
_MARKS = re.compile("[“”《》\n]")
_DONE = ("carriesOut", "establishes")
_UNWITNESSED = ("Campaign", "District")

_REPORT = "report the rule that read it"
_RULE = "mend the rule that read it, or decide in ledger.yaml (reject, retype)"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One fault of one node. ``shape`` is the invariant's name; ``where`` a document with offset, if known."""

    shape: str
    node: str
    what: str
    where: str
    why: str
    mend: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fault:
    shape: str
    why: str
    mend: str = _REPORT


def check(
    graph: KnowledgeGraph, texts: Mapping[str, str] | None = None, *, outside: Iterable[Entity] = ()
) -> list[Violation]:
    """The violations of ``graph``, sorted. ``texts``, by document identifier, lets quotes be compared with the text.

    A part of a graph can be checked, so long as it holds both ends of its facts; ``outside`` has those ends that
    belong to another part, and are not checked here.
    """
    return sorted(_Checker(graph, texts or {}, outside).violations())


class _Checker:
    def __init__(self, graph: KnowledgeGraph, texts: Mapping[str, str], outside: Iterable[Entity]) -> None:
        self.graph = graph
        self.texts = texts
        known = (*outside, *graph.entities)
        self.classes = {entity.id: entity.cls for entity in known}
        self.labels = {entity.id: entity.label for entity in known}
        self.measures = {measure.id: measure for measure in graph.measures}
        self.documents = {document.identifier for document in graph.documents}
        self.hung = {fact.object for fact in graph.facts if fact.predicate == "hasMeasure"}

    def violations(self) -> Iterator[Violation]:
        for entity in self.graph.entities:
            yield from self._told(entity.id, entity.label, entity.evidence, self._entity(entity))
        for measure in self.graph.measures:
            what = f"{measure.quantity_of} {measure.value or ''}{measure.unit}"
            yield from self._told(measure.id, what, measure.evidence, self._measure(measure))
        for fact in self.graph.facts:
            yield from self._told(fact_key(fact), self._words(fact), fact.evidence, self._fact(fact))
        for fact in _circles(self.graph.facts):
            fault = _Fault("part-of-circle", "is part of its own part", _RULE)
            yield from self._told(fact_key(fact), self._words(fact), fact.evidence, [fault])
        for fact in self._planned_and_done():
            fault = _Fault("plan-not-deed", "one passage states it as planned and as done", _RULE)
            yield from self._told(fact_key(fact), self._words(fact), fact.evidence, [fault])
        for article in self.graph.articles:
            yield from self._article(article)
        holders: tuple[Entity | Measure | Fact, ...] = (*self.graph.entities, *self.graph.measures, *self.graph.facts)
        for evidence in {passage for holder in holders for passage in holder.evidence}:
            yield from self._told("passage", evidence.quote, (evidence,), self._passage(evidence))

    def _told(
        self, node: str, what: str, evidence: tuple[Evidence, ...], faults: Iterable[_Fault]
    ) -> Iterator[Violation]:
        for fault in faults:
            where = f"{evidence[0].document} @{evidence[0].span.begin}" if evidence else ""
            documents = tuple(sorted({each.document for each in evidence}))
            yield Violation(fault.shape, node, what, where, fault.why, fault.mend, documents)

    def _words(self, fact: Fact) -> str:
        thing = self.labels.get(fact.object, fact.object)
        return f"{self.labels.get(fact.subject, fact.subject)} {fact.predicate} {thing}"

    # -- entities --------------------------------------------------------------------------------------------------

    def _entity(self, entity: Entity) -> Iterator[_Fault]:
        if not entity.label or _MARKS.search(entity.label):
            yield _Fault("label", "needs a label without quotation marks or line breaks", "relabel it in ledger.yaml")
        if entity.cls not in CLASSES:
            yield _Fault("class", f"{entity.cls!r} is no class of the model")
        allowed = {"Mechanism"} if entity.cls in ("Principle", "Platform") else set()
        if set(entity.also) - allowed:
            yield _Fault(f"one-class-{entity.cls}", "is also of another class of the model", "retype it in ledger.yaml")
        if not entity.evidence and entity.cls not in _UNWITNESSED:
            yield _Fault("evidence", "needs at least one passage as evidence")
        if entity.scope is not None and self.classes.get(entity.scope) != "Organization":
            yield _Fault("committee", "belongs to a committee that is no organization of this graph")
        if entity.cls == "District" and entity.level not in _LEVELS:
            yield _Fault("level", "needs a level: county, prefecture or province")
        if entity.code is not None and not _CODE.fullmatch(entity.code):
            yield _Fault("code", "has a code that is not six digits", "correct it by GB/T 2260")

    # -- measures --------------------------------------------------------------------------------------------------

    def _measure(self, measure: Measure) -> Iterator[_Fault]:
        if not measure.quantity_of:
            yield _Fault("quantity", "needs a counted thing")
        if not measure.unit:
            yield _Fault("unit", "needs a unit")
        yield from _numbers(measure)
        yield from _times(measure)
        if measure.reported_by is not None and self.classes.get(measure.reported_by) != "Organization":
            yield _Fault("reporter", "is reported by what is no organization of this graph")
        if not measure.evidence:
            yield _Fault("evidence", "needs at least one passage as evidence")
        if measure.id not in self.hung:
            yield _Fault("measure-hung", "hangs on nothing: no hasMeasure leads to it")

    # -- facts -----------------------------------------------------------------------------------------------------

    def _fact(self, fact: Fact) -> Iterator[_Fault]:
        if fact.predicate not in FITTING:
            yield _Fault("predicate", f"{fact.predicate!r} is no relation of the model")
            return
        yield from self._ends(fact)
        yield from self._ground(fact)
        if fact.as_of is not None and not _is_date(fact.as_of):
            yield _Fault("as-of", f"{fact.as_of!r} is no date")
        if fact.role is not None and fact.predicate != "memberOf":
            yield _Fault("role-of", "has a role and states no memberOf")

    def _ends(self, fact: Fact) -> Iterator[_Fault]:
        subject = self.classes.get(fact.subject)
        literal = fact.predicate in LITERALS
        thing = None if literal else self.classes.get(fact.object)
        if subject is None:
            yield _Fault("subject", "has a subject of which nothing is said")
        elif not literal and thing is None:
            yield _Fault("object", "has an object of which nothing is said")
        elif subject == "Campaign":
            yield _Fault(f"campaign-no-{fact.predicate}", f"a campaign has no {fact.predicate} of its own", _RULE)
        elif not fits(fact.predicate, subject, thing):
            mine = subject in FITTING[fact.predicate][0]
            why = f"{fact.predicate} cannot lead from {subject} to {thing or 'this'}"
            yield _Fault(f"{fact.predicate}-{'to' if mine else 'from'}", why, _RULE)
        if fact.subject == fact.object:
            yield _Fault("not-itself", "relates a thing to itself", _RULE)
        if fact.predicate == "hasTheme" and fact.object not in THEMES:
            yield _Fault("hasTheme-to", f"{fact.object!r} is none of the themes")
        if fact.predicate == "frequency" and not _INTERVAL.fullmatch(fact.object):
            yield _Fault("frequency-to", f"{fact.object!r} is no ISO 8601 duration")
        if fact.predicate == "hasMeasure" and fact.object not in self.measures:
            yield _Fault("hasMeasure-to", "names a measure that is not there")

    def _ground(self, fact: Fact) -> Iterator[_Fault]:
        if not fact.rules:
            yield _Fault("statement-rule", "needs the rule that read or derived it")
        if fact.derivation == "read" and not fact.evidence:
            yield _Fault("fact-ground", "was read and has no passage")
        if fact.derivation == "derived" and not fact.sources:
            yield _Fault("fact-ground", "was derived and does not name from what")
        yield from _scores(fact)

    def _planned_and_done(self) -> Iterator[Fact]:
        done: defaultdict[tuple[str, str], set[Evidence]] = defaultdict(set)
        for fact in self.graph.facts:
            if fact.predicate in _DONE:
                done[fact.subject, fact.object].update(fact.evidence)
        for fact in self.graph.facts:
            if fact.predicate == "plans" and done.get((fact.subject, fact.object), set()) & set(fact.evidence):
                yield fact

    # -- sources ---------------------------------------------------------------------------------------------------

    def _article(self, article: ArticleRecord) -> Iterator[Violation]:
        faults = []
        if article.document not in self.documents:
            faults.append(_Fault("article-document", "is part of a document that is not there"))
        begin, end = article.span
        if not 0 <= begin < end and (begin, end) != (0, 0):
            faults.append(_Fault("begin", "does not begin before it ends"))
        if article.creator is not None and self.classes.get(article.creator) != "Organization":
            faults.append(_Fault("article-creator", "has a byline that is no organization of this graph"))
        if article.date is not None and not _is_date(article.date):
            faults.append(_Fault("document-date", f"{article.date!r} is no date", "correct it in NAME.meta.yaml"))
        for fault in faults:
            where = f"{article.document} @{begin}"
            what = article.title or "article"
            yield Violation(fault.shape, article.id, what, where, fault.why, fault.mend, (article.document,))

    def _passage(self, evidence: Evidence) -> Iterator[_Fault]:
        begin, end = evidence.span
        if not 0 <= begin < end:
            yield _Fault("begin", "does not begin before it ends")
        elif len(evidence.quote) != end - begin:
            yield _Fault("quote-length", "has a quote that is not as long as its span")
        elif evidence.document in self.texts and self.texts[evidence.document][begin:end] != evidence.quote:
            yield _Fault("quote-of-text", "has a quote that the text does not have there", "build from the same texts")
        if self.documents and evidence.document not in self.documents:
            yield _Fault("passage-document", "is of a document that is not there")


def _numbers(measure: Measure) -> Iterator[_Fault]:
    value, low, high = measure.value, measure.low, measure.high
    stated = [number for number in (value, low, high) if number is not None]
    if not stated:
        yield _Fault("measure-number", "needs a value or a bound")
    if any(not number.is_finite() for number in stated):
        yield _Fault("value", "has a number that is not finite")
    elif _above(low, high):
        yield _Fault("lower-bound", "has a lower bound above its upper bound")
    elif _above(low, value):
        yield _Fault("lower-bound-of-value", "has a lower bound above its value")
    elif _above(value, high):
        yield _Fault("value-of-upper-bound", "has a value above its upper bound")


def _times(measure: Measure) -> Iterator[_Fault]:
    begin, end = measure.begin, measure.end
    for name, moment in (("period-begin", begin), ("period-end", end), ("as-of", measure.as_of)):
        if moment is not None and not _is_date(moment):
            yield _Fault(name, f"{moment!r} is no date")
    if begin and end and _is_date(begin) and _is_date(end):
        length = min(len(begin), len(end))  # 2021-05 may begin in what ends with 2021
        if begin[:length] > end[:length]:
            yield _Fault("period-order", "has a period that ends before it begins")
    if measure.per is not None and not _INTERVAL.fullmatch(measure.per):
        yield _Fault("per", f"{measure.per!r} is no ISO 8601 duration")


def _scores(fact: Fact) -> Iterator[_Fault]:
    if fact.predicate != "similarTo":
        if fact.score is not None or fact.parts:
            yield _Fault("scored", "has a score and states no similarTo")
        return
    if fact.derivation != "derived":
        yield _Fault("similar-scored", "similarTo is derived, never read from a text", _RULE)
    elif fact.score is None or not fact.parts:
        yield _Fault("similar-scored", "needs its score and at least one part of it")
    if any(score is not None and not 0 <= score <= 1 for score in (fact.score, *(part.score for part in fact.parts))):
        yield _Fault("score", "has a score that is not from 0 to 1")


def fact_key(fact: Fact) -> str:
    """What a violation of a fact has as its ``node``."""
    return f"{fact.subject} {fact.predicate} {fact.object}"


def _above(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one > other


def _is_date(value: str) -> bool:
    return date_type(value) is not None


def _circles(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The partOf facts whose whole is, over whatever steps, part of their part."""
    parts = [fact for fact in facts if fact.predicate == "partOf" and fact.subject != fact.object]
    above: defaultdict[str, set[str]] = defaultdict(set)
    for fact in parts:
        above[fact.subject].add(fact.object)
    for fact in parts:
        seen, ahead = {fact.object}, [fact.object]
        while ahead:
            new = above.get(ahead.pop(), set()) - seen
            seen |= new
            ahead.extend(new)
        if fact.subject in seen:
            yield fact
