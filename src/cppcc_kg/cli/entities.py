"""``cppcc-kg entities``: what a person might decide about the entities of a build."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from cppcc_kg.cli.options import ledger_option, rules_option, rules_with
from cppcc_kg.cli.speech import complain, say
from cppcc_kg.pipeline import decisions_for, extract
from cppcc_kg.resolution.candidates import Candidate, candidates
from cppcc_kg.resources import data_dir


@click.group()
def command() -> None:
    """Look at the entities of a build, to decide about them in a ledger."""


@command.command("candidates")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@rules_option
@ledger_option
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many pairs at most.")
@click.option(
    "--format", "format_", type=click.Choice(["table", "json", "yaml"]), default="table", show_default=True,
    help="yaml gives lines for a ledger, to be signed.",
)  # fmt: skip
def candidates_command(
    paths: tuple[Path, ...], *, rules_dir: Path | None, ledger: Path | None, limit: int, format_: str
) -> None:
    """Propose pairs of entities that might be one thing, with the reasons, the likeliest first.

    Nothing is merged: copy a line of the yaml form into ledger.yaml, check it, and sign it under 'by'. A pair that a
    ledger tells apart ('different') is not proposed again.
    """
    texts = list(paths) or [data_dir("corpus")]
    rules = rules_with(rules_dir) if rules_dir is not None else None
    extracted = extract(texts, rules=rules, ledger=ledger)
    for error in extracted.errors:
        complain(error)
    found = candidates(extracted.graph, decisions_for(texts, ledger))
    shown = found[:limit]
    text = {"table": _table, "json": _json, "yaml": _yaml}[format_](shown)
    # Bytes, so that neither the locale nor the platform's line ends change the answer.
    click.echo(text.encode("utf-8", "replace"), nl=False)
    click.echo(say("{n} of {all} pairs", n=len(shown), all=len(found)), err=True)


def _table(found: Sequence[Candidate]) -> str:
    """A pair a line: score, whose, class, the two labels, why."""
    rows = []
    for each in found:
        one, other = each.things
        whose = one.committee or one.document or "-"
        rows.append([f"{each.score:.2f}", whose, one.cls, one.label, other.label, "; ".join(each.reasons)])
    return "".join("\t".join(row) + "\n" for row in rows)


def _json(found: Sequence[Candidate]) -> str:
    data = [{"score": each.score, "reasons": list(each.reasons), "line": each.line} for each in found]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _yaml(found: Sequence[Candidate]) -> str:
    import yaml

    return yaml.safe_dump(
        [each.line for each in found], allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000
    )
