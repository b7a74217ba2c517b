"""Names that patterns may use in braces.

``{Organization}`` is a name found before, ``{X}`` a class of characters, ``{@words.public}`` any word of that set.
"""

from __future__ import annotations

import re

from cppcc_kg.lexicon.terms import one_of, terms

#: Kinds of token. Each has a character for its first place and one for the places after.
KINDS = (
    "District", "Place", "Organization", "Person", "Event", "Document", "Quote", "Quantity", "Time", "Aside",
)  # fmt: skip
FIRST = {kind: chr(0xE000 + 2 * n) for n, kind in enumerate(KINDS)}
REST = {kind: chr(0xE001 + 2 * n) for n, kind in enumerate(KINDS)}

#: Other names that patterns may use in braces.
MACROS = {
    "X": r"[^，。；：！？,;:!?\n]",  # any character of one clause
    "H": r"[一-鿿]",
    "W": r"[^，。；：！？、,;:!?\n的]",  # any character of one noun phrase without 的
    "Gap": r"[^，。；：！？,;:!?\n0-9０-９]",  # filler that may not jump over a figure
    "Number": r"[一二三四五六七八九十两双百]",
}
#: Names of national campaigns by their forms in words.yaml, quotation marks apart.
CAMPAIGN = "Campaign"
#: Every name that may stand in braces.
NAMES = (*KINDS, *MACROS, CAMPAIGN)
#: A name in braces; what begins with a small letter is a group of a label's template.
BRACES = re.compile(r"\{(?:([A-Z][A-Za-z]*)|@([a-z]+)\.([a-z-]+))\}")


def expand(source: str, *, sets: str | None = None) -> str:
    """``source`` with its names in braces filled in; ``sets`` stands for every word set instead of its words.

    >>> expand("{H}{2,4}村")
    '[一-鿿]{2,4}村'
    >>> expand("(?:前往|{@words.serves})"), expand("前往{@words.serves}", sets="X")
    ('(?:前往|(?:义诊|培训|惠及|服务|诊疗|走进))', '前往X')
    """
    return BRACES.sub(lambda found: _expression(*found.groups(), sets=sets), source)


def _expression(name: str | None, book: str, key: str, *, sets: str | None) -> str:
    if name is None:
        return sets if sets is not None else f"(?:{one_of(terms().books[book][key])})"
    if name == CAMPAIGN:
        forms = (form for whole, forms in terms().campaigns.items() for form in (whole, *forms))
        return f"(?:{one_of(form for form in forms if '“' not in form)})"
    return f"(?:{FIRST[name]}{REST[name]}*)" if name in FIRST else MACROS[name]
