"""What a ledger's lines do to identity: which mentions are one thing, of which class, under which name.

All lines speak of what the rules alone would make, not of one another's effects, so their order does not matter:
splits first, then new classes and joins in one step. Nothing here depends on the order of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from cppcc_kg.errors import LedgerError
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.resolution.addresses import Directory, code_of
from cppcc_kg.resolution.consistency import Groups, check
from cppcc_kg.resolution.identity import RIVALS, Alias, Key, fold, key_of, stem
from cppcc_kg.resolution.ledger import SHARED, Decision, Thing

#: A mention's identity by the rules alone, its label, its other forms.
Entry = tuple[Key, str, tuple[str, ...]]
#: Class of what is rejected: no entity has it, so whatever hangs on such a key falls away.
GONE = ""


def aliases(decisions: Sequence[Decision], mentions: Iterable[Mention]) -> Alias:
    """Body key → the key of the body it is one with, by the ``same`` lines about organizations.

    These come before all else, for a committee is the owner of its things.
    """
    lines = [line for line in decisions if line.do == "same" and line.things[0].cls == "Organization"]
    if not lines:
        return {}
    bodies = ((key_of(m, "", {}), m) for m in mentions if m.cls == "Organization")
    directory = Directory((key, (m.label,), m.alternatives) for key, m in bodies)
    check([line for line in decisions if line.do in ("same", "different")], lambda thing: _first(directory, thing))
    groups, found = Groups(), set[Key]()
    for line in lines:
        keys = [key for thing in line.things for key in _single(directory.find(thing))]
        found.update(keys)
        # A division's code is the surest name: such a key stands for the group.
        keys.sort(key=lambda key: not code_of(key))
        for other in keys[1:]:
            if code_of(keys[0]) != code_of(other) and code_of(other):
                raise _mixing(line, "they serve two districts")
            groups.join(keys[0], other)
    roots: dict[Key, Any] = {key: groups.root(key) for key in found}
    return {key.name: root.name for key, root in roots.items() if root != key}


class Judge:
    """Says of each mention what it is a mention of, once the ledger has been heard.

    ``labels`` and ``apart`` are what a person made of an entity's names, ``marks`` the rule ids that say so,
    ``changed`` the keys whose class is not the one that was read, ``notes`` why a line does not apply.
    """

    def __init__(self, decisions: Sequence[Decision] = (), alias: Alias | None = None) -> None:
        self.decisions = decisions
        self.alias: Alias = alias or {}
        self.labels: dict[Key, str] = {}
        self.apart: defaultdict[Key, set[str]] = defaultdict(set)
        self.marks: defaultdict[Key, set[str]] = defaultdict(set)
        self.changed: set[Key] = set()
        self.notes: dict[Decision, str] = {}
        self._splits: dict[tuple[Key, str], Key] = {}
        self._split: set[Key] = set()
        self._moved: dict[Key, Key] = {}
        self._rejected: set[Key] = set()

    def hear(self, entries: Iterable[Entry]) -> None:
        """Take in what the rules made, and settle what becomes of it."""
        if not self.decisions:
            return
        known = sorted(set(entries))
        self._tell_apart(Directory((key, (label,), forms) for key, label, forms in known))
        owning = {key.owner for key, _, _ in known}
        directory = Directory((self._parted(key, label), (label,), forms) for key, label, forms in known)
        self._settle(directory, owning)

    def key(self, base: Key, label: str) -> Key:
        """The identity of a mention that the rules would give ``base``."""
        if not self.decisions:
            return base
        key = self._parted(base, label)
        if key in self._rejected:
            return Key(GONE, key.owner, key.name)
        return self._moved.get(key, key)

    def place(self, thing: Thing, directory: Directory) -> Key | None:
        """The identity of a thing that a line adds; None where its committee is not to be found."""
        if thing.cls in SHARED:
            return Key(thing.cls, "", fold(thing.label))
        owners = sorted(directory.owners(thing))
        if len(owners) != 1:
            return None
        name = stem(thing.label) if thing.cls in RIVALS else fold(thing.label)
        return Key(thing.cls, owners[0], name)

    # -- different ---------------------------------------------------------------------------------------------

    def _parted(self, key: Key, label: str) -> Key:
        return self._splits.get((key, fold(label)), key) if key in self._split else key

    def _tell_apart(self, directory: Directory) -> None:
        """Mentions by these labels get keys of their own; those by other labels stay where they are."""
        for line in self.decisions:
            if line.do != "different":
                continue
            found = [self._one(line, thing, directory) for thing in line.things]
            named = list(zip(line.things, found, strict=True))
            labelled = [key for thing, key in named if key is not None and directory.is_label(key, thing.label)]
            for thing, key in named:
                if key is None:
                    continue
                own = key
                if labelled.count(key) > 1 and directory.is_label(key, thing.label):
                    own = _own_key(key, thing.label)
                    self._splits[key, fold(thing.label)] = own
                    self._split.add(key)
                self.apart[own].update(fold(other.label) for other in line.things if other != thing)
                self.marks[own].add("ledger.different")

    # -- same, retype, relabel, reject -------------------------------------------------------------------------

    def _settle(self, directory: Directory, owning: set[str]) -> None:
        groups = check(self.decisions, lambda thing: _first(directory, thing))
        named: dict[Decision, list[Key]] = {}
        for line in self.decisions:
            if line.things and line.do not in ("different", "add"):
                named[line] = [key for thing in line.things if (key := self._one(line, thing, directory)) is not None]
        # A label or class given to one of a group is given to the group.
        classes = {groups.root(k): line for line, keys in named.items() for k in keys if line.do == "retype"}
        for line, keys in named.items():
            if line.do == "reject":
                self._rejected.update(keys)
            elif line.do == "same" and keys:
                self._may_be_one(line, keys, groups, classes)
        members = {key for line, keys in named.items() for key in keys if line.do in ("same", "retype")}
        for key in sorted(members):
            self._move(key, groups, classes, owning)
        for line, keys in named.items():
            self._mark(line, keys)
        self._follow()

    def _move(self, key: Key, groups: Groups, classes: dict[Any, Decision], owning: set[str]) -> None:
        root = groups.root(key)
        assert isinstance(root, Key)
        line = classes.get(root)
        if line is not None and key.cls == "Organization" and key.name in owning:
            raise LedgerError("a committee that has things of its own keeps its class", where=line.at("to"))
        target = root if line is None else _retyped(root, line.to, line.things[0].label)
        self._moved[key] = target
        if target.cls != key.cls:
            self.changed.add(target)

    def _may_be_one(self, line: Decision, keys: list[Key], groups: Groups, classes: dict[Any, Decision]) -> None:
        """Refuse to join what two committees have, or what the graph cannot hold as one."""
        if len({key.owner for key in keys}) > 1:
            raise _mixing(line, "nothing of one committee may merge with another's")
        kinds = {key.cls for key in keys}
        if len(kinds) > 1 and not kinds <= set(RIVALS) and groups.root(keys[0]) not in classes:
            raise LedgerError(
                f"they are of different classes: {', '.join(sorted(kinds))}",
                where=line.at("do"),
                hint="add a line that retypes one of them",
            )

    def _mark(self, line: Decision, keys: list[Key]) -> None:
        for key in keys:
            final = self._moved.get(key, key)
            if line.do == "relabel":
                self.labels[final] = line.to
            if line.do != "reject":
                self.marks[final].add(f"ledger.{line.do}")
        if line.do == "same" and len(keys) > len(set(keys)) == 1 and keys[0].name not in self.alias.values():
            self.notes.setdefault(line, "the rules read them as one thing now")
        if line.do == "retype" and any(key.cls == line.to for key in keys):
            self.notes.setdefault(line, f"the rules read it as {line.to} now")

    def _follow(self) -> None:
        """What was said of a key before it moved holds of the key it moved to."""
        for key, target in self._moved.items():
            if key != target:
                self.apart[target] |= self.apart.pop(key, set())
                self.marks[target] |= self.marks.pop(key, set())

    def _one(self, line: Decision, thing: Thing, directory: Directory) -> Key | None:
        """The one key that a thing of a line means; why there is none goes into the notes."""
        found = directory.find(thing)
        if len(found) == 1:
            return found[0]
        if found:
            self.notes[line] = f"several things are called {thing.label}"
        elif thing.committee is not None and not directory.bodies(thing.committee):
            self.notes[line] = f"no page speaks of {thing.committee}"
        else:
            self.notes[line] = f"nothing is called {thing}"
        return None


def _single(found: list[Key]) -> list[Key]:
    return found if len(found) == 1 else []


def _first(directory: Directory, thing: Thing) -> Key | None:
    return next(iter(_single(directory.find(thing))), None)


def _own_key(key: Key, label: str) -> Key:
    """The key of one form of a name: the form itself, unless the key is no form of the name (a code)."""
    name = fold(label)
    return Key(key.cls, key.owner, name if stem(label) == key.name or fold(label) == key.name else f"{key.name}|{name}")


def _retyped(key: Key, cls: str, label: str) -> Key:
    if cls == key.cls:
        return key
    owner = "" if cls in SHARED else key.owner
    if cls in RIVALS:
        return Key(cls, owner, key.name if key.cls in RIVALS else stem(label))
    return Key(cls, owner, fold(label))


def _mixing(line: Decision, why: str) -> LedgerError:
    return LedgerError(f"{line.about} cannot be one: {why}", where=line.at("do"), hint="remove the line")
