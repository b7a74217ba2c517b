"""A workbook for people who live in spreadsheets: a sheet a class, all figures, all facts with their quotes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.sides import side
from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS, amount, period, quote_of
from cppcc_kg.export.formats.base import Format, clean
from cppcc_kg.graph.dataset import TITLES
from cppcc_kg.model import CLASSES, Entity, KnowledgeGraph

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

Cell = str | float
#: The most characters that a cell may hold, and the most rows of a sheet.
_LONGEST, _MOST_ROWS = 32_767, 1_048_576
_HEADS = ("编号 id", "名称 label", "又称 also", "区县 district", "主题 themes", "频次 frequency", "数据 figures",
          "成效 outcomes", "原文 quote", "出处 source")  # fmt: skip
_FIGURES = ("区县 district", "所属 of", "所计 quantity", "数值 amount", "值 value", "下限 low", "上限 high",
            "单位 unit", "期间 period", "原文 quote", "出处 source")  # fmt: skip
_FACTS = ("主体 subject", "主体类别 class", "关系 relation", "谓词 predicate", "客体 object", "客体类别 class",
          "区县 district", "推得 derived", "规则 rules", "截至 as of", "原文 quote", "出处 source")  # fmt: skip
_WIDE = {"quote": 60, "figures": 36, "outcomes": 36, "label": 28, "subject": 28, "object": 28, "source": 34, "of": 28}


def _entities(context: Context, cls: str) -> Iterable[Sequence[Cell]]:
    for entity in context.graph.entities:
        if entity.cls == cls:
            own = side(entity, context)
            yield (entity.id, entity.label, "；".join(entity.alternatives), _district(entity, context),
                   "、".join(sorted(context.themes(entity.id))), "；".join(own.frequencies), "；".join(own.figures),
                   "；".join(own.outcomes), *quote_of(entity))  # fmt: skip


def _district(entity: Entity | None, context: Context) -> str:
    district = context.districts.get(entity.id) if entity is not None else None
    return district.label if district is not None else ""


def _figures(context: Context) -> Iterable[Sequence[Cell]]:
    for fact in context.graph.facts:
        measure = context.measures.get(fact.object) if fact.predicate == "hasMeasure" else None
        if measure is not None:
            entity = context.entities.get(fact.subject)
            numbers = ("" if n is None else float(n) for n in (measure.value, measure.low, measure.high))
            yield (_district(entity, context), entity.label if entity is not None else fact.subject,
                   measure.quantity_of, amount(measure), *numbers, measure.unit, period(measure),
                   *quote_of(measure))  # fmt: skip


def _facts(context: Context) -> Iterable[Sequence[Cell]]:
    for fact in context.graph.facts:
        subject, object_ = context.entities.get(fact.subject), context.entities.get(fact.object)
        measure = context.measures.get(fact.object)
        named = object_.label if object_ else amount(measure) if measure else fact.object
        yield (subject.label if subject else fact.subject, CLASS_WORDS.get(subject.cls, "") if subject else "",
               RELATION_WORDS.get(fact.predicate, fact.predicate), fact.predicate, named,
               CLASS_WORDS.get(object_.cls, "") if object_ else "", _district(subject, context),
               "是" if fact.derivation == "derived" else "", "、".join(fact.rules), fact.as_of or "",
               *quote_of(fact))  # fmt: skip


def _sheet(book: Workbook, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for column, head in enumerate(heads):
        sheet.set_column(column, column, _WIDE.get(head.rpartition(" ")[2], 14), wrapped)
        sheet.write_string(0, column, head, bold)
    number = 0
    for number, row in enumerate(rows, 1):
        if number >= _MOST_ROWS:
            break
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, clean(value)[:_LONGEST])
            else:
                sheet.write_number(number, column, value)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(number, 1), len(heads) - 1)
    return number


def _write(graph: KnowledgeGraph) -> dict[str, bytes]:
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    # A text that begins with "=" stays a text; equal graphs are equal bytes, so no date of making.
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": TITLES["zh"], "created": datetime(2000, 1, 1)})
    context = Context(graph)
    used = {entity.cls for entity in graph.entities}
    for cls in CLASSES:
        if cls in used:
            _sheet(book, f"{CLASS_WORDS[cls]} {cls}", _HEADS, _entities(context, cls))
    _sheet(book, "数据 Measure", _FIGURES, _figures(context))
    _sheet(book, "事实 Facts", _FACTS, _facts(context))
    book.close()
    return {".xlsx": out.getvalue()}


FORMAT = Format(
    "xlsx", "Excel 工作簿，一类一表，事实附原文", "Excel workbook, a sheet a class, facts with quotes", _write, "xlsx"
)
