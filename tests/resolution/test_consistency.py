"""What two lines of a ledger may say of things that turn out to be one; as written, they are tested with the ledger."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cppcc_kg.errors import LedgerError, Where
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.resolution.consistency import check
from cppcc_kg.resolution.decisions import aliases
from cppcc_kg.resolution.ledger import Decision, Thing, Verb

Make = Callable[..., Mention]


def _line(do: Verb, number: int, *labels: str, cls: str = "Practice") -> Decision:
    committee = "涪陵区政协" if cls != "Organization" else None
    things = tuple(Thing(cls, label, committee) for label in labels)
    return Decision(do, Where("ledger.yaml", line=number), "why", "by", things)


def test_two_names_of_one_thing_may_be_told_apart_though_it_is_joined_with_another() -> None:
    """``different`` splits by label what is one thing before any line is obeyed: that is no contradiction."""
    lines = [_line("same", 1, "走访", "视察"), _line("different", 2, "走访", "大走访")]
    check(lines, lambda thing: thing.label.removeprefix("大"))
    with pytest.raises(
        LedgerError, match=r"ledger\.yaml:3 \[do\]: 'different' of .* contradicts ledger\.yaml:1 \[do\]"
    ):
        check([*lines, _line("different", 3, "走访", "视察")], lambda thing: thing.label.removeprefix("大"))


@pytest.mark.parametrize("labels", [("某区政协", "涪陵区政协"), ("涪陵区政协", "某区政协")])
def test_a_committee_with_a_code_stands_for_the_group_whichever_is_named_first(
    mention: Make, labels: tuple[str, str]
) -> None:
    coded, plain = mention("Organization", "涪陵区政协", key="500102:政协"), mention("Organization", "某区政协")
    assert aliases([_line("same", 1, *labels, cls="Organization")], [coded, plain]) == {"某区政协": "500102:政协"}
