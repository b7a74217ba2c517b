"""Options that several commands share, so that each means the same everywhere."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from cppcc_kg.cli.speech import note, say
from cppcc_kg.errors import UsageError
from cppcc_kg.rules.loader import load_with, replaced
from cppcc_kg.rules.types import Rule

#: The graph that a command reads when none is named: where a build writes it.
GRAPH = Path("output/graph.ttl")

Command = TypeVar("Command", bound=Callable[..., Any])


def rules_option(command: Command) -> Command:
    """``--rules DIR``, given to the command as ``rules_dir``."""
    option = click.option(
        "--rules",
        "rules_dir",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of .yaml rules to add; one with a packaged rule's id stands in its place.",
    )
    return option(command)


def ledger_option(command: Command) -> Command:
    """``--ledger FILE``, given to the command as ``ledger``."""
    option = click.option(
        "--ledger",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Decisions to obey, in place of the ledger.yaml beside the texts.",
    )
    return option(command)


def graph_option(command: Command) -> Command:
    """``--graph FILE``, given to the command as ``graph``."""
    option = click.option(
        "--graph",
        type=click.Path(path_type=Path),
        default=GRAPH,
        show_default=True,
        metavar="FILE",
        help="The Turtle file to read.",
    )
    return option(command)


def store_option(command: Command) -> Command:
    """``--store DIR``, given to the command as ``store``: a store of the graph that a build keeps in step."""
    option = click.option(
        "--store",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Keep an Oxigraph store of the graph in this folder too.",
    )
    return option(command)


def rules_with(directory: Path) -> tuple[Rule, ...]:
    """The packaged rules with those of ``directory``; what is replaced is said on stderr."""
    rules = load_with(directory)
    for old, new in replaced(rules):
        note(say("{rule}: {new} stands in place of {old}", rule=new.id, new=new.where, old=old.where))
    return rules


def chosen(rules: Iterable[Rule], names: Iterable[str]) -> list[Rule]:
    """The rules of the ids in ``names``, all of them if none is named."""
    known = {rule.id: rule for rule in rules}
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else "cppcc-kg rules list shows them"
            raise UsageError(f"there is no rule {name!r}", hint=hint)
    return [known[name] for name in dict.fromkeys(names)] or list(known.values())
