"""``cppcc-kg build``: texts in, graph.ttl, graph.html and report.json out."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cppcc_kg.cli.options import ledger_option, rules_option, rules_with, store_option
from cppcc_kg.cli.speech import complain, say, told, translated, warn
from cppcc_kg.errors import OutputError, UsageError, Where
from cppcc_kg.resources import data_dir

if TYPE_CHECKING:
    from cppcc_kg.pipeline.building import Told
    from cppcc_kg.pipeline.engines import Engine
    from cppcc_kg.pipeline.running import Built

#: What a shell reports of a program that Ctrl-C ended.
INTERRUPTED = 130


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="Folder to write to.",
)  # fmt: skip
@rules_option
@ledger_option
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N",
    help="Processes that read and make; any number gives the same bytes.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
    help="Who works: processes here, or a dask.distributed cluster (cppcc-kg[dask]).",
)  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS", help="The dask scheduler; without it a cluster of --workers here.")
@store_option
@click.option("--no-similar", is_flag=True, help="Leave out similarTo, which compares all districts' work.")
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
    workers: int,
    engine: str,
    scheduler: str | None,
    store: Path | None,
    no_similar: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Read texts and write graph.ttl, graph.html and report.json.

    PATHS are texts (.txt, .md, .html, .docx, .pdf, .jsonl, .zip of these; -v says in which encoding) or folders of
    them; by default the repository's corpus (its packaged copy elsewhere).
    A ledger.yaml beside them holds a person's decisions, which the build obeys.
    What was read is kept in a folder .cppcc-kg of the output: the next build reads only what changed, one that was
    interrupted goes on, and the files are always those of a build from nothing.
    Exit code: 0 all was built, 1 built but some inputs were refused, 2 nothing was built, 130 interrupted.
    """
    if quiet and verbose:
        raise UsageError("-q and -v exclude each other", hint="give one of them")
    if scheduler is not None and engine != "dask":
        raise UsageError("--scheduler is dask's", hint="add --engine dask")
    if output.exists() and not output.is_dir():
        raise OutputError("is a file", where=Where(str(output)), hint="name a folder with -o")
    if rules_dir is not None:
        rules_with(rules_dir)
    from cppcc_kg.pipeline.running import run

    texts = list(paths) or [data_dir("corpus")]
    try:
        built = run(
            texts, output, rules=rules_dir, ledger=ledger, engine=_engine(engine, workers, scheduler), store=store,
            alike=not no_similar, progress=None if quiet else _progress(), each=verbose, met=_met,
        )  # fmt: skip
    except KeyboardInterrupt:
        _clear_progress()
        click.echo(say("interrupted: the same command goes on from here"), err=True)
        ctx.exit(INTERRUPTED)
    tell(built, quiet=quiet)
    ctx.exit(max((error.exit_code for error in built.told.errors), default=0))


def _engine(name: str, workers: int, scheduler: str | None) -> Engine:
    from cppcc_kg.pipeline.engines import Here, Workers

    if name == "dask":
        from cppcc_kg.pipeline.cluster import Cluster

        return Cluster(workers, scheduler)
    return Workers(workers) if workers > 1 else Here()


class _Progress:
    """One line on a terminal, rewritten as documents are read."""

    def __call__(self, done: int, total: int, identifier: str) -> None:
        name = identifier if len(identifier) <= 50 else "…" + identifier[-49:]
        click.echo(f"\r\x1b[K{done}/{total} {name!r}", nl=False, err=True)


def _progress() -> _Progress | None:
    return _Progress() if sys.stderr.isatty() else None


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def _met(told: Told) -> None:
    _clear_progress()
    for error in told.errors:
        complain(error)


def tell(built: Built, *, quiet: bool) -> None:
    """Say what was withheld, what each article gave where that was asked for, and what was written."""
    for error in built.told.withheld:
        warn(told(error))
    if quiet:
        return
    for ruling in built.told.rulings:
        if ruling.note is not None:
            line, why = ruling.decision, translated(ruling.note)
            warn(say("{place}: {do} of {thing}: {why}", place=line.place, do=line.do, thing=line.about, why=why))
    for source in built.sources:
        kept = say("kept as {path}", path=source.text) if source.text is not None else ""
        click.echo(f"{source.identifier!r}: {', '.join(filter(None, (source.media, source.encoding, kept)))}", err=True)
    for article in built.articles:
        click.echo(
            say(
                "{document}: {title}: {facts} facts, {figures} figures from {told} of {sentences} sentences",
                document=repr(article.document),
                title=article.title,
                facts=article.facts,
                figures=article.figures,
                told=article.told,
                sentences=article.sentences,
            ),
            err=True,
        )
    others = Counter(
        each["encoding"] for each in built.report["documents"] if each.get("encoding") not in (None, "UTF-8")
    )
    if others:
        found = ", ".join(f"{encoding} {count}" for encoding, count in sorted(others.items()))
        click.echo(say("not in UTF-8, read as found: {found} (-v says which)", found=found), err=True)
    click.echo(_sums(built.report), err=True)
    for path in built.files:
        click.echo(str(path))
    page = next(path for path in built.files if path.suffix == ".html")
    click.echo(say("open {page} in a browser; ask with: cppcc-kg query --list", page=page), err=True)


def _sums(report: dict[str, Any]) -> str:
    return say(
        "documents {documents}, articles {articles}, entities {entities}, facts {facts}, measures {measures}",
        documents=len(report["documents"]), articles=report["articles"], entities=sum(report["entities"].values()),
        facts=report["facts"]["total"], measures=report["measures"],
    )  # fmt: skip
