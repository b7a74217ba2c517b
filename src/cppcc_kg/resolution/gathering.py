"""All mentions of one entity, and what it is called in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cppcc_kg.model import Evidence
from cppcc_kg.resolution.decisions import Judge
from cppcc_kg.resolution.identity import Key, fold

MOST_ALTERNATIVES = 6


@dataclass(slots=True)
class Gathered:
    """All mentions of one entity, before one label is chosen."""

    labels: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    evidence: set[Evidence] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    code: str | None = None
    level: str | None = None

    def names(self, key: Key, judge: Judge) -> tuple[str, tuple[str, ...]]:
        """The label and the other forms: the usual one and its rivals, unless a person has said otherwise."""
        usual = min(self.labels, key=lambda text: (-self.labels[text], len(text), text))
        label, apart = judge.labels.get(key, usual), judge.apart.get(key, ())
        forms = {form for form in (*self.labels, *self.forms) if form != label and len(form) > 1}
        ranked = sorted(
            (form for form in forms if not apart or fold(form) not in apart),
            key=lambda text: (text != usual, -(self.labels[text] + self.forms[text]), len(text), text),
        )
        return label, tuple(sorted(ranked[:MOST_ALTERNATIVES]))
