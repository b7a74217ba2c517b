"""``cppcc-kg rules``: what the rules are, and whether their examples hold."""

from __future__ import annotations

import click

from cppcc_kg.errors import RuleError
from cppcc_kg.pipeline import read_labels
from cppcc_kg.rules.examples import run_examples
from cppcc_kg.rules.loader import default_rules


@click.group()
def command() -> None:
    """List the rules, and run their examples."""


@command.command("list")
def list_rules() -> None:
    """One line a rule: id, layer, what it finds."""
    rules = default_rules()
    width = max(len(rule.id) for rule in rules)
    for rule in rules:
        click.echo(f"{rule.id:{width}}  {rule.layer:7}  {rule.finds}")


@command.command("test")
def test_rules() -> None:
    """Run every example of every rule; a failure names file, line, rule and why."""
    rules = default_rules()
    failures = list(run_examples(rules, read_labels))
    for failure in failures:
        click.echo(str(failure))
    examples = sum(len(rule.match) + len(rule.no_match) for rule in rules)
    click.echo(f"{len(rules)} rules, {examples} examples, {len(failures)} do not hold", err=True)
    if failures:
        raise RuleError(f"{len(failures)} examples do not hold", hint="mend the rule or the example")
