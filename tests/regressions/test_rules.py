"""Mistakes in rule files that once loaded in silence, the smallest of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.errors import RuleError
from cppcc_kg.rules.loader import load_rules

GOOD = """\
- id: platform.test
  finds: a platform
  layer: pattern
  trigger: [依托]
  right: '(?P<object>{H}+平台)(?P<by>{X}*)'
  emits: {object: Platform}
  roles: {by: Organization Person}
  facts: [agent establishes object]
  match: [依托协商平台。]
  no_match: [开展调研。]
"""


def _error(folder: Path, text: str | bytes) -> str:
    path = folder / "mine.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RuleError) as caught:
        load_rules([path])
    return str(caught.value)


def test_a_role_is_of_classes_of_the_contract(tmp_path: Path) -> None:
    found = _error(tmp_path, GOOD.replace("Organization Person", "Organisation Person"))
    assert found.startswith("mine.yaml:7 [roles]: unknown name 'Organisation'; did you mean 'Organization'?")


def test_a_name_in_braces_is_a_kind_or_a_macro(tmp_path: Path) -> None:
    # It loaded, and a KeyError without file or line ended the first reading.
    found = _error(tmp_path, GOOD.replace("{H}", "{Organisation}"))
    assert found.startswith("mine.yaml:5 [right]: unknown name in braces 'Organisation'; did you mean 'Organization'?")


def test_a_group_that_is_emitted_is_in_an_expression(tmp_path: Path) -> None:
    found = _error(tmp_path, GOOD.replace("?P<object>", "?P<objct>"))
    assert found.startswith("mine.yaml:6 [emits]: ")
    assert "'object'" in found


def test_a_key_stands_once_in_a_rule(tmp_path: Path) -> None:
    found = _error(tmp_path, GOOD.replace("  trigger: [依托]\n", "  trigger: [依托]\n  trigger: [通过]\n"))
    assert found.startswith("mine.yaml:5: the key 'trigger' stands twice")


def test_a_trigger_is_not_empty(tmp_path: Path) -> None:
    # It loaded, and the automaton raised a ValueError without file or line.
    assert _error(tmp_path, GOOD.replace("[依托]", "[依托, '']")).startswith("mine.yaml:4 [trigger]: ")


def test_an_aspect_is_one_that_the_reader_knows(tmp_path: Path) -> None:
    found = _error(tmp_path, GOOD.replace("  emits:", "  aspect: perfect\n  emits:"))
    assert found.startswith("mine.yaml:6 [aspect]: unknown name 'perfect'")


def test_a_file_that_is_not_utf8_or_not_there_is_one_line(tmp_path: Path) -> None:
    assert _error(tmp_path, GOOD.encode("gb18030")).startswith("mine.yaml")
    with pytest.raises(RuleError, match=r"none\.yaml"):
        load_rules([tmp_path / "none.yaml"])
