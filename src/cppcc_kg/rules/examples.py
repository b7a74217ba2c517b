"""Run the examples of rules. The reader is handed in, for the rules room may not import it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cppcc_kg.rules.types import Example, Rule

#: text -> the labels that each rule (by id) gave in it, in text order.
Reader = Callable[[str], dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold, and why."""

    rule: Rule
    example: Example
    why: str

    def __str__(self) -> str:
        place = self.example.where or self.rule.where
        return f"{place}: {self.rule.id}: {self.example.text!r}: {self.why}"


def run_examples(rules: Iterable[Rule], read: Reader) -> Iterator[Failure]:
    """Each example that does not hold."""
    for rule in rules:
        for example in rule.match:
            found = read(example.text)
            if rule.id not in found:
                yield Failure(rule, example, f"not matched; fired: {', '.join(sorted(found)) or 'nothing'}")
            elif example.labels and tuple(found[rule.id]) != example.labels:
                yield Failure(rule, example, f"gave {' | '.join(found[rule.id])}")
        for example in rule.no_match:
            if rule.id in read(example.text):
                yield Failure(rule, example, "matched, and must not")
