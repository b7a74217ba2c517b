"""Readings of all articles → one :class:`cppcc_kg.model.KnowledgeGraph`.

Every step works on sets and sorts before it chooses, so neither the order of documents nor that of rules shows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cppcc_kg.extraction.campaigns import is_campaign
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.readings import Figure, Mention, RawFact, Reading
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import (
    ArticleRecord,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Measure,
    SourceDocument,
    Span,
    content_id,
)
from cppcc_kg.reading.tree import Article, Page
from cppcc_kg.resolution.identity import Key, decide_classes, key_of

MOST_EVIDENCE = 8
MOST_ALTERNATIVES = 6
#: Which property says that a committee has a thing, and which that a line of work has it, by the thing's class.
_HAVING = {"Initiative": "carriesOut", "Practice": "carriesOut", "Document": "produces"}
_SETTING_UP = ("Mechanism", "Principle", "Platform")


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article of a page with what was read from it."""

    page: Page
    article: Article
    reading: Reading


@dataclass(slots=True)
class _Gathered:
    """All mentions of one entity, before one label is chosen."""

    labels: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    evidence: set[Evidence] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    code: str | None = None
    level: str | None = None


def resolve(readings: Sequence[ArticleReading]) -> KnowledgeGraph:
    """The graph of all readings."""
    return _Resolver(readings).graph()


class _Resolver:
    def __init__(self, readings: Sequence[ArticleReading]) -> None:
        self.readings = readings
        self.classes = decide_classes(
            (item.article.document, mention) for item in readings for mention in item.reading.mentions
        )
        self.gathered: dict[Key, _Gathered] = defaultdict(_Gathered)
        self.facts: dict[tuple[str, str, str], tuple[set[str], set[Evidence], set[str]]] = {}
        self.measures: dict[str, Measure] = {}

    def graph(self) -> KnowledgeGraph:
        for item in self.readings:
            self._gather(item)
        for item in self.readings:
            self._relate(item)
        self._campaigns()
        entities = self._entities()
        known = {entity.id for entity in entities}
        facts = [fact for fact in self._facts() if fact.subject in known]
        return KnowledgeGraph(
            documents=tuple(sorted({_document(item.page) for item in self.readings}, key=lambda d: d.identifier)),
            articles=tuple(sorted((self._article(item) for item in self.readings), key=lambda a: a.id)),
            entities=entities,
            facts=tuple(sorted(facts, key=lambda f: (f.subject, f.predicate, f.object))),
            measures=tuple(self.measures[key] for key in sorted(self.measures)),
        )

    def _key(self, mention: Mention, item: ArticleReading) -> Key:
        return key_of(mention, item.article.document, self.classes)

    # -- entities ------------------------------------------------------------------------------------------------

    def _gather(self, item: ArticleReading) -> None:
        for mention in item.reading.mentions:
            found = self.gathered[self._key(mention, item)]
            found.labels[mention.label] += 1
            found.forms.update(mention.alternatives)
            found.evidence.add(_evidence(item, mention.quote))
            found.rules.add(mention.rule)
            found.code = found.code or mention.code
            found.level = found.level or mention.level

    def _entities(self) -> tuple[Entity, ...]:
        return tuple(sorted((self._entity(key, found) for key, found in self.gathered.items()), key=lambda e: e.id))

    def _entity(self, key: Key, found: _Gathered) -> Entity:
        label = min(found.labels, key=lambda text: (-found.labels[text], len(text), text))
        forms = {form for form in (*found.labels, *found.forms) if form != label and len(form) > 1}
        ranked = sorted(forms, key=lambda text: (-(found.labels[text] + found.forms[text]), len(text), text))
        return Entity(
            id=key.id,
            cls=key.cls,
            label=label,
            alternatives=tuple(sorted(ranked[:MOST_ALTERNATIVES])),
            evidence=tuple(sorted(found.evidence)[:MOST_EVIDENCE]),
            scope=self._scope(key),
            level=found.level,
            code=found.code,
            rules=tuple(sorted(found.rules)),
        )

    def _scope(self, key: Key) -> str | None:
        """The committee whose the entity is; a body of a division belongs with the division's committee."""
        owner = key.owner
        if key.cls == "Organization":
            code, mark, body = key.name.partition(":")
            owner = f"{code}:政协" if mark and body != "政协" else ""
        committee = Key("Organization", "", owner)
        return committee.id if owner and committee in self.gathered else None

    def _article(self, item: ArticleReading) -> ArticleRecord:
        article, committee = item.article, item.reading.committee
        return ArticleRecord(
            id=content_id("article", article.document, str(article.span.begin)),
            document=article.document,
            span=article.span,
            title=plain(article.words(article.title)) if article.title is not None else None,
            date=item.page.metadata.date,
            creator=self._key(committee, item).id if committee is not None else None,
        )

    # -- facts ---------------------------------------------------------------------------------------------------

    def _relate(self, item: ArticleReading) -> None:
        for fact in item.reading.facts:
            for predicate, subject, thing in self._adapt(fact, item):
                self._add(subject, predicate, thing, fact.rule, _evidence(item, fact.quote))
        for figure in item.reading.figures:
            self._measure(figure, item)

    def _adapt(self, fact: RawFact, item: ArticleReading) -> Iterator[tuple[str, str, str]]:
        """The fact in the contract's words, once the classes of both ends are settled."""
        subject = self._key(fact.subject, item)
        if isinstance(fact.object, str):
            yield fact.predicate, subject.id, fact.object
            return
        thing = self._key(fact.object, item)
        predicate = _predicate(fact.predicate, subject, thing)
        if predicate is not None and subject != thing and (subject in self.gathered and thing in self.gathered):
            if predicate == "partOf" and fact.predicate == "realizedBy":
                subject, thing = thing, subject
            yield predicate, subject.id, thing.id

    def _add(self, subject: str, predicate: str, thing: str, rule: str, evidence: Evidence) -> None:
        rules, passages, _ = self.facts.setdefault((subject, predicate, thing), (set(), set(), set()))
        rules.add(rule)
        passages.add(evidence)

    def _facts(self) -> Iterable[Fact]:
        dates = {item.article.document: item.page.metadata.date for item in self.readings}
        for (subject, predicate, thing), (rules, passages, _) in self.facts.items():
            evidence = tuple(sorted(passages)[:MOST_EVIDENCE])
            known = sorted(date for e in evidence if (date := dates.get(e.document)) is not None)
            yield Fact(subject, predicate, thing, tuple(sorted(rules)), evidence, as_of=known[-1] if known else None)

    # -- measures ------------------------------------------------------------------------------------------------

    def _measure(self, figure: Figure, item: ArticleReading) -> None:
        of = self._key(figure.of, item)
        if of not in self.gathered:
            return
        evidence = _evidence(item, figure.quote)
        number = (str(part) for part in (figure.value, figure.low, figure.high, figure.unit, figure.noun))
        begin, end = evidence.span
        identifier = f"measure-{content_id('Measure', evidence.document, str(begin), str(end), *number)}"
        owner = self._key(figure.owner, item).id if figure.owner is not None else None
        self.measures[identifier] = Measure(
            id=identifier, quantity_of=figure.noun, unit=figure.unit,
            value=figure.value, low=figure.low, high=figure.high, period=figure.period, per=figure.per,
            reported_by=owner, evidence=(evidence,), rules=(figure.rule,), as_of=item.page.metadata.date,
        )  # fmt: skip
        self._add(of.id, "hasMeasure", identifier, figure.rule, evidence)

    # -- campaigns -----------------------------------------------------------------------------------------------

    def _campaigns(self) -> None:
        """A shared node for what is national or municipal; each district's own work is under it and nothing else is."""
        for key in sorted(self.gathered):
            if key.cls not in ("Initiative", "Platform"):
                continue
            found = self.gathered[key]
            name = _campaign_of(key.cls, found.labels)
            if name is None:
                continue
            campaign = Key("Campaign", "", name)
            self.gathered[campaign].labels[name] += 1
            self.gathered[campaign].rules.add("campaign.shared")
            for evidence in sorted(found.evidence)[:MOST_EVIDENCE]:
                self._add(key.id, "underCampaign", campaign.id, "campaign.shared", evidence)


def _campaign_of(cls: str, labels: Iterable[str]) -> str | None:
    for label in sorted(labels):
        if cls == "Initiative" and (name := is_campaign(label)) is not None:
            return name
        brand = next((brand for brand in sorted(terms().brands) if brand in plain(label)), None)
        if brand is not None:
            return brand
    return None


def _predicate(predicate: str, subject: Key, thing: Key) -> str | None:
    """The property that the contract has for these classes, or none where it has no such fact."""
    if predicate in ("carriesOut", "establishes"):
        return "establishes" if thing.cls in _SETTING_UP else _HAVING.get(thing.cls)
    if predicate in ("realizedBy", "partOf") and subject.cls == "Initiative" and thing.cls == "Initiative":
        return "partOf"
    if predicate == "realizedBy" and subject.cls != "Initiative":
        return None
    if predicate == "partOf" and subject.cls != thing.cls:
        return None
    if predicate == "aimsAt" and subject.cls not in ("Initiative", "Mechanism", "Platform", "Principle"):
        return None
    return predicate


def _evidence(item: ArticleReading, span: Span) -> Evidence:
    place = item.article.healed.to_file(span)
    return Evidence(item.article.document, place, item.page.text[place.begin : place.end])


def _document(page: Page) -> SourceDocument:
    metadata = page.metadata
    return SourceDocument(page.identifier, metadata.title, metadata.date, metadata.publisher, metadata.url)


def rules_fired(graph: KnowledgeGraph) -> Mapping[str, int]:
    """How many facts each rule read."""
    return Counter(rule for fact in graph.facts for rule in fact.rules)
