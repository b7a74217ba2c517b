"""``cppcc-kg remove``: take documents out of a build."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.cli.build import tell
from cppcc_kg.cli.options import ledger_option, store_option


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="Folder of the build.",
)  # fmt: skip
@ledger_option
@store_option
@click.option("--no-similar", is_flag=True, help="Leave out similarTo, as the build did.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    documents: tuple[str, ...],
    output: Path,
    *,
    ledger: Path | None,
    store: Path | None,
    no_similar: bool,
    quiet: bool,
) -> None:
    """Take documents out of a build and write its files anew.

    DOC is a document's identifier: its path below the folder that was built (report.json lists them). A fact that
    another document tells too stays; one that only these told goes. The texts themselves are not touched, so a build
    of a folder that still holds them reads them again.
    """
    from cppcc_kg.pipeline.running import take_out

    tell(take_out(documents, output, ledger=ledger, store=store, alike=not no_similar), quiet=quiet)
