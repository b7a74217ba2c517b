"""Readings of all articles → one :class:`cppcc_kg.model.KnowledgeGraph`.

Every step works on sets and sorts before it chooses, so neither the order of documents nor that of rules shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.readings import Figure, Mention, RawFact
from cppcc_kg.model import (
    ArticleRecord,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Measure,
    content_id,
)
from cppcc_kg.resolution.adapting import campaign_of, predicate_of, refitted
from cppcc_kg.resolution.addresses import Directory
from cppcc_kg.resolution.amendments import Amender, Told, Triple
from cppcc_kg.resolution.articles import ArticleReading, document_of
from cppcc_kg.resolution.dating import Calendar, as_of, stated
from cppcc_kg.resolution.decisions import Judge, aliases
from cppcc_kg.resolution.evidence import kept
from cppcc_kg.resolution.fitting import fits
from cppcc_kg.resolution.gathering import Gathered
from cppcc_kg.resolution.identity import Key, decide_classes, key_of
from cppcc_kg.resolution.ledger import Decision, Ruling


def resolve(readings: Sequence[ArticleReading], decisions: Sequence[Decision] = ()) -> KnowledgeGraph:
    """The graph of all readings, as a ledger's decisions have it."""
    return resolve_by(readings, decisions)[0]


def resolve_by(
    readings: Sequence[ArticleReading], decisions: Sequence[Decision]
) -> tuple[KnowledgeGraph, tuple[Ruling, ...]]:
    """The graph, and what became of each decision. Raises LedgerError where they cannot be obeyed."""
    mentions = [(item.article.document, mention) for item in readings for mention in item.reading.mentions]
    judge = Judge(decisions, aliases(decisions, (mention for _, mention in mentions)))
    classes = decide_classes(mentions, judge.alias)
    judge.hear((key_of(m, document, classes, judge.alias), m.label, m.alternatives) for document, m in mentions)
    resolver = Resolver(judge, classes)
    resolver.take(readings)
    resolver.amend(Amender(judge, (resolver.told(item) for item in readings)) if decisions else None)
    dates = Calendar((item.article.document, item.article.span, item.date) for item in readings)
    graph = replace(
        resolver.graph(dates),
        documents=tuple(sorted({document_of(item.page) for item in readings}, key=lambda d: d.identifier)),
        articles=tuple(sorted((resolver.article(item) for item in readings), key=lambda a: a.id)),
    )
    return graph, tuple(Ruling(line, judge.notes.get(line)) for line in decisions)


class Resolver:
    """What is known of entities, facts and measures, gathered reading by reading and then made a graph.

    ``judge`` and ``classes`` say which mentions are one thing; with them given, what a document tells depends on
    no other document. ``gathered``, ``facts`` and ``measures`` may also be filled from what was gathered before.
    """

    def __init__(self, judge: Judge, classes: Mapping[tuple[str, str], str]) -> None:
        self.judge = judge
        self.classes = classes
        self.gathered: dict[Key, Gathered] = defaultdict(Gathered)
        self.facts: dict[Triple, tuple[set[str], set[Evidence]]] = {}
        self.measures: dict[str, Measure] = {}

    def take(self, readings: Sequence[ArticleReading]) -> None:
        """Gather what the readings tell."""
        for item in readings:
            self._gather(item)
        for item in readings:
            self._relate(item)

    def amend(self, amender: Amender | None = None) -> None:
        """Put work under its campaigns; add what a ledger adds, and take away what it rejects."""
        if amender is not None:
            self._add_entities(amender)
        self._campaigns()
        if amender is not None:
            self._amend_facts(amender)

    def graph(self, dates: Calendar) -> KnowledgeGraph:
        """The entities, facts and measures that were gathered; documents and articles are left empty."""
        self._break_circles()
        entities = self._entities()
        known = {entity.id for entity in entities}
        facts = [fact for fact in self._facts(dates) if fact.subject in known]
        return KnowledgeGraph(
            entities=entities,
            facts=tuple(sorted(facts, key=lambda f: (f.subject, f.predicate, f.object))),
            measures=tuple(self.measures[key] for key in sorted(self.measures)),
        )

    def _base(self, mention: Mention, document: str) -> Key:
        return key_of(mention, document, self.classes, self.judge.alias)

    def _key(self, mention: Mention, item: ArticleReading) -> Key:
        return self.judge.key(self._base(mention, item.article.document), mention.label)

    # -- entities ------------------------------------------------------------------------------------------------

    def _gather(self, item: ArticleReading) -> None:
        for mention in item.reading.mentions:
            key = self._key(mention, item)
            if not key.cls:
                continue
            found = self.gathered[key]
            found.labels[mention.label] += 1
            found.forms.update(mention.alternatives)
            if item.page.simplified:
                found.forms.update(item.written_forms(mention))
            found.evidence.add(item.evidence(mention.quote))
            found.rules.add(mention.rule)
            found.code = found.code or mention.code
            found.level = found.level or mention.level

    def _entities(self) -> tuple[Entity, ...]:
        return tuple(sorted((self._entity(key, found) for key, found in self.gathered.items()), key=lambda e: e.id))

    def _entity(self, key: Key, found: Gathered) -> Entity:
        label, alternatives = found.names(key, self.judge)
        return Entity(
            id=key.id,
            cls=key.cls,
            label=label,
            alternatives=alternatives,
            evidence=kept(found.evidence),
            scope=self._scope(key),
            level=found.level,
            code=found.code,
            rules=tuple(sorted(found.rules | self.judge.marks.get(key, set()))),
        )

    def _scope(self, key: Key) -> str | None:
        """The committee whose the entity is; a body of a division belongs with the division's committee."""
        owner = key.owner
        if key.cls == "Organization":
            code, mark, body = key.name.partition(":")
            owner = f"{code}:政协" if mark and body != "政协" else ""
        committee = Key("Organization", "", owner)
        return committee.id if owner and committee in self.gathered else None

    def article(self, item: ArticleReading) -> ArticleRecord:
        """The article as the graph keeps it."""
        article = item.article
        creator = self._key(item.reading.committee, item) if item.reading.committee is not None else None
        return ArticleRecord(
            id=content_id("article", article.document, str(article.span.begin)),
            document=article.document,
            span=article.span,
            title=plain(item.words(article.title)) if article.title is not None else None,
            date=item.date,
            creator=creator.id if creator in self.gathered and creator is not None else None,
        )

    # -- facts ---------------------------------------------------------------------------------------------------

    def _relate(self, item: ArticleReading) -> None:
        for fact in item.reading.facts:
            for predicate, subject, thing in self._adapt(fact, item):
                self._add(subject, predicate, thing, fact.rule, item.evidence(fact.quote))
        for figure in item.reading.figures:
            self._measure(figure, item)

    def _adapt(self, fact: RawFact, item: ArticleReading) -> Iterator[tuple[str, str, str]]:
        """The fact in the contract's words, once the classes of both ends are settled."""
        subject = self._key(fact.subject, item)
        if isinstance(fact.object, str):
            if subject not in self.judge.changed or fits(fact.predicate, subject.cls, None):
                yield fact.predicate, subject.id, fact.object
            return
        thing = self._key(fact.object, item)
        predicate = predicate_of(fact.predicate, subject, thing)
        if subject in self.judge.changed or thing in self.judge.changed:
            predicate = refitted(fact.predicate, subject, thing)
        if predicate is not None and subject != thing and (subject in self.gathered and thing in self.gathered):
            if predicate == "partOf" and fact.predicate == "realizedBy":
                subject, thing = thing, subject
            yield predicate, subject.id, thing.id

    def _add(self, subject: str, predicate: str, thing: str, rule: str, evidence: Evidence) -> None:
        rules, passages = self.facts.setdefault((subject, predicate, thing), (set(), set()))
        rules.add(rule)
        passages.add(evidence)

    def _facts(self, dates: Calendar) -> Iterable[Fact]:
        for (subject, predicate, thing), (rules, passages) in self.facts.items():
            evidence = kept(passages)
            date = self.measures[thing].as_of if predicate == "hasMeasure" else dates.latest(evidence)
            yield Fact(subject, predicate, thing, tuple(sorted(rules)), evidence, as_of=date)

    def _break_circles(self) -> None:
        """Nothing is part of its own part: of a circle the fact that a heading gave stays, then the first by name."""
        above: dict[str, set[str]] = defaultdict(set)
        parts = [key for key in self.facts if key[1] == "partOf"]
        for key in sorted(parts, key=lambda key: ("line.part-of" not in self.facts[key][0], key)):
            subject, _, whole = key
            reach, ahead = {whole}, [whole]
            while ahead:
                new = above[ahead.pop()] - reach
                reach |= new
                ahead.extend(new)
            if subject in reach:
                del self.facts[key]
            else:
                above[subject].add(whole)

    # -- measures ------------------------------------------------------------------------------------------------

    def _measure(self, figure: Figure, item: ArticleReading) -> None:
        of = self._key(figure.of, item)
        if of not in self.gathered:
            return
        evidence = item.evidence(figure.quote)
        number = (str(part) for part in (figure.value, figure.low, figure.high, figure.unit, figure.noun))
        begin, end = evidence.span
        identifier = f"measure-{content_id('Measure', evidence.document, str(begin), str(end), *number)}"
        owner = self._key(figure.owner, item) if figure.owner is not None else None
        period = stated(figure.period, item.date) if figure.period is not None else None
        self.measures[identifier] = Measure(
            id=identifier, quantity_of=figure.noun, unit=figure.unit,
            value=figure.value, low=figure.low, high=figure.high, period=figure.period, per=figure.per,
            begin=period.begin if period is not None else None, end=period.end if period is not None else None,
            reported_by=owner.id if owner in self.gathered and owner is not None else None,
            evidence=(evidence,), rules=(figure.rule,), as_of=as_of(figure.period, item.date),
        )  # fmt: skip
        self._add(of.id, "hasMeasure", identifier, figure.rule, evidence)

    # -- ledger ----------------------------------------------------------------------------------------------------

    def told(self, item: ArticleReading) -> Told:
        """The article as a ledger's quotes are looked for in it."""
        committee = item.reading.committee
        key = self._key(committee, item) if committee is not None else None
        return Told(item.article.document, item.page, item.article.span, key)

    def _directory(self) -> Directory:
        """What there is, by the names that a person may know it by."""
        new = self.judge.labels
        return Directory((k, {*g.labels, new.get(k, "")} - {""}, g.forms) for k, g in self.gathered.items())

    def _add_entities(self, amender: Amender) -> None:
        for added in list(amender.entities(self._directory())):
            found = self.gathered[added.key]
            found.labels[added.label] += 1
            found.forms.update(added.forms)
            found.evidence.add(added.evidence)
            found.rules.add("ledger.add")

    def _amend_facts(self, amender: Amender) -> None:
        directory = self._directory()
        for (subject, predicate, thing), evidence in list(amender.facts(directory, self.facts)):
            self._add(subject, predicate, thing, "ledger.add", evidence)
        counted = {m.id: (m.quantity_of, *(e.quote for e in m.evidence)) for m in self.measures.values()}
        for triple in amender.rejected(directory, self.facts, counted):
            del self.facts[triple]
        counts = {thing for _, predicate, thing in self.facts if predicate == "hasMeasure"}
        self.measures = {name: measure for name, measure in self.measures.items() if name in counts}

    # -- campaigns -----------------------------------------------------------------------------------------------

    def _campaigns(self) -> None:
        """A shared node for what is national or municipal; each district's own work is under it and nothing else is."""
        for key in sorted(self.gathered):
            if key.cls not in ("Initiative", "Platform"):
                continue
            found = self.gathered[key]
            name = campaign_of(key.cls, found.labels)
            if name is None:
                continue
            campaign = Key("Campaign", "", name)
            self.gathered[campaign].labels[name] += 1
            self.gathered[campaign].rules.add("campaign.shared")
            for evidence in kept(found.evidence):
                self._add(key.id, "underCampaign", campaign.id, "campaign.shared", evidence)
