"""``cppcc-kg validate``: is a graph what the ontology says it must be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from cppcc_kg.cli.options import GRAPH
from cppcc_kg.cli.speech import count, say, translated
from cppcc_kg.graph.invariants import Violation
from cppcc_kg.graph.validation import validate


def _words(found: Sequence[Violation]) -> str:
    blocks = []
    for each in found:
        lines = [f"✗ {each.what}", say("  why:   {text}", text=translated(each.why))]
        lines += [say("  where: {text}", text=each.where)] if each.where else []
        lines += [
            say("  mend:  {text}", text=translated(each.mend)),
            say("  shape: {shape}  node: {node}", shape=each.shape, node=each.node),
        ]
        blocks.append("\n".join(" ".join(line.split("\n")) for line in lines) + "\n")
    return "\n".join(blocks)


def _json(found: Sequence[Violation]) -> str:
    return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) + "\n"


def _texts(folder: Path) -> dict[str, str]:
    """The texts below ``folder`` by identifier, as the build reads them."""
    from cppcc_kg.reading.documents import read_text
    from cppcc_kg.reading.files import find_inputs

    inputs, errors = find_inputs([folder])
    if errors:
        raise errors[0]
    return {item.identifier: read_text(item) for item in inputs}


@click.command()
@click.argument("graph", type=click.Path(path_type=Path), default=GRAPH, required=False)
@click.option(
    "--texts", type=click.Path(path_type=Path), metavar="PATH",
    help="The texts that the graph was built from: every quote is compared with them.",
)  # fmt: skip
@click.option("--quick", is_flag=True, help="Only what the build checks too; needs no SHACL engine.")
@click.option(
    "--format", "format_", type=click.Choice(["words", "json"]), default="words", show_default=True,
)  # fmt: skip
@click.pass_context
def command(ctx: click.Context, graph: Path, *, texts: Path | None, quick: bool, format_: str) -> None:
    """Hold a graph to the shapes of the ontology (default: output/graph.ttl).

    Each violation says what, why, where and how to mend it, Chinese first.
    Exit code: 0 the graph conforms, 3 it has violations, 2 it cannot be read.
    Needs the extra cppcc-kg[validate], but for --quick.
    """
    found = validate(graph, texts=_texts(texts) if texts is not None else None, quick=quick)
    text = {"words": _words, "json": _json}[format_](found)
    # Bytes, so that neither the locale nor the platform's line ends change the answer.
    click.echo(text.encode("utf-8", "replace"), nl=False)
    violations = count("{n} violation", "{n} violations", len(found)) if found else say("no violations")
    click.echo(say("{graph}: {found}", graph=graph, found=violations), err=True)
    ctx.exit(3 if found else 0)
