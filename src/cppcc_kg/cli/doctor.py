"""``cppcc-kg doctor``: what is here, what is missing, and what each is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cppcc_kg import __version__
from cppcc_kg.cli.checking import Finding, environment
from cppcc_kg.cli.speech import say

_MARKS = {"fine": "✓", "absent": "–", "broken": "✗"}


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    yield f"cppcc-kg {__version__}"
    for each in findings:
        yield f"{_MARKS[each.state]} {each.title}: {_shown(each.found)}"
        if each.hint:
            yield f"    → {_shown(each.hint)}"
    broken = sum(each.state == "broken" for each in findings)
    absent = sum(each.state == "absent" for each in findings)
    yield ""
    if broken:
        yield "✗ " + say("{n} to mend before a build can run", n=broken)
    elif absent:
        yield "✓ " + say("ready to build; – {n} optional, not here", n=absent)
    else:
        yield "✓ " + say("ready to build")


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="The folder that a build would write to.",
)  # fmt: skip
@click.pass_context
def command(ctx: click.Context, *, output: Path) -> None:
    """Say what is installed, what is missing, and what each is for.

    Looks at Python, packages, the packaged rules, ontology and table of divisions, the output folder and its lock, and
    the programs that the tests drive. ✓ is fine, – can be done without, ✗ must be mended.
    Exit code: 0 a build can run, 1 something that it needs is broken.
    """
    findings = environment(output)
    # Bytes, so that no locale changes the answer.
    click.echo("".join(f"{line}\n" for line in _lines(findings)).encode("utf-8", "replace"), nl=False)
    ctx.exit(1 if any(each.state == "broken" for each in findings) else 0)
