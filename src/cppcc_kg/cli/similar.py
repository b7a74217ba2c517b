"""``cppcc-kg similar``: who else does this."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.context import WORK
from cppcc_kg.analysis.finding import find, find_district
from cppcc_kg.analysis.sides import likenesses
from cppcc_kg.analysis.tables import similar
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.speech import say
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@click.argument("label")
@click.option("--district", metavar="NAME", help="The district whose work is meant, where several have it.")
@graph_option
@format_option
def command(label: str, *, district: str | None, graph: Path, format_: str) -> None:
    """Who else does LABEL, why we think so, and how it differs, quotes beside each other.

    LABEL is a name, another form of it, pinyin (weiyuangongzuozhan, wygzz) or a part.

    \b
    cppcc-kg similar 委员工作站
    cppcc-kg similar 书香政协 --district 铜梁
    """
    context = opened(graph)
    place = find_district(context, district) if district is not None else None
    entities = find(context, label, classes=WORK, district=place)
    if format_ != "table":
        tell(similar(entities, context), format_)
        return
    count = 0
    for entity in entities:
        for each in likenesses(entity, context):
            count += 1
            one, two = (f"{s.entity.label}（{s.district}）" for s in (each.mine, each.other))
            lines = [
                f"{one}≈ {two}  {each.score}",
                f"  理由  {each.reasons}",
                *(f"  差异  {difference}" for difference in each.differences),
                f"  {each.mine.district}：“{each.mine.quote}” {each.mine.source}",
                f"  {each.other.district}：“{each.other.quote}” {each.other.source}",
            ]
            click.echo("\n".join([*lines, ""]).encode("utf-8", "replace"))
    told = say("{n} similar", n=count) if count else say("nothing in other districts is similar enough")
    click.echo(told, err=True)
