"""A build that reads what changed, makes the parts of the graph that this touches, and leaves the rest as it is.

Each step ends with what it did on disk, and works on what is marked as not done: documents that are not the same as
when they were read, documents that no part knows yet (*fresh*), parts that are to be made anew (*dirty*). So it makes
no difference whether one build did all, or several did, or one was killed and another went on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from cppcc_kg.analysis.context import Context
from cppcc_kg.errors import InputError, Where
from cppcc_kg.graph.blocks import KINDS, blocks
from cppcc_kg.graph.invariants import check
from cppcc_kg.model import ArticleRecord, Entity, KnowledgeGraph, SourceDocument, Span
from cppcc_kg.pipeline import Progress, faults_of, resolve_checked
from cppcc_kg.pipeline.artefacts import decode, flat_back, pack
from cppcc_kg.pipeline.engines import Engine, Here
from cppcc_kg.pipeline.making import Job, Made, count, nodes
from cppcc_kg.pipeline.parts import Told as Pieces
from cppcc_kg.pipeline.parts import class_of, decide, rivals_of, safe, tell
from cppcc_kg.pipeline.reading import Outcome, Task, digest_of
from cppcc_kg.pipeline.state import State
from cppcc_kg.pipeline.versions import digest, version_of_package, version_of_reading
from cppcc_kg.reading.files import InputFile
from cppcc_kg.resolution.ledger import Decision, Ruling

#: Documents or parts that are dealt with between two commits.
_BATCH = 64
#: Bytes of pieces that go to a worker together, and how many parts are made here rather than sent for.
_SIZE, _FEW = 1 << 18, 64
#: Where what no part has is kept: the documents' own blocks, and a whole graph made under a ledger.
_DOCUMENT, _ALL = "document ", "all"


@dataclass(frozen=True, slots=True)
class Told:
    """What a build has to say besides its files."""

    errors: tuple[InputError, ...] = ()
    withheld: tuple[InputError, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    read: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: inputs with what could not be found of them, rules beside the packaged ones, decisions."""

    inputs: Sequence[InputFile]
    errors: Sequence[InputError] = ()
    rules: Path | None = None
    decisions: tuple[Decision, ...] = ()


def update(state: State, order: Order, engine: Engine | None = None, *, progress: Progress | None = None) -> Told:
    """Bring the state in line with the inputs; what it held of other inputs goes."""
    with closing(engine or Here()) as workers:
        builder = Builder(state, workers)
        builder.settle_versions(order)
        errors, read = builder.read(order, progress)
        return builder.finish(order.decisions, (*order.errors, *errors), read)


def remove(state: State, documents: Iterable[str], decisions: tuple[Decision, ...] = ()) -> Told:
    """Take documents, by identifier, out of the state. What others tell too stays; what they alone told goes."""
    builder = Builder(state)
    builder.drop(documents)
    return builder.finish(decisions, ())


class Builder:
    """The steps of one build."""

    def __init__(self, state: State, engine: Engine | None = None) -> None:
        self.state = state
        self.engine = engine or Here()
        self.withheld: dict[str, InputError] = {}
        self.refused: dict[str, InputError] = {}
        self._left_out: set[str] = set()
        self._dates = lru_cache(maxsize=4096)(self._dates_of)
        self._ruling = lru_cache(maxsize=4096)(self._ruling_of)

    # -- reading ---------------------------------------------------------------------------------------------------

    def settle_versions(self, order: Order) -> None:
        """Throw away what other rules, or another state of this package, made."""
        reading = version_of_reading(order.rules)
        graph = version_of_package()
        with self.state.step():
            if self.state.get("reading") != reading:
                self.state.db.execute("UPDATE document SET digest = ''")
                self.state.put("reading", reading)
            if self.state.get("graph") != graph:
                self.state.forget_made()
                self.state.put("graph", graph)

    def read(self, order: Order, progress: Progress | None = None) -> tuple[list[InputError], int]:
        """Read what is new or changed, forget what is gone; the errors, and how many were read."""
        known, tasks = self.state.digests(), dict[str, Task]()
        for item in order.inputs:
            name = safe(item.identifier)
            tasks[name] = Task(name, item)
        gone = [name for name in known if name not in tasks]
        for some in _batches(gone):
            with self.state.step():
                for name in some:
                    self._drop(name)
        stale = [task for name, task in tasks.items() if not known.get(name) or known[name] != digest_of(task.item)]
        errors: list[InputError] = []
        done = 0
        for outcomes in self.engine.read(stale, order.rules):
            with self.state.step():
                for outcome in outcomes:
                    errors += outcome.raised()
                    self._keep(outcome, known=outcome.name in known)
            done += len(outcomes)
            if progress is not None:
                progress(len(tasks) - len(stale) + done, len(tasks), tasks[outcomes[-1].name].item.identifier)
        return errors, len(stale)

    def _keep(self, outcome: Outcome, *, known: bool) -> None:
        if outcome.data is None:
            if known:
                self._drop(outcome.name)
            return
        name = outcome.name
        # What was not read without an error is read again next time, so that the error is told again.
        self.state.keep(name, "" if outcome.errors else outcome.digest, outcome.data)
        self.state.vote(name, _plain_votes(outcome.rivals))
        # What it tells holds as it is, unless one of its labels is known to have another class elsewhere.
        if outcome.told is not None and not self._classes(name):
            self._place(name, outcome.told)

    def drop(self, identifiers: Iterable[str]) -> None:
        """Forget documents. Raises :class:`InputError` for one that is not known; nothing is then forgotten."""
        with self.state.step():
            known = self.state.digests()
            for identifier in identifiers:
                if safe(identifier) not in known:
                    hint = "report.json lists the identifiers"
                    raise InputError("no such document in this build", where=Where(identifier), hint=hint)
                self._drop(safe(identifier))

    def _drop(self, name: str) -> None:
        self.state.drop(name)
        self.state.made(_DOCUMENT + name, ())

    # -- what documents tell ---------------------------------------------------------------------------------------

    def finish(self, decisions: tuple[Decision, ...], errors: Sequence[InputError], read: int = 0) -> Told:
        """All steps after reading."""
        ledger = digest(repr([(line.do, line.place, line) for line in decisions])) if decisions else ""
        with self.state.step():
            if bool(self.state.get("ledger")) != bool(ledger):
                self.state.forget_made()
            self.state.put("ledger", ledger)
        if decisions:
            return self._finish_at_once(decisions, errors, read)
        with self.state.step():
            for (name,) in self.state.db.execute("SELECT name FROM document WHERE refused NOT NULL").fetchall():
                self.state.db.execute("UPDATE document SET refused = NULL, fresh = 2 WHERE name = ?", (name,))
        while True:
            self._count_rivals()
            self._tell()
            if not self._leave_out() and not self._make():
                break
        self.state.settle()
        withheld = [_error(row) for counts in self.state.all_counts() for row in counts.get("withheld", ())]
        return Told((*errors, *self.refused.values()), tuple(withheld), (), read)

    def _count_rivals(self) -> None:
        """Decide which of its classes a label has, where documents have voted anew."""
        for some in _batches(self.state.names(fresh=2)):
            with self.state.step():
                for name in some:
                    self.state.vote(name, _plain_votes(rivals_of(decode(self.state.reading(name)))))
                    self.state.db.execute("UPDATE document SET fresh = 1 WHERE name = ?", (name,))
        parts = [part for (part,) in self.state.db.execute("SELECT part FROM recount ORDER BY part")]
        for some in _batches(parts):
            with self.state.step():
                for part in some:
                    self._recount(part)
                    self.state.db.execute("DELETE FROM recount WHERE part = ?", (part,))

    def _recount(self, part: str) -> None:
        """Decide anew for a part; where a label's class changes, its documents are to tell again."""
        db = self.state.db
        rows = db.execute("SELECT document, data FROM rivals WHERE part = ? ORDER BY document", (part,))
        said: dict[str, Any] = {name: json.loads(data) for name, data in rows}
        old, new = self._ruling_of(part), decide(said.values())
        if old == new:
            return
        db.execute("INSERT OR REPLACE INTO ruling VALUES (?, ?)", (part, json.dumps(new)))
        self._ruling.cache_clear()
        labels = {label for label in old.keys() | new.keys() if old.get(label) != new.get(label)}
        for name, names in said.items():
            if labels & names.keys():
                db.execute("UPDATE document SET fresh = 1 WHERE name = ? AND fresh = 0", (name,))

    def _ruling_of(self, part: str) -> dict[str, str]:
        row = self.state.db.execute("SELECT data FROM ruling WHERE part = ?", (part,)).fetchone()
        return json.loads(row[0]) if row is not None else {}

    def _tell(self) -> None:
        """Let each fresh document say what it tells of which part."""
        for some in _batches(self.state.names(fresh=1)):
            with self.state.step():
                for name in some:
                    self._tell_of(name)

    def _tell_of(self, name: str) -> None:
        self._place(name, tell(decode(self.state.reading(name)), self._classes(name)))

    def _classes(self, name: str) -> dict[tuple[str, str], str]:
        """The classes of the labels that a document has named, where they are in doubt."""
        found: dict[tuple[str, str], str] = {}
        for part, data in self.state.db.execute("SELECT part, data FROM rivals WHERE document = ?", (name,)).fetchall():
            ruling = self._ruling(part)
            if ruling:
                found.update({_split(label): ruling[label] for label in json.loads(data) if label in ruling})
        return found

    def _place(self, name: str, told: Pieces) -> None:
        """Take down what a document tells, unless its own record breaks the model."""
        own = _own(told.facts)
        creators = [Entity(a.creator, class_of(a.creator), "") for a in own.articles if a.creator]
        faults = check(own, outside=creators)
        if faults:
            self.refused.update(faults_of(faults, (), facts=False))
            self.state.unplace(name)
            return
        self.state.place(name, told.facts, told.pieces, told.links)
        self._dates.cache_clear()
        self.state.made(_DOCUMENT + name, blocks(own, "doc", "article"))

    def _dates_of(self, name: str) -> tuple[tuple[Span, str | None], ...]:
        facts = self.state.facts(name)
        return tuple((Span(*span), day) for _, span, _, day, *_ in facts["articles"]) if facts is not None else ()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _make(self) -> bool:
        """Make every dirty part; whether a fault was found, so that some must be made once more."""
        found: list[tuple[str, Made]] = []
        while number := self.state.count_dirty():
            self.state.soiled = set()
            # A few are made before a worker has begun.
            engine = self.engine if number > _FEW else Here()
            # Campaigns last: the others tell them what they hold.
            for campaigns in (False, True):
                for some in engine.make(self._jobs(campaigns=campaigns)):
                    with self.state.step():
                        for made in some:
                            self._keep_made(made, found)
        self.state.soiled = None
        for _, made in found:
            for document, error in faults_of(made.violations, made.read, facts=False):
                self.refused.setdefault(document, error)
        with self.state.step():
            for part, _ in found:
                self.state.soil(part)
        # What is wrong with a fact is judged once the documents that are wrong themselves are out.
        if not self._leave_out():
            for _, made in found:
                self.withheld.update(faults_of(made.violations, made.read, facts=True))
        return bool(found)

    def _leave_out(self) -> bool:
        """Take the documents that were refused out of the graph; whether there are new ones."""
        new = [identifier for identifier in self.refused if identifier not in self._left_out]
        with self.state.step():
            for identifier in new:
                self._refuse(identifier)
        self._left_out.update(new)
        return bool(new)

    def _jobs(self, *, campaigns: bool) -> Iterator[list[Job]]:
        """The parts to make, in chunks of about as much to do."""
        seen: set[str] = set()
        chunk: list[Job] = []
        size, last = 0, ""
        while parts := self.state.dirty(_BATCH, after=last, campaigns=campaigns):
            last = parts[-1]
            for part in parts:
                members = self.state.linked(part)
                if part in seen:
                    continue
                if len(members) > 1:
                    seen.update(members)
                chunk.append(self._job(members))
                size += sum(map(len, chunk[-1].pieces))
                if size > _SIZE or len(chunk) == _BATCH:
                    yield chunk
                    chunk, size = [], 0
        if chunk:
            yield chunk

    def _job(self, members: Sequence[str]) -> Job:
        pieces = [piece for member in members for piece in self.state.pieces(member)]
        dates = {name: self._dates(name) for name, _ in pieces}
        # From now on what changes in these parts makes them dirty anew.
        if self.state.soiled is not None:
            self.state.soiled.difference_update(members)
        return Job(tuple(members), tuple(data for _, data in pieces), dates, frozenset(self.withheld))

    def _keep_made(self, made: Made, found: list[tuple[str, Made]]) -> None:
        """Keep what became of a part and of those that hang on it."""
        state, root = self.state, made.parts[0]
        if made.violations:
            found.append((root, replace(made, blocks=[])))
        for member in made.parts:
            given = (state.counts(member) or {}).get("campaigns", [])
            new = made.campaigns if member == root else {}
            for campaign in sorted({*given, *new}):
                state.contribute(campaign, f"part {member}", new.get(campaign))
        held = [_plain(self.withheld[key]) for key in sorted(self.withheld) if key.partition(" ")[0] in made.subjects]
        counts = {**made.counts, "campaigns": sorted(made.campaigns), "withheld": held}
        state.made(root, made.blocks, counts=counts if made.blocks else None, nodes=made.nodes)
        for member in made.parts[1:]:
            state.made(member, ())

    def _refuse(self, identifier: str) -> None:
        """Leave a document out of the graph; its reading stays, for what was wrong may be mended elsewhere."""
        name = safe(identifier)
        self.state.vote(name, {})
        self.state.unplace(name)
        self.state.made(_DOCUMENT + name, ())
        self.state.db.execute("UPDATE document SET refused = 'refused', fresh = 0 WHERE name = ?", (name,))

    # -- under a ledger --------------------------------------------------------------------------------------------

    def _finish_at_once(self, decisions: tuple[Decision, ...], errors: Sequence[InputError], read: int) -> Told:
        """A person's decisions may join anything with anything: with a ledger the graph is made as one part."""
        state = self.state
        readings = [item for name in state.names() for item in decode(state.reading(name))]
        extracted = resolve_checked(readings, decisions, (), alike=False)
        graph = extracted.graph

        with state.step():
            kept = {item.page.identifier for item in extracted.readings}
            for name in state.names():
                readings = decode(state.reading(name))
                identifier = readings[0].page.identifier
                if identifier not in kept:
                    state.unplace(name)
                    state.made(_DOCUMENT + name, ())
                    continue
                facts = tell(readings, {}).facts
                by_id = {a.id: a for a in graph.articles if a.document == identifier}
                for row in facts["articles"]:
                    row[4] = by_id[row[0]].creator
                state.place(name, facts, {}, ())
                state.made(_DOCUMENT + name, blocks(_own(facts), "doc", "article"))
            whole = replace(graph, documents=(), articles=())
            state.made(
                _ALL,
                blocks(whole, *KINDS[2:]),
                counts={**count(whole), "campaigns": []},
                nodes=pack(nodes(whole, Context(whole))),
            )
        state.settle()
        return Told((*errors, *extracted.errors), extracted.withheld, extracted.rulings, read)


def _own(facts: dict[str, Any]) -> KnowledgeGraph:
    """A document and its articles as a graph of their own."""
    document = flat_back(SourceDocument, facts["document"])
    articles = tuple(
        ArticleRecord(name, document.identifier, Span(*span), title, day, creator)
        for name, span, title, day, creator, *_ in facts["articles"]
    )
    return KnowledgeGraph(documents=(document,), articles=articles)


def _plain_votes(rivals: Mapping[str, object]) -> dict[str, str]:
    return {part: json.dumps(said) for part, said in rivals.items()}


def _split(label: str) -> tuple[str, str]:
    owner, _, folded = label.partition("\n")
    return owner, folded


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _BATCH] for at in range(0, len(names), _BATCH))


def _plain(error: InputError) -> list[str]:
    return [error.why, error.where.path if error.where is not None else "", error.hint]


def _error(row: list[str]) -> InputError:
    return InputError(row[0], where=Where(row[1]), hint=row[2])
