"""``cppcc-kg list``: the things of a class."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.finding import find_district, find_theme
from cppcc_kg.analysis.tables import listing
from cppcc_kg.analysis.wording import CLASS_WORDS
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell
from cppcc_kg.errors import UsageError
from cppcc_kg.model import CLASSES


@click.command()
@click.argument("cls", metavar="CLASS")
@click.option("--district", metavar="NAME", help="Only those of this district.")
@click.option("--theme", metavar="NAME", help="Only those of this theme (a part of its name will do).")
@graph_option
@format_option
def command(cls: str, *, district: str | None, theme: str | None, graph: Path, format_: str) -> None:
    """The things of CLASS (Practice or 做法, Platform or 平台载体 …) with themes, figures and quotes."""
    names = {**{c.lower(): c for c in CLASSES}, **{word: c for c, word in CLASS_WORDS.items()}}
    if cls.lower() not in names:
        words = ", ".join(f"{c} ({CLASS_WORDS[c]})" for c in CLASSES)
        raise UsageError(f"there is no class {cls!r}", hint=f"one of {words}")
    chosen = None if theme is None else find_theme(theme)
    context = opened(graph)
    place = find_district(context, district) if district is not None else None
    tell(listing(context, names[cls.lower()], district=place, theme=chosen), format_)
