"""What a fact becomes once the classes of its ends are settled."""

from __future__ import annotations

import pytest

from cppcc_kg.resolution.adapting import predicate_of
from cppcc_kg.resolution.identity import Key


@pytest.mark.parametrize(
    ("predicate", "subject", "thing", "expected"),
    [
        ("carriesOut", "Organization", "Practice", "carriesOut"),
        ("carriesOut", "Organization", "Platform", "establishes"),
        ("establishes", "Organization", "Initiative", "carriesOut"),
        ("establishes", "Organization", "Document", "produces"),
        ("carriesOut", "Organization", "Goal", None),
        ("realizedBy", "Initiative", "Initiative", "partOf"),
        ("realizedBy", "Initiative", "Mechanism", "realizedBy"),
        ("realizedBy", "Practice", "Mechanism", None),
        ("partOf", "Organization", "Organization", "partOf"),
        ("partOf", "Practice", "Initiative", None),
        ("aimsAt", "Platform", "Goal", "aimsAt"),
        ("aimsAt", "Practice", "Goal", None),
        ("uses", "Practice", "Platform", "uses"),
    ],
)
def test_a_fact_is_in_the_contract_s_words_or_falls_away(
    predicate: str, subject: str, thing: str, expected: str | None
) -> None:
    assert predicate_of(predicate, Key(subject, "甲", "一"), Key(thing, "甲", "二")) == expected
