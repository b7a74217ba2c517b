"""``cppcc-kg explain``: which rules read a text, which lost and to whom, and why one did not fire."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from cppcc_kg.cli import explaining as show
from cppcc_kg.cli.options import chosen, rules_option, rules_with
from cppcc_kg.cli.speech import say
from cppcc_kg.errors import UsageError
from cppcc_kg.extraction.diagnosis import Obstacle, why_not
from cppcc_kg.extraction.explanation import Explained, explain
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.model import Span
from cppcc_kg.pipeline import trace_file
from cppcc_kg.reading.tree import Article
from cppcc_kg.resolution.articles import ArticleReading
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Rule

Read = list[tuple[ArticleReading, Trace]]


@click.command()
@click.argument("place", metavar="FILE[:OFFSET]")
@click.option("--why-not", "missing", metavar="RULE", help="Say what kept this rule from firing.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to show it."
)
@click.option("-v", "--verbose", is_flag=True, help="With --why-not: also sentences that hold nothing of the rule.")
@rules_option
def command(place: str, missing: str | None, form: str, verbose: bool, rules_dir: Path | None) -> None:
    """Say for each sentence of FILE which rules fired, which lost and to whom, and how class and themes were decided.

    With OFFSET (characters of the file from 0, as in the graph's ckg:begin) only what covers that character.
    """
    path, at = _place(place)
    pack = default_rules() if rules_dir is None else rules_with(rules_dir)
    rule = chosen(pack, [missing])[0] if missing is not None else None
    read = trace_file(path, pack)
    lines: Iterable[str]
    if rule is not None:
        obstacles = list(_obstacles(rule, read, at))
        data = [show.obstacle_data(rule, article, span, found) for article, span, found in obstacles]
        lines = _why_not(rule, obstacles, everything=verbose or at is not None)
    else:
        explained = [(item.article, each) for item, each in _explained(read, at)]
        data = [show.data(article, each) for article, each in explained]
        lines = (line for article, each in explained for line in show.lines(article, each, whole=at is None))
    if form == "json":
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(line)
    if at is not None and not data:
        raise UsageError(f"no sentence of {path} covers character {at}", hint="offsets count characters from 0")


def _place(place: str) -> tuple[Path, int | None]:
    """The file, and the offset after its last colon if there is one. A file whose own name ends so is taken whole."""
    path, at = Path(place), None
    name, _, offset = place.rpartition(":")
    if not path.is_file() and offset.isdigit():
        path, at = Path(name), int(offset)
    if not path.is_file():
        raise UsageError(f"there is no file {str(path)!r}", hint="name one text, as FILE or FILE:OFFSET")
    return path, at


def _here(article: Article, span: Span, at: int | None) -> bool:
    found = article.healed.to_file(span)
    return at is None or found.begin <= at < found.end


def _inner(article: Article, at: int) -> int:
    """The character of the article that stands at ``at`` in the file."""
    size = len(article.text)
    return next((n for n in range(size) if article.healed.to_file(Span(n, n + 1)).begin >= at), size)


def _explained(read: Read, at: int | None) -> Iterator[tuple[ArticleReading, Explained]]:
    for item, trace in read:
        for each in explain(item.article, item.reading, trace):
            if _here(item.article, each.stretch.span, at):
                yield item, each if at is None else each.covering(_inner(item.article, at))


def _obstacles(rule: Rule, read: Read, at: int | None) -> Iterator[tuple[Article, Span, Obstacle | None]]:
    """For each stretch what was in the rule's way, none where it fired."""
    for item, trace in read:
        article = item.article
        inner = _inner(article, at) if at is not None else None
        for each in explain(article, item.reading, trace):
            span = each.stretch.span
            if _here(article, span, at):
                fired = (each if inner is None else each.covering(inner)).fired
                did = any(found.rule == rule.id for found in fired)
                yield article, span, None if did else why_not(rule, span, article, trace, inner)


def _why_not(
    rule: Rule, obstacles: Iterable[tuple[Article, Span, Obstacle | None]], *, everything: bool
) -> Iterator[str]:
    """Where the rule came as far as its trigger or verb; the rest is counted."""
    rest = 0
    for article, span, found in obstacles:
        if not everything and found is not None and found.step in ("trigger", "governor"):
            rest += 1
            continue
        yield from show.obstacle_lines(rule, article, span, found)
    if rest:
        if rule.layer == "frame":
            yield say("{n} other sentences or headings have no verb of it in reach (-v shows each)", n=rest)
        else:
            yield say("{n} other sentences or headings have no trigger of it in reach (-v shows each)", n=rest)
