"""Names that patterns may use in braces: ``{Organization}`` is a name found before, ``{X}`` a class of characters."""

from __future__ import annotations

import re

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
#: Every name that may stand in braces.
NAMES = (*KINDS, *MACROS)
#: A name in braces; what begins with a small letter is a group of a label's template.
BRACES = re.compile(r"\{([A-Z][A-Za-z]*)\}")


def expand(source: str) -> str:
    """``source`` with its names in braces filled in.

    >>> expand("{H}{2,4}村")
    '[一-鿿]{2,4}村'
    """
    return BRACES.sub(lambda found: _expression(found[1]), source)


def _expression(name: str) -> str:
    return f"(?:{FIRST[name]}{REST[name]}*)" if name in FIRST else MACROS[name]
