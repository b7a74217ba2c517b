"""``cppcc-kg report``: a comparison of the districts."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.comparison import comparison
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import opened
from cppcc_kg.errors import UsageError
from cppcc_kg.export.comparison import to_html, to_markdown
from cppcc_kg.export.files import write_atomic

_WRITERS = {".html": to_html, ".htm": to_html, ".md": to_markdown}


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output/report.html"), show_default=True,
    help="The file to write; its ending (.html, .md) says the form.",
)  # fmt: skip
@graph_option
def command(*, output: Path, graph: Path) -> None:
    """A comparison of the districts in Chinese: themes, figures side by side, shared and unique work.

    Every claim has its quote and source. The HTML page prints well and needs no network.
    """
    writer = _WRITERS.get(output.suffix.lower())
    if writer is None:
        raise UsageError(f"{output.name!r} is neither .html nor .md", hint="name the file report.html or report.md")
    write_atomic(output, writer(comparison(opened(graph))).encode("utf-8", "replace"))
    click.echo(str(output))
