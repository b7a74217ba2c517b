"""Answers of fixed form over a graph, as rows of plain text: lists, comparisons, the matrix, figures, paths, counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.sides import likenesses, side
from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS, amount, figure, period, quote_of
from cppcc_kg.model import THEMES, Entity, Fact

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns as (key for programs, title for people), and rows as wide.

    ``wraps`` says that a cell is a list of names, none of which may be cut when the table is printed; ``left_out`` how
    many rows there are beyond those.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    wraps: bool = False
    left_out: int = 0


_LIST = (
    ("district", "区县"), ("class", "类别"), ("label", "名称"), ("themes", "主题"), ("figures", "数据"),
    ("quote", "原文"), ("source", "出处"),
)  # fmt: skip


def _themes(entity: str, context: Context) -> str:
    found = context.themes(entity)
    return "、".join(theme for theme in THEMES if theme in found)


def _ordered(entities: Iterable[Entity], context: Context) -> list[Entity]:
    def place(entity: Entity) -> str:
        district = entity if entity.cls == "District" else context.districts.get(entity.id)
        return (district.code or context.place_names[district.id]) if district is not None else ""

    return sorted(entities, key=lambda e: (place(e), e.cls, e.label, e.id))


def listing(context: Context, cls: str, *, district: Entity | None = None, theme: str | None = None) -> Table:
    """The entities of a class, optionally of one district and theme."""
    chosen = [
        e
        for e in context.graph.entities
        if e.cls == cls
        and (district is None or context.districts.get(e.id) == district)
        and (theme is None or theme in context.themes(e.id))
    ]
    return Table(_LIST, tuple(_listed(e, context) for e in _ordered(chosen, context)))


def _listed(entity: Entity, context: Context) -> Row:
    own = side(entity, context)
    figures = "；".join(own.figures)
    what = (own.district, CLASS_WORDS[entity.cls], entity.label, _themes(entity.id, context))
    return (*what, figures, own.quote, own.source)


def shown(entities: Sequence[Entity], context: Context, *, alike: int) -> Table:
    """All that is said of some entities: one fact or figure a row, derived ones marked.

    What is similar elsewhere comes last, for each entity the ``alike`` likest.
    """
    rows: list[Row] = []
    similar: list[Row] = []
    left_out = 0
    for entity in entities:
        name = named(entity.id, context)
        rows.append((name, "类别", CLASS_WORDS[entity.cls], "", *quote_of(entity)))
        if entity.alternatives:
            rows.append((name, "又称", "、".join(entity.alternatives), "", "", ""))
        if entity.code:
            rows.append((name, "行政区划代码", entity.code, "", "", ""))
        rows.extend(_facts(entity, name, context))
        likest = sorted(_out(entity, context, similar=True), key=lambda f: -(f.score or 0))
        similar.extend(_fact(fact, name, context) for fact in likest[:alike])
        left_out += len(likest[alike:])
    columns = (
        ("entity", "对象"), ("relation", "关系"), ("value", "内容"), ("rule", "规则"), ("quote", "原文"),
        ("source", "出处"),
    )  # fmt: skip
    return Table(columns, (*rows, *similar), left_out=left_out)


def _out(entity: Entity, context: Context, *, similar: bool) -> list[Fact]:
    return [f for f in context.out.get(entity.id, ()) if (f.predicate == "similarTo") == similar]


def _fact(fact: Fact, name: str, context: Context) -> Row:
    word = RELATION_WORDS.get(fact.predicate, fact.predicate)
    measure = context.measures.get(fact.object)
    value = figure(measure) if measure is not None else named(fact.object, context)
    if fact.score is not None:
        value += f"  {fact.score}"
    mark = "（推得）" if fact.derivation == "derived" else ""
    return name, word + mark, value, "、".join(fact.rules), *quote_of(fact)


def _facts(entity: Entity, name: str, context: Context) -> Iterable[Row]:
    for fact in _out(entity, context, similar=False):
        yield _fact(fact, name, context)
    for fact in context.into.get(entity.id, ()):
        if fact.derivation == "read":
            word = RELATION_WORDS.get(fact.predicate, fact.predicate)
            yield name, f"←{word}", named(fact.subject, context), "、".join(fact.rules), *quote_of(fact)


def named(thing: str, context: Context) -> str:
    """An entity by its label and whose it is, of divisions of one name by what tells them apart; all else as it is."""
    entity = context.entities.get(thing)
    if entity is None:
        return thing
    if entity.cls == "District":
        return context.place_names[thing]
    district = context.place(thing)
    return f"{entity.label}（{district}）" if district else entity.label


def similar(entities: Sequence[Entity], context: Context) -> Table:
    """Who else does this: score, reasons, differences, and the quotes of both sides."""
    columns = (
        ("district", "区县"), ("label", "名称"), ("other_district", "同类做法所在区县"), ("other_label", "同类做法"),
        ("score", "相似度"), ("why", "理由"), ("differences", "差异"), ("quote", "原文"), ("source", "出处"),
        ("other_quote", "对方原文"), ("other_source", "对方出处"),
    )  # fmt: skip
    rows = tuple(
        (
            each.mine.district, each.mine.entity.label, each.other.district, each.other.entity.label, str(each.score),
            each.reasons, "；".join(each.differences), each.mine.quote, each.mine.source,
            each.other.quote, each.other.source,
        )
        for entity in entities
        for each in likenesses(entity, context)
    )  # fmt: skip
    return Table(columns, rows)


def compared(districts: Sequence[Entity], context: Context, *, themes: Sequence[str] = ()) -> Table:
    """Theme by theme what each of some districts does; of ``themes`` alone, if any are given."""
    cells: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entity in _ordered(context.work(), context):
        for theme in context.themes(entity.id):
            cells[theme, context.districts[entity.id].id].append(entity.label)
    columns = (("theme", "主题"), *((context.place_names[d.id],) * 2 for d in districts))
    rows = (
        (theme, *("；".join(dict.fromkeys(cells[theme, d.id])) for d in districts))
        for theme in THEMES
        if any(cells[theme, d.id] for d in districts) and (not themes or theme in themes)
    )
    return Table(columns, tuple(rows), wraps=True)


def districts_with_work(context: Context) -> list[Entity]:
    """The districts of which the corpus tells work, by code."""
    found = {context.districts[e.id].id: context.districts[e.id] for e in context.work()}
    return sorted(found.values(), key=lambda d: (d.code or "~", context.place_names[d.id]))


def matrix(context: Context) -> Table:
    """District × theme: how many pieces of work."""
    counts = Counter((context.districts[e.id].id, t) for e in context.work() for t in context.themes(e.id))
    used = [theme for theme in THEMES if any(theme == t for _, t in counts)]
    columns = (("district", "区县"), *((theme, theme) for theme in used))
    rows = (
        (context.place_names[d.id], *(str(counts[d.id, theme]) for theme in used)) for d in districts_with_work(context)
    )
    return Table(columns, tuple(rows))


def measures(
    context: Context, *, district: Entity | None = None, of: str | None = None, unit: str | None = None
) -> Table:
    """Figures with unit, bounds and period, and the sentence of each."""
    columns = (
        ("district", "区县"), ("of", "所属"), ("quantity", "所计"), ("amount", "数值"), ("value", "值"),
        ("low", "下限"), ("high", "上限"), ("unit", "单位"), ("period", "期间"), ("quote", "原文"), ("source", "出处"),
    )  # fmt: skip
    rows = []
    for fact in context.graph.facts:
        measure = context.measures.get(fact.object) if fact.predicate == "hasMeasure" else None
        entity = context.entities.get(fact.subject)
        if measure is None or entity is None:
            continue
        wanted = of is None or of in measure.quantity_of or of in entity.label
        if (
            wanted
            and (unit is None or measure.unit == unit)
            and (district is None or context.districts.get(entity.id) == district)
        ):
            numbers = (_plain(n) for n in (measure.value, measure.low, measure.high))
            what = (context.place(entity.id), entity.label, measure.quantity_of, amount(measure), *numbers)
            rows.append((*what, measure.unit, period(measure), *quote_of(measure)))
    return Table(columns, tuple(sorted(rows)))


def _plain(value: object) -> str:
    return "" if value is None else f"{value:f}"
