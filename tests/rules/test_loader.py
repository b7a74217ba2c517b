"""Rule files: what loads, and errors that name file, line, key and the nearest valid name."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from cppcc_kg.errors import RuleError
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import CLASSES
from cppcc_kg.rules.loader import default_rules, load_rules
from cppcc_kg.rules.types import FactTemplate, Rule

GOOD = """\
- id: platform.test
  finds: a platform
  layer: pattern
  priority: 60
  trigger: [依托, 依托好]
  left: '^'
  right: '(?P<object>{H}+平台)'
  unless: '过'
  emits: {object: Platform}
  roles: {object: Organization Person}
  facts: [agent establishes object]
  match:
    - 依托协商平台。 -> 协商平台
    - 依托好协商平台。
  no_match: [开展调研。]
"""


def _load(folder: Path, text: str, name: str = "mine.yaml") -> tuple[Rule, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_rules([path])


def _error(folder: Path, text: str) -> str:
    with pytest.raises(RuleError) as caught:
        _load(folder, text)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.exit_code == 2
    return message


def test_a_rule_as_loaded(tmp_path: Path) -> None:
    (rule,) = _load(tmp_path, GOOD)
    assert (rule.id, rule.layer, rule.priority, rule.left) == ("platform.test", "pattern", 60, "^")
    assert rule.trigger == ("依托好", "依托")  # longest first
    assert rule.emits == (("object", "Platform"),)
    assert rule.roles == (("object", ("Organization", "Person")),)
    assert rule.facts == (FactTemplate("agent", "establishes", "object"),)
    assert str(rule.where) == "mine.yaml:1"
    assert [(e.text, e.labels) for e in rule.match] == [("依托协商平台。", ("协商平台",)), ("依托好协商平台。", ())]
    assert [e.text for e in rule.no_match] == ["开展调研。"]


def test_rules_come_sorted_by_id_whatever_the_file_order(tmp_path: Path) -> None:
    one = _load(tmp_path, GOOD.replace("platform.test", "b") + GOOD.replace("platform.test", "a"))
    assert [rule.id for rule in one] == ["a", "b"]
    other = tmp_path / "other.yaml"
    other.write_text(GOOD.replace("platform.test", "c"), encoding="utf-8")
    paths = [other, tmp_path / "mine.yaml"]
    assert load_rules(paths) == load_rules(paths[::-1])


def test_triggers_may_name_a_set_of_the_lexicon(tmp_path: Path) -> None:
    (rule,) = _load(tmp_path, GOOD.replace("[依托, 依托好]", "['@verbs.gain', 依托]"))
    assert set(rule.trigger) == {"依托", *terms().verbs["gain"]}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("unless:", "unles:", "mine.yaml:8 [unles]: unknown key 'unles'; did you mean 'unless'?"),
        ("layer: pattern", "layer: patern", "mine.yaml:3 [layer]: unknown name 'patern'; did you mean 'pattern'?"),
        ("object: Platform", "object: Plattform", "mine.yaml:9 [emits]: unknown name 'Plattform'; did you mean 'Platform'?"),
        ("agent establishes", "agent establish", "mine.yaml:11 [facts]: unknown name 'establish'; did you mean 'establishes'?"),
        ("agent establishes", "agnet establishes", "mine.yaml:11 [facts]: unknown name 'agnet'; did you mean 'agent'?"),
        ("establishes object]", "establishes thing]", "mine.yaml:11 [facts]: unknown name 'thing'; known: "),
        ("[agent establishes object]", "[agent establishes]", "mine.yaml:11 [facts]: 'agent establishes' is not 'subject"),
        ("[agent establishes object]", "agent establishes object", "mine.yaml:11 [facts]: must be a list of"),
        ("[依托, 依托好]", "['@verb.gain']", "mine.yaml:5 [trigger]: unknown name 'verb'; did you mean 'verbs'?"),
        ("[依托, 依托好]", "['@verbs.gian']", "mine.yaml:5 [trigger]: unknown name 'gian'; did you mean 'gain'?"),
        ("[依托, 依托好]", "[1, 2]", "mine.yaml:5 [trigger]: must be a list of texts"),
        ("  trigger: [依托, 依托好]\n", "", "mine.yaml:3 [layer]: a rule of layer 'pattern' needs 'trigger'"),
        ("layer: pattern", "layer: frame", "mine.yaml:3 [layer]: a rule of layer 'frame' needs 'governor'"),
        ("'(?P<object>{H}+平台)'", "'(?P<object>平台'", "mine.yaml:7 [right]: is no regular expression (missing ), "),
        ("unless: '过'", "marks: [honor]", "mine.yaml:8 [marks]: unknown name 'honor'; did you mean 'honour'?"),
        ("unless: '过'", "marks: [shares-kind]", "mine.yaml:8 [marks]: a rule of layer 'pattern' has no mark 'shares-kind'; it is for rules of layer 'name'"),
        ("left: '^'", "left: '['", "mine.yaml:6 [left]: is no regular expression ("),
        ("left: '^'", "left: [甲]", "mine.yaml:6 [left]: must be text; quote it"),
        ("priority: 60", "priority: high", "mine.yaml:4 [priority]: must be a whole number"),
        ("priority: 60", "whole: sure", "mine.yaml:4 [whole]: unknown name 'sure'"),
        ("emits: {object: Platform}", "emits: [Platform]", "mine.yaml:9 [emits]: must map a group to a value"),
        ("  finds: a platform\n", "", "mine.yaml:1 [finds]: the rule has no 'finds'; every rule needs finds"),
        ("id: platform.test", "id: ''", "mine.yaml:1 [id]: the rule has no 'id'; every rule needs id"),
        ("  no_match: [开展调研。]\n", "", "mine.yaml:1 [no_match]: the rule has no 'no_match' example; give one of each kind"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_key_and_the_nearest_name(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert _error(tmp_path, GOOD.replace(old, new)).startswith(message)


def test_a_word_set_in_braces(tmp_path: Path) -> None:
    (rule,) = _load(tmp_path, GOOD.replace("{H}+平台", "{H}+{@heads.platform}"))
    assert rule.right is not None
    found = pattern(rule.right).match("协商平台很好")
    assert found is not None
    assert found["object"] == "协商平台"
    message = "mine.yaml:7 [right]: unknown name 'platfrom'; did you mean 'platform'?"
    assert _error(tmp_path, GOOD.replace("{H}+平台", "{@heads.platfrom}")) == message
    message = "mine.yaml:7 [right]: unknown name 'head'; did you mean 'heads'?"
    assert _error(tmp_path, GOOD.replace("{H}+平台", "{@head.platform}")) == message


def test_the_line_counts_in_the_file_not_in_the_rule(tmp_path: Path) -> None:
    second = GOOD.replace("platform.test", "platform.other").replace("unless:", "unles:")
    assert _error(tmp_path, GOOD + second).startswith("mine.yaml:23 [unles]")


def test_a_governor_and_a_head_are_sets_of_the_lexicon(tmp_path: Path) -> None:
    frame = GOOD.replace("layer: pattern", "layer: frame").replace("  trigger: [依托, 依托好]", "  governor: [setup]")
    assert "mine.yaml:5 [governor]: unknown name 'setup'; did you mean 'set-up'?" in _error(tmp_path, frame)
    head = frame.replace("[setup]", "[set-up]\n  head: [platforms]")
    assert "mine.yaml:6 [head]: unknown name 'platforms'; did you mean 'platform'?" in _error(tmp_path, head)


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    assert _error(tmp_path, GOOD + GOOD) == (
        "mine.yaml:16: rule id 'platform.test' is taken by mine.yaml:1; choose another id"
    )


def test_an_id_is_taken_once_over_all_files(tmp_path: Path) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path in paths:
        path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match=r"b\.yaml:1: rule id 'platform\.test' is taken by a\.yaml:1"):
        load_rules(paths)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: [甲\n  finds: b\n", "mine.yaml:2: is not valid YAML; check quoting"),
        ("id: a\n", "mine.yaml: must be a list of rules; begin each rule with '- id:'"),
        ("", "mine.yaml: must be a list of rules; begin each rule with '- id:'"),
        ("- just words\n", "mine.yaml:1: a rule must be a mapping"),
    ],
)
def test_a_file_that_is_no_list_of_rules(tmp_path: Path, text: str, message: str) -> None:
    assert _error(tmp_path, text) == message


def test_an_indented_file_loads_the_same(tmp_path: Path) -> None:
    (rule,) = _load(tmp_path, indent(dedent(GOOD), "  "))
    assert rule.id == "platform.test"


def test_the_packaged_rules_load_once_and_emit_classes_of_the_contract() -> None:
    rules = default_rules()
    assert rules is default_rules()
    assert [rule.id for rule in rules] == sorted({rule.id for rule in rules})
    assert {cls for rule in rules for _, cls in rule.emits} <= set(CLASSES) - {"District", "Campaign"}
