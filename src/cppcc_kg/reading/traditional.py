"""Traditional characters, read by the same rules: a table of one character to one, so that no offset moves."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

#: 乾 is no 干 in these: the county 乾县 and other names keep it in simplified script too.
_KEPT = re.compile("乾(?=[县縣隆坤陵安清道])")


@cache
def _table() -> dict[int, str]:
    """Traditional → simplified. Source: OpenCC's TSCharacters (``data/simplified.tsv`` says how it was made)."""
    lines = files(__package__).joinpath("data", "simplified.tsv").read_text(encoding="utf-8").splitlines()
    return {ord(line[0]): line[2] for line in lines if not line.startswith("#")}


@cache
def _letters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that simplified script replaced, and those that it put in their place."""
    replaced = frozenset(map(chr, _table()))
    return replaced, frozenset(_table().values()) - replaced


def is_traditional(text: str) -> bool:
    """Whether more of the characters are such as simplified script replaced than such as it put in their place.

    A page is of one script: 乾 in a page of 乾县 is left alone, and a name in old characters does not change a page.

    >>> is_traditional("區政協建立協商平臺"), is_traditional("区政协建立协商平台"), is_traditional("乾县政协")
    (True, False, False)
    """
    replaced, simplified = _letters()
    return sum((char in replaced) - (char in simplified) for char in text) > 0


def simplify(text: str) -> str:
    """``text`` in simplified characters, as long as before.

    >>> simplify("萬州區政協開展調研10次")
    '万州区政协开展调研10次'
    """
    changed = text.translate(_table())
    for match in _KEPT.finditer(text):
        changed = changed[: match.start()] + "乾" + changed[match.end() :]
    return changed
