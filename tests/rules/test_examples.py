"""The runner of rule examples: what it reports of each kind of failure."""

from __future__ import annotations

from cppcc_kg.errors import Where
from cppcc_kg.rules.examples import run_examples
from cppcc_kg.rules.types import Example, Rule

RULE = Rule(
    "platform.test",
    "a platform",
    "pattern",
    Where("mine.yaml", line=1),
    match=(Example("依托平台。", ("协商平台",), Where("mine.yaml", line=7, key="match")),),
    no_match=(Example("开展调研。", (), Where("mine.yaml", line=9, key="no_match")),),
)


def _run(found: dict[str, dict[str, list[str]]], rule: Rule = RULE) -> list[str]:
    return [str(failure) for failure in run_examples([rule], lambda text: found.get(text, {}))]


def test_nothing_is_said_when_all_hold() -> None:
    assert _run({"依托平台。": {"platform.test": ["协商平台"], "other": ["甲"]}}) == []


def test_a_rule_that_did_not_fire_tells_which_did() -> None:
    assert _run({"依托平台。": {"b": ["乙"], "a": []}}) == [
        "mine.yaml:7 [match]: platform.test: '依托平台。': not matched; fired: a, b"
    ]
    assert _run({})[0].endswith("not matched; fired: nothing")


def test_other_labels_are_shown() -> None:
    assert _run({"依托平台。": {"platform.test": ["平台", "协商平台"]}}) == [
        "mine.yaml:7 [match]: platform.test: '依托平台。': gave 平台 | 协商平台"
    ]


def test_an_example_without_labels_asks_only_for_a_match() -> None:
    rule = Rule("r", "x", "pattern", Where("m.yaml"), match=(Example("甲"),), no_match=(Example("乙"),))
    assert _run({"甲": {"r": ["whatever"]}}, rule) == []


def test_a_match_that_must_not_be_is_told() -> None:
    good = {"依托平台。": {"platform.test": ["协商平台"]}}
    assert _run({**good, "开展调研。": {"platform.test": []}}) == [
        "mine.yaml:9 [no_match]: platform.test: '开展调研。': matched, and must not"
    ]


def test_an_example_without_a_place_is_at_its_rule() -> None:
    rule = Rule("r", "x", "pattern", Where("m.yaml", line=3), match=(Example("甲"),), no_match=())
    assert _run({}, rule) == ["m.yaml:3: r: '甲': not matched; fired: nothing"]


def test_every_failure_of_every_rule_is_told() -> None:
    second = Rule("r", "x", "pattern", Where("m.yaml"), match=(Example("甲"), Example("乙")), no_match=(Example("丙"),))
    failures = list(run_examples([RULE, second], lambda _: {"r": []}))
    assert [(f.rule.id, f.example.text) for f in failures] == [("platform.test", "依托平台。"), ("r", "丙")]
