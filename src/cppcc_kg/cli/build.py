"""``cppcc-kg build``: texts in, graph.ttl, graph.html and report.json out."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from cppcc_kg.cli.options import ledger_option, rules_option, rules_with
from cppcc_kg.errors import CppccKgError, OutputError, UsageError, Where
from cppcc_kg.export.lock import locked
from cppcc_kg.pipeline import Extracted, build, extract, stale
from cppcc_kg.resources import data_dir


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="Folder to write to.",
)  # fmt: skip
@rules_option
@ledger_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say what each document gave.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path,
    *,
    rules_dir: Path | None,
    ledger: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read texts and write graph.ttl, graph.html and report.json.

    PATHS are texts (.txt, .md, .html, .docx, .pdf, .jsonl, .zip of these; -v says in which encoding) or folders of
    them; by default the repository's corpus (its packaged copy elsewhere).
    A ledger.yaml beside them holds a person's decisions, which the build obeys.
    Exit code: 0 all was built, 1 built but some inputs were refused, 2 nothing was built.
    """
    if quiet and verbose:
        raise UsageError("-q and -v exclude each other", hint="give one of them")
    if output.exists() and not output.is_dir():
        raise OutputError("is a file", where=Where(str(output)), hint="name a folder with -o")
    rules = rules_with(rules_dir) if rules_dir is not None else None
    texts = list(paths) or [data_dir("corpus")]
    with locked(output):  # from the start, so that of two builds the second learns at once
        extracted = extract(texts, rules=rules, ledger=ledger, progress=None if quiet else _progress())
        _clear_progress()
        for error in extracted.errors:
            click.echo(f"{'error' if error.exit_code else 'warning'}: {error}", err=True)
        written = build(extracted, output)
    for fact in extracted.withheld:
        click.echo(f"warning: {fact}", err=True)
    if not quiet:
        for ruling in stale(extracted):
            click.echo(f"warning: {ruling}", err=True)
        _tell(extracted, verbose=verbose)
        for path in written:
            click.echo(str(path))
        page = next(path for path in written if path.suffix == ".html")
        click.echo(f"open {page} in a browser; ask with: cppcc-kg query --list", err=True)
    ctx.exit(_exit_code(extracted.errors))


def _exit_code(errors: tuple[CppccKgError, ...]) -> int:
    """Of the errors, 1 if any is more than a warning."""
    return max((error.exit_code for error in errors), default=0)


def _progress() -> _Progress | None:
    return _Progress() if sys.stderr.isatty() else None


class _Progress:
    """One line on a terminal, rewritten at each document."""

    def __call__(self, done: int, total: int, identifier: str) -> None:
        name = identifier if len(identifier) <= 50 else "…" + identifier[-49:]
        click.echo(f"\r\x1b[K{done + 1}/{total} {name!r}", nl=False, err=True)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def _tell(extracted: Extracted, *, verbose: bool) -> None:
    graph = extracted.graph
    if verbose:
        for document in graph.documents:
            if document.media is not None:
                kept = f"kept as {document.text}" if document.text is not None else ""
                read = ", ".join(filter(None, (document.media, document.encoding, kept)))
                click.echo(f"{document.identifier!r}: {read}", err=True)
        for item in extracted.readings:
            title = item.article.words(item.article.title) if item.article.title is not None else item.article.kind
            reading = item.reading
            click.echo(
                f"{item.page.identifier!r}: {title}: {len(reading.facts)} facts, {len(reading.figures)} figures "
                f"from {len(reading.told)} of {reading.sentences} sentences",
                err=True,
            )
    others = Counter(each.encoding for each in graph.documents if each.encoding not in (None, "UTF-8"))
    if others:
        found = ", ".join(f"{encoding} {count}" for encoding, count in sorted(others.items()))
        click.echo(f"not in UTF-8, read as found: {found} (-v says which)", err=True)
    click.echo(
        f"documents {len(graph.documents)}, articles {len(graph.articles)}, entities {len(graph.entities)}, "
        f"facts {len(graph.facts)}, measures {len(graph.measures)}",
        err=True,
    )
