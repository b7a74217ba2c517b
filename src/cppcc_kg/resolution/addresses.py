"""Whom and what the names of a ledger mean: labels first, other forms only where no label fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from cppcc_kg.resolution.identity import Key, document_owner, fold
from cppcc_kg.resolution.ledger import SHARED, Thing


class Directory:
    """Keys by the names that the texts give them."""

    def __init__(self, entries: Iterable[tuple[Key, Iterable[str], Iterable[str]]]) -> None:
        self._labels: defaultdict[str, set[Key]] = defaultdict(set)
        self._forms: defaultdict[str, set[Key]] = defaultdict(set)
        for key, labels, forms in entries:
            for label in labels:
                self._labels[fold(label)].add(key)
            for form in forms:
                self._forms[fold(form)].add(key)

    def is_label(self, key: Key, label: str) -> bool:
        """Whether the label itself is a name of the key, not only another form of one."""
        return key in self._labels.get(fold(label), ())

    def bodies(self, name: str) -> list[Key]:
        """The organizations of a name."""
        return self._named(name, lambda key: key.cls == "Organization")

    def find(self, thing: Thing) -> list[Key]:
        """The keys that a line's thing may mean, sorted; one unless only a form fits and several have it."""
        if thing.cls in SHARED:
            found = self._named(thing.label, lambda key: key.cls == thing.cls)
            codes = {code_of(body) for body in self.bodies(thing.committee)} if thing.committee else set()
            return [key for key in found if code_of(key) in codes] or found if len(found) > 1 else found
        owners = self.owners(thing)
        return self._named(thing.label, lambda key: key.cls == thing.cls and key.owner in owners)

    def owners(self, thing: Thing) -> set[str]:
        """The keys' owner that the thing's committee (or document) is."""
        if thing.committee is not None:
            return {body.name for body in self.bodies(thing.committee)}
        return {document_owner(thing.document)} if thing.document is not None else set()

    def ends(self, label: str, cls: str | None, owners: set[str]) -> list[Key]:
        """What an end of a fact may mean: a thing of the committee, or one that all share."""
        return self._named(
            label,
            lambda key: (cls is None or key.cls == cls) and (key.owner in owners or (not key.owner and key.cls != "")),
        )

    def _named(self, name: str, fits: Callable[[Key], bool]) -> list[Key]:
        for table in (self._labels, self._forms):
            found = sorted(key for key in table.get(fold(name), ()) if fits(key))
            if found:
                return found
        return []


def code_of(key: Key) -> str:
    """The division's code in a body's key; empty where the division is in no table."""
    code, mark, _ = key.name.partition(":")
    return code if mark else ""
