"""``cppcc-kg evaluate``: score a built graph against hand-labelled gold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.speech import count, note
from cppcc_kg.errors import UsageError
from cppcc_kg.evaluation.gold import read_folder, read_index
from cppcc_kg.evaluation.graph import read_graph
from cppcc_kg.evaluation.report import as_json, as_words, rounded_f1
from cppcc_kg.evaluation.scoring import KEYS, Evaluation, evaluate
from cppcc_kg.evaluation.texts import check_quotes, place, read_texts
from cppcc_kg.resources import data_dir

_FOLDER = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path)


def parse_floors(floors: Iterable[str]) -> Mapping[str, float]:
    """``KEY=NUMBER`` words as a mapping from key to the least F1, from 0 to 1, that is good enough."""
    parsed = {}
    for floor in floors:
        key, _, number = floor.rpartition("=")
        if key not in KEYS:
            raise UsageError(f"--min-f1 {floor}: unknown key {key!r}", hint=f"valid keys are {', '.join(KEYS)}")
        try:
            least = float(number)
        except ValueError:
            least = math.nan
        if not 0 <= least <= 1:
            raise UsageError(f"--min-f1 {floor}: {number!r} is no number from 0 to 1", hint=f"try {key}=0.5")
        parsed[key] = least
    return parsed


def missed_floors(evaluation: Evaluation, floors: Mapping[str, float]) -> list[str]:
    """A line for each floor that the pooled F1 does not reach."""
    reached = {key: rounded_f1(evaluation.pooled[key]) for key in floors}
    return [
        f"F1 of {key} is {reached[key]:.3f}, below the floor of {least:g}"
        for key, least in floors.items()
        if reached[key] < least
    ]


def default_texts(gold: Path) -> list[Path]:
    """Where labelled texts lie when nobody says: the corpus, the gold folder, and ``articles`` beside it."""
    folders = (data_dir("corpus"), gold, gold.resolve().parent / "articles")
    return [folder for folder in folders if folder.is_dir()]


def _existing(folders: Iterable[Path]) -> list[Path]:
    given = list(folders)
    for folder in given:
        if not folder.is_dir():
            raise UsageError(f"--texts {folder}: there is no such folder")
    return given


@click.command(name="evaluate")
@click.option("--gold", type=_FOLDER, required=True, help="Folder of gold, a NAME.jsonl for each document.")
@graph_option
@click.option(
    "--texts",
    type=_FOLDER,
    multiple=True,
    help="Folder of labelled texts; may be given again. Default: the corpus, the gold folder, and articles beside it.",
)
@click.option(
    "--index",
    type=_FILE,
    help="TSV of doc, file, begin, end: the part of a text that a document labels. "
    "Default: index.tsv in the gold folder, if there.",
)
@click.option("--doc", "docs", multiple=True, metavar="NAME", help="Score this document only; may be given again.")
@click.option("--errors", is_flag=True, help="List what was missed and what was extra.")
@click.option("--json", "json_", is_flag=True, help="Print the pooled numbers as one JSON object.")
@click.option(
    "--min-f1",
    "min_f1",
    multiple=True,
    metavar="KEY=NUMBER",
    help="Exit with 1 when the pooled F1 of KEY (entity, relation, relation:carriesOut, …) is below NUMBER.",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    gold: Path,
    graph: Path,
    texts: tuple[Path, ...],
    index: Path | None,
    docs: tuple[str, ...],
    errors: bool,
    json_: bool,
    min_f1: tuple[str, ...],
) -> None:
    """Score a built graph against hand-labelled gold.

    Precision, recall and F1 of entities, relations and measures; of those found, themes, frequencies and
    evidence; and how many passages stand letter for letter where the graph says.
    """
    floors = parse_floors(min_f1)
    labels = read_folder(gold, only=docs)
    known_index = gold / "index.tsv"
    if index is None and known_index.is_file():
        index = known_index
    placings = read_index(index) if index is not None else {}
    content = read_texts(_existing(texts) or default_texts(gold))
    for one in labels:
        check_quotes(one, place(one.document, content, placings))
    evaluation = evaluate(labels, content, placings, read_graph(graph))
    click.echo((as_json if json_ else as_words)(evaluation, errors=errors))
    if hanging := [relation for one in labels for relation in one.hanging]:
        told = count(
            "{n} required relation hangs on an optional entity and counts nowhere: {first}",
            "{n} required relations hang on an optional entity and count nowhere, the first: {first}",
            len(hanging), first=hanging[0].where,
        )  # fmt: skip
        note(told)
    missed = missed_floors(evaluation, floors)
    for line in missed:
        click.echo(line, err=True)
    if missed:
        ctx.exit(1)
