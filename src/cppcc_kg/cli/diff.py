"""``cppcc-kg diff``: two graphs in, what changed between them in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from cppcc_kg.analysis.wording import bare_figure
from cppcc_kg.graph.diff import Change, Difference, GraphDifference, difference, first_passage
from cppcc_kg.graph.load import load_graph
from cppcc_kg.model import Entity, Fact, KnowledgeGraph, Measure

Thing = Entity | Fact | Measure
_KINDS = (("entities", "实体", "Entities"), ("facts", "事实", "Facts"), ("measures", "数据", "Figures"))
_SIGNS = {"came": "+", "went": "−", "changed": "~"}


class _Words:
    """Names of the things of two graphs."""

    def __init__(self, old: KnowledgeGraph, new: KnowledgeGraph) -> None:
        self.labels = {entity.id: entity.label for graph in (old, new) for entity in graph.entities}
        for graph in (old, new):
            self.labels |= {measure.id: bare_figure(measure) for measure in graph.measures}

    def name(self, identifier: str | None) -> str:
        return self.labels.get(identifier or "", identifier or "")

    def thing(self, thing: Thing) -> str:
        if isinstance(thing, Entity):
            whose = f"（{self.name(thing.scope)}）" if thing.scope else ""
            return f"{thing.cls} {thing.label}{whose}"
        if isinstance(thing, Measure):
            whose = f"（{self.name(thing.reported_by)}）" if thing.reported_by else ""
            return bare_figure(thing) + whose
        return f"{self.name(thing.subject)} {thing.predicate} {self.name(thing.object)}"

    def value(self, thing: Thing, field: str) -> str:
        """The value of a field that changed, where it is short enough to say."""
        attributes: dict[str, Callable[[Any], object]] = {
            "class": lambda e: e.cls, "label": lambda e: e.label, "other names": lambda e: "、".join(e.alternatives),
            "rules": lambda e: ", ".join(e.rules), "value": lambda e: e.value, "lower bound": lambda e: e.low,
            "upper bound": lambda e: e.high, "period": lambda e: e.period, "as of": lambda e: e.as_of,
            "committee": lambda e: self.name(e.scope), "passages": lambda e: len(e.evidence),
            "reported by": lambda e: self.name(e.reported_by), "role": lambda e: e.role, "level": lambda e: e.level,
            "code": lambda e: e.code, "per": lambda e: e.per, "derivation": lambda e: e.derivation,
            "period begin": lambda e: e.begin, "period end": lambda e: e.end,
        }  # fmt: skip
        found = attributes[field](thing) if field in attributes else None
        return "" if found is None else str(found)


def _changes(change: Change[Any], words: _Words) -> str:
    parts = []
    for field in change.fields:
        old, new = words.value(change.old, field), words.value(change.new, field)
        parts.append(f"{field} {old or '–'} → {new or '–'}" if old != new else field)
    return "; ".join(parts)


def _rows(found: GraphDifference, words: _Words) -> Iterator[dict[str, object]]:
    """A row a thing: kind, sign, words, rules, passage."""
    for kind, _, _ in _KINDS:
        group: Difference[Any] = getattr(found, kind)
        for sign in _SIGNS:
            for each in getattr(group, sign):
                thing = each.new if isinstance(each, Change) else each
                passage = first_passage(thing)
                yield {
                    "kind": kind, "change": sign, "what": words.thing(thing),
                    "how": _changes(each, words) if isinstance(each, Change) else "",
                    "rules": list(thing.rules),
                    "document": passage.document if passage is not None else "",
                    "begin": passage.span.begin if passage is not None else None,
                    "quote": passage.quote if passage is not None else "",
                }  # fmt: skip


def _in_words(found: GraphDifference, words: _Words) -> str:
    lines = []
    for title, names in zip(("+ 原文 document", "− 原文 document"), found.documents, strict=True):
        lines += [f"{title} {name}" for name in names]
    rows = list(_rows(found, words))
    for kind, zh, en in _KINDS:
        group: Difference[Any] = getattr(found, kind)
        if not group:
            continue
        counts = " ".join(f"{sign}{len(getattr(group, name))}" for name, sign in _SIGNS.items())
        lines.append(f"{zh} {en}: {counts}")
        for row in rows:
            if row["kind"] == kind:
                lines += _told(row)
    if found.rules:
        lines.append("规则 Rules (facts and figures that came and went by each):")
        lines += [f"  {rule}: +{more} −{less}" for rule, (more, less) in found.rules.items()]
    return "".join(f"{line}\n" for line in lines) or "没有变化 / nothing changed\n"


def _told(row: dict[str, object]) -> list[str]:
    rules = row["rules"]
    by = f"  [{', '.join(rules)}]" if isinstance(rules, list) and rules else ""
    lines = [f"  {_SIGNS[str(row['change'])]} {row['what']}{by}"]
    if row["how"]:
        lines.append(f"      {row['how']}")
    elif row["quote"]:
        quote = " ".join(str(row["quote"]).split())
        lines.append(f"      “{quote}” {row['document']} @{row['begin']}")
    return lines


def _table(found: GraphDifference, words: _Words) -> str:
    """Tab-separated, a thing a line."""
    head = ["kind", "change", "what", "how", "rules", "document", "begin", "quote"]
    rows = [head]
    for row in _rows(found, words):
        rules = row["rules"]
        flat = {**row, "rules": ", ".join(rules) if isinstance(rules, list) else "", "begin": row["begin"] or 0}
        rows.append([" ".join(str(flat[name]).split()) for name in head])
    return "".join("\t".join(row) + "\n" for row in rows)


def _json(found: GraphDifference, words: _Words) -> str:
    came, went = found.documents
    data = {
        "documents": {"came": list(came), "went": list(went)},
        "changes": list(_rows(found, words)),
        "rules": {rule: {"came": more, "went": less} for rule, (more, less) in found.rules.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _file(path: Path) -> Path:
    return path / "graph.ttl" if path.is_dir() else path


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(["words", "table", "json"]), default="words", show_default=True,
    help="table is tab-separated, a thing a line.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed.")
@click.pass_context
def command(ctx: click.Context, old: Path, new: Path, *, format_: str, exit_code: bool) -> None:
    """Say what changed from the graph OLD to the graph NEW: files, or folders that hold a graph.ttl.

    Entities, facts and figures that came (+), went (−) and changed (~), each with the rules that read it and its
    sentence; then, by rule, how many facts and figures came and went.
    """
    before, after = load_graph(_file(old)), load_graph(_file(new))
    found = difference(before, after)
    text = {"words": _in_words, "table": _table, "json": _json}[format_](found, _Words(before, after))
    # Bytes, so that neither the locale nor the platform's line ends change the answer.
    click.echo(text.encode("utf-8", "replace"), nl=False)
    ctx.exit(1 if exit_code and found else 0)
