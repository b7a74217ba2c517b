"""Whether the lines of a ledger can all be obeyed; told by two lines that cannot.

The check runs twice: on the names as written, before a page is read, and on the things that they turned out to
name, since a committee or a thing may be called by several of its forms.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from cppcc_kg.errors import LedgerError
from cppcc_kg.resolution.identity import fold
from cppcc_kg.resolution.ledger import Decision, FactName, Thing

#: What a thing is called by for the check; None for one that is not there.
Naming = Callable[[Thing], Hashable | None]


class Groups:
    """Names that ``same`` lines join, each group known by the name said first in the first line."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def root(self, name: Hashable) -> Hashable:
        """The name that stands for the group."""
        while (above := self._above.get(name, name)) != name:
            name = above
        return name

    def join(self, one: Hashable, other: Hashable) -> None:
        """Make one group of two; the root of ``one`` stands for both."""
        self._above[self.root(other)] = self.root(one)


class _Said(NamedTuple):
    decision: Decision
    key: str
    value: str = ""


def as_written(thing: Thing) -> Hashable:
    """The name of a thing before any page is read."""
    return thing.cls, fold(thing.committee or thing.document or ""), fold(thing.label)


def check(decisions: Sequence[Decision], name: Naming = as_written) -> Groups:
    """The groups that the ``same`` lines make.

    Raises:
        LedgerError: two lines contradict each other.
    """
    groups = Groups()
    joined: dict[Hashable, Decision] = {}
    for decision in decisions:
        if decision.do == "same":
            names = [each for thing in decision.things if (each := name(thing)) is not None]
            for other in names[1:]:
                groups.join(names[0], other)
            joined.update({each: decision for each in names if len(set(names)) > 1})
    _check_apart(decisions, name, groups, joined)
    _check_single(decisions, name, groups, joined)
    _check_facts(decisions)
    return groups


def _check_apart(decisions: Sequence[Decision], name: Naming, groups: Groups, joined: dict[Hashable, Decision]) -> None:
    for decision in decisions:
        if decision.do != "different":
            continue
        _check_told_apart(decision)
        names = [each for thing in decision.things if (each := name(thing)) in joined]
        for n, one in enumerate(names):
            for other in names[n + 1 :]:
                if one != other and groups.root(one) == groups.root(other):
                    raise _contradiction(_Said(joined[one], "do"), _Said(decision, "do"))


def _check_told_apart(decision: Decision) -> None:
    seen = [as_written(thing) for thing in decision.things]
    if len(set(seen)) < len(seen):
        raise LedgerError(
            "these names differ in nothing but marks",
            where=decision.at("labels"),
            hint="marks, spaces and width are no part of a name",
        )


def _check_single(
    decisions: Sequence[Decision], name: Naming, groups: Groups, joined: dict[Hashable, Decision]
) -> None:
    """A thing has one new class and one new label, and one that is rejected has nothing else."""
    fates: dict[tuple[str, Hashable], _Said] = {}
    kept: dict[Hashable, Decision] = {groups.root(each): line for each, line in joined.items()}
    rejected: dict[Hashable, Decision] = {}
    for decision in decisions:
        if decision.do in ("same", "different") or not decision.things:
            continue
        found = name(decision.things[0])
        if found is None:
            continue
        root = groups.root(found)
        if decision.do == "reject":
            rejected[root] = decision
            continue
        kept.setdefault(root, decision)
        if decision.to:
            said = _Said(decision, "to", decision.to)
            before = fates.setdefault((decision.do, root), said)
            if before.value != said.value:
                raise _contradiction(before, said)
    for root, decision in rejected.items():
        if root in kept:
            raise _contradiction(_Said(kept[root], "do"), _Said(decision, "do"))


def _check_facts(decisions: Sequence[Decision]) -> None:
    facts: dict[Hashable, Decision] = {}
    for decision in decisions:
        if decision.fact is None:
            continue
        before = facts.setdefault(_fact_as_written(decision.fact), decision)
        if before.do != decision.do:
            raise _contradiction(_Said(before, "do"), _Said(decision, "do"))


def _fact_as_written(fact: FactName) -> Hashable:
    return fold(fact.committee or ""), fold(fact.subject), fact.predicate, fold(fact.object)


def _contradiction(one: _Said, other: _Said) -> LedgerError:
    """Told at the later of the two lines, by what each says."""
    first, last = sorted((one, other), key=lambda said: said.decision.order)
    earlier = first.decision.at(first.key)
    why = f"{_words(last)} contradicts {earlier}: {_words(first)}"
    return LedgerError(why, where=last.decision.at(last.key), hint="keep one of the two lines")


def _words(said: _Said) -> str:
    return f"{said.decision.do!r} of {said.decision.about}"
