"""``cppcc-kg rules``: the list, and the examples' runner."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.cli import rules as command
from cppcc_kg.errors import Where
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Example, Rule


def _run(*args: str) -> Result:
    return CliRunner().invoke(main, ["rules", *args])


def _rule(text: str) -> Rule:
    return Rule(
        "mechanism.set-up", "a test", "frame", Where("mine.yaml", line=1),
        match=(Example(text, (), Where("mine.yaml", line=5, key="match")),), no_match=(Example("天气晴好。"),),
    )  # fmt: skip


def test_the_list_has_a_line_for_each_rule() -> None:
    result = _run("list")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split(maxsplit=2) for line in result.stdout.splitlines()]
    assert lines == [[rule.id, rule.layer, rule.finds] for rule in default_rules()]


def test_examples_that_hold_are_counted_on_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "default_rules", lambda: (_rule("建立联系制度。"),))
    result = _run("test")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 rules, 2 examples, 0 do not hold\n"


def test_examples_that_do_not_hold_are_data_and_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "default_rules", lambda: (_rule("天气晴好。"),))
    result = _run("test")
    assert result.exit_code == 2
    assert result.stdout == "mine.yaml:5 [match]: mechanism.set-up: '天气晴好。': not matched; fired: nothing\n"
    assert result.stderr == (
        "1 rules, 2 examples, 1 do not hold\nerror: 1 examples do not hold; mend the rule or the example\n"
    )


def test_the_packaged_rules_hold() -> None:
    result = _run("test")
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_unknown_subcommand_is_wrong_usage() -> None:
    result = _run("run")
    assert result.exit_code == 2
    assert result.stdout == ""
