"""Entities by what a person types: a name, another form of it, pinyin or its initials, or a part of a name."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from pypinyin import Style, lazy_pinyin

from cppcc_kg.analysis.context import Context
from cppcc_kg.errors import UsageError
from cppcc_kg.model import THEMES, Entity
from cppcc_kg.resolution.identity import fold

_SUGGESTED = 5


def pinyin(text: str) -> tuple[str, str]:
    """Pinyin without tones, and its initials.

    >>> pinyin("工作站")
    ('gongzuozhan', 'gzz')
    """
    return "".join(lazy_pinyin(text)).lower(), "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def find(context: Context, text: str, *, classes: Collection[str] = (), district: Entity | None = None) -> list[Entity]:
    """The entities that ``text`` names, by the first way that finds any: name, other form, pinyin, part of a name.

    Ordered by how short the name is, then by label and id. Raises :class:`UsageError` with suggestions where
    nothing is found.
    """
    pool = [
        e
        for e in context.graph.entities
        if (not classes or e.cls in classes) and (district is None or _in(context, e, district))
    ]
    wanted = fold(text)
    found = [e for e in pool if fold(e.label) == wanted] or [e for e in pool if wanted in map(fold, e.alternatives)]
    if not found and wanted.isascii() and wanted.isalnum():
        found = [e for e in pool if wanted in pinyin(e.label)] or [
            e for e in pool if len(wanted) > 2 and any(form.startswith(wanted) for form in pinyin(e.label))
        ]
    found = found or [e for e in pool if wanted and any(wanted in fold(form) for form in (e.label, *e.alternatives))]
    if not found:
        raise UsageError(f"nothing is called {text!r}", hint=_hint(wanted, pool, classes))
    return sorted(found, key=lambda e: (len(e.label), e.label, e.id))


def find_district(context: Context, text: str) -> Entity:
    """The one division that ``text`` names, or the division of the committee that it names."""
    whole = [e for e in context.graph.entities if e.cls == "District" and context.place_names[e.id] == text]
    if len(whole) == 1:
        return whole[0]
    found = find(context, text, classes=("District",))
    served = {fact.object for fact in context.graph.facts if fact.predicate == "serves"}
    best = [e for e in found if e.id in served and len(e.label) == len(found[0].label)] or found
    exact = [e for e in best if fold(text) in map(fold, (e.label, *e.alternatives))] or best
    if len(exact) > 1:
        names = "、".join(
            f"{context.place_names[e.id]} ({e.code})" if e.code else context.place_names[e.id] for e in exact
        )
        raise UsageError(f"{text!r} may be {names}", hint="name one of them as it stands here")
    return exact[0]


def find_theme(text: str) -> str:
    """The one theme of the scheme that ``text`` names, whole or in part (文化 for 文化建设)."""
    found = [theme for theme in THEMES if text in theme]
    if text in THEMES or len(found) == 1:
        return text if text in THEMES else found[0]
    close = [] if found else difflib.get_close_matches(text, THEMES, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else f"one of {'、'.join(found or THEMES)}"
    raise UsageError(f"{text!r} is no one theme", hint=hint)


def _in(context: Context, entity: Entity, district: Entity) -> bool:
    own = context.districts.get(entity.id)
    if own is None and entity.cls == "Organization":
        served = context.serving(entity.id)
        own = served[0] if served is not None else None
    return own == district


def _hint(wanted: str, pool: list[Entity], classes: Collection[str]) -> str:
    by_form = {form: e.label for e in reversed(pool) for form in (fold(e.label), pinyin(e.label)[0])}
    close = difflib.get_close_matches(wanted, sorted(by_form), n=_SUGGESTED, cutoff=0.5)
    shared = sorted({e.label for e in pool if len(set(wanted) & set(fold(e.label))) >= 2 and not wanted.isascii()})
    near = difflib.get_close_matches(wanted, shared, n=_SUGGESTED, cutoff=0.3)
    labels = list(dict.fromkeys([*(by_form[form] for form in close), *near]))[:_SUGGESTED]
    if labels:
        return f"did you mean {'、'.join(labels)}?"
    return f"cppcc-kg list {next(iter(classes)) if len(classes) == 1 else 'CLASS'} shows what there is"
