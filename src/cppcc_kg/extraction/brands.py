"""Quoted names: which class a head inside or right after the quote gives them."""

from __future__ import annotations

from cppcc_kg.extraction.desk import Desk
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import ends_with, terms

#: The word sets whose words make a quoted name speak for itself; weaker heads need a verb or a noun outside the quote.
_QUOTED_HEADS = (
    ("Mechanism", "quoted-mechanism"),
    ("Platform", "quoted-platform"),
    ("Practice", "quoted-practice"),
    ("Organization", "quoted-team"),
)
_SHORTEST, _LONGEST = 4, 16
_HEAD = "{@words.brand-kinds}?{@words.brand-heads}"
_BY_HEAD = {"platform": "Platform", "mechanism": "Mechanism", "initiative": "Initiative"}

#: How a committee is said to have a thing of each class.
HAS = {"Practice": "carriesOut", "Initiative": "carriesOut", "Mechanism": "establishes", "Platform": "establishes"}


def class_of_quote(label: str) -> str | None:
    """The class of a quoted name by its own last word (“晴耕书屋”)."""
    if not _SHORTEST <= len(label) <= _LONGEST:
        return None
    return next((cls for cls, heads in _QUOTED_HEADS if ends_with(label, heads)), None)


def brands_of(desk: Desk) -> dict[str, tuple[str, str]]:
    """Quoted names whose class a head right after the quote tells somewhere in the text: name → class, whole name."""
    found: dict[str, tuple[str, str]] = {}
    for name in desk.names.names:
        head = pattern(_HEAD).match(desk.text, name.span.end) if name.kind == "Quote" else None
        if head is not None:
            kinds = terms().head_sets(head[0])
            cls = next((cls for kind, cls in _BY_HEAD.items() if kind in kinds), None)
            if cls is not None:
                brand = plain(desk.words(name.span))
                found.setdefault(brand, (cls, brand + head[0]))
    return found


def is_won(words: str) -> bool:
    """Whether the words before a name say that it is a title won (获评“最美书屋”), and no thing of the committee."""
    return pattern("{@words.titles-won}").search(words) is not None
