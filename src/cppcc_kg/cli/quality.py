"""``cppcc-kg quality``: read every labelled text and write down how well, by text, class, property and rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from cppcc_kg.cli.evaluate import default_texts
from cppcc_kg.errors import UsageError
from cppcc_kg.evaluation.quality import as_markdown
from cppcc_kg.export.files import write_atomic
from cppcc_kg.pipeline.measuring import measure, measure_unseen, read_labelled

_FOLDER = click.Path(path_type=Path)
_GOLD = Path("tests/gold")
_UNSEEN = Path("tests/gold_unseen")


@click.command(name="quality")
@click.option(
    "--gold", "folders", type=_FOLDER, multiple=True, default=[_GOLD], show_default=True,
    help="Folder of gold; may be given again.",
)  # fmt: skip
@click.option(
    "--unseen", type=_FOLDER,
    help="Folder of gold that nobody who writes rules reads: pooled numbers only. "
    f"Default: {_UNSEEN}, if there.",
)  # fmt: skip
@click.option("--leave-out/--no-leave-out", default=True, help="Read each text without what it alone supports.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("docs/quality.md"), show_default=True,
    help="File to write.",
)  # fmt: skip
def command(*, folders: tuple[Path, ...], unseen: Path | None, leave_out: bool, output: Path) -> None:
    """Measure the rules on all labelled texts and write a Markdown page.

    Scores per text, class, property and rule; each text without the rules and words that it alone supports; and the
    pooled numbers of the unseen pages. The same rules and labels give the same bytes.
    """
    texts = [text for folder in folders for text in read_labelled(folder, default_texts(folder))]
    names = [text.gold.document for text in texts]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"labelled in several folders: {', '.join(twice)}", hint="name each gold folder once")
    quality = measure(texts, leave_out=leave_out)
    if unseen is None and _UNSEEN.is_dir():
        unseen = _UNSEEN
    if unseen is not None:
        hidden = read_labelled(unseen, default_texts(unseen))
        quality = replace(quality, unseen=measure_unseen(hidden), unseen_texts=len(hidden))
    write_atomic(output, as_markdown(quality).encode("utf-8"))
    click.echo(str(output))
