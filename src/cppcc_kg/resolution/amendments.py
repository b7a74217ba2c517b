"""What a ledger adds to a graph or takes from its facts, with the passage that a person quotes as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cppcc_kg.errors import LedgerError
from cppcc_kg.model import Evidence, Span
from cppcc_kg.reading.tree import Page
from cppcc_kg.resolution.addresses import Directory
from cppcc_kg.resolution.decisions import Judge
from cppcc_kg.resolution.fitting import fits
from cppcc_kg.resolution.identity import Key, document_owner, fold
from cppcc_kg.resolution.ledger import Decision, FactName

#: Subject, predicate, object as :class:`cppcc_kg.model.Fact` has them.
Triple = tuple[str, str, str]
#: What only the committee's own, or a body of it, may do with the committee's things.
_DOING = ("carriesOut", "establishes", "produces", "plans", "partOf")


class Told(NamedTuple):
    """An article as a quote is looked for in it: whose it is, and the page around it."""

    document: str
    page: Page
    span: Span
    committee: Key | None


class AddedEntity(NamedTuple):
    """An entity that the rules missed."""

    key: Key
    label: str
    forms: tuple[str, ...]
    evidence: Evidence


class Amender:
    """Additions and rejections of a ledger against the articles of a build."""

    def __init__(self, judge: Judge, articles: Iterable[Told]) -> None:
        self.judge = judge
        self.articles = sorted(articles, key=lambda told: (told.document, told.span))

    def entities(self, directory: Directory) -> Iterator[AddedEntity]:
        """The entities that lines add; ``directory`` holds what there is without them."""
        for line in self.judge.decisions:
            if line.do != "add" or not line.things:
                continue
            (thing,) = line.things
            found = directory.find(thing)
            key = found[0] if len(found) == 1 else self.judge.place(thing, directory)
            if key is None:
                self._note(line, f"no page speaks of {thing.committee}")
            elif (evidence := self._evidence(line, thing.committee, directory)) is not None:
                if found:
                    self._note(line, "the rules read it now")
                yield AddedEntity(key, thing.label, line.forms, evidence)

    def facts(self, directory: Directory, known: Mapping[Triple, object]) -> Iterator[tuple[Triple, Evidence]]:
        """The facts that lines add; ``known`` are those that the rules read."""
        for line in self.judge.decisions:
            if line.do != "add" or line.fact is None:
                continue
            subject = self._end(line, line.fact.subject, line.fact.subject_class, directory)
            literal = line.fact.predicate in ("hasTheme", "frequency")
            thing = None if literal else self._end(line, line.fact.object, line.fact.object_class, directory)
            if subject is None or (thing is None and not literal):
                continue
            self._may_be_said(line, line.fact, subject, thing)
            evidence = self._evidence(line, line.fact.committee, directory)
            if evidence is None:
                continue
            triple = (subject.id, line.fact.predicate, thing.id if thing is not None else line.fact.object)
            if triple in known:
                self._note(line, "the rules read it now")
            yield triple, evidence

    def rejected(
        self, directory: Directory, known: Iterable[Triple], counted: Mapping[str, Sequence[str]]
    ) -> set[Triple]:
        """The facts that lines reject. ``counted`` has what a measure may be called: its noun, its quote."""
        lines = [line for line in self.judge.decisions if line.do == "reject" and line.fact is not None]
        known = list(known) if lines else []
        gone: set[Triple] = set()
        for line in lines:
            assert line.fact is not None
            here = {triple for triple in known if self._is_meant(line.fact, triple, directory, counted)}
            if not here:
                self._note(line, f"there is no fact {line.fact}")
            gone |= here
        return gone

    def _is_meant(
        self, fact: FactName, triple: Triple, directory: Directory, counted: Mapping[str, Sequence[str]]
    ) -> bool:
        subject, predicate, thing = triple
        if predicate != fact.predicate or subject not in self._ids(fact, fact.subject, fact.subject_class, directory):
            return False
        if predicate in ("hasTheme", "frequency"):
            return thing == fact.object
        if predicate == "hasMeasure":
            return fold(fact.object) in map(fold, counted.get(thing, ()))
        return thing in self._ids(fact, fact.object, fact.object_class, directory)

    def _ids(self, fact: FactName, label: str, cls: str | None, directory: Directory) -> set[str]:
        return {key.id for key in directory.ends(label, cls, _owners(fact, directory))}

    def _end(self, line: Decision, label: str, cls: str | None, directory: Directory) -> Key | None:
        assert line.fact is not None
        found = directory.ends(label, cls, _owners(line.fact, directory))
        if len(found) > 1:
            raise LedgerError(
                f"several things are called {label}: {', '.join(key.cls for key in found)}",
                where=line.at("subject" if label == line.fact.subject else "object"),
                hint="say subject_class or object_class",
            )
        if not found:
            self._note(line, f"nothing is called {label}")
        return found[0] if found else None

    def _may_be_said(self, line: Decision, fact: FactName, subject: Key, thing: Key | None) -> None:
        """Refuse what the model has no place for, and what would give one committee another's things."""
        if not fits(fact.predicate, subject.cls, thing.cls if thing is not None else None):
            classes = f"{subject.cls} and {thing.cls}" if thing is not None else subject.cls
            raise LedgerError(f"{fact.predicate} does not go with {classes}", where=line.at("predicate"))
        if subject.cls != "Organization" or thing is None or fact.predicate not in _DOING:
            return
        domains = {_domain(told.committee.name) for told in self.articles if told.committee is not None}
        ends = {_domain(subject.name), _domain(thing.name if thing.cls == "Organization" else thing.owner)}
        if len(ends & domains) > 1:
            raise LedgerError(
                f"{fact.subject} is of another committee than {fact.object}",
                where=line.at("subject"),
                hint="nothing of one committee may be reached from another's",
            )

    def _evidence(self, line: Decision, committee: str | None, directory: Directory) -> Evidence | None:
        """The quoted passage; None where the build does not hold the document."""
        inside = [told for told in self.articles if told.document == line.document]
        if not inside:
            self._note(line, f"no document {line.document} was read")
            return None
        if committee is not None:
            bodies = directory.bodies(committee)
            inside = [told for told in inside if told.committee in bodies]
        places = [
            Span(at, at + len(line.quote))
            for told in inside
            for at in _occurrences(told.page.text, line.quote, told.span)
        ]
        if not places:
            of = f"the article of {committee} in {line.document}" if committee else line.document
            raise LedgerError(
                f"the quote is not found in {of}", where=line.at("quote"), hint="copy it letter for letter"
            )
        if line.nth is None and len(places) > 1:
            raise LedgerError(
                f"the quote is found {len(places)} times",
                where=line.at("quote"),
                hint="say which: 'nth: 1' is the first",
            )
        if line.nth is not None and line.nth > len(places):
            raise LedgerError(f"the quote is found {len(places)} times only", where=line.at("nth"))
        place = places[(line.nth or 1) - 1]
        return Evidence(line.document, place, line.quote, inside[0].page.printed_page(place.begin))

    def _note(self, line: Decision, why: str) -> None:
        self.judge.notes.setdefault(line, why)


def _owners(fact: FactName, directory: Directory) -> set[str]:
    if fact.committee is not None:
        return {body.name for body in directory.bodies(fact.committee)}
    return {document_owner(fact.document)} if fact.document is not None else set()


def _domain(owner: str) -> str:
    """What the bodies of one committee have in common: the division's code, or the committee's name."""
    return owner.partition(":")[0]


def _occurrences(text: str, quote: str, within: Span) -> Iterator[int]:
    at = text.find(quote, within.begin, within.end)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1, within.end)
